"""The desk for the association's own settings: one form."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from network.association.actions import save_association
from network.association.forms import AssociationForm
from network.association.models import Association
from network.association.queries import stored
from network.audit.actions import record


class AssociationEditView(generic.EditView):
    """Who runs this site, as headers, mails and footers say it."""

    def get_object(self, queryset: None = None) -> Association:
        return stored()

    def save_instance(self) -> Association:
        association = save_association(self.form.save(commit=False))
        record(
            actor_id=self.request.user.pk,
            verb="change",
            subject="network.association",
            subject_id=association.pk,
        )
        return association

    def get_success_url(self) -> str:
        return self.get_edit_url()


class AssociationViewSet(ModelViewSet):
    """The one row of settings: its list is its form."""

    model = Association
    name = "association"
    icon = "site"
    menu_label = _("Association")
    menu_order = 100
    add_to_settings_menu = True
    edit_view_class = AssociationEditView
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = [
        "name",
        "name_en",
        "short_name",
        "address",
        "phone",
        "email",
        "contact_hours",
        "contact_hours_en",
        "fiscal_year_begins",
        "sender_name",
        "sender_email",
        "bank_name",
        "bank_code",
        "branch_name",
        "branch_code",
        "account_kind",
        "account_number",
        "account_holder",
        "representative_title",
        "representative_name",
        "responsible_name",
        "person_in_charge",
        "registration_number",
    ]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return forms.modelform_factory(Association, form=AssociationForm, fields=self.form_fields)

    def get_edit_handler(self) -> None:
        return None

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Nothing refers to the row, and its changes stand in the audit log: neither has a page of its own."""
        return super().get_edit_view_kwargs(history_url_name=None, usage_url_name=None, **kwargs)

    def get_urlpatterns(self) -> list:
        unused = {"index", "index_results", "add", "delete", "history", "history_results", "usage"}
        patterns = [pattern for pattern in super().get_urlpatterns() if pattern.name not in unused]
        return [path("", to_the_form, name="index"), *patterns]


def to_the_form(request: HttpRequest) -> HttpResponse:
    """There is only one row."""
    return redirect(reverse("association:edit", args=[1]))
