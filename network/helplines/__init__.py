"""Telephone numbers for somebody in danger: the association keeps them, each with its source."""
