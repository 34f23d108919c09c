"""The desk for emergency numbers."""

from django.utils.translation import gettext_lazy as _

from network.audit.desk import NotedDeleteView
from network.helplines.models import Helpline
from network.listing import FormListViewSet


class HelplineViewSet(FormListViewSet):
    """Whom to call when somebody is in danger; shown to moderators and to who wrote about it."""

    model = Helpline
    name = "helplines"
    icon = "warning"
    menu_label = _("Emergency numbers")
    menu_order = 330
    add_to_admin_menu = True
    delete_view_class = NotedDeleteView
    form_fields = ["name", "name_en", "phone", "hours", "hours_en", "source_url", "checked_on", "position"]
    list_display = ["name", "phone", "hours", "source_url", "checked_on"]
