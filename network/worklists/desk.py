"""A named trade: what every list of the desk offers beside its rows: kept filters, deeds for ticked rows, a file.

All of it happens at the list's own address, so that whoever may not see the list can do none of it.
"""

import json
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from network.worklists.actions import WorklistError, do_deed, forget_filter, keep_filter
from network.worklists.deeds import Deed
from network.worklists.forms import FilterForm
from network.worklists.queries import filters_of
from network.worklists.rules import MOST_ROWS, narrowing
from network.worklists.sheet import SheetColumn
from network.worklists.taking import Taking, ask, beside, take

WHY_NOT_KEPT = {
    "nothing_chosen": gettext_lazy(
        "The list shows everything. Please narrow it first, then keep the filter under a name."
    ),
    "too_long": gettext_lazy("This choice is too long to be kept. Please choose fewer things."),
}


@dataclass(frozen=True)
class Judged:
    """One row of a preview: its name, and why it stays as it is (empty when it changes)."""

    name: str
    reason: str


class WorkList:
    """One list, asked by one account: `rows` as narrowed and ordered, `url` without its choice.

    `dress` gives the rows of a file what its columns read beside their own fields.
    """

    def __init__(
        self,
        request: HttpRequest,
        *,
        key: str,
        rows: QuerySet,
        url: str,
        columns: Sequence[SheetColumn],
        deeds: Iterable[Deed] = (),
        holds_people: bool = False,
        dress: Callable[[QuerySet], Iterable[Any]] = iter,
    ) -> None:
        self.request, self.key, self.url = request, key, url
        self.rows, self.columns, self.holds_people = rows, columns, holds_people
        self.deeds = [deed for deed in deeds if deed.may(request.user)]
        self.dress = dress
        self.query = narrowing(request.GET.urlencode())

    @cached_property
    def here(self) -> str:
        """The list as it is narrowed now."""
        return f"{self.url}?{self.query}" if self.query else self.url

    def tools(self) -> dict[str, Any]:
        """What the list's template shows around its rows. One query."""
        kept = filters_of(self.request.user, self.key)
        return {
            "deeds": self.deeds,
            "here": self.here,
            "url": self.url,
            "file_url": f"{self.url}?{self.query}{'&' if self.query else ''}take=file",
            "query": self.query,
            "kept": [
                {
                    "id": one.pk,
                    "name": one.name,
                    "url": f"{self.url}?{one.query}",
                    "is_here": one.query == self.query,
                    "is_own": one.owner_id == self.request.user.pk,
                    "shared_with": one.get_shared_with_display() if one.shared_with else "",
                }
                for one in kept
            ],
            "filter_form": FilterForm(initial={"query": self.query}, auto_id="kept-%s"),
            "most": MOST_ROWS,
        }

    def answer(self) -> HttpResponse | None:
        """The page or file that was asked for beside the list itself; None when it was the list."""
        if self.request.method == "POST":
            return self._post()
        return ask(self.request, self._taking()) if self.request.GET.get("take") == "file" else None

    def _post(self) -> HttpResponse:
        act = self.request.POST.get("act", "")
        if act == "keep":
            return self._keep()
        if act == "forget":
            return self._forget()
        if act == "file":
            return take(self.request, self._taking())
        return self._deed()

    # --- kept filters ----------------------------------------------------------------------------

    def _keep(self) -> HttpResponse:
        form = FilterForm(self.request.POST)
        if not form.is_valid():
            messages.error(self.request, _("Not kept: please give the filter a name of up to 40 characters."))
            return redirect(self.here)
        try:
            kept = keep_filter(self.request.user, list_key=self.key, **form.cleaned_data)
        except WorklistError as refusal:
            messages.warning(self.request, WHY_NOT_KEPT[refusal.code])
            return redirect(self.here)
        messages.success(self.request, _("Kept. You find “%(name)s” above this list.") % {"name": kept.name})
        return redirect(f"{self.url}?{kept.query}")

    def _forget(self) -> HttpResponse:
        pk = self.request.POST.get("filter", "")
        if pk.isdecimal() and forget_filter(int(pk[:18]), owner=self.request.user):
            messages.success(self.request, _("The filter is deleted. The list itself is as it was."))
        else:
            messages.info(self.request, _("This filter is not there any more, or belongs to somebody else."))
        return redirect(self.url)

    # --- the file --------------------------------------------------------------------------------

    def _taking(self) -> Taking:
        chosen = self._ticked()
        return Taking(
            key=self.key,
            columns=self.columns,
            rows=lambda: self.dress(self.rows.filter(pk__in=chosen) if chosen else self.rows),
            count=0 if chosen else self.rows.count(),
            address=self.here,
            back=self.here,
            holds_people=self.holds_people,
            chosen=chosen,
        )

    # --- deeds -----------------------------------------------------------------------------------

    def _deed(self) -> HttpResponse:
        name = self.request.POST.get("deed", "")
        if name == "file":
            return ask(self.request, self._taking())
        deed = next((deed for deed in self.deeds if deed.name == name), None)
        if deed is None:
            raise PermissionDenied
        ids = self._ids()
        if not ids:
            messages.info(self.request, _("Nothing was chosen. Please tick rows, then choose what to do."))
            return redirect(self.here)
        if len(ids) > MOST_ROWS:
            messages.info(
                self.request,
                _("Up to %(most)d rows at a time, please. Narrow the list, then choose again.")
                % {"most": MOST_ROWS},
            )
            return redirect(self.here)
        form = self._deed_form(deed)
        if form is not None and not form.is_valid():
            return self._preview(deed, ids, form, {})
        wanted = form.cleaned_data if form is not None else {}
        if self.request.POST.get("seen") and self.request.POST.get("seen") == _seal(deed, ids, wanted):
            return self._do(deed, ids, wanted)
        return self._preview(deed, ids, form, wanted)

    def _deed_form(self, deed: Deed) -> forms.Form | None:
        if deed.form_class is None:
            return None
        if "asked" in self.request.POST:
            return deed.form_class(self.request.POST)
        form = deed.form_class()
        return deed.form_class(
            {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
        )

    def _preview(
        self, deed: Deed, ids: list[int], form: forms.Form | None, wanted: Mapping[str, Any]
    ) -> HttpResponse:
        now, judged = timezone.now(), []
        is_answered = form is None or form.is_valid()
        if is_answered:
            for row in deed.rows(ids, user=self.request.user):
                reason = deed.why_not(row, wanted, now=now)
                judged.append(Judged(deed.name_of(row), str(deed.reasons.get(reason, ""))))
        context = {
            "deed": deed,
            "form": form,
            "ids": ids,
            "changes": [one for one in judged if not one.reason],
            "stays": [one for one in judged if one.reason],
            "seen": _seal(deed, ids, wanted) if is_answered else "",
            "run_key": self._key(),
        }
        return beside(self.request, "preview", str(deed.label), context, key=self.key, back=self.here)

    def _do(self, deed: Deed, ids: list[int], wanted: Mapping[str, Any]) -> HttpResponse:
        run = do_deed(
            deed,
            ids=ids,
            wanted=wanted,
            key=self._key(),
            list_key=self.key,
            by=self.request.user,
            now=timezone.now(),
        )
        return redirect("worklists:run", run.key)

    def _key(self) -> uuid.UUID:
        try:
            return uuid.UUID(self.request.POST.get("key", ""))
        except ValueError:
            return uuid.uuid4()

    def _ticked(self) -> list[int]:
        found = {
            int(value) for value in self.request.POST.getlist("row") if value.isdecimal() and len(value) < 19
        }
        return sorted(found)

    def _ids(self) -> list[int]:
        """Ticked rows, or with `all` every row of the narrowed list; only rows of this list either way."""
        if "all" in self.request.POST:
            return list(self.rows.values_list("pk", flat=True)[: MOST_ROWS + 1])
        ticked = self._ticked()[: MOST_ROWS + 1]
        return (
            sorted(self.rows.filter(pk__in=ticked).order_by().values_list("pk", flat=True)) if ticked else []
        )


def _seal(deed: Deed, ids: Sequence[int], wanted: Mapping[str, Any]) -> str:
    """What was previewed, so that something else is shown again before it is done."""
    seen = json.dumps([deed.name, list(ids), dict(wanted)], cls=DjangoJSONEncoder, sort_keys=True)
    return signing.Signer(salt="network.worklists.preview").signature(seen)
