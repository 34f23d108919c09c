"""Sums of money on pages: whole yen, by thousands."""

from django import template

register = template.Library()


@register.filter
def commas(amount: int) -> str:
    """12,000; the minus of a sum below zero stays before it."""
    return f"{amount:,}"
