"""What this wing keeps of people: who holds a page, a resource or a notice open at the desk."""

from cms.library.models import Resource
from cms.notices.models import Notice
from network.owndata.registry import Part, deed


def cms_parts() -> list[Part]:
    """Pages themselves are declared with the package that brings them."""
    return [deed(Resource, "locked_by"), deed(Notice, "locked_by")]
