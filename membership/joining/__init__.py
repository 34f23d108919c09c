"""Becoming a member: tiers and fees explained, applications, the secretariat's decision, the first slip."""
