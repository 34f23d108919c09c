"""Speed beside LIMIT: what make bench runs."""
