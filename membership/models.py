"""Door: Django finds the wing's tables here; nobody else imports it."""

from membership.members.models import Membership, NamedCover
from membership.roster.models import RosterImport, RosterRow
from membership.tiers.models import Tier, TierFee
