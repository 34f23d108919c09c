"""Forms of a renewal."""

from django import forms
from django.utils.translation import gettext_lazy as _


class YearForm(forms.Form):
    """A fiscal year that may be billed: this one, the next, or one of the last few."""

    year = forms.TypedChoiceField(label=_("fiscal year"), coerce=int)

    def __init__(self, *args: object, years: list[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = years
