"""A named trade: draws pictures anew, so that nothing but the picture is left of them."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

# More than any screen or sheet of paper needs; a larger one is meant to fill the memory.
MOST_PIXELS = 60_000_000
FORMATS = {"jpg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP"}


class NotAPictureError(ValueError):
    """The content can't be read as a picture of its kind."""

    code = "not_a_picture"


def redrawn(content: bytes, kind: str) -> bytes:
    """The same picture, upright, without place, camera, author or anything else that came along.

    Raises NotAPictureError.
    """
    wanted = FORMATS[kind]
    try:
        with Image.open(io.BytesIO(content), formats=[wanted]) as source:
            if source.width * source.height > MOST_PIXELS:
                raise NotAPictureError(kind)
            upright = ImageOps.exif_transpose(source)
            plain = (
                upright if upright.mode in ("1", "L", "LA", "P", "RGB", "RGBA") else upright.convert("RGB")
            )
            return _saved(plain, wanted)
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
    ) as failure:
        raise NotAPictureError(kind) from failure


def _saved(picture: Image.Image, wanted: str) -> bytes:
    if wanted == "JPEG" and picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGB")
    transparency = picture.info.get("transparency")
    bare = Image.new(picture.mode, picture.size)
    if picture.mode == "P":
        bare.putpalette(picture.getpalette("RGB"))
    bare.paste(picture)
    options = {"quality": 90} if wanted in ("JPEG", "WEBP") else {}
    if transparency is not None and wanted in ("PNG", "GIF"):
        options["transparency"] = transparency
    out = io.BytesIO()
    bare.save(out, wanted, **options)
    return out.getvalue()
