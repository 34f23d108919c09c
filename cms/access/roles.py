"""What each role may do at the desk, as data; laid into groups after every migrate."""

from dataclasses import dataclass, field

from network.people.choices import Role

READ = ("view",)
WRITE = ("add", "change", "view")
ALL = ("add", "change", "delete", "view")
PUBLISH = ("publish", "lock", "unlock")


@dataclass(frozen=True)
class Grants:
    """Rights of a role: by model ("app.model" -> verbs), on every page, and on every file."""

    models: dict[str, tuple[str, ...]] = field(default_factory=dict)
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    reviews: bool = False
    reviews_news: bool = False

    def __or__(self, other: "Grants") -> "Grants":
        models = {
            name: tuple(dict.fromkeys([*self.models.get(name, ()), *other.models.get(name, ())]))
            for name in [*self.models, *other.models]
        }
        return Grants(
            models=models,
            pages=tuple(dict.fromkeys([*self.pages, *other.pages])),
            files=tuple(dict.fromkeys([*self.files, *other.files])),
            reviews=self.reviews or other.reviews,
            reviews_news=self.reviews_news or other.reviews_news,
        )


DESK = Grants(models={"wagtailadmin.admin": ("access",)})

# Who could do harm with a stolen password signs in with a second step; others may.
SECURED = DESK | Grants(models={"network.account": ("secure",)})

DRAFTING = DESK | Grants(
    models={"events.event": WRITE, "events.theme": READ, "events.leg": READ, "network.organisation": READ},
    files=("add", "choose"),
)

ORGANISING = DRAFTING | Grants(
    models={
        "events.event": PUBLISH,
        "events.eventstate": WRITE,
        "events.pool": WRITE,
        "events.registration": WRITE,
        "events.cashtaking": WRITE,
        "events.series": READ,
        "network.broadcast": ("add", "view"),  # of events of their own
        # Of events only (cms.notices.forms), and the secretariat publishes.
        "cms.notice": WRITE,
    },
    files=("change",),
    reviews=True,
)

KEEPING_THE_REGISTER = (
    ORGANISING
    | SECURED
    | Grants(
        models={
            "network.person": WRITE,
            "network.affiliation": ALL,
            "network.organisation": WRITE,
            "network.contactaddress": ALL,
            "network.invitation": WRITE,
            "network.broadcast": WRITE,
            "network.outboxmessage": ("change", "view"),
            "network.takenfile": READ,
            "network.erasurerequest": ("change", "view"),
            "network.association": ("change", "view"),
            "network.helpline": ALL,
            "membership.membership": WRITE,
            "membership.namedcover": ALL,
            "membership.tier": READ,
            "membership.application": ("change", "view"),
            "events.theme": WRITE,
            "cms.notice": PUBLISH,
            "cms.resource": WRITE + PUBLISH,
        },
        pages=("add", "change", "publish", "lock", "unlock"),
        reviews_news=True,
    )
)

KEEPING_THE_MONEY = SECURED | Grants(
    models={
        "membership.tier": WRITE,
        "membership.tierfee": ALL,
        "membership.periodpolicy": WRITE,
        "membership.ledgeraccount": WRITE,
        "membership.ledgeryear": WRITE,
        "membership.renewalrun": WRITE,
        "membership.reminder": WRITE,
        "membership.reminderstop": WRITE,
        "membership.charge": READ,
        "membership.entry": READ,
        "membership.slip": READ,
        "membership.statementline": ("change", "view"),
        "membership.transferfee": ALL,
        "membership.csvprofile": ALL,
        "membership.membership": WRITE,
        "membership.namedcover": ALL,
        "membership.paper": ("change", "view"),
        "events.cashtaking": WRITE,
        "events.cashsheet": ("change", "view"),
        "network.person": READ,
        "network.organisation": READ,
    },
)

MODERATING = SECURED | Grants(
    models={
        "network.heldact": ("change", "view"),
        "network.helpline": ALL,
        "network.note": ("change", "view"),
        "network.taughtword": ALL,
    }
)

RUNNING_THE_SITE = (
    KEEPING_THE_REGISTER
    | KEEPING_THE_MONEY
    | Grants(
        models={
            "network.taughtword": ALL,
            "network.account": ("change", "view"),
            "network.job": ("change", "view"),
            "network.pulse": READ,
            "network.outboxmessage": ("change", "view"),
            "network.suppression": ALL,
            "network.auditentry": READ,
            "network.bureau": READ,
            "network.municipality": READ,
            "network.questionnaire": WRITE,
            "network.question": ALL,
            "cms.notice": ("delete",),
            "cms.resource": ("delete",),
            "events.event": ("delete",),
            "events.theme": ALL,
            "events.series": WRITE,
            "events.leg": WRITE,
            "wagtailcore.workflow": WRITE,
            "wagtailcore.task": WRITE,
        },
        pages=("bulk_delete",),
        files=("delete",),
    )
)

ROLES: dict[Role, Grants] = {
    Role.DRAFTER: DRAFTING,
    Role.ORGANISER: ORGANISING,
    Role.TREASURER: KEEPING_THE_MONEY,
    Role.MODERATOR: MODERATING,
    Role.SECRETARIAT: KEEPING_THE_REGISTER,
    Role.ADMINISTRATOR: RUNNING_THE_SITE,
}
