"""Groups to tick in Wagtail's own forms, called by the roles they stand for."""

from typing import Any

from django import forms

from network.people.choices import Role


class RoleTicks(forms.CheckboxSelectMultiple):
    """A group is named as in code; people read the role's name in their language."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        shown = Role(label).label if label in Role.values else label
        return super().create_option(name, value, shown, *args, **kwargs)
