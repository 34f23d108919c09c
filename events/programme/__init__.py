"""Events: words, dates, state; the public list and page."""
