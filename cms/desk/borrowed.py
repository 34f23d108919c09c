"""Words of Wagtail that its Japanese catalogue lacks; named here so that ours carries them.

Wagtail's own templates use them; Django asks our catalogue first.
"""

from django.utils.translation import gettext_noop

WORDS = [
    gettext_noop("Actions (footer)"),
    gettext_noop("Anyone can edit this %(model_name)s"),
    gettext_noop("Are you sure you want to unpublish this %(model_name)s?"),
    gettext_noop("Autosave is paused"),
    gettext_noop("Bulk actions"),
    gettext_noop("Filter by"),
    gettext_noop("First published"),
    gettext_noop("Maximum filesize: %(max_upload_size)s."),
    gettext_noop("Minimap"),
    gettext_noop('Multi-word tags with spaces will automatically be enclosed in double quotes (").'),
    gettext_noop("New: %(model_name)s"),
    gettext_noop("No publishing schedule set"),
    gettext_noop("Preview in desktop size"),
    gettext_noop("Preview in mobile size"),
    gettext_noop("Preview in new tab"),
    gettext_noop("Preview in tablet size"),
    gettext_noop("Preview is out of date"),
    gettext_noop("Preview mode"),
    gettext_noop("Saved"),
    gettext_noop("Search…"),
    gettext_noop("Select all"),
    gettext_noop("Set schedule"),
    gettext_noop("Show filters"),
    gettext_noop("Side panel width"),
    gettext_noop("Side panels"),
    gettext_noop("Sidebar"),
    gettext_noop("Supported formats: %(supported_formats)s. Maximum filesize: %(max_upload_size)s."),
    gettext_noop("This file is too big (%(file_size)s). Maximum filesize %(max_filesize)s."),
    gettext_noop("This file is too big. Maximum filesize %(max_filesize)s."),
    gettext_noop("Sort by '%(label)s' in ascending order."),
    gettext_noop("Sort by '%(label)s' in descending order."),
    gettext_noop("Status: "),
    gettext_noop("Toggle breadcrumbs"),
    gettext_noop("Toggle preview"),
    gettext_noop("Toggle section"),
    gettext_noop("Toggle side panel"),
    gettext_noop("Toggle sidebar"),
    gettext_noop("Toggle status"),
    gettext_noop("View history"),
]
