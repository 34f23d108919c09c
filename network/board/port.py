"""Who comes to the board: all that `cms/access` hands over, and all that the board ever learns (style.md 3)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Port:
    """A reader of the board without a name.

    `member_key` is opaque, the same for a person for ever, and never written down; empty for who may not post.
    `address_key` likewise for a network address. `actor_id` is set only for moderators, whose decisions are theirs.
    `entitled` counts who may post.
    """

    member_key: str = ""
    address_key: str = ""
    is_signed_in: bool = False
    may_read: bool = False
    may_post: bool = False
    moderates: bool = False
    actor_id: int | None = None
    is_only_moderator: bool = False
    entitled: int = 0


NOBODY = Port()
