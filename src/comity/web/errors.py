"""Pages for what goes wrong outside our own actions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old or came from elsewhere, without the technical reason."""
    del reason  # Django's wording is for developers.
    return render(request, "csrf.html", status=403)
