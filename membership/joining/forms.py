"""The form of an application: who wants to become a member; an organisation's asks for its name, too."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from membership.selfservice.kana import cleaned_kana, payer_kana_field
from network.organisations.choices import OrganisationKind
from network.typed import LineField, MailField


class ApplicationForm(forms.Form):
    """A person's application. Known things are filled in, nothing else is asked for."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    name = LineField(
        label=_("Name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please enter your name.")},
    )
    kana = LineField(label=_("Reading of the name (kana)"), max_length=100, required=False)
    email = MailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The payment slip and the invitation to your own page come here."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "required": _("Please enter an e-mail address."),
            "invalid": _("This does not look like an e-mail address. Example: name@example.jp"),
        },
    )
    phone = LineField(
        label=_("Telephone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    message = forms.CharField(
        label=_("Message to the secretariat"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["payer_kana"] = payer_kana_field(required=False)
        self.order_fields(["token", *self.first_fields, "name", "kana", "email", "phone", "payer_kana"])

    first_fields: tuple[str, ...] = ()

    def clean_payer_kana(self) -> str:
        return cleaned_kana(self.cleaned_data["payer_kana"])


class OrganisationApplicationForm(ApplicationForm):
    """An organisation's application; the person named looks after its membership."""

    first_fields = ("organisation_name", "organisation_kind")
    organisation_name = LineField(
        label=_("Name of the organisation"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Please enter the name of the organisation.")},
    )
    organisation_kind = forms.ChoiceField(
        label=_("Kind of organisation"), choices=OrganisationKind, initial=OrganisationKind.NPO
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the person in charge")


class EitherApplicationForm(OrganisationApplicationForm):
    """Of a tier that people and organisations join alike: without an organisation the person becomes the member."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["organisation_name"].required = False
        self.fields["organisation_name"].help_text = _("Only if an organisation is to become the member.")
        self.fields["organisation_kind"].required = False
