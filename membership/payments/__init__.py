"""Payments: what the bank says came in, what it probably is, and what the treasurer made of it."""
