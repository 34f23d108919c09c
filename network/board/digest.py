"""A named trade: what the weekly letter says of the board: the same for everybody, and no word that anybody wrote (ADR 60).

To whom it goes the board does not know.
"""

from collections import Counter
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from network.board.choices import Kind
from network.board.queries import rephrases_open, visible_posts
from network.board.showing import topics_words

# A letter stays short; the rest is on the board.
SHOWN = 30


def week_facts(week: date) -> dict[str, Any]:
    """Conversations with news in a week (its Monday), new questions first, by topic and number, in the language of the
    moment; and how many authors are asked for other words. Three queries."""
    posts = list(visible_posts().filter(week=week).select_related("thread"))
    answers = Counter(post.thread_id for post in posts if post.kind != Kind.QUESTION)
    new = {post.thread_id for post in posts if post.kind == Kind.QUESTION}
    threads = {post.thread_id: post.thread for post in posts}
    order = sorted(threads.values(), key=lambda thread: (thread.pk not in new, str(thread.pk)))
    return {
        "week": week,
        "news": [
            {
                "topics": "・".join(topics_words(thread)),
                "is_new": thread.pk in new,
                "answers": answers[thread.pk],
                "url": f"{settings.SITE_URL}{reverse('board:thread', args=[thread.pk])}",
            }
            for thread in order[:SHOWN]
        ],
        "more": max(len(order) - SHOWN, 0),
        "rephrases": rephrases_open(),
        "board_url": f"{settings.SITE_URL}{reverse('board:front')}",
    }
