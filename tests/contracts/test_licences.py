"""Every pinned package has an allowed licence, and the page that lists them is up to date."""

import pytest

from deploy import licences

pytestmark = pytest.mark.capability("T12")


def test_page_is_up_to_date():
    assert licences.PAGE.read_text(encoding="utf-8") == licences.page()


def test_every_locked_package_is_on_the_page():
    page = licences.PAGE.read_text(encoding="utf-8")
    names = {name for lock in licences.LOCKS.values() for name in licences.locked(lock)}

    assert len(names) > 100
    assert {name for name in names if f"\n| {name} |" not in page} == set()


@pytest.mark.parametrize("word", ["GPL-3.0-or-later", "AGPL-3.0-only", "Other/Proprietary License", ""])
def test_another_licence_is_refused(word):
    with pytest.raises(licences.UnknownLicenceError, match="somebody"):
        licences.allowed("somebody", [word])


def test_one_part_that_is_not_allowed_refuses_the_whole():
    with pytest.raises(licences.UnknownLicenceError):
        licences.allowed("somebody", ["MIT AND GPL-2.0-only"])


def test_a_choice_of_allowed_licences_is_shown_whole():
    assert licences.allowed("somebody", ["MIT OR Apache-2.0"]) == "MIT / Apache-2.0"


def test_a_package_nobody_knows_is_refused():
    with pytest.raises(licences.UnknownLicenceError, match="neither installed"):
        licences.licence_of("no-such-package")
