"""A named trade: the database itself refuses to change or delete decisions about posts."""

from network.appendonly import AppendOnly
from network.board.models import BoardDecision

GUARD = AppendOnly(BoardDecision._meta.db_table, "decisions of the board are added, never changed")
lay, lift = GUARD.lay, GUARD.lift
