"""Door: Django finds the wing's tables here; nobody else imports it."""

from membership.invoices.models import Invoice, InvoiceLine, ReferenceCounter, Slip, SlipLine
from membership.joining.models import Application
from membership.ledger.models import Allocation, Charge, Entry, LedgerAccount, LedgerYear, Leg
from membership.members.models import Membership, MembershipDecision, NamedCover
from membership.papers.models import NumberSeries, Paper
from membership.payments.models import CsvProfile, PayingName, StatementFile, StatementLine, TransferFee
from membership.receipts.models import ReceiptLine
from membership.reminders.models import Reminder, ReminderStop
from membership.renewal.models import RenewalRun
from membership.roster.models import RosterImport, RosterRow
from membership.selfservice.models import MembershipContact, PayerName
from membership.tiers.models import PeriodPolicy, Tier, TierFee
