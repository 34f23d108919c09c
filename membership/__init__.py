"""Tiers, members and, later, money."""
