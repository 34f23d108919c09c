"""One language on a screen: the desk in Japanese says nothing in English, and in English nothing in Japanese."""

import html
import re

import pytest
from django.utils.translation import trans_real
from wagtail.models import Page
from wagtail.users.models import UserProfile

from membership.ledger.models import LedgerAccount
from network.people.choices import Role
from tests.contracts.test_desk_ways import ENOUGH, HOME, ways_in, world  # noqa: F401 -- a fixture
from tests.factories.network import account_with_role

pytestmark = pytest.mark.django_db
UNSEEN = re.compile(r"<(script|style|template|textarea)\b.*?</\1>", re.DOTALL)
WORDS = re.compile(r">([^<>]+)<|\b(?:title|aria-label|placeholder|alt)=\"([^\"]+)\"")
JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
ENGLISH = re.compile("[A-Za-z]{3}.* .*[A-Za-z]{3}")
# Names of things: languages in their own words, versions, codes of checks, the first entry of Wagtail's history;
# and three of Wagtail's labels that no eye sees (a counter hidden at nought, twins of headings in the form of a workflow).
NAMES = re.compile(
    r"English|日本語|SQLite [\d.]+|PostgreSQL [\d.]+.*|security\.W\d+.*|Welcome to your new Wagtail site!"
    r"|None|Content types|Page"
)


def words_of(page: str) -> set[str]:
    """Every piece of text that a page shows or says."""
    pieces = (shown or said for shown, said in WORDS.findall(UNSEEN.sub("", page)))
    return {" ".join(html.unescape(piece).split()) for piece in pieces} - {""}


def walked_words(client) -> dict[str, str]:
    """Every piece of text of the desk, with the first page that has it."""
    found, reached, waiting = {}, set(), [HOME]
    while waiting and len(reached) < ENOUGH:
        here = waiting.pop(0)
        reached.add(here)
        response = client.get(here)
        if "text/html" in response.headers.get("Content-Type", ""):
            page = response.content.decode()
            waiting += sorted(ways_in(page, here) - reached - set(waiting))
            found = dict.fromkeys(words_of(page), here) | found
    return found


def catalogue() -> dict[str, str]:
    """What English words are in Japanese: ours, Wagtail's and Django's."""
    plain = {key: said for key, said in trans_real.translation("ja")._catalog.items() if isinstance(key, str)}
    return {key.rpartition("\x04")[2]: said for key, said in plain.items() if said}


def signed_in(client, role: Role, language: str) -> None:
    account = account_with_role(role)
    UserProfile.objects.update_or_create(user=account, defaults={"preferred_language": language})
    client.force_login(account)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.TREASURER])
def test_the_japanese_desk_says_nothing_in_english(client, world, role):  # noqa: F811 -- the fixture
    signed_in(client, role, "ja")
    lacking = {key for key, said in catalogue().items() if JAPANESE.search(said)}

    found = walked_words(client)

    codes = set(LedgerAccount.objects.values_list("code", flat=True))
    mixed = {
        words: here
        for words, here in found.items()
        if words not in codes
        and not JAPANESE.search(words)
        and not NAMES.fullmatch(words)
        and (ENGLISH.search(words) or words in lacking)
    }
    assert mixed == {}
    assert "ホーム" in found


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.TREASURER])
def test_the_english_desk_says_nothing_in_japanese(client, world, role):  # noqa: F811 -- the fixture
    signed_in(client, role, "en")
    translated = {said for key, said in catalogue().items() if JAPANESE.search(said)}

    found = walked_words(client)

    titles = {
        *Page.objects.values_list("title", flat=True),
        *LedgerAccount.objects.values_list("name", flat=True),
    }
    mixed = {
        words: here
        for words, here in found.items()
        if words in translated - titles and not NAMES.fullmatch(words)
    }
    assert mixed == {}
    assert "Home" in found
