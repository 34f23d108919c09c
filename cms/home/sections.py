"""Trade of the six sections: what a new site begins with, before anybody writes."""

from django.db import transaction

from cms.home.pages import HomePage, SectionPage

SECTIONS = (
    ("about", "このサイトについて", "About this site"),
    ("learn", "知りたい", "Learn about it"),
    ("take-part", "参加したい", "Take part"),
    ("look-up", "調べたい", "Look up"),
    ("study", "学びたい", "Study"),
    ("ministry", "厚生労働省から", "From the ministry"),
)


@transaction.atomic
def lay_sections(home: HomePage) -> None:
    """Makes the six sections of a site that has none. Once there is one, what is there is the editors' affair."""
    if SectionPage.objects.exists():
        return
    for slug, title, title_en in SECTIONS:
        home.add_child(
            instance=SectionPage(
                slug=slug, title=title, title_en=title_en, show_in_menus=True, locale=home.locale
            )
        )
