"""Door: Django finds the wing's tables here; nobody else imports it."""

from cms.eventpages.pages import RelayPage
from cms.home.pages import HomePage, SectionPage, StandardPage
from cms.library.models import LinkCheck, Resource
from cms.notices.models import Notice
