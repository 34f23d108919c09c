"""The blocks a page's body is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class BodyBlock(blocks.StreamBlock):
    """Headings, text, facts and links; every block has a template of its own."""

    heading = blocks.CharBlock(label=_("heading"), max_length=80, template="cms/blocks/heading.html")
    text = blocks.RichTextBlock(
        label=_("text"), features=["bold", "ul", "ol", "link", "h3"], template="cms/blocks/text.html"
    )
    facts = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("name", blocks.CharBlock(label=_("what"), max_length=60)),
                ("value", blocks.TextBlock(label=_("value"))),
            ]
        ),
        label=_("facts"),
        template="cms/blocks/facts.html",
    )
