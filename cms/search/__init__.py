"""The site's search page: every kind of thing a reader may see, by one question."""
