"""Files as people send them, good and bad, made here so that nothing unexplained lies in the tree."""

import zipfile
from io import BytesIO

from PIL import Image, ImageCms, PngImagePlugin

PLACE = "34.5 N 135.0 E"  # stands for where a picture was taken
TYPES = '<?xml version="1.0"?><Types><Override PartName="/{part}" ContentType="application/vnd.{kind}main+xml"/></Types>'
PARTS = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml", "pptx": "ppt/presentation.xml"}
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def office(kind: str, *, more: dict[str, bytes] | None = None, types: str = "") -> bytes:
    """An office file of the new kind, as small as can be."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types or TYPES.format(part=PARTS[kind], kind=kind))
        archive.writestr(PARTS[kind], "<x/>")
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return target.getvalue()


def picture(form: str, *, size: tuple[int, int] = (40, 20), mode: str = "RGB", tail: bytes = b"") -> bytes:
    """Left half red, right half blue, with everything a camera and a program write into it."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    image = image.convert(mode)
    exif = Image.Exif()
    exif[0x010E] = PLACE  # ImageDescription
    exif[0x0112] = 6  # held upright: turn by a quarter
    exif.get_ifd(0x8825)[1] = "N"
    more = {"exif": exif}
    if form == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", PLACE)
        info.add_itxt("XML:com.adobe.xmp", f"<x>{PLACE}</x>")
        more["pnginfo"] = info
    if form == "GIF":
        more = {"comment": PLACE.encode()}
    if form in {"JPEG", "WEBP"}:
        more["icc_profile"] = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        more["xmp"] = f"<x>{PLACE}</x>".encode()
    target = BytesIO()
    image.save(target, form, **more)
    return target.getvalue() + tail


def moving(frames: int = 3) -> bytes:
    target = BytesIO()
    pictures = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue", "lime")[:frames]]
    pictures[0].save(
        target, "GIF", save_all=True, append_images=pictures[1:], duration=120, loop=0, comment=PLACE.encode()
    )
    return target.getvalue()
