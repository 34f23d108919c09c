"""Where a Chromium for the browser tests is found."""

import os
import shutil


def chromium() -> str | None:
    """The path of a Chromium: what CHROMIUM names, or the first of the usual names."""
    for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        if name and (path := shutil.which(name)):
            return path
    return None
