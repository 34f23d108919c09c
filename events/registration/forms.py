"""Forms of registering: what a member chooses, what a visitor types, a code."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.fees.choices import FeeWay
from events.fees.rules import Price, total_of
from events.fees.wording import priced
from events.programme.models import EventPart
from events.registration.choices import PoolKind
from events.registration.models import Pool
from membership.ledger.choices import TaxClass
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
        self.prices = {pool.kind: pool.price for pool in reversed(mains)}
        self.prices |= {str(pool.part_key): pool.price for pool in optional}
        if len(mains) > 1:
            self.fields["kind"] = forms.ChoiceField(
                label=_("How will you take part?"),
                choices=[
                    (pool.kind, priced(capfirst(pool.get_kind_display()), pool.price)) for pool in mains
                ],
                initial=mains[0].kind,
                widget=forms.RadioSelect,
                error_messages={"required": _("Please choose whether you come to the venue or join online.")},
            )
        if optional:
            self.fields["parts"] = parts_field(optional, parts)
        self.main_kind = mains[0].kind if mains else ""
        if self.has_fees:
            self.fields["agreed"] = agreed_field(self.total(self.main_kind, []))

    @property
    def has_fees(self) -> bool:
        """Whether anything one can choose costs something."""
        return any(self.prices.values())

    def total(self, kind: str, parts: Sequence[str]) -> int:
        """What this way of taking part costs with these parts, in yen."""
        chosen = [self.prices.get(key) for key in [kind or self.main_kind, *parts]]
        return total_of([price for price in chosen if price])

    def chosen_total(self) -> int:
        """What the valid input costs."""
        return self.total(self.cleaned_data.get("kind", ""), self.cleaned_data.get("parts", []))

    def shows_total(self) -> bool:
        """Whether the page this input came from said what it costs. If not, it is to be shown before anything is booked."""
        return not self.has_fees or self.cleaned_data.get("agreed") == self.chosen_total()


class PartsForm(forms.Form):
    """Which optional parts somebody registered comes to, and what they cost together."""

    def __init__(
        self, *args: Any, pools: Sequence[Pool], parts: Mapping[uuid.UUID, EventPart], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.prices = {str(pool.part_key): pool.price for pool in pools}
        self.fields["parts"] = parts_field(pools, parts)
        if self.has_fees:
            self.fields["agreed"] = agreed_field(self.total(self.initial.get("parts", [])))

    @property
    def has_fees(self) -> bool:
        """Whether any of the parts costs something."""
        return any(self.prices.values())

    def total(self, parts: Sequence[str]) -> int:
        """What these parts cost together, in yen."""
        return total_of([price for price in (self.prices.get(key) for key in parts) if price])

    def chosen_total(self) -> int:
        """What the valid input costs."""
        return self.total(self.cleaned_data["parts"])

    def shows_total(self) -> bool:
        """Whether the page this input came from said what it costs."""
        return not self.has_fees or self.cleaned_data.get("agreed") == self.chosen_total()


def parts_field(pools: Sequence[Pool], parts: Mapping[uuid.UUID, EventPart]) -> forms.Field:
    """Optional parts to tick, each with what it costs."""
    return forms.MultipleChoiceField(
        label=_("Will you also come to these parts?"),
        choices=[
            (str(pool.part_key), priced(parts[pool.part_key].local_title, pool.price)) for pool in pools
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def agreed_field(total: int) -> forms.Field:
    """The total that the page shows, sent back with the form."""
    return forms.IntegerField(required=False, initial=total, widget=forms.HiddenInput)


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


class FeeForm(forms.Form):
    """What a seat of one pool costs; an empty amount means nothing."""

    amount = forms.IntegerField(
        label=_("Fee per person, in yen"),
        min_value=0,
        max_value=1_000_000,
        required=False,
        help_text=_("Tax included. Empty: nothing. Whoever has registered keeps the fee they were told."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Please enter a number, or leave the field empty.")},
    )
    way = forms.ChoiceField(label=_("How it is paid"), choices=FeeWay.choices, required=False)
    tax_class = forms.ChoiceField(
        label=_("Tax"),
        choices=TaxClass.choices,
        required=False,
        help_text=_(
            "The treasurer knows. A social gathering that is only passed on to the inn is held in trust."
        ),
    )
    refund_until = forms.DateField(
        label=_("Given back until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Whoever cancels up to this day pays nothing. Empty: until the day of the event."),
        error_messages={"invalid": _("Please choose a day.")},
    )

    def __init__(self, *args: Any, pool: Pool, **kwargs: Any) -> None:
        initial = {
            "amount": pool.fee or None,
            "way": pool.fee_way,
            "tax_class": pool.tax_class,
            "refund_until": pool.refund_until,
        }
        super().__init__(*args, prefix=f"fee-{pool.pk}", initial=initial, **kwargs)
        self.pool = pool

    def price(self) -> Price | None:
        """The cleaned input as a price."""
        typed = self.cleaned_data
        if not typed["amount"]:
            return None
        way, tax = typed["way"] or self.pool.fee_way, typed["tax_class"] or self.pool.tax_class
        return Price(typed["amount"], way, tax, typed["refund_until"])

    def is_changed(self) -> bool:
        """Whether a price was sent, and it is another than before."""
        return self.add_prefix("amount") in self.data and self.price() != self.pool.price
