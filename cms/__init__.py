"""The site: pages, the desk, a member's own page."""
