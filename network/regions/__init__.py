"""Bureaus and municipalities with their codes."""
