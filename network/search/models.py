"""The table that says what the search index was made with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexMaking(models.Model):
    """With which dictionary the whole index was made; one row."""

    made_with = models.CharField(_("made with"), max_length=200)
    made_at = models.DateTimeField(_("made"), auto_now=True)

    class Meta:
        verbose_name = _("making of the search index")
        verbose_name_plural = _("makings of the search index")

    def __str__(self) -> str:
        return self.made_with
