"""Where an application stands."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ApplicationState(models.TextChoices):
    """What the secretariat decided."""

    WAITING = "waiting", pgettext_lazy("application", "waiting")
    APPROVED = "approved", pgettext_lazy("application", "approved")
    DECLINED = "declined", pgettext_lazy("application", "declined")
