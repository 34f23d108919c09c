"""A visitor of the site in three ways: with scripts, without, and by keyboard alone."""

import re

from playwright.sync_api import Locator, Page

from network.mail.models import OutboxMessage

TABS = 120


class Visitor:
    """Presses, fills and reads; by keyboard it reaches everything with the Tab key."""

    def __init__(self, page: Page, *, keyboard: bool = False) -> None:
        self.page = page
        self.keyboard = keyboard

    def opens(self, url: str) -> None:
        answer = self.page.goto(url)
        assert answer.ok, f"{url}: {answer.status}"

    def presses(self, name: str) -> None:
        """A link or button by its words."""
        words = re.compile(re.escape(name))
        target = self.page.locator("main").get_by_role("button", name=words)
        if target.count() == 0:
            target = self.page.locator("main").get_by_role("link", name=words)
        self._activates(target.first)

    def _activates(self, target: Locator) -> None:
        if not self.keyboard:
            target.click()
            self.page.wait_for_load_state()
            return
        self._reaches(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _reaches(self, target: Locator) -> None:
        for _ in range(TABS):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} is not reached by the keyboard")

    def fills(self, field: str, text: str) -> None:
        """A form's field by its name."""
        target = self.page.locator(f"main [name={field}]")
        if self.keyboard:
            self._reaches(target)
            self.page.keyboard.insert_text(text)
        else:
            target.fill(text)

    def ticks(self, field: str) -> None:
        """Ticks a box, or takes the tick away."""
        target = self.page.locator(f"main [name={field}]").first
        if self.keyboard:
            self._reaches(target)
            self.page.keyboard.press("Space")
        else:
            target.click()

    def sees(self, words: str) -> None:
        assert words in self.page.locator("main").inner_text(), self.page.locator("main").inner_text()


def newest_mail(address: str, template: str) -> OutboxMessage:
    """The newest mail of a kind to somebody."""
    return OutboxMessage.objects.filter(to_address=address, template=template).latest("pk")
