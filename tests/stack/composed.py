"""What compose.yaml says: the very commands and environment of its services."""

import re
from pathlib import Path

import yaml

FILE = Path("compose.yaml")


def services() -> dict[str, dict]:
    """The services by name, as written."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))["services"]


def command(service: str) -> list[str]:
    return services()[service]["command"]


def environment(service: str, values: dict[str, str]) -> dict[str, str]:
    """The service's environment; `values` replaces what names other containers or comes from .env."""
    written = services()[service]["environment"]
    return {name: values.get(name) or filled(value, values) for name, value in written.items()}


def filled(text: str, values: dict[str, str]) -> str:
    """${NAME:-default} and ${NAME:?needed} as Compose fills them in."""

    def value(found: re.Match) -> str:
        name, operator, word = found.groups()
        if name in values:
            return values[name]
        if operator == ":-":
            return word
        raise KeyError(f"{name} {word}")

    return re.sub(r"\$\{(\w+)(?:(:[-?])([^}]*))?\}", value, text)
