"""A named trade: the database itself refuses to change or delete audit entries."""

from network.appendonly import AppendOnly
from network.audit.models import AuditEntry

GUARD = AppendOnly(AuditEntry._meta.db_table, "audit entries are added, never changed")
lay, lift = GUARD.lay, GUARD.lift
