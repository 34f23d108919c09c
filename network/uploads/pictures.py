"""A named trade: paints a picture anew, so that only what one sees is kept.

Where and with what it was taken, the thumbnail of what was cut off, comments and hidden data behind the picture
all go. Turned upright first, since the note on how the camera was held goes too.
"""

from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageCms, ImageOps, ImageSequence, UnidentifiedImageError

from network.uploads.rules import Refusal

MAX_PIXELS = 50_000_000
MAX_FRAMES = 200
FORMATS = {"jpg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP"}
# Colours in these can be painted anew without loss; others become RGB.
KEPT_MODES = {
    "JPEG": {"L", "RGB"},
    "PNG": {"1", "L", "LA", "P", "RGB", "RGBA"},
    "WEBP": {"RGB", "RGBA"},
}
QUALITY = {"JPEG": {"quality": 90, "optimize": True}, "WEBP": {"quality": 90}, "PNG": {"optimize": False}}


class PictureError(ValueError):
    """A picture that is not taken; `code` is the Refusal."""

    def __init__(self, code: Refusal):
        super().__init__(code.value)
        self.code = code


def painted_anew(content: BinaryIO, kind: str) -> bytes:
    """The same picture in the same format, of its pixels alone. Raises PictureError for what cannot be painted."""
    try:
        with Image.open(content, formats=[FORMATS[kind]]) as picture:
            _refuse_giants(picture)
            if getattr(picture, "n_frames", 1) > 1:
                return _moving(picture)
            return _still(picture)
    except Image.DecompressionBombError as failure:
        raise PictureError(Refusal.TOO_MANY_PIXELS) from failure
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as failure:
        if isinstance(failure, PictureError):
            raise
        raise PictureError(Refusal.BROKEN) from failure


def _refuse_giants(picture: Image.Image) -> None:
    frames = getattr(picture, "n_frames", 1)
    if frames > MAX_FRAMES or picture.width * picture.height * frames > MAX_PIXELS:
        raise PictureError(Refusal.TOO_MANY_PIXELS)


def _still(picture: Image.Image) -> bytes:
    form = picture.format
    upright = _in_usual_colours(ImageOps.exif_transpose(picture), picture.info.get("icc_profile"))
    if form == "GIF":
        return _written([_pixels(upright.convert("RGBA"))], form)
    if upright.mode not in KEPT_MODES[form]:
        upright = upright.convert("RGBA" if "A" in upright.mode and form != "JPEG" else "RGB")
    clear = {"transparency": picture.info["transparency"]} if "transparency" in picture.info else {}
    return _written([_pixels(upright)], form, **(clear if form == "PNG" else {}))


def _moving(picture: Image.Image) -> bytes:
    frames, pauses = [], []
    for frame in ImageSequence.Iterator(picture):
        frames.append(_pixels(frame.convert("RGBA")))
        pauses.append(frame.info.get("duration", 100))
    return _written(frames, picture.format, duration=pauses, loop=picture.info.get("loop", 0))


def _in_usual_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """With the colours that a profile asks for, and without the profile, which may name the owner's machine."""
    if not profile or picture.mode not in {"RGB", "CMYK", "L"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):  # a profile that nobody can read changes nothing
        return picture


def _pixels(picture: Image.Image) -> Image.Image:
    """A new picture that holds the old one's pixels and nothing else."""
    bare = Image.new(picture.mode, picture.size)
    if picture.mode == "P":
        bare.putpalette(picture.getpalette("RGBA"), "RGBA")
    bare.paste(picture)
    return bare


def _written(frames: list[Image.Image], form: str, **more: object) -> bytes:
    target = BytesIO()
    moving = {"save_all": True, "append_images": frames[1:], "disposal": 2} if len(frames) > 1 else {}
    if form != "GIF":
        moving.pop("disposal", None)
    frames[0].save(target, form, **QUALITY.get(form, {}), **moving, **more)
    return target.getvalue()
