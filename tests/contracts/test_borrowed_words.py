"""The desk is Wagtail's, and speaks Japanese throughout: what Wagtail does not say itself, we do."""

from pathlib import Path

import django
import polib
import pytest
import wagtail
from django.apps import apps
from django.urls import reverse
from wagtail.users.models import UserProfile

from network.people.choices import Role
from tests.factories.network import account_with_role

WAGTAIL = Path(wagtail.__file__).parent
BORROWED = Path("locale/borrowed/ja/LC_MESSAGES")
DOMAINS = ("django", "djangojs")
# Sources whose words nobody here meets: accounts come by invitation, pages have no second tree for another
# language, and neither the API, its tokens nor news about Wagtail are offered.
NOT_SHOWN = (
    "api/",
    "api_tokens",
    "admin/localization.py",
    "convert_alias",
    "edit_alias",
    "templates/wagtailadmin/home/",
    "templates/wagtailadmin/login.html",
    "templates/wagtailadmin/permissions/includes/collection",
    "side_panels/includes/status/locale.html",
    "views/pages/workflow.py",
    "users/templates/wagtailusers/bulk_actions/",
    "site_summary_",
    "contrib/frontend_cache",
    "contrib/routable_page",
    "contrib/sitemaps",
    "models/api.py",
)


def installed_parts() -> list[Path]:
    """Folders of Wagtail's applications that this site has."""
    return [Path(app.path) for app in apps.get_app_configs() if app.name.split(".")[0] == "wagtail"]


def said_by(part: Path, language: str, domain: str) -> list[polib.POEntry]:
    """The entries of one of Wagtail's own catalogues."""
    path = part / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete] if path.exists() else []


def in_japanese(part: Path, domain: str) -> set:
    return {key(entry) for entry in said_by(part, "ja", domain) if entry.translated()}


def key(entry: polib.POEntry) -> tuple:
    return entry.msgctxt, entry.msgid


def is_shown(part: Path, entry: polib.POEntry) -> bool:
    places = [f"{part.relative_to(WAGTAIL)}/{path}" for path, _line in entry.occurrences]
    return not places or any(not any(name in place for name in NOT_SHOWN) for place in places)


@pytest.fixture(params=DOMAINS)
def domain(request):
    return request.param


@pytest.fixture
def wagtail_says(domain):
    return set().union(*(in_japanese(part, domain) for part in installed_parts()))


@pytest.fixture
def borrowed(domain):
    return {key(entry) for entry in polib.pofile(str(BORROWED / f"{domain}.po"))}


def test_no_word_of_the_desk_is_left_in_english(domain, wagtail_says, borrowed):
    ours = {key(entry) for entry in polib.pofile("locale/ja/LC_MESSAGES/django.po")}
    known = wagtail_says | borrowed | (ours if domain == "django" else set()) | django_says(domain)

    lacking = [
        entry.msgid
        for part in installed_parts()
        for entry in said_by(part, "en", domain)
        if is_shown(part, entry) and key(entry) not in known
    ]

    assert lacking == []


def test_no_word_is_said_that_wagtail_says_itself(wagtail_says, borrowed):
    assert sorted(map(str, borrowed & wagtail_says)) == []


def test_no_word_is_kept_that_wagtail_does_not_use(domain, borrowed):
    used = {key(entry) for part in installed_parts() for entry in said_by(part, "en", domain)}

    assert sorted(map(str, borrowed - used)) == []


def django_says(domain: str) -> set:
    """What Django translates for everybody: dates, yes and no, its own forms."""
    folder = Path(django.__file__).parent
    parts = [folder / "conf", *(folder / "contrib" / name for name in ("auth", "contenttypes", "sessions"))]
    return set().union(*(in_japanese(part, domain) for part in parts))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "is_japanese"), [("ja", True), ("en", False)], ids=["Japanese", "English"]
)
def test_the_scripts_of_the_desk_speak_the_readers_language(client, language, is_japanese):
    organiser = account_with_role(Role.ORGANISER)
    UserProfile.objects.create(user=organiser, preferred_language=language)
    client.force_login(organiser)

    script = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()

    autosave = "自動保存しています…".encode("unicode-escape").decode()
    assert (autosave in script) is is_japanese
