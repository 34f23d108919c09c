"""The membership wing as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class MembershipConfig(AppConfig):
    """One app, one line of migrations."""

    name = "membership"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who can be written to, what about, and what is kept of people; hear news; let checks look at the books."""
        from membership import boardletter  # noqa: PLC0415 -- apps are not loaded before this
        from membership.members.circle import members  # noqa: PLC0415 -- apps are not loaded before this
        from membership.owndata.parts import membership_parts  # noqa: PLC0415 -- apps are not loaded before this
        from network.broadcasts.registry import register_circle, register_subject  # noqa: PLC0415 -- apps are not loaded before this
        from network.mail.choices import LinkPurpose  # noqa: PLC0415 -- apps are not loaded before this
        from network.mail.links import register_purpose  # noqa: PLC0415 -- apps are not loaded before this
        from network.owndata import registry  # noqa: PLC0415 -- apps are not loaded before this

        import_module("membership.receivers")
        import_module("membership.ledger.checks")
        register_circle(members())
        register_circle(boardletter.readers())
        register_subject(boardletter.BOARD_WEEK, boardletter.BoardWeek())
        register_purpose(LinkPurpose.PAPER, "membership:paper_by_link")
        registry.register(20, membership_parts())
