"""Door: what Wagtail finds of this wing."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from events.announcing.viewsets import EventAnnouncementsViewSet
from events.cash.viewsets import EventCashViewSet
from events.programme.desk_editor import one_button
from events.programme.viewsets import EventViewSet
from events.registration.desk_list import RegistrationListViewSet
from events.registration.viewsets import EventDeskViewSet

register_snippet(EventViewSet)
hooks.register("register_admin_viewset", EventDeskViewSet)
hooks.register("register_admin_viewset", EventAnnouncementsViewSet)
hooks.register("register_admin_viewset", EventCashViewSet)
hooks.register("register_admin_viewset", RegistrationListViewSet)
hooks.register("construct_snippet_action_menu", one_button)
