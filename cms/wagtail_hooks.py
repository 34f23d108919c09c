"""Door: what Wagtail finds of this wing: the desk's front page, its looks, its menu."""

from django.templatetags.static import static
from django.utils.html import format_html_join
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms.desk.viewsets import DeskViewSet, no_summary, only_our_panel, publish_first, shorter_menu
from cms.library.views import only_through_the_library
from cms.library.viewsets import ResourceViewSet
from cms.notices.viewsets import NoticeViewSet
from cms.system.viewsets import SystemViewSet

hooks.register("register_admin_viewset", DeskViewSet)
hooks.register("register_admin_viewset", SystemViewSet)
hooks.register("construct_homepage_panels", only_our_panel)
hooks.register("construct_homepage_summary_items", no_summary)
hooks.register("construct_main_menu", shorter_menu)
hooks.register("construct_snippet_action_menu", publish_first)
hooks.register("construct_page_action_menu", publish_first)
hooks.register("before_serve_document", only_through_the_library)
register_snippet(NoticeViewSet)
register_snippet(ResourceViewSet)


@hooks.register("insert_global_admin_css")
def desk_css() -> str:
    """Our colours and blocks over Wagtail's; lists and the front page's numbers have sheets of their own."""
    sheets = ((static(f"css/{name}.css"),) for name in ("desk", "desk-lists", "desk-board"))
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)
