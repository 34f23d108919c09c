"""T7: whatever is typed into the forms and addresses of registering: never a server error, always words one can read."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from events.registration.choices import PoolKind
from events.registration.models import Registration
from tests.factories.events import STARTS, EventPartFactory, PoolFactory, meeting

pytestmark = [pytest.mark.django_db, pytest.mark.capability("T7")]
READABLE = {200, 302, 409, 422, 429}
JAPANESE = re.compile("[ぁ-ん]")
UNPRINTABLE = "".join(map(chr, [0, 7, 10, 13, 27, 127, 0x200B, 0x202E, 0xFEFF, 0xFFFE]))

words = st.one_of(
    st.text(max_size=40),
    st.text(alphabet=UNPRINTABLE + "髙﨑𠮷①㈱山😀👩‍👩‍👧０１２ア", max_size=30),
    st.sampled_from(
        ["山" * 10_000, "😀" * 200, "\x00", "１２３", "' OR 1=1 --", "<script>alert(1)</script>", "{{ 7*7 }}"]
    ),
)
addresses = st.one_of(
    words,
    st.sampled_from(
        ["a@b.example", "ａ＠ｂ．ｅｘａｍｐｌｅ", "a@b", "@", "a\x00@b.example", "a@" + "b" * 300]
    ),
)
quick = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


@pytest.fixture
def hybrid():
    """A meeting with everything a form can ask."""
    pool = meeting(starts_at=STARTS.replace(year=2099), format="hybrid", audience="practitioners")
    PoolFactory(event=pool.event, kind=PoolKind.ONLINE)
    party = EventPartFactory(event=pool.event)
    PoolFactory(event=pool.event, kind=PoolKind.PART, part_key=party.key)
    return pool


def assert_readable(answer):
    """No server error; what was refused is explained in the reader's language."""
    assert answer.status_code in READABLE
    form = answer.context and answer.context.get("form")
    for errors in form.errors.values() if form else ():
        assert all(JAPANESE.search(error) for error in errors), errors


@quick
@given(name=words, email=addresses, kana=words, organisation=words, kind=words, part=words)
@example(name="山" * 10_000, email="a@b.example", kana="", organisation="x", kind="venue", part="")
@example(name="見\x00本", email="a@b.example", kana="\x00", organisation="見\x00本", kind="venue", part="")
@example(name="見本", email="a@b.example", kana="", organisation="x", kind="venue", part="0")
def test_what_a_visitor_types(client, hybrid, name, email, kana, organisation, kind, part):
    cache.clear()
    fields = {
        "name": name,
        "email": email,
        "kana": kana,
        "organisation": organisation,
        "kind": kind,
        "parts": [part],
    }

    answer = client.post(reverse("events:register", args=[hybrid.event.slug]), fields)

    assert_readable(answer)


def test_a_name_of_ten_thousand_characters_is_refused_and_kept(client, hybrid):
    fields = {"name": "山" * 10_000, "email": "a@b.example", "organisation": "見本市", "kind": "venue"}

    answer = client.post(reverse("events:register", args=[hybrid.event.slug]), fields)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])
    assert "山" * 10_000 in answer.content.decode()


def test_unseen_characters_are_tidied_away_and_emoji_kept(client, hybrid):
    fields = {
        "name": "\u202e髙橋\x00\x07　見本😀\u200b",
        "email": "ｔａｒｏ＠office.example",
        "organisation": "見本\r\n市",
        "kind": "venue",
    }

    client.post(reverse("events:register", args=[hybrid.event.slug]), fields)

    person = Registration.objects.get().person
    assert (person.name, person.email) == ("髙橋 見本😀", "taro@office.example")
    assert Registration.objects.get().organisation_text == "見本 市"


@quick
@given(code=words)
@example(code="\x00")
@example(code="a:b:c")
@example(code="１２３４５６７８９０")
def test_what_is_typed_as_a_code(client, hybrid, code):
    cache.clear()
    if not Registration.objects.exists():
        fields = {"name": "見本", "email": "a@b.example", "organisation": "見本市", "kind": "venue"}
        client.post(reverse("events:register", args=[hybrid.event.slug]), fields)
    row = Registration.objects.get()

    answer = client.post(reverse("events:confirm", args=[hybrid.event.slug, row.public_id]), {"code": code})

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "/events/?page=0",
        "/events/?page=-1",
        "/events/?page=99999999999999999999999",
        "/events/?page=%00",
        "/events/?page=１",
        "/events/?bureau=%00",
        "/events/?bureau=%F0%9F%98%80",
        "/events/?bureau=" + "9" * 5000,
        "/events/?theme=%00",
        "/events/?kind=%00",
        "/events/?kind=%ff%fe",
        "/events/?view=%00",
        "/events/feed.ics?bureau=%00",
        "/events/feed.ics?theme=%00",
        "/events/calendar/2026/13/",
        "/events/calendar/0/0/",
        "/events/calendar/99999999999999999999/1/",
        "/events/%00/",
        "/events/%E5%B1%B1/",
        "/events/" + "a" * 5000 + "/",
        "/events/nothing/register/",
        "/events/nothing/calendar.ics",
        "/events/nothing/confirm/00000000-0000-0000-0000-000000000000/",
        "/events/nothing/confirm/not-a-uuid/",
        "/events/manage/%00/",
        "/events/manage/a:b/",
        "/events/manage/" + "x" * 3000 + "/",
        "/events/manage/x/join/",
        "/events/confirm/%00/",
        "/events/my/%00/calendar.ics",
        "/events/my/x/calendar.ics",
    ],
)
@pytest.mark.parametrize("language", ["", "/en"])
def test_impossible_addresses(client, hybrid, path, language):
    assert client.get(language + path).status_code in {200, 400, 404}


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace"])
@pytest.mark.parametrize("name", ["detail", "register", "ics", "cancel_mine", "join", "done"])
def test_other_methods(client, hybrid, method, name):
    answer = getattr(client, method)(reverse(f"events:{name}", args=[hybrid.event.slug]))

    assert answer.status_code < 500


def test_a_forged_registration_id_is_not_found(client, hybrid):
    other = meeting(starts_at=STARTS.replace(year=2099))
    client.post(reverse("events:register", args=[other.event.slug]), {"name": "見本", "email": "a@b.example"})
    row = Registration.objects.get()

    answer = client.get(reverse("events:confirm", args=[hybrid.event.slug, row.public_id]))

    assert answer.status_code == 404
