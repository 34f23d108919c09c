"""A named trade: fields for what people type or paste, tidied before anybody looks at it."""

import re
import unicodedata
from typing import Any

from django import forms

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")


class LineField(forms.CharField):
    """One line of text; what a paste brings along unseen (control characters, doubled spaces) is tidied away."""

    def to_python(self, value: Any) -> str:
        return " ".join(CONTROL.sub(" ", super().to_python(value)).replace("\u3000", " ").split())


class MailField(forms.EmailField):
    """An e-mail address; full-width letters are accepted."""

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFKC", CONTROL.sub("", super().to_python(value))).strip()
