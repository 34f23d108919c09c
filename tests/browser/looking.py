"""What is looked for on every page that is open: barriers, sideways scrolling, and what the policy forbids."""

from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDTHS = [320, 1366]
# Said after whatever axe stirred up, so that a busy machine brings none of it later.
AXE_IS_DONE = "axe is done"
LAST_WORD = f"() => new Promise((go) => setTimeout(() => {{ console.error('{AXE_IS_DONE}'); go(); }}, 300))"


def barriers(page) -> list[str]:
    """What axe finds on the page as it is."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


def look(page, name: str, problems: list[str]) -> None:
    """Note what is wrong with the page that is open."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            problems.append(f"{name} at {width}: scrolls sideways")
    heard = len(page.complaints)
    problems += [f"{name}: {barrier}" for barrier in barriers(page)]
    page.evaluate(LAST_WORD)
    while not page.complaints[heard:] or AXE_IS_DONE not in page.complaints[-1]:
        page.wait_for_timeout(50)
    del page.complaints[heard:]  # axe tries styles of its own, which the policy forbids
