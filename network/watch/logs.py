"""A named trade: how log lines are written: JSON for machines, plain lines for people, never with personal data.

Own lines hold ids and kinds. Lines of packages, which may quote anything, lose what they quote (rules.py). Of an
exception the log tells kind and place, not the message: "Key (email)=(…) already exists" is somebody's address.
Settings import this module, so it knows nothing of Django.
"""

import logging
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import structlog

from network.watch.rules import LEFT_OUT, is_silent, plain_argument, scrubbed, somebody_elses

OURS = ("network", "membership", "events", "cms", "tasuki")
# Django logs the path here, and paths hold tokens; the access line has the route.
WITH_A_PATH = ("django.request", "django.security", "django.server")
MADE_BY_US = ("timestamp", "level", "logger", "request")
TREE = Path(__file__).resolve().parent.parent.parent
Line = dict[str, Any]


def logging_config(style: str, level: str) -> dict[str, Any]:
    """LOGGING for Django and gunicorn: every line goes through one formatter; `style` is "json" or "line"."""
    last = [structlog.processors.JSONRenderer(ensure_ascii=False)] if style == "json" else [as_line]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "tasuki": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [
                    structlog.contextvars.merge_contextvars,
                    structlog.stdlib.add_logger_name,
                    structlog.stdlib.add_log_level,
                    structlog.processors.TimeStamper(fmt="iso", utc=True),
                ],
                "processors": [
                    without_arguments,
                    without_messages_of_exceptions,
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    without_personal_data,
                    *last,
                ],
                "use_get_message": False,
                "pass_foreign_args": True,
            }
        },
        "filters": {"silent": {"()": lambda: not_of_the_silent}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "tasuki", "filters": ["silent"]}
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Django's own handlers would write the same line again, with its path.
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            # Refusals are in the access line already; failures come with kind and place.
            "django.request": {"level": "ERROR"},
            # These write a line for every page saved and every index touched.
            "django_tasks": {"level": "WARNING"},
            "wagtail": {"level": "WARNING"},
        },
    }


def not_of_the_silent(record: logging.LogRecord) -> bool:
    """Whether a line may be written: Django's own about refusals tell the minute, too, of requests that are not told."""
    found = getattr(getattr(record, "request", None), "resolver_match", None)
    is_refusal = getattr(record, "status_code", 500) < 500
    return not (is_refusal and found and is_silent(found.view_name or ""))


def without_arguments(logger: Any, method: str, line: Line) -> Line:
    """The text of a line: our own as it is meant, others' without the arguments that are data."""
    record: logging.LogRecord = line["_record"]
    arguments = line.pop("positional_args", ())
    if record.name.startswith(WITH_A_PATH):
        line["event"] = f"{record.name.rpartition('.')[2]} {getattr(record, 'status_code', '')}".strip()
    elif record.name.split(".")[0] in OURS:
        line["event"] = str(record.msg) % arguments if arguments else str(record.msg)
    else:
        line["event"] = _filled(str(record.msg), arguments)
    line.update(getattr(record, "told", {}))
    return line


def without_messages_of_exceptions(logger: Any, method: str, line: Line) -> Line:
    """Kinds and places of an exception and of what caused it."""
    raised = line.pop("exc_info", None)
    line.pop("stack_info", None)
    if isinstance(raised, tuple) and raised[1]:
        line["exception"] = [described(one) for one in _chain(raised[1])]
    return line


def without_personal_data(logger: Any, method: str, line: Line) -> Line:
    """The last net under all lines: no mail address, no query string, no long number, no name."""
    return {key: value if key in MADE_BY_US else _cleaned(value) for key, value in line.items()}


def as_line(logger: Any, method: str, line: Line) -> str:
    """One readable line: time, level, logger, text, then the rest as key=value."""
    head = [line.pop(key, "") for key in ("timestamp", "level", "logger", "event")]
    exception = line.pop("exception", [])
    rest = [f"{key}={value}" for key, value in line.items()]
    return "\n".join([" ".join([*map(str, head), *rest]), *(f"    {one}" for one in exception)])


def described(failure: BaseException) -> str:
    """An exception in one line: its kind, and the places from the outermost to where it rose."""
    places = [
        f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(failure.__traceback__)
    ]
    return " < ".join([type(failure).__name__, *reversed(places)])


def _filled(text: str, arguments: Any) -> str:
    if not arguments:
        return somebody_elses(text)
    try:
        if isinstance(arguments, dict):
            return text % {key: plain_argument(value) for key, value in arguments.items()}
        return text % tuple(plain_argument(value) for value in arguments)
    except (TypeError, ValueError, KeyError):  # "%d" and something that was left out
        return somebody_elses(text)


def _chain(failure: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    while failure and id(failure) not in seen:
        seen.add(id(failure))
        yield failure
        failure = failure.__cause__ or failure.__context__


def _short(filename: str) -> str:
    path = Path(filename)
    return (
        str(path.relative_to(TREE)) if path.is_relative_to(TREE) and ".venv" not in path.parts else path.name
    )


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return scrubbed(value)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return LEFT_OUT
