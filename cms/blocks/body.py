"""The blocks a page's body is made of."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.access.choices import Audience
from cms.library.queries import cards

WORDS = ["bold", "ul", "ol", "link", "h3"]


class FactBlock(blocks.StructBlock):
    """One line of a list of facts."""

    name = blocks.CharBlock(label=_("what"), max_length=60)
    value = blocks.TextBlock(label=_("value"))


class StepBlock(blocks.StructBlock):
    """One step of a way."""

    title = blocks.CharBlock(label=_("what to do"), max_length=80)
    text = blocks.TextBlock(label=_("explanation"), required=False)


class WayBlock(blocks.StructBlock):
    """Where a link leads: a page of this site or an address."""

    page = blocks.PageChooserBlock(label=_("page of this site"), required=False)
    url = blocks.CharBlock(
        label=_("or an address"),
        required=False,
        max_length=500,
        help_text=_("Begins with https://, or with / for a place on this site."),
    )

    def clean(self, value: Mapping[str, Any]) -> Any:
        cleaned = super().clean(value)
        url = cleaned.get("url") or ""
        if url and not url.startswith(("https://", "http://", "mailto:", "tel:")) and not _is_local(url):
            raise blocks.StructBlockValidationError(
                {"url": ValidationError(_("Please begin the address with https://, or with / on this site."))}
            )
        return cleaned


def _is_local(url: str) -> bool:
    return url.startswith("/") and not url.startswith(("//", "/\\"))


class LinkBlock(WayBlock):
    """One link of a list."""

    title = blocks.CharBlock(label=_("words of the link"), max_length=120)
    text = blocks.CharBlock(label=_("what stands there"), max_length=200, required=False)


class PersonBlock(blocks.StructBlock):
    """Somebody one may turn to."""

    name = blocks.CharBlock(label=_("name"), max_length=80)
    role = blocks.CharBlock(label=_("role"), max_length=120, required=False)
    text = blocks.TextBlock(label=_("in a few words"), required=False)


class FigureBlock(blocks.StructBlock):
    """A number that says of how many, when, and where from."""

    value = blocks.CharBlock(label=_("number"), max_length=20)
    unit = blocks.CharBlock(label=_("unit"), max_length=20, required=False)
    name = blocks.CharBlock(label=_("what is counted"), max_length=100)
    denominator = blocks.CharBlock(label=_("of how many"), max_length=100)
    as_of = blocks.CharBlock(label=pgettext_lazy("figure", "as of"), max_length=60)
    source = blocks.CharBlock(label=_("source"), max_length=160)


class DownloadsBlock(blocks.ListBlock):
    """Resources of the library; each reader sees those that are for them."""

    def get_context(self, value: Any, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        audiences = context.get("audiences") or {Audience.PUBLIC}
        shown = [one for one in value if one is not None and one.live and one.audience in audiences]
        prefetch_related_objects(shown, "document")
        return context | {"resources": cards(shown)}


class CallBlock(WayBlock):
    """The one thing to do next."""

    title = blocks.CharBlock(label=_("title"), max_length=80)
    text = blocks.TextBlock(label=_("text"), required=False)
    button = blocks.CharBlock(
        label=_("words of the button"), max_length=40, help_text=_("A verb: what happens.")
    )


class BodyBlock(blocks.StreamBlock):
    """What a page is made of; every block has a template of its own."""

    heading = blocks.CharBlock(
        label=_("heading"), icon="title", max_length=80, template="cms/blocks/heading.html"
    )
    text = blocks.RichTextBlock(
        label=_("text"), icon="pilcrow", features=WORDS, template="cms/blocks/text.html"
    )
    facts = blocks.ListBlock(FactBlock(), label=_("facts"), icon="list-ul", template="cms/blocks/facts.html")
    steps = blocks.ListBlock(StepBlock(), label=_("steps"), icon="list-ol", template="cms/blocks/steps.html")
    downloads = DownloadsBlock(
        SnippetChooserBlock("cms.Resource", label=_("resource")),
        label=_("resources to download"),
        icon="download",
        template="cms/blocks/downloads.html",
    )
    links = blocks.ListBlock(LinkBlock(), label=_("links"), icon="link", template="cms/blocks/links.html")
    people = blocks.ListBlock(
        PersonBlock(), label=_("people"), icon="group", template="cms/blocks/people.html"
    )
    figures = blocks.ListBlock(
        FigureBlock(), label=_("figures"), icon="decimal", template="cms/blocks/figures.html"
    )
    call = CallBlock(label=_("what to do next"), icon="circle-check", template="cms/blocks/call.html")
