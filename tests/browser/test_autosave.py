"""E8: whatever breaks off a long form, the words are back; for the same person only, and not for longer than needed."""

import random

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from membership.joining.models import Application
from network.association.queries import fiscal_year_of
from tests.factories.membership import TierFeeFactory
from tests.factories.network import AccountFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.capability("E8")]
WORDS = "相談窓口のことで迷っています。髙橋さまと𠮷野さまからもうかがいました（二〇二六年）。"
FIELDS = ("name", "kana", "email", "phone")
KEPT = "この端末に保存しました"
BACK = "に入力した内容を戻しました"


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.AUTOSAVE_KEYS_DIR = tmp_path / "autosave"


@pytest.fixture
def form_url(transactional_db):
    fee = TierFeeFactory(fiscal_year=fiscal_year_of(timezone.localdate()).starting_year)
    return reverse("membership:apply", args=[fee.tier.code])


def opened(page, url):
    """The form, once the page has its key."""
    with page.expect_response(lambda answer: "/autosave/keys/" in answer.url) as answer:
        page.goto(url)
    assert answer.value.ok
    page.wait_for_timeout(150)


def typed(page, **words):
    """Types and waits until it is kept."""
    for name, text in words.items():
        page.locator(f"main [name={name}]").fill("")
        page.locator(f"main [name={name}]").press_sequentially(text)
    page.locator(".autosave", has_text=KEPT).wait_for()
    page.wait_for_timeout(150)


def read_back(page) -> dict[str, str]:
    return {name: page.locator(f"main [name={name}]").input_value() for name in FIELDS}


def stored(page) -> dict[str, str]:
    """What lies in the browser, as somebody at the same PC could read it."""
    return page.evaluate("() => ({...localStorage})")


@pytest.mark.parametrize("signed_in", [True, False], ids=["a member", "a visitor"])
def test_words_are_back_after_a_page_is_lost_and_unreadable_in_the_browser(
    page, sign_in, form_url, signed_in
):
    if signed_in:
        sign_in(AccountFactory())
    opened(page, form_url)
    typed(page, name="見本 花子", kana="ミホン ハナコ", phone="000-1234-5678")
    kept = stored(page)

    opened(page, form_url)

    assert page.locator(".autosave", has_text=BACK).is_visible()
    assert read_back(page)["name"] == "見本 花子"
    assert read_back(page)["phone"] == "000-1234-5678"
    assert len(kept) == 1
    assert "花子" not in str(kept)
    assert "1234" not in str(kept)
    assert "apply" not in "".join(kept)
    assert page.complaints == []


def test_words_survive_a_session_that_ended(page, sign_in, form_url, settings):
    account = AccountFactory()
    sign_in(account)
    opened(page, form_url)
    typed(page, name=WORDS)
    caches[settings.SESSION_CACHE_ALIAS].clear()
    typed(page, kana="ミホン")

    sign_in(account)
    opened(page, form_url)

    assert read_back(page)["name"] == WORDS
    assert read_back(page)["kana"] == "ミホン"


def test_words_survive_a_network_that_is_gone(page, form_url):
    opened(page, form_url)
    page.context.set_offline(True)
    typed(page, name=WORDS)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()
    page.context.set_offline(False)

    opened(page, form_url)

    assert read_back(page)["name"] == WORDS


def test_the_next_colleague_at_a_shared_pc_reads_nothing(page, sign_in, form_url):
    sign_in(AccountFactory())
    opened(page, form_url)
    typed(page, name=WORDS)

    sign_in(AccountFactory())
    opened(page, form_url)

    assert WORDS not in read_back(page).values()
    assert not page.locator(".autosave").is_visible()


def test_after_a_visit_the_next_visitor_reads_nothing(page, form_url):
    opened(page, form_url)
    typed(page, name=WORDS)

    page.context.clear_cookies()  # as closing the browser does
    opened(page, form_url)

    assert read_back(page)["name"] == ""


def test_a_form_that_arrived_leaves_nothing(page, form_url):
    opened(page, form_url)
    typed(page, name="見本 花子", email="hanako@person.example")

    page.locator("main form.form button[type=submit]").click()
    page.wait_for_load_state("networkidle")

    assert Application.objects.count() == 1
    assert stored(page) == {}
    opened(page, form_url)
    assert read_back(page)["name"] == ""


def test_what_comes_back_with_an_error_is_newer_than_what_was_kept(page, form_url):
    opened(page, form_url)
    typed(page, name="見本 花子", email="hanako")

    page.locator("main form.form button[type=submit]").click()
    page.wait_for_load_state("networkidle")

    assert read_back(page)["email"] == "hanako"
    assert len(stored(page)) == 1
    assert not page.locator(".autosave", has_text=BACK).is_visible()


def test_one_press_takes_it_from_the_device(page, form_url):
    opened(page, form_url)
    typed(page, name=WORDS)

    page.get_by_role("button", name="この端末から消す").click()

    assert page.locator(".autosave", has_text="この端末から消しました").is_visible()
    assert stored(page) == {}
    assert read_back(page)["name"] == ""


def test_after_a_day_it_is_gone(page, form_url):
    opened(page, form_url)
    typed(page, name=WORDS)
    page.evaluate(
        """() => Object.keys(localStorage).forEach((item) => localStorage.setItem(item, JSON.stringify({
            ...JSON.parse(localStorage.getItem(item)), at: Date.now() - 24 * 60 * 60 * 1000 - 1 })))"""
    )

    opened(page, form_url)

    assert stored(page) == {}
    assert read_back(page)["name"] == ""


def test_passwords_files_and_what_a_form_keeps_back_are_not_kept(page, form_url):
    opened(page, form_url)
    page.evaluate(
        """() => document.querySelector("main form.form").insertAdjacentHTML("afterbegin",
            `<input type="password" name="secret"><p data-never-kept><input name="needs"></p>`)"""
    )
    typed(page, secret="himitsu-no-kotoba", needs="車いすの席", name="見本 花子")

    opened(page, form_url)
    page.evaluate(
        """() => document.querySelector("main form.form").insertAdjacentHTML("afterbegin",
            `<input type="password" name="secret"><p data-never-kept><input name="needs"></p>`)"""
    )
    sizes = [len(value) for value in stored(page).values()]

    assert page.locator("[name=secret]").input_value() == page.locator("[name=needs]").input_value() == ""
    assert read_back(page)["name"] == "見本 花子"
    assert max(sizes) < 800


@pytest.mark.full
def test_ninety_nine_of_a_hundred_letters_are_back_wherever_it_breaks_off(
    page, sign_in, form_url, prove_figure
):
    """Breaks off without waiting for anything to be kept, by a lost page, session, line or tab."""
    chance, typed_letters, back = random.Random(8), 0, 0
    account = AccountFactory()
    sign_in(account)
    for _round in range(100):
        opened(page, form_url)
        text = WORDS * chance.randint(1, 2)  # as much as the field takes
        field = page.locator(f"main [name={chance.choice(FIELDS[:2])}]")
        field.fill("")
        field.press_sequentially(text)
        name = field.get_attribute("name")
        way = chance.choice(["reload", "elsewhere", "session", "offline"])
        if way == "offline":
            page.context.set_offline(True)
            page.wait_for_timeout(50)
            page.context.set_offline(False)
        if way == "session":
            account.refresh_from_db()
            sign_in(account)
        if way == "elsewhere":
            page.goto("/")
        opened(page, form_url)
        found = page.locator(f"main [name={name}]").input_value()
        typed_letters += len(text)
        back += sum(one == other for one, other in zip(text, found, strict=False))
        page.get_by_role("button", name="この端末から消す").click()
    share = back / typed_letters
    prove_figure(f"{back:,} of {typed_letters:,} letters back ({share:.2%}) after 100 forms broken off")

    assert share >= 0.99
