"""Forms of lists of members: the list itself, which column is which, what to do with a row."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from membership.roster.choices import Column
from membership.roster.rules import HEADER_WITHIN, columns_missing
from membership.roster.sheets import MOST_BYTES, Sheet, SheetError, read_file, read_paste
from membership.roster.wording import FILES


class ListForm(forms.Form):
    """A pasted list or a file; read here, so that what can't be read is said beside the field."""

    pasted = forms.CharField(
        label=_("Paste the list"),
        required=False,
        strip=False,
        help_text=_(
            "Copy the rows in Excel, headings included, and paste them here. Commas instead of tabs are fine too."
        ),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "Excel (.xlsx) or CSV (UTF-8 or Shift_JIS), up to 10 MB and 5,000 rows. The first sheet is read."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        pasted, file = (cleaned.get("pasted") or "").strip("\r\n "), cleaned.get("file")
        if bool(pasted) == bool(file):
            text = (
                _("Please give one list only: either the pasted one or the file.")
                if pasted
                else _("Please paste a list or choose a file.")
            )
            raise forms.ValidationError(text)
        field = "pasted" if pasted else "file"
        try:
            cleaned["sheet"] = read_paste(cleaned["pasted"]) if pasted else self._read(file)
        except SheetError as refusal:
            self.add_error(field, FILES[refusal.code])
        return cleaned

    def _read(self, file: Any) -> Sheet:
        if file.size > MOST_BYTES:
            raise SheetError("too_large")
        return read_file(file.read(), file.name)


class ColumnsForm(forms.Form):
    """Which row holds the headings, and what each column of the list holds."""

    def __init__(
        self,
        *args: Any,
        rows: Sequence[Sequence[Any]],
        header_line: int | None,
        columns: dict[str, int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        first = [row[0] for row in rows[:HEADER_WITHIN]]
        self.width = max((len(row) - 1 for row in rows), default=0)
        self.fields["header_line"] = forms.TypedChoiceField(
            label=_("Row with the headings"),
            choices=[("", _("There are no headings")), *[(line, str(line)) for line in first]],
            coerce=int,
            empty_value=None,
            required=False,
            initial="" if header_line is None else header_line,
        )
        by_place = {place: column for column, place in columns.items()}
        choices = [("", _("not taken")), *Column.choices]
        for place in range(self.width):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                choices=choices, required=False, initial=by_place.get(place, "")
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        columns: dict[str, int] = {}
        for place in range(self.width):
            column = cleaned.get(f"column-{place}")
            if column and column in columns:
                self.add_error(
                    f"column-{place}",
                    _("Two columns can't hold the same. Please leave one of them out."),
                )
            elif column:
                columns[column] = place
        if not self.errors and columns_missing(columns):
            raise forms.ValidationError(
                _("Please say which column holds the name: the full name, or surname and given name.")
            )
        cleaned["columns"] = columns
        return cleaned
