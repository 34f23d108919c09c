"""A named trade: fields for what people type or paste, tidied before anybody looks at it."""

import re
import unicodedata
from typing import Any

from django import forms

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")
YEN_MARKS = str.maketrans("", "", ",円¥\\ ")


class LineField(forms.CharField):
    """One line of text; what a paste brings along unseen (control characters, doubled spaces) is tidied away."""

    def to_python(self, value: Any) -> str:
        return " ".join(CONTROL.sub(" ", super().to_python(value)).replace("\u3000", " ").split())


class MailField(forms.EmailField):
    """An e-mail address; full-width letters are accepted."""

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFKC", CONTROL.sub("", super().to_python(value))).strip()


class YenField(forms.IntegerField):
    """A sum of money as people type it: 12,345 or １２，３４５円 means the same."""

    def to_python(self, value: object) -> int | None:
        if isinstance(value, str):
            value = unicodedata.normalize("NFKC", value).translate(YEN_MARKS)
        return super().to_python(value)
