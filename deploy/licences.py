"""licences.py [--check]: writes docs/build/licences.md from the installed packages' own words; fails on what is not allowed.

A contract test runs the same; make licences writes. Packages of other platforms, which are not installed here, stand
in ELSEWHERE by hand.
"""

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

LOCKS = {
    "production": Path("requirements/production.txt"),
    "development": Path("requirements/development.txt"),
}
PAGE = Path("docs/build/licences.md")

# Every way in which packages write a licence we accept, and its usual short name.
ALLOWED = {
    "MIT": "MIT",
    "MIT License": "MIT",
    "MIT-0": "MIT-0",
    "MIT-CMU": "MIT-CMU",
    "ISC License (ISCL)": "ISC",
    "BSD": "BSD",
    "BSD License": "BSD",
    "New BSD": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD-2-Clause": "BSD-2-Clause",
    "BSD-3-Clause": "BSD-3-Clause",
    "Apache": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache-2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "MPL-2.0": "MPL-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSF-2.0": "PSF-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
    # Used unchanged and only linked to, as its licence wants; nothing of ours comes under it.
    "LGPL-3.0-only": "LGPL-3.0-only",
}
# Read by a person, where the package's own words say nothing or too much; the source stands beside it.
BY_HAND = {
    "axe-playwright-python": ("MIT", "its LICENSE file; the axe-core inside is MPL-2.0"),
    "qrcode": ("BSD-3-Clause", "its LICENSE file; parts from pyqrnative are MIT"),
}
ELSEWHERE = {
    "async-timeout": ("Apache-2.0", "only before Python 3.11.3"),
    "colorama": ("BSD-3-Clause", "only on Windows"),
}


class UnknownLicenceError(ValueError):
    """A package whose licence nobody has allowed."""


def locked(lock: Path) -> dict[str, str]:
    """Name and version of every package of a lock file."""
    pins = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", lock.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pins}


def licence_of(name: str) -> tuple[str, str]:
    """Short name of a package's licence, and where that was read. Raises UnknownLicenceError."""
    if name in BY_HAND:
        return BY_HAND[name]
    try:
        package = distribution(name)
    except PackageNotFoundError:
        if name in ELSEWHERE:
            return ELSEWHERE[name]
        raise UnknownLicenceError(
            f"{name} is locked but neither installed here nor named in ELSEWHERE"
        ) from None
    return allowed(name, said_by(package)), ""


def said_by(package: Distribution) -> list[str]:
    """The package's own words, the most exact kind first; several classifiers mean: any of them."""
    told = package.metadata
    if told.get("License-Expression"):
        return [told["License-Expression"]]
    classified = [
        line.rpartition(" :: ")[2]
        for line in told.get_all("Classifier") or []
        if line.startswith("License ::") and not line.endswith(":: OSI Approved")
    ]
    text = (told.get("License") or "").strip()
    if text in ALLOWED and not (len(classified) == 1 and ALLOWED.get(classified[0]) not in {None, "BSD"}):
        return [text]
    return classified or [text.splitlines()[0] if text else ""]


def allowed(name: str, words: list[str]) -> str:
    """The short names, when every one of them is allowed."""
    parts = [part for word in words for part in re.split(r"\s+(?:OR|AND)\s+", word)]
    for part in parts:
        if part not in ALLOWED:
            raise UnknownLicenceError(f"{name}: “{part or 'nothing'}” is not in the list of allowed licences")
    return " / ".join(dict.fromkeys(ALLOWED[part] for part in parts))


def page() -> str:
    """The page as it should be."""
    site, everything = locked(LOCKS["production"]), locked(LOCKS["development"])
    lines = [
        "# Licences of what is installed",
        "",
        "Written by `make licences` from what each locked package says of itself; do not edit. `make check` fails when a",
        "package is missing here or its licence is not in the list of allowed ones (`deploy/licences.py`): BSD, MIT, ISC,",
        "Apache, MPL, PSF, and LGPL where it is used unchanged as a library. What each is for: [dependencies](dependencies.md).",
        "",
        "| package | licence | used by | remark |",
        "| --- | --- | --- | --- |",
    ]
    for name in sorted(everything.keys() | site.keys()):
        licence, remark = licence_of(name)
        lines.append(f"| {name} | {licence} | {'the site' if name in site else 'tests'} | {remark} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    try:
        wanted = page()
    except UnknownLicenceError as unknown:
        print(unknown, file=sys.stderr)  # noqa: T201 -- a command's own words
        return 1
    if "--check" not in sys.argv:
        PAGE.write_text(wanted, encoding="utf-8")
        return 0
    if PAGE.read_text(encoding="utf-8") == wanted:
        return 0
    print(f"{PAGE} is out of date: make licences", file=sys.stderr)  # noqa: T201 -- a command's own words
    return 1


if __name__ == "__main__":
    sys.exit(main())
