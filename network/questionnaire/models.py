"""Tables of questionnaires and their questions; answers stand with whoever asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.questionnaire.choices import QuestionKind


class Questionnaire(models.Model):
    """An ordered set of questions."""

    title = models.CharField(_("title"), max_length=120)

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One question. `options`: list of {"value", "label", "label_en"}; `show_if`: {"key", "values"} or empty."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(_("key"), max_length=40)
    kind = models.CharField(_("type"), max_length=10, choices=QuestionKind)
    label = models.CharField(_("question"), max_length=200)
    label_en = models.CharField(_("question in English"), max_length=200, blank=True)
    help = models.CharField(_("help"), max_length=300, blank=True)
    help_en = models.CharField(_("help in English"), max_length=300, blank=True)
    required = models.BooleanField(_("required"), default=False)
    options = models.JSONField(_("options"), default=list, blank=True)
    show_if = models.JSONField(_("shown if"), default=dict, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "key"], name="question_key_once")]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.label
