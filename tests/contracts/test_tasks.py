"""Background work: every name that is asked for is a registered task, and tasks are made to run twice."""

import ast
import inspect
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings

from network.jobs.queries import UnknownTaskError, task_named

WINGS = ("cms", "events", "membership", "network")
DOORS = {"enqueue", "nudge"}


def asked_for() -> dict[str, set[str]]:
    """Names given to the door of background work, and where."""
    found: dict[str, set[str]] = {}
    for wing in WINGS:
        for path in Path(wing).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(call, ast.Call) and called(call) in DOORS and call.args:
                    name = call.args[0]
                    if isinstance(name, ast.Constant):
                        found.setdefault(name.value, set()).add(str(path))
    return found


def called(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def our_tasks() -> list:
    with pytest.raises(UnknownTaskError):
        task_named("no.such_task")  # loads every wing's tasks on the way
    return [task for name, task in sorted(current_app.tasks.items()) if name.split(".")[0] in WINGS]


def test_every_name_asked_for_is_registered():
    names = asked_for()

    assert names
    for name in names:
        assert task_named(name).name == name


def test_every_name_of_the_schedule_is_registered():
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert task_named(entry["task"]).name == entry["task"]


def test_tasks_take_keywords_only():
    kinds = {
        (task.name, parameter.kind)
        for task in our_tasks()
        for parameter in inspect.signature(task.run).parameters.values()
    }

    assert {kind for _name, kind in kinds} <= {inspect.Parameter.KEYWORD_ONLY}


def test_tasks_stand_in_their_wings_door():
    assert {
        task.name: task.run.__module__
        for task in our_tasks()
        if task.run.__module__ != f"{task.name.split('.')[0]}.tasks"
    } == {}


def test_nobody_passes_the_door():
    """Eager mode ignores send_task, and the demo would lose work; `delay` knows no transaction."""
    passing = [
        str(path)
        for wing in WINGS
        for path in Path(wing).rglob("*.py")
        if path.parts[:2] != ("network", "jobs")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and called(call) in {"send_task", "delay", "apply_async"}
    ]

    assert passing == []
