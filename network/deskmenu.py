"""Entries of the desk's menu that only those see who may follow them."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet


class RightfulMenuItem(MenuItem):
    """Shown to accounts with one right."""

    def __init__(self, *args: Any, right: str, **kwargs: Any) -> None:
        self.right = right
        super().__init__(*args, **kwargs)

    @classmethod
    def of(cls, viewset: ViewSet, *, right: str, order: int | None = None) -> "RightfulMenuItem":
        """The entry of a viewset without a table, which Wagtail would show to everybody."""
        return cls(
            viewset.menu_label,
            viewset.menu_url,
            right=right,
            name=viewset.menu_name,
            icon_name=viewset.menu_icon,
            order=order if order is not None else viewset.menu_order,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.right)
