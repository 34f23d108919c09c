"""The form by which moderators teach the personal-data check."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from network.privacy.choices import Lesson
from network.privacy.folding import fold
from network.privacy.models import TaughtWord

WHY = {
    "known": _("This wording was taught before."),
    "empty": _("Please write a wording."),
    "neutral_missing": _("Please write what should stand there instead."),
    "neutral_unused": _("Leave this empty, or choose that the wording has a neutral one."),
}


class TaughtWordForm(WagtailAdminModelForm):
    """A wording and what the check does with it."""

    class Meta:
        model = TaughtWord
        fields = ["wording", "lesson", "neutral"]

    def clean_wording(self) -> str:
        wording = self.cleaned_data["wording"]
        if not fold(wording).text.strip():
            self.add_error("wording", WHY["empty"])
        return wording

    def clean(self) -> dict:
        cleaned = super().clean()
        needs = cleaned.get("lesson") == Lesson.WORDING
        if needs and not cleaned.get("neutral"):
            self.add_error("neutral", WHY["neutral_missing"])
        if not needs and cleaned.get("neutral"):
            self.add_error("neutral", WHY["neutral_unused"])
        same = TaughtWord.objects.filter(
            lesson=cleaned.get("lesson"), folded=fold(cleaned.get("wording", "").strip()).text
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("wording", WHY["known"])
        return cleaned
