"""Of a picture only what one sees is kept."""

from io import BytesIO

import pytest
from PIL import Image

from network.uploads import pictures
from network.uploads.pictures import PictureError, painted_anew
from network.uploads.rules import Refusal
from tests.network.uploads.files import PLACE, moving, picture

pytestmark = pytest.mark.capability("T6")
FORMS = [("jpg", "JPEG"), ("png", "PNG"), ("webp", "WEBP"), ("gif", "GIF")]
HIDDEN = b"<script>alert('behind the picture')</script>"


def opened(content):
    image = Image.open(BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize(("kind", "form"), FORMS)
def test_nothing_but_the_picture_is_left(kind, form):
    before = picture(form, tail=HIDDEN)
    assert PLACE.encode() in before

    after = painted_anew(BytesIO(before), kind)

    image = opened(after)
    assert image.format == form
    assert PLACE.encode() not in after
    assert HIDDEN not in after
    assert dict(image.getexif()) == {}
    assert not {"icc_profile", "exif", "xmp", "XML:com.adobe.xmp", "comment", "Comment"} & set(image.info)


@pytest.mark.parametrize(("kind", "form"), FORMS[:3])
def test_the_picture_is_turned_upright(kind, form):
    image = opened(painted_anew(BytesIO(picture(form, size=(40, 20))), kind)).convert("RGB")

    assert image.size == (20, 40)
    top, bottom = image.getpixel((10, 5)), image.getpixel((10, 35))
    assert top[0] > 200 > 60 > top[2]
    assert bottom[2] > 200 > 60 > bottom[0]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_kind_of_png_stays_what_it_was(mode):
    after = opened(painted_anew(BytesIO(picture("PNG", mode=mode)), "png"))

    assert after.mode in {mode, "RGBA"}
    assert after.size == (20, 40)


def test_a_printers_picture_becomes_one_for_screens():
    after = opened(painted_anew(BytesIO(picture("JPEG", mode="CMYK")), "jpg"))

    assert after.mode == "RGB"


def test_a_moving_picture_goes_on_moving():
    after = opened(painted_anew(BytesIO(moving(3)), "gif"))

    assert (after.n_frames, after.info["duration"]) == (3, 120)


def test_see_through_stays_see_through():
    target = BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(target, "PNG")

    after = opened(painted_anew(target, "png"))

    assert after.getpixel((1, 1))[3] == 0


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("JPEG")[:200], "jpg"),
        (picture("PNG")[:60], "png"),
        (b"GIF89a", "gif"),
        (picture("PNG"), "jpg"),
    ],
    ids=["cut off", "cut off early", "only a head", "another kind"],
)
def test_what_cannot_be_painted_is_refused(content, kind):
    with pytest.raises(PictureError) as refusal:
        painted_anew(BytesIO(content), kind)

    assert refusal.value.code is Refusal.BROKEN


def test_a_giant_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PIXELS", 799)

    with pytest.raises(PictureError) as refusal:
        painted_anew(BytesIO(picture("PNG")), "png")

    assert refusal.value.code is Refusal.TOO_MANY_PIXELS


def test_a_film_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_FRAMES", 2)

    with pytest.raises(PictureError) as refusal:
        painted_anew(BytesIO(moving(3)), "gif")

    assert refusal.value.code is Refusal.TOO_MANY_PIXELS
