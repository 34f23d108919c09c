"""StreamField blocks of pages."""
