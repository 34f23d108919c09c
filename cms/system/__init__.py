"""The administrator's page: how the site is doing, and what to do next."""
