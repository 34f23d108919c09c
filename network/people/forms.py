"""Forms of people: accepting an invitation, and what the desk sets."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from django import forms
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from network.people.choices import Role
from network.people.models import Account
from network.people.queries import account_by_login
from network.people.rules import WrongLoginNameError, clean_login_name

NEW_PASSWORD = {"autocomplete": "new-password"}


class SignInForm(LoginForm):
    """Says what may be typed into its first field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Login name or e-mail")


class ForgottenPasswordForm(ResetPasswordForm):
    """Calls an address as the rest of the site does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")


class InvitationForm(forms.Form):
    """A password, and a login name for those who share a mailbox."""

    login_name = forms.CharField(
        label=_("Login name"),
        help_text=_(
            "Your mailbox is shared, so please choose a name of your own:"
            " 3 to 30 letters, digits, dots or hyphens."
        ),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=password_validators_help_text_html,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )
    password_again = forms.CharField(
        label=_("Password once more"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )

    def __init__(self, *args: Any, account: Account, asks_login_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        if not asks_login_name:
            del self.fields["login_name"]

    def clean_login_name(self) -> str:
        try:
            name = clean_login_name(self.cleaned_data["login_name"])
        except WrongLoginNameError:
            raise forms.ValidationError(
                _("Please use 3 to 30 letters, digits, dots or hyphens, beginning with a letter or digit.")
            ) from None
        if account_by_login(name) is not None:
            raise forms.ValidationError(_("This login name is taken. Please choose another one."))
        return name

    def clean_password(self) -> str:
        self.account.username = self.cleaned_data.get("login_name") or self.account.username
        validate_password(self.cleaned_data["password"], self.account)
        return self.cleaned_data["password"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, again = cleaned.get("password"), cleaned.get("password_again")
        if first and again and first != again:
            self.add_error("password_again", _("The two passwords differ. Please type the same one twice."))
        return cleaned


class PeriodForm(WagtailAdminModelForm):
    """A row that holds from a day to a day."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first. Please check both."))
        return cleaned


class AccountForm(forms.ModelForm):
    """What an administrator sets: whether an account is open, and its roles. The rest is its owner's."""

    groups = forms.ModelMultipleChoiceField(
        label=_("Roles"),
        queryset=Group.objects.filter(name__in=Role.values).order_by("pk"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Account
        fields = ("is_active", "groups")

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].label_from_instance = lambda group: Role(group.name).label
        self.fields["is_active"].help_text = _("Without this mark nobody can sign in with the account.")
        if self.instance.is_superuser:  # made at the command line, with no group
            everything = Group.objects.filter(name=Role.ADMINISTRATOR.value)
            self.initial["groups"] = [*self.initial.get("groups", []), *everything]
        if editing_self:
            del self.fields["is_active"]
