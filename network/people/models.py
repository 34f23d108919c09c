"""Tables of people (whom the network knows) and accounts (who signs in)."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext_lazy as _

from network.people.choices import Job, Language
from network.people.spelling import folded_names


class FoldedName(models.TextField):
    """A person's name and reading as they are compared, one line each; follows them whenever it is saved (ADR 37)."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        folded = folded_names(model_instance.name, model_instance.kana)
        setattr(model_instance, self.attname, folded)
        return folded


class Person(models.Model):
    """Somebody the network knows; may come to meetings without any account."""

    name = models.CharField(_("full name"), max_length=100)
    kana = models.CharField(_("reading"), max_length=100, blank=True)
    email = models.EmailField(
        _("e-mail"), blank=True, help_text=_("A contact address; colleagues may share one.")
    )
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    language = models.CharField(_("language of mails"), max_length=2, choices=Language, default=Language.JA)
    is_provisional = models.BooleanField(
        _("provisional"),
        default=False,
        help_text=_("Typed in by a visitor whose address is not confirmed yet."),
    )
    is_sample = models.BooleanField(_("sample"), default=False, help_text=_("Invented, for the demo."))
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    folded = FoldedName(default="", editable=False)

    class Meta:
        ordering = ["kana", "name", "pk"]
        indexes = [models.Index(Lower("email"), name="person_email_lower")]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name


def new_epoch() -> str:
    """A value that no session has seen; drawn, since a number that counts up would tell how often somebody was here."""
    return get_random_string(12)


class Account(AbstractUser):
    """Who signs in. Knows neither a name nor when it was last here: the person has the one, nobody the other."""

    first_name = None
    last_name = None
    last_login = None
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    person = models.OneToOneField(
        Person,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="account",
    )
    session_epoch = models.CharField(
        max_length=12,
        default=new_epoch,
        editable=False,
        help_text="A session counts as long as it began in this epoch.",
    )

    REQUIRED_FIELDS = ["email"]

    class Meta:
        ordering = ["username"]
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        return self.person.name if self.person_id else self.username

    def get_short_name(self) -> str:
        return self.get_full_name()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must know to count: the password, as Django has it, and the epoch."""
        salt = "network.people.models.Account.session"
        known = f"{self.password}:{self.session_epoch}"
        return salted_hmac(salt, known, secret=secret, algorithm="sha256").hexdigest()


class Affiliation(models.Model):
    """That somebody works for an organisation, from a day to a day (open-ended while it lasts)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(
        "network.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="affiliations",
    )
    job = models.CharField(_("occupation"), max_length=30, choices=Job, default=Job.OTHER)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["-since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="affiliation_ends_after_it_begins",
            )
        ]
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")

    def __str__(self) -> str:
        return f"{self.person} – {self.organisation}"


class Invitation(models.Model):
    """A letter that asks a person to choose a login name and a password."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    # Proposed to somebody on a shared mailbox, who may choose another one.
    login_name = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ["-sent_at"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return str(self.person)
