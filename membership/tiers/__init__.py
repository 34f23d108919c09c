"""Membership tiers and their fees, as data."""
