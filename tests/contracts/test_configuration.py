"""docs/build/configuration.md tells every environment variable there is, and none that is not."""

import ast
import re
from pathlib import Path

PAGE = Path("docs/build/configuration.md")


def variables_read() -> set[str]:
    """First arguments of env.str("…") and its sisters in the settings."""
    calls = [
        node
        for path in Path("tasuki/settings").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func.value, ast.Name)
        and call.func.value.id == "env"
        and isinstance(call.args[0], ast.Constant)
    }


def test_every_variable_that_settings_read_is_documented():
    documented = set(re.findall(r"`([A-Z][A-Z0-9_]+)`", PAGE.read_text(encoding="utf-8")))

    assert variables_read() - documented == set()


def test_every_documented_variable_of_the_site_is_read():
    tables = PAGE.read_text(encoding="utf-8").split("## Demo and tests only")[0]
    first_columns = " ".join(re.findall(r"^\| (`[^|]+) \|", tables, re.M))

    assert set(re.findall(r"`([A-Z_]+)`", first_columns)) - variables_read() == set()


def test_compose_file_holds_no_secret():
    lines = Path("compose.yaml").read_text(encoding="utf-8").splitlines()

    secrets = [line.strip() for line in lines if re.search(r"(PASSWORD|SECRET)\w*:", line)]

    assert secrets
    assert [line for line in secrets if ":?is needed in .env}" not in line] == []
