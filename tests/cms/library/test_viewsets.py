"""Resources at the desk: written in one screen, checked, previewed, published."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.documents.models import Document

from cms.desk.queries import tasks_for
from cms.library.choices import LinkState
from cms.library.models import LinkCheck, Resource
from network.people.choices import Role
from tests.factories.cms import ResourceFactory, document, section
from tests.factories.network import account_with_role

pytestmark = pytest.mark.django_db
LIST, ADD = "resource_editor:list", "resource_editor:add"


def typed(**fields):
    return {
        "title": "見本の手引き",
        "summary": "",
        "document": "",
        "link": "https://shiryo.example/a",
        "programme": "budget",
        "section": section().pk,
        "publisher": "見本県",
        "issued_on": "",
        "audience": "public",
        "title_en": "",
        "summary_en": "",
        **fields,
    }


@pytest.fixture
def desk(client):
    client.force_login(account_with_role(Role.SECRETARIAT))
    return client


def test_resource_when_published_is_on_the_site(desk):
    desk.post(reverse(ADD), typed() | {"action-publish": "x"})

    resource = Resource.objects.get()
    assert (resource.live, resource.programme) == (True, "budget")
    assert "見本の手引き" in desk.get("/library/").content.decode()


def test_resource_when_saved_is_a_draft_with_a_preview(desk):
    desk.post(reverse(ADD), typed())
    resource = Resource.objects.get()
    preview = reverse("resource_editor:preview_on_edit", args=[resource.pk])

    stored = desk.post(preview, typed(title="直した題"))
    shown = {language: desk.get(preview, {"mode": language}).content.decode() for language in ("ja", "en")}

    assert resource.live is False
    assert json.loads(stored.content) == {"is_valid": True, "is_available": True}
    assert "直した題" in shown["ja"]
    assert "This page exists in Japanese only." in shown["en"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        pytest.param({"link": ""}, "document", id="neither file nor link"),
        pytest.param({"document": "file"}, "link", id="both"),
        pytest.param({"link": "no address"}, "link", id="no address"),
        pytest.param({"title": ""}, "title", id="no title"),
    ],
)
def test_resource_when_something_is_wrong_keeps_what_was_typed(desk, fields, field):
    if fields.get("document"):
        fields = fields | {"document": document().pk}

    refused = desk.post(reverse(ADD), typed(**fields) | {"action-publish": "x"})

    assert field in refused.context["form"].errors
    assert "見本県" in refused.content.decode()
    assert Resource.objects.count() == 0


def test_list_says_what_became_of_links_and_narrows_to_trouble(desk):
    fine, broken = ResourceFactory(title="つながる資料"), ResourceFactory(title="切れた資料")
    for resource, state, status in ((fine, LinkState.FINE, 200), (broken, LinkState.BROKEN, 404)):
        LinkCheck.objects.create(
            resource=resource, url=resource.link, state=state, status=status, checked_at=timezone.now()
        )

    everything = desk.get(reverse(LIST)).content.decode()
    trouble = desk.get(reverse(LIST), {"links": "trouble"}).content.decode()

    assert "リンク切れです" in everything
    assert ("切れた資料" in trouble, "つながる資料" in trouble) == (True, False)
    task = next(
        one for one in tasks_for(desk.get("/").wsgi_request.user, now=timezone.now()) if one.name == "links"
    )
    assert (task.count, task.url) == (1, f"{reverse(LIST)}?links=trouble")


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_as_many_queries_for_three_as_for_one(desk, django_assert_num_queries, count):
    for _number in range(count):
        ResourceFactory(with_file=True)
    desk.get(reverse(LIST))

    with django_assert_num_queries(11):
        desk.get(reverse(LIST))


def upload(desk, name, content):
    return desk.post(
        reverse("wagtaildocs:add"),
        {"title": "x", "file": SimpleUploadedFile(name, content), "collection": "1", "tags": ""},
    )


@pytest.mark.capability("T6")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.pdf", b"MZ\x00\x00", id="a program called PDF"),
        pytest.param("a.html", b"<html></html>", id="a web page"),
        pytest.param("a.xlsm", b"PK\x03\x04", id="a macro file"),
        pytest.param("a.png", b"<svg onload='x'>", id="a drawing that runs"),
    ],
)
def test_upload_when_it_is_refused(desk, name, content):
    refused = upload(desk, name, content)

    assert "file" in refused.context["form"].errors
    assert Document.objects.count() == 0


@pytest.mark.capability("T6")
def test_upload_of_a_picture_leaves_its_place_behind(desk):
    exif = Image.Exif()
    exif[0x013B] = "Mihon Taro"
    out = io.BytesIO()
    Image.new("RGB", (30, 30)).save(out, "JPEG", exif=exif)

    upload(desk, "photo.jpg", out.getvalue())

    kept = Document.objects.get().file.open("rb").read()
    assert b"Mihon" in out.getvalue()
    assert b"Mihon" not in kept
