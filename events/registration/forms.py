"""Forms of registering: what a member chooses, what a visitor types, a code."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.programme.models import EventPart
from events.registration.choices import PoolKind
from events.registration.models import Pool
from network.typed import LineField, MailField


class WishForm(forms.Form):
    """How somebody takes part: where, when there is a choice, and at which optional parts."""

    def __init__(
        self,
        *args: Any,
        pools: Sequence[Pool],
        parts: Mapping[uuid.UUID, EventPart],
        needs_organisation: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        mains = [pool for pool in pools if pool.kind != PoolKind.PART]
        optional = [pool for pool in pools if pool.kind == PoolKind.PART and pool.part_key in parts]
        if needs_organisation:
            self.fields["organisation"] = organisation_field(required=True)
        if len(mains) > 1:
            self.fields["kind"] = forms.ChoiceField(
                label=_("How will you take part?"),
                choices=[(pool.kind, capfirst(pool.get_kind_display())) for pool in mains],
                initial=mains[0].kind,
                widget=forms.RadioSelect,
                error_messages={"required": _("Please choose whether you come to the venue or join online.")},
            )
        if optional:
            self.fields["parts"] = forms.MultipleChoiceField(
                label=_("Will you also come to these parts?"),
                choices=[(str(pool.part_key), parts[pool.part_key].local_title) for pool in optional],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )


def organisation_field(*, required: bool) -> forms.Field:
    """Where somebody works; names known to us are suggested as one types."""
    return LineField(
        label=_("Organisation"),
        max_length=120,
        required=required,
        help_text=_("Municipality, council of social welfare, NPO … you work for."),
        widget=forms.TextInput(attrs={"autocomplete": "organization", "list": "organisation-suggestions"}),
        error_messages={
            "required": _(
                "Please enter the organisation you work for: this event is for practitioners and officers."
            )
        },
    )


class GuestForm(WishForm):
    """What a visitor without an account types in: a name and an address; the rest is optional."""

    name = LineField(
        label=_("Name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please enter your name.")},
    )
    email = MailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("We send a code there. A shared mailbox of your section is fine."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "required": _("Please enter an e-mail address."),
            "invalid": _("This does not look like an e-mail address. Example: name@example.jp"),
        },
    )
    kana = LineField(
        label=_("Reading of the name (kana)"),
        max_length=100,
        required=False,
        help_text=_("So that we can call you by the right name at the reception."),
    )

    def __init__(self, *args: Any, needs_organisation: bool, **kwargs: Any) -> None:
        super().__init__(*args, needs_organisation=False, **kwargs)
        self.fields["organisation"] = organisation_field(required=needs_organisation)
        first = (
            ["name", "email", "organisation", "kana"]
            if needs_organisation
            else ["name", "email", "kana", "organisation"]
        )
        self.order_fields([*first, "kind", "parts"])


class CodeForm(forms.Form):
    """The code of a letter; full-width digits, spaces and hyphens are fine."""

    code = LineField(
        label=_("Code from the mail"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "size": 16}),
        error_messages={"required": _("Please enter the code that stands in the mail.")},
    )


class CapacityForm(forms.Form):
    """How many seats each pool has; an empty field means no limit."""

    def __init__(self, *args: Any, pools: Sequence[Pool], labels: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for pool in pools:
            self.fields[f"pool-{pool.pk}"] = forms.IntegerField(
                label=labels[pool.pk],
                min_value=0,
                max_value=100000,
                required=False,
                initial=pool.capacity,
                help_text=_("Empty: no limit."),
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                error_messages={"invalid": _("Please enter a number, or leave the field empty.")},
            )

    def changed(self, pools: Sequence[Pool]) -> list[tuple[Pool, int | None]]:
        """The pools whose capacity was changed, with what it is to be."""
        wanted = [(pool, self.cleaned_data[f"pool-{pool.pk}"]) for pool in pools]
        return [(pool, capacity) for pool, capacity in wanted if capacity != pool.capacity]
