"""Receipts for money that came in and was applied to charges."""
