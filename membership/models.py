"""Door: Django finds the wing's tables here; nobody else imports it."""

from membership.invoices.models import Invoice, InvoiceLine, ReferenceCounter, Slip, SlipLine
from membership.ledger.models import Allocation, Charge, Entry, LedgerAccount, LedgerYear, Leg
from membership.members.models import Membership, MembershipDecision, NamedCover
from membership.payments.models import PayingName, StatementFile, StatementLine, TransferFee
from membership.roster.models import RosterImport, RosterRow
from membership.tiers.models import PeriodPolicy, Tier, TierFee
