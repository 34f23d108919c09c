"""Door: what Wagtail finds of this wing: the desk's front page, its looks, its menu."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from cms.desk.viewsets import DeskViewSet, no_summary, only_our_panel, shorter_menu

hooks.register("register_admin_viewset", DeskViewSet)
hooks.register("construct_homepage_panels", only_our_panel)
hooks.register("construct_homepage_summary_items", no_summary)
hooks.register("construct_main_menu", shorter_menu)


@hooks.register("insert_global_admin_css")
def desk_css() -> str:
    """Our colours and blocks over Wagtail's."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/desk.css"))
