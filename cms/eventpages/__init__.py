"""Wagtail pages around events: the relay."""
