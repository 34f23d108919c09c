"""Checks files that people upload; the words for each refusal."""

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _

from network.files.images import NotAPictureError, redrawn
from network.files.rules import LARGEST, Refusal, judge

WORDS = {
    Refusal.EMPTY: _("The file is empty. Please choose another."),
    Refusal.TOO_LARGE: _(
        "The file is larger than 10 MB. Please make it smaller, for example by splitting it, and choose it again."
    ),
    Refusal.UNKNOWN: _(
        "This kind of file can't be kept. Please use Excel (xlsx), Word (docx), PowerPoint (pptx), PDF, CSV, PNG or JPEG."
    ),
    Refusal.OTHER_TYPE: _(
        "What is in the file does not fit its name's ending. Please save it anew in the program it was made with, and choose it again."
    ),
    Refusal.MACROS: _(
        "The file holds macros. Please save it without them (xlsx, docx, pptx) and choose it again."
    ),
}
MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "csv": "text/csv",
    "png": "image/png",
    "jpg": "image/jpeg",
}
PICTURES = ("png", "jpg")


def checked(upload: UploadedFile) -> UploadedFile:
    """The upload as it may be kept; pictures are drawn anew. Raises ValidationError with the way out."""
    if upload.size > LARGEST:
        raise forms.ValidationError(WORDS[Refusal.TOO_LARGE], code=Refusal.TOO_LARGE)
    content = upload.read()
    upload.seek(0)
    verdict = judge(upload.name, content)
    if verdict.refusal:
        raise forms.ValidationError(WORDS[verdict.refusal], code=verdict.refusal)
    if verdict.kind in PICTURES:
        try:
            content = redrawn(content, verdict.kind)
        except NotAPictureError:
            raise forms.ValidationError(WORDS[Refusal.UNKNOWN], code=Refusal.UNKNOWN) from None
    return SimpleUploadedFile(upload.name, content, content_type=MIME[verdict.kind])
