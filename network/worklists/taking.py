"""A named trade: a list leaves the desk as a file. Asks for kind, purpose and receiver; writes the book of files."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from network.worklists.actions import note_file
from network.worklists.choices import FileKind
from network.worklists.deeds import title_of
from network.worklists.forms import FileForm
from network.worklists.sheet import CONTENT_TYPES, SheetColumn, sheet_of, what_is_lacking, written

SHOWN_LACKING = 20


@dataclass(frozen=True)
class Taking:
    """A list about to be taken: `address` is where the form goes, `back` the list itself.

    `rows` are read only for the file; `chosen` are the ids of ticked rows; `about_id` is whose list it is
    where a page has a list of its own, as an event has its roll.
    """

    key: str
    columns: Sequence[SheetColumn]
    rows: Callable[[], Iterable[Any]]
    count: int
    address: str
    back: str
    holds_people: bool = False
    chosen: Sequence[int] = ()
    about_id: int | None = None


def file_answer(request: HttpRequest, taking: Taking) -> HttpResponse:
    """The page that asks, and after it the file."""
    return take(request, taking) if request.method == "POST" else ask(request, taking)


def ask(request: HttpRequest, taking: Taking) -> HttpResponse:
    """The page that asks; nothing leaves the desk yet."""
    return _asking(request, taking, FileForm(holds_people=taking.holds_people), [])


def take(request: HttpRequest, taking: Taking) -> HttpResponse:
    """The file, written into the book; the page again where something lacks or CP932 can't hold a cell."""
    form = FileForm(request.POST, holds_people=taking.holds_people)
    if not form.is_valid():
        return _asking(request, taking, form, [])
    kind = FileKind(form.cleaned_data["kind"])
    sheet = sheet_of(title_of(taking.key), taking.columns, taking.rows())
    lacking = what_is_lacking(sheet, kind)
    if lacking:
        return _asking(request, taking, form, lacking)
    content = written(sheet, kind)
    note_file(
        request.user,
        list_key=taking.key,
        kind=kind,
        rows=len(sheet.rows),
        items=sheet.header,
        holds_people=taking.holds_people,
        purpose=form.cleaned_data.get("purpose", ""),
        receiver=form.cleaned_data.get("receiver", ""),
        about_id=taking.about_id,
        now=timezone.now(),
    )
    ending = "xlsx" if kind is FileKind.XLSX else "csv"
    words = [taking.key.replace("_", "-"), taking.about_id, f"{timezone.localdate():%Y%m%d}"]
    name = "-".join(str(word) for word in words if word is not None)
    return HttpResponse(
        content,
        content_type=CONTENT_TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'},
    )


def beside(
    request: HttpRequest, template: str, title: str, context: dict[str, Any], *, key: str, back: str
) -> HttpResponse:
    """A page beside a list, with the way back to it."""
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": back, "label": title_of(key)},
        {"url": "", "label": title},
    ]
    furniture = {
        "breadcrumbs_items": crumbs,
        "header_title": title,
        "page_name": title,
        "here": back,
        "list_title": title_of(key),
    }
    return render(request, f"network/worklists/{template}.html", furniture | context)


def _asking(request: HttpRequest, taking: Taking, form: FileForm, lacking: list) -> HttpResponse:
    context = {
        "form": form,
        "address": taking.address,
        "lacking": lacking[:SHOWN_LACKING],
        "lacking_count": len(lacking),
        "rows_count": len(taking.chosen) or taking.count,
        "is_selection": bool(taking.chosen),
        "chosen": taking.chosen,
        "columns": [capfirst(str(column.label)) for column in taking.columns],
        "holds_people": taking.holds_people,
    }
    return beside(request, "file", _("Take as a file"), context, key=taking.key, back=taking.back)
