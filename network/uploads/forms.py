"""Clean what is uploaded at the desk: pictures painted anew, documents judged by their content."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from network.uploads.pictures import PictureError, painted_anew
from network.uploads.rules import MAX_BYTES, PICTURES, Refusal, extension, judge
from network.uploads.wording import sentence


class PictureField(WagtailImageField):
    """Wagtail's field, which opens a picture before the form may judge it, and falls over one that is cut off."""

    def to_python(self, data: File | None) -> File | None:
        try:
            return super().to_python(data)
        except (OSError, SyntaxError, ValueError, EOFError) as failure:
            raise _refused(Refusal.BROKEN, (), MAX_BYTES) from failure


class ImageForm(BaseImageForm):
    """Wagtail's form for pictures; what is stored was painted by us."""

    def __init__(self, *args: object, **kwargs: object):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            plain = self.fields["file"]
            self.fields["file"] = PictureField(
                label=plain.label, required=plain.required, widget=plain.widget, help_text=plain.help_text
            )

    def clean_file(self) -> File:
        """The picture without metadata."""
        return (
            cleaned_picture(self.cleaned_data["file"], settings.WAGTAILIMAGES_EXTENSIONS)
            if _is_new(self)
            else self.cleaned_data["file"]
        )


class DocumentForm(BaseDocumentForm):
    """Wagtail's form for documents."""

    def clean_file(self) -> File:
        """The document as it came, if it is what it says; a picture among documents is painted anew, too."""
        file = self.cleaned_data["file"]
        if not _is_new(self):
            return file
        clean = cleaned_picture if extension(file.name) in PICTURES else cleaned_document
        return clean(file, settings.WAGTAILDOCS_EXTENSIONS)


def cleaned_document(upload: File, allowed: Iterable[str], *, max_bytes: int = MAX_BYTES) -> File:
    """An uploaded document that is what its name says. Raises ValidationError with words for the reader."""
    _kind_of(upload, tuple(allowed), max_bytes)
    return upload


def cleaned_picture(upload: File, allowed: Iterable[str], *, max_bytes: int = MAX_BYTES) -> File:
    """An uploaded picture, painted anew. Raises ValidationError with words for the reader."""
    kinds = tuple(allowed)
    kind = _kind_of(upload, kinds, max_bytes)
    try:
        content = painted_anew(upload, kind)
    except PictureError as refusal:
        raise _refused(refusal.code, kinds, max_bytes) from refusal
    return SimpleUploadedFile(upload.name, content, f"image/{'jpeg' if kind == 'jpg' else kind}")


def _is_new(form: ImageForm | DocumentForm) -> bool:
    return "file" in form.changed_data and bool(form.cleaned_data.get("file"))


def _kind_of(upload: File, allowed: tuple[str, ...], max_bytes: int) -> str:
    verdict = judge(upload.name, upload, allowed=allowed, max_bytes=max_bytes)
    if verdict.refusal:
        raise _refused(verdict.refusal, allowed, max_bytes)
    return verdict.kind


def _refused(refusal: Refusal, allowed: tuple[str, ...], max_bytes: int) -> ValidationError:
    return ValidationError(sentence(refusal, allowed=allowed, max_bytes=max_bytes), code=refusal.value)
