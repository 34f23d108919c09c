"""Organisations: kind, place, contacts."""
