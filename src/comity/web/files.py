"""Files that people send and fetch. They stay in memory and are never shown inside a page."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from comity.reports.rules import MOST_FILES
from comity.vault.rules import File

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

UNKNOWN_TYPE = "application/octet-stream"


class OnlyInMemory(MemoryFileUploadHandler):
    """Keeps files in memory, and refuses more than fits there instead of dropping them."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401, Django's signature
        """Look at the length that the browser announced.

        Raises:
            RequestDataTooBig: it is more than one message may hold.
        """
        super().handle_raw_input(*args, **kwargs)
        if not self.activated:
            raise RequestDataTooBig


class FilesInput(forms.ClearableFileInput):
    """Chooses several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, or none, as they can be sealed."""

    widget = FilesInput

    def __init__(self, **options: Any) -> None:  # noqa: ANN401, whatever Django's field takes
        """Say how much fits."""
        megabytes = settings.COMITY_UPLOAD_LIMIT // (1024 * 1024)
        options.setdefault("label", _("Files"))
        options.setdefault(
            "help_text",
            format_lazy(
                _("Up to {most} files, together at most {megabytes} MB."),
                most=MOST_FILES,
                megabytes=megabytes,
            ),
        )
        super().__init__(required=False, **options)

    def clean(self, data: Any, initial: Any = None) -> list[File]:  # noqa: ANN401, Django's signature
        """Read each file that was sent."""
        sent = data if isinstance(data, list | tuple) else [data]
        uploads = [super(FilesField, self).clean(one, initial) for one in sent if one]
        return [_read(upload) for upload in uploads]


def download(file: File) -> HttpResponse:
    """Hand a file out for saving. Whatever it is, the browser neither shows nor runs it."""
    answer = HttpResponse(file.data, content_type=UNKNOWN_TYPE)
    answer["Content-Disposition"] = content_disposition_header(True, file.name)  # noqa: FBT003, Django's signature
    return answer


def _read(upload: "UploadedFile[bytes]") -> File:
    return File(
        name=upload.name or "file",
        content_type=upload.content_type or UNKNOWN_TYPE,
        data=upload.read(),
    )
