"""The words for a file that is not taken: what is the matter, and the way out."""

from django.utils.translation import gettext as _

from network.uploads.rules import Refusal


def sentence(refusal: Refusal, *, allowed: tuple[str, ...], max_bytes: int) -> str:
    """One or two sentences in the reader's language."""
    kinds = ", ".join(f".{kind}" for kind in allowed)
    megabytes = max_bytes // (1024 * 1024)
    return {
        Refusal.EMPTY: _("This file is empty. Please check it and choose it once more."),
        Refusal.TOO_BIG: _(
            "This file is larger than %(megabytes)s MB. Please make it smaller or divide it into several files."
        )
        % {"megabytes": megabytes},
        Refusal.KIND_NOT_TAKEN: _(
            "Files of this kind are not taken. Please choose one of these kinds: %(kinds)s"
        )
        % {"kinds": kinds},
        Refusal.NOT_WHAT_IT_SAYS: _(
            "What this file holds does not match the ending of its name. Please open it in its program, save it anew and choose that file."
        ),
        Refusal.MACROS: _(
            "This file contains macros, which are not taken here. Please save it without macros (as .xlsx, .docx or .pptx) and choose that file."
        ),
        Refusal.LOCKED: _(
            "This file is locked with a password or was saved in an old format. Please save it without a password in the present format and choose that file."
        ),
        Refusal.BROKEN: _(
            "This file cannot be opened. Please open it in its program, save it anew and choose that file."
        ),
        Refusal.TOO_MANY_PIXELS: _(
            "This picture is too large to be processed. Please make it smaller, for example 4000 pixels wide."
        ),
    }[refusal]
