"""Files that people send and fetch."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from comity.vault.rules import File
from comity.web.files import FilesField, download
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


class Sending(forms.Form):
    files = FilesField()


def test_several_files_are_read_with_their_names(rf):
    sent = [SimpleUploadedFile("a.txt", b"one"), SimpleUploadedFile("ب.png", b"two", "image/png")]
    request = rf.post("/", {"files": sent})
    form = Sending(request.POST, request.FILES)
    assert form.is_valid()
    assert form.cleaned_data["files"] == [
        File("a.txt", "text/plain", b"one"),
        File("ب.png", "image/png", b"two"),
    ]


def test_no_file_is_an_answer_too(rf):
    request = rf.post("/", {})
    form = Sending(request.POST, request.FILES)
    assert form.is_valid()
    assert form.cleaned_data["files"] == []


def test_an_empty_file_is_named(rf):
    request = rf.post("/", {"files": SimpleUploadedFile("a.txt", b"")})
    form = Sending(request.POST, request.FILES)
    assert list(form.errors) == ["files"]


def test_more_than_fits_is_refused_and_not_dropped_in_silence(client, settings):
    client.force_login(PersonFactory())
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    sent = SimpleUploadedFile("a.txt", b"x" * 2000)
    answer = client.post("/en/account/notices/", {"address": "", "files": sent})
    assert answer.status_code == 413


def test_a_file_is_saved_and_never_shown_whatever_it_says_it_is():
    answer = download(File('<b>".html', "text/html", b"<script>alert(1)</script>"))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
