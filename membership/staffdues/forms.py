"""The form by which an organisation's contact ticks whose dues it pays."""

from uuid import uuid4

from django import forms


class TakeOverForm(forms.Form):
    """Ticks, and a token that makes two presses one. Whether a tick may be is decided under the lock, not here."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def ticked(self) -> set[int]:
        """Numbers of the ticked charges, known or not."""
        values = self.data.getlist("charges") if self.is_bound else []
        return {int(value) for value in values if value.isascii() and value.isdigit() and len(value) <= 18}
