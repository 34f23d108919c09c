"""What the desk takes, through Wagtail's own pages; and who gets a file back."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction

from network.people.choices import Role
from tests.factories.network import account_with_role
from tests.network.uploads.files import HTML, PDF, PLACE, SVG, office, picture

pytestmark = [pytest.mark.capability("T6"), pytest.mark.django_db]
Document, Image = get_document_model(), get_image_model()
WAYS_OF_PICTURES = ["wagtailimages:add", "wagtailimages:add_multiple"]
WAYS_OF_DOCUMENTS = ["wagtaildocs:add", "wagtaildocs:add_multiple"]


@pytest.fixture
def desk(client, settings, tmp_path):
    """The secretariat at the desk of a site that keeps files in a folder, as sites do."""
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
    client.force_login(account_with_role(Role.SECRETARIAT))
    return client


def content_of(row):
    """The bytes as they lie in the folder."""
    return Path(row.file.path).read_bytes()


def send(client, way, name, content):
    """As the desk's pages send a file, one by one or many at once."""
    upload = SimpleUploadedFile(name, content)
    fields = {"title": "見本", "collection": Collection.get_first_root_node().pk, "tags": ""}
    if way.endswith("multiple"):
        return client.post(
            reverse(way), {"files[]": upload, **fields}, headers={"X-Requested-With": "XMLHttpRequest"}
        )
    return client.post(reverse(way), {"file": upload, **fields})


@pytest.mark.parametrize("way", WAYS_OF_PICTURES)
def test_a_picture_is_stored_without_what_the_camera_wrote(desk, way):
    send(desk, way, "旅.jpg", picture("JPEG"))

    stored = Image.objects.get()
    content = content_of(stored)
    assert PLACE.encode() not in content
    assert dict(Pillow.open(BytesIO(content)).getexif()) == {}
    assert (stored.width, stored.height, stored.file_size) == (20, 40, len(content))


@pytest.mark.parametrize("way", WAYS_OF_PICTURES)
@pytest.mark.parametrize(
    ("name", "content"),
    [("a.svg", SVG), ("a.png", SVG), ("a.jpg", HTML), ("a.png", picture("PNG")[:60])],
    ids=["svg", "svg as png", "page as jpg", "broken"],
)
def test_a_bad_picture_is_not_stored(desk, way, name, content):
    response = send(desk, way, name, content)

    assert response.status_code < 500
    assert not Image.objects.exists()


@pytest.mark.parametrize("way", WAYS_OF_DOCUMENTS)
@pytest.mark.parametrize(
    ("name", "content"), [("要項.pdf", PDF), ("表.xlsx", office("xlsx"))], ids=["pdf", "xlsx"]
)
def test_a_good_document_is_stored_as_it_came(desk, way, name, content):
    send(desk, way, name, content)

    assert content_of(Document.objects.get()) == content


@pytest.mark.parametrize("way", WAYS_OF_DOCUMENTS)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", office("xlsx", more={"xl/vbaProject.bin": b"x"})),
        ("a.xlsm", office("xlsx")),
        ("a.pdf", HTML),
        ("a.csv", SVG),
        ("a.html", HTML),
    ],
    ids=["macros", "macro ending", "page as pdf", "svg as csv", "page"],
)
def test_a_bad_document_is_not_stored(desk, way, name, content):
    response = send(desk, way, name, content)

    assert response.status_code < 500
    assert not Document.objects.exists()


def test_a_refusal_says_what_to_do(desk):
    response = send(desk, "wagtaildocs:add", "a.xlsx", office("xlsx", more={"xl/vbaProject.bin": b"x"}))

    assert "マクロ" in response.content.decode()


def test_words_of_a_document_change_without_sending_it_again(desk):
    send(desk, "wagtaildocs:add", "要項.pdf", PDF)
    document = Document.objects.get()
    fields = {"title": "新しい題", "collection": document.collection_id, "tags": ""}

    desk.post(reverse("wagtaildocs:edit", args=[document.pk]), fields)

    document = Document.objects.get()
    assert (document.title, content_of(document)) == ("新しい題", PDF)


def test_words_of_a_picture_change_without_sending_it_again(desk):
    send(desk, "wagtailimages:add", "旅.jpg", picture("JPEG"))
    image = Image.objects.get()
    before = content_of(image)
    fields = {"title": "新しい題", "collection": image.collection_id, "tags": "", "description": ""}

    desk.post(reverse("wagtailimages:edit", args=[image.pk]), fields)

    image = Image.objects.get()
    assert (image.title, content_of(image)) == ("新しい題", before)


@pytest.fixture
def private(desk):
    """A document in a collection that only signed-in people may read."""
    inner = Collection.get_first_root_node().add_child(name="会員")
    CollectionViewRestriction.objects.create(
        collection=inner, restriction_type=CollectionViewRestriction.LOGIN
    )
    send(desk, "wagtaildocs:add", "内部.pdf", PDF)
    document = Document.objects.get()
    document.collection = inner
    document.save()
    desk.logout()
    return document


def test_a_private_file_is_not_for_passers_by(client, private):
    response = client.get(private.url)

    assert response.status_code in {302, 403, 404}
    assert b"%PDF" not in response.content


@pytest.mark.parametrize("path", ["/media/{name}", "/media/documents/../{name}", "/static/../media/{name}"])
def test_a_file_has_no_way_past_the_check(client, private, path):
    assert client.get(path.format(name=private.file.name)).status_code == 404
