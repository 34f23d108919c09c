"""Uploads as they are kept."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from network.files.forms import checked
from network.files.images import NotAPictureError, redrawn

pytestmark = pytest.mark.capability("T6")


def picture(kind: str, mode: str = "RGB", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (40, 20), 120 if mode in ("L", "P", "1") else None).save(out, kind, **options)
    return out.getvalue()


def located() -> bytes:
    """A photograph, taken on its side, that says where and by whom."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "Mihon Taro"
    exif.get_ifd(0x8825)[1] = "N"
    return picture("JPEG", exif=exif)


def test_picture_when_it_knows_where_it_was_taken():
    kept = checked(SimpleUploadedFile("photo.jpg", located())).read()

    with Image.open(io.BytesIO(kept)) as shown:
        assert (dict(shown.getexif()), shown.size) == ({}, (20, 40))
    assert b"Mihon" not in kept


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK"])
def test_picture_when_colours_are_kept_otherwise(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"

    with Image.open(io.BytesIO(redrawn(picture(kind, mode), {"JPEG": "jpg", "PNG": "png"}[kind]))) as shown:
        assert shown.size == (40, 20)


def test_picture_when_words_stand_in_it():
    from_a_tool = io.BytesIO()
    words = PngInfo()
    words.add_text("Author", "Mihon Taro")
    Image.new("RGB", (4, 4)).save(from_a_tool, "PNG", pnginfo=words)

    assert b"Mihon" not in redrawn(from_a_tool.getvalue(), "png")


def test_picture_when_it_only_begins_like_one():
    with pytest.raises(NotAPictureError):
        redrawn(b"\x89PNG\r\n\x1a\n<script>", "png")
    with pytest.raises(ValidationError) as refused:
        checked(SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n<script>"))

    assert "PNG" in refused.value.message


def test_office_file_when_it_is_kept_as_it_is():
    assert checked(SimpleUploadedFile("a.csv", b"a,b")).read() == b"a,b"


def test_file_when_it_is_refused_says_the_way_out():
    with pytest.raises(ValidationError) as refused:
        checked(SimpleUploadedFile("a.pdf", b"MZ\0"))

    assert "Excel" in str(refused.value.message)


def test_file_when_it_is_too_large_is_not_read():
    large = SimpleUploadedFile("a.pdf", b"%PDF-")
    large.size = 11 * 1024 * 1024

    with pytest.raises(ValidationError, match="10"):
        checked(large)
