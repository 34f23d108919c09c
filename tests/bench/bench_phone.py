"""P14: what a phone loads, cold, straight from gunicorn (the proxy's compression comes on top)."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.bench.figures import Figure
from tests.bench.site import Site, our_site
from tests.proof.chromium import chromium

PHONE = {"width": 390, "height": 844}
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")
REGISTER = "参加を申し込む"


@dataclass
class Load:
    """Requests of a page, their hosts, and the bytes that came over the wire."""

    urls: list[str] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)

    @property
    def kilobytes(self) -> float:
        return round(sum(self.sizes) / 1000, 1)

    def others(self, port: int) -> list[str]:
        hosts = {urlsplit(url).netloc for url in self.urls if not url.startswith("data:")}
        return sorted(hosts - {f"127.0.0.1:{port}"})


def bench() -> list[Figure]:
    with our_site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        event = open_event(site)
        pages = {"home": "/", "list": "/events/", "event": event, "form": f"{event}register/"}
        figures = [figure for name, path in pages.items() for figure in cold(browser, site, name, path)]
        figures += way(browser, site, event)
        browser.close()
    return figures


def open_event(site: Site) -> str:
    """The first meeting of the list that somebody who is signed in can register for."""
    _status, listed = site.server.get("/events/", site.secretary)
    for event in dict.fromkeys(re.findall(r'href="(/events/sample-[^"]+/)"', listed.decode())):
        _status, page = site.server.get(event, site.secretary)
        if f"{event}register/" in page.decode() and REGISTER in page.decode():
            return event
    raise RuntimeError("No meeting of the list is open")


def cold(browser: Browser, site: Site, name: str, path: str) -> list[Figure]:
    """One page in a browser that has seen nothing."""
    context, page, load = visit(browser, site)
    page.goto(path, wait_until="networkidle")
    context.close()
    return figures_of(f"P14.{name}", load, site, kilobytes=100, requests=8)


def way(browser: Browser, site: Site, event: str) -> list[Figure]:
    """From the list to a confirmed registration."""
    context, page, load = visit(browser, site)
    page.goto("/events/")
    page.locator(f'main a[href="{event}"]').first.click()
    page.wait_for_url(f"**{event}")
    page.locator("main").get_by_role("link", name=REGISTER).first.click()
    page.wait_for_url(f"**{event}register/")
    page.locator("main").get_by_role("button", name=REGISTER).first.click()
    page.wait_for_url(f"**{event}done/**")
    page.wait_for_load_state("networkidle")
    context.close()
    return figures_of("P14.way", load, site, kilobytes=150, requests=20)


def visit(browser: Browser, site: Site) -> tuple[BrowserContext, Page, Load]:
    """The phone of somebody signed in who has no place anywhere yet, and what it loads."""
    base = f"http://127.0.0.1:{site.server.port}"
    context = browser.new_context(base_url=base, viewport=PHONE, is_mobile=True, locale="ja-JP")
    name, value = site.secretary["Cookie"].split("=", 1)
    context.add_cookies([{"name": name, "value": value, "url": base}])
    page, load = context.new_page(), Load()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.requestWillBeSent", lambda news: load.urls.append(news["request"]["url"]))
    wire.on("Network.loadingFinished", lambda news: load.sizes.append(news["encodedDataLength"]))
    return context, page, load


def figures_of(identity: str, load: Load, site: Site, *, kilobytes: int, requests: int) -> list[Figure]:
    others = load.others(site.server.port)
    asked = [url for url in load.urls if not url.startswith("data:")]
    return [
        Figure(f"{identity}.size", load.kilobytes, "kB", f"<= {kilobytes}", load.kilobytes <= kilobytes),
        Figure(
            f"{identity}.requests",
            len(asked),
            "requests",
            f"<= {requests}, no other host ({', '.join(others) or 'none'})",
            len(asked) <= requests and not others,
        ),
    ]
