"""Says in the markup that words are Japanese where the page around them is English (WCAG 3.1.2)."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()
# Kana, ideographs and their half-width forms: what an English voice can't read aloud.
JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]")


@register.filter
def in_tongue(words: object) -> SafeString:
    """The attribute ` lang="ja"` for an element that holds these words, or nothing when they fit the page."""
    if get_language() == "ja" or not JAPANESE.search(str(words or "")):
        return mark_safe("")
    return mark_safe(' lang="ja"')
