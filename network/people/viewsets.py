"""The desk for people, their affiliations and accounts."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.account import (
    AccountView,
    LocaleSettingsPanel,
    NotificationsSettingsPanel,
    ThemeSettingsPanel,
)
from wagtail.users.views import users
from wagtail.users.views.users import UserViewSet

from network.arrivals.deeds import InviteMany
from network.audit.desk import NotedDeleteView, NotedEditView
from network.broadcasts.deeds import AddToAnnouncement
from network.listing import FormListViewSet, NotedListViewSet, RelatedIndexView, TickColumn
from network.organisations.choosers import organisation_chooser
from network.people.actions import INVITATION_LASTS, PeopleError, invite
from network.people.choices import Role
from network.people.choosers import person_chooser
from network.people.deeds import ChangeLanguage, EndAffiliation
from network.people.forms import AccountForm, PeriodForm
from network.people.limits import within
from network.people.models import Account, Affiliation, Person
from network.people.queries import account_of, last_invitation, people_named, work_of
from network.roles.actions import RolesError, close_account, reopen_account, set_roles
from network.roles.queries import is_last_administrator, roles_held
from network.safety.queries import second_step_of
from network.worklists.deeds import offered
from network.worklists.sheet import SheetColumn

WHY_NOT_INVITED = {
    "erased": gettext_lazy("This person's data have been erased."),
    "no_address": gettext_lazy("There is no e-mail address to write to. Please add one first."),
    "has_account": gettext_lazy(
        "This person has an account already and can set a new password on the sign-in page."
    ),
    "too_often": gettext_lazy(
        "This person was invited several times within the hour. Please wait until the mails have arrived."
    ),
}
INVITATIONS_PER_HOUR = 5
WHY_NOT_SAVED = {
    "last_administrator": gettext_lazy(
        "This is the only administrator. Please give the role to somebody else first."
    ),
    "own": gettext_lazy("Your own account is closed by another administrator."),
    "closed": gettext_lazy("A closed account gets no role. Please open it first."),
}


class FoldedSearch:
    """A listing that finds 髙橋 for 高橋 and さとう for サトウ."""

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.is_searching:
            return queryset
        return queryset.filter(**{f"{self.person_path}__in": people_named(self.search_query)})


class PersonIndexView(FoldedSearch, RelatedIndexView):
    """People, found by name or reading; whose data were erased stands in no list any more."""

    person_path = "pk"
    is_searchable = True

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().filter(erased_at__isnull=True)


class AffiliationIndexView(FoldedSearch, RelatedIndexView):
    """Affiliations, found by the person's name or reading."""

    person_path = "person"
    is_searchable = True


class NotErased:
    """A page about one person, for as long as there is something to say."""

    def get_object(self, queryset: QuerySet | None = None) -> Person:
        found = super().get_object(queryset)
        if found.erased_at is not None:
            raise Http404
        return found


class PersonEditView(NotErased, NotedEditView):
    """Changes a person; nothing is written over one whose data were erased."""


class PersonView(NotErased, generic.InspectView):
    """One person on one page: where they work, their account, and the ways to invite and to erase them."""

    page_title = gettext_lazy("Person")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_invite = self.request.user.has_perm("network.add_invitation")
        may_erase = self.request.user.has_perm("network.change_erasurerequest")
        return super().get_context_data(
            account=account_of(self.object),
            affiliations=work_of(self.object),
            invitation=last_invitation(self.object),
            invite_url=reverse("network_people:invite", args=[self.object.pk]) if may_invite else "",
            erase_url=reverse("erasures:person", args=[self.object.pk]) if may_erase else "",
            **kwargs,
        )


def invite_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows whom a letter goes to and what it says; sends it on POST."""
    if not request.user.has_perm("network.add_invitation"):
        raise PermissionDenied
    person = get_object_or_404(Person, pk=pk)
    here = reverse("network_people:inspect", args=[person.pk])
    if request.method == "POST":
        try:
            if not within("invite", str(person.pk), amount=INVITATIONS_PER_HOUR, seconds=3600):
                raise PeopleError("too_often")
            invite(person, invited_by=request.user, now=timezone.now())
        except PeopleError as refusal:
            messages.error(request, WHY_NOT_INVITED[refusal.code])
        else:
            messages.success(request, _("The invitation is on its way to %(name)s.") % {"name": person.name})
        return redirect(here)
    context = {
        "person": person,
        "days": INVITATION_LASTS.days,
        "header_title": _("Invite"),
        "header_icon": "mail",
        "breadcrumbs_items": [
            {"url": reverse("network_people:index"), "label": _("People")},
            {"url": here, "label": person.name},
            {"url": "", "label": _("Invite")},
        ],
    }
    return render(request, "network/people/desk/invite.html", context)


class PersonViewSet(NotedListViewSet):
    """Whom the network knows."""

    model = Person
    name = "network_people"
    url_prefix = "people"
    icon = "group"
    menu_label = gettext_lazy("People")
    menu_order = 100
    index_view_class = PersonIndexView
    inspect_view_class = PersonView
    edit_view_class = PersonEditView
    inspect_view_enabled = True
    inspect_view_fields = ["name", "kana", "email", "phone", "language"]
    inspect_template_name = "network/people/desk/person.html"
    edit_template_name = "network/people/desk/edit.html"
    labels = {"is_provisional": gettext_lazy("provisional"), "is_sample": gettext_lazy("sample")}
    form_fields = ["name", "kana", "email", "phone", "language"]
    list_display = ["name", "kana", "email", TickColumn("is_provisional"), TickColumn("is_sample")]
    list_filter = ["language", "is_provisional"]
    deeds = offered(InviteMany(), AddToAnnouncement(), ChangeLanguage())
    holds_people = True
    sheet = (
        SheetColumn(gettext_lazy("full name"), "name"),
        SheetColumn(gettext_lazy("reading"), "kana"),
        SheetColumn(gettext_lazy("e-mail"), "email"),
        SheetColumn(gettext_lazy("phone"), "phone"),
        SheetColumn(gettext_lazy("language of mails"), "get_language_display"),
        SheetColumn(gettext_lazy("provisional"), "is_provisional"),
    )
    ordering = ["kana", "name", "pk"]
    search_fields = ["name", "kana"]

    def get_urlpatterns(self) -> list:
        return [*super().get_urlpatterns(), path("invite/<int:pk>/", invite_view, name="invite")]


class AffiliationViewSet(FormListViewSet):
    """Who works where, from when until when."""

    model = Affiliation
    name = "network_affiliations"
    url_prefix = "affiliations"
    icon = "link"
    menu_label = gettext_lazy("Affiliations")
    menu_order = 120
    index_view_class = AffiliationIndexView
    delete_view_class = NotedDeleteView
    labels = {"person": gettext_lazy("person"), "organisation": gettext_lazy("organisation")}
    form_fields = ["person", "organisation", "job", "since", "until"]
    checked_by = PeriodForm
    chosen_with = {"person": person_chooser.widget_class, "organisation": organisation_chooser.widget_class}
    list_display = [
        "person",
        "organisation",
        Column("get_job_display", label=gettext_lazy("occupation")),
        "since",
        "until",
    ]
    list_filter = ["job"]
    deeds = offered(EndAffiliation())
    holds_people = True
    list_related = ("person", "organisation")
    ordering = ["-since", "-pk"]
    search_fields = ["person__name"]


class AccountIndexView(users.IndexView):
    """Accounts with their roles."""

    page_title = gettext_lazy("Accounts")

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(users.UserColumn)
        return [
            title(
                "username", label=gettext_lazy("Login name"), sort_key="username", get_url=self.get_edit_url
            ),
            Column("person", label=gettext_lazy("Person"), sort_key="person__kana"),
            Column("roles", label=gettext_lazy("Roles"), accessor=roles_in_words),
            TickColumn("is_active", label=gettext_lazy("Active"), sort_key="is_active"),
        ]

    @cached_property
    def search_fields(self) -> set[str]:
        return {"username", "email", "person__name", "person__kana"}

    def get_base_queryset(self) -> QuerySet[Account]:
        return Account.objects.select_related("person", "wagtail_userprofile").prefetch_related("groups")

    def order_queryset(self, queryset: QuerySet[Account]) -> QuerySet[Account]:
        return generic.IndexView.order_queryset(self, queryset)


class AccountFilterSet(users.UserFilterSet):
    """Accounts by role and by being open; nobody is a superuser and no sign-in is kept."""

    is_superuser = None
    last_login = None

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        roles = self.filters["group"]
        roles.label = gettext_lazy("Roles")
        roles.extra["queryset"] = Group.objects.filter(name__in=Role.values)
        roles.field.label_from_instance = lambda group: Role(group.name).label


class AccountEditView(users.EditView):
    """Opens, closes and gives roles, through the one who keeps the rules; noted in the audit log."""

    def form_valid(self, form: AccountForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except RolesError as refusal:
            self.produced_error_message = self.get_error_message()
            form.add_error(None, WHY_NOT_SAVED[refusal.code])
            return self.form_invalid(form)

    def save_instance(self) -> Account:
        account = Account.objects.get(pk=self.object.pk)
        is_open = self.form.cleaned_data.get("is_active", account.is_active)
        today, by = timezone.localdate(), self.request.user
        self.has_content_changes = self.form.has_changed()
        if not is_open:
            if account.is_active:
                close_account(account, by=by, today=today)
            return account
        if not account.is_active:
            reopen_account(account, by=by)
        roles = {Role(group.name) for group in self.form.cleaned_data["groups"]}
        set_roles(account, roles, by=by, today=today)
        return account

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            step=second_step_of(self.object),
            is_last_administrator=is_last_administrator(self.object),
            **kwargs,
        )


class AccountDeleteView(users.DeleteView):
    """Accounts are closed, never deleted: what they did still names them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        raise PermissionDenied


class AccountViewSet(UserViewSet):
    """Who signs in; accounts begin with an invitation, not here."""

    index_view_class = AccountIndexView
    edit_view_class = AccountEditView
    delete_view_class = AccountDeleteView
    filterset_class = AccountFilterSet
    menu_label = gettext_lazy("Accounts")
    edit_template_name = "network/people/desk/account.html"
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return AccountForm


def roles_in_words(account: Account) -> str:
    """The roles of an account in words."""
    held = roles_held(account)
    return "、".join(str(role.label) for role in Role if role in held)


class DeskAccountView(AccountView):
    """One's own settings at the desk: notices, language, colours. Name and address are the person's."""

    def get_panels(self) -> list:
        kinds = (NotificationsSettingsPanel, LocaleSettingsPanel, ThemeSettingsPanel)
        panels = super().get_panels()
        return [panel for panel in panels if isinstance(panel, kinds)]
