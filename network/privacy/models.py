"""The table of wordings that moderators taught the check."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.privacy.choices import Lesson


class TaughtWord(models.Model):
    """A wording, and what the check does when it meets it. Neither who taught it nor when stands here.

    `folded` is the wording in one width, as texts are compared.
    """

    lesson = models.CharField(_("What about it"), max_length=10, choices=Lesson)
    wording = models.CharField(_("Wording"), max_length=60)
    folded = models.CharField(max_length=120, editable=False)
    neutral = models.CharField(
        _("Neutral wording"), max_length=60, blank=True, help_text=_("Only for a wording that has one.")
    )

    class Meta:
        ordering = ["lesson", "folded"]
        verbose_name = _("taught word")
        verbose_name_plural = _("taught words")
        constraints = [
            models.UniqueConstraint(fields=["lesson", "folded"], name="taught_once"),
            models.CheckConstraint(
                condition=models.Q(lesson=Lesson.WORDING) ^ models.Q(neutral=""),
                name="only_wordings_are_neutral",
            ),
        ]

    def __str__(self) -> str:
        return self.wording
