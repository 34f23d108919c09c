"""Door: Django finds the wing's tables here; nobody else imports it."""

from events.calendar.models import CalendarSequence, FeedToken
from events.cash.models import CashSheet, CashTaking
from events.fees.models import SeatCharge
from events.programme.models import Event, EventPart, EventState, Theme
from events.registration.models import PartPlace, Pool, Registration
from events.relay.models import BatonHolding, Leg, Series
