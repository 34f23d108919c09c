"""Watching the site: one number per request, log lines without personal data, counts, signs of life."""
