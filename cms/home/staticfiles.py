"""How static files are collected: the sheet's own imports become one file, so a page asks once."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/site.css"
IMPORT = re.compile(r'@import url\("(?P<path>[^"]+)"\)(?: layer\((?P<layer>[^)]+)\))?;')


class OneSheetStorage(CompressedManifestStaticFilesStorage):
    """Hashed names for every file, packed small for the way; `site.css` takes in what it imports, each inside its layer."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[tuple]:
        if not dry_run and SHEET in paths:
            self._take_in_imports(paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _take_in_imports(self, paths: dict[str, Any]) -> None:
        storage, path = paths[SHEET]
        with storage.open(path) as source:
            sheet = source.read().decode()

        def taken_in(match: re.Match[str]) -> str:
            name = f"css/{match['path']}" if not match["path"].startswith("../") else match["path"][3:]
            part_storage, part_path = paths[name]
            with part_storage.open(part_path) as part:
                rules = part.read().decode()
            return f"@layer {match['layer']} {{\n{rules}\n}}" if match["layer"] else rules

        self.delete(SHEET)
        self._save(SHEET, ContentFile(IMPORT.sub(taken_in, sheet).encode()))
        paths[SHEET] = (self, SHEET)
