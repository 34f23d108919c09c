"""Whole yen as people read them."""

from django import template

register = template.Library()


@register.filter
def yen(amount: int) -> str:
    """¥12,000; a minus sign before the mark."""
    return f"{'-' if amount < 0 else ''}¥{abs(amount):,}"
