"""Door: Django finds the wing's tables here; nobody else imports it."""

from network.arrivals.models import CallNote, InvitationRound, RoundLine
from network.association.models import Association
from network.audit.models import AuditEntry
from network.board.models import (
    BlockedTag,
    BoardDecision,
    BoardPolicy,
    HeldAct,
    KeyCertificate,
    Post,
    PostReceipt,
    Thread,
)
from network.broadcasts.models import Addressee, Broadcast, Chunk
from network.firstrun.models import SetupCode
from network.helplines.models import Helpline
from network.jobs.models import Job
from network.mail.models import MailedLink, OptOut, OutboxMessage, Suppression
from network.notes.models import Note, NoteSource, NoteVersion
from network.organisations.models import ContactAddress, Organisation
from network.owndata.models import ErasureRequest
from network.people.models import Account, Affiliation, Invitation, Person
from network.privacy.models import TaughtWord
from network.questionnaire.models import Question, Questionnaire
from network.regions.models import Bureau, Municipality
from network.roles.models import RoleHolding
from network.search.models import IndexMaking
from network.watch.models import Pulse
from network.worklists.models import DeedLine, DeedRun, KeptFilter, TakenFile
