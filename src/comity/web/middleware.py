"""What happens around every page."""

from collections.abc import Callable

from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

from comity.kernel.errors import DomainError
from comity.messages import words
from comity.people.errors import NotSignedIn
from comity.web import receipts
from comity.web.errors import bad_request
from comity.web.keyrings import keyring_of

Handler = Callable[[HttpRequest], HttpResponse]


class Compress(GZipMiddleware):
    """Compress pages, with random padding against guessing by length (Django's ``max_random``)."""


class HardenHeaders:
    """Headers that every answer carries."""

    def __init__(self, get_response: Handler) -> None:
        """Remember what comes next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers; nothing that anybody sees here is kept by a cache unless it says so."""
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class KnowWhoAsks:
    """Put the unlocked keys of a person, or the receipt of its holder, on the request.

    A receipt and an account never meet in one request: where both cookies
    arrive, the receipt's is dropped unread.
    """

    def __init__(self, get_response: Handler) -> None:
        """Remember what comes next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set ``request.keyring`` and ``request.receipt``."""
        signed_in = (
            settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
        )
        request.keyring = keyring_of(request) if signed_in else None  # type: ignore[attr-defined]  # ours, on Django's request
        request.receipt = None if signed_in else receipts.read(request)  # type: ignore[attr-defined]  # ours, on Django's request
        response = self.get_response(request)
        if signed_in and receipts.COOKIE in request.COOKIES:
            receipts.forget(response)
        return response


class ShowRefusals(MiddlewareMixin):
    """Turn a refusal into a page that says why, with the right status."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Render a refusal, also of what no database keeps; leave all the rest to Django."""
        if isinstance(error, DataError | UnicodeEncodeError):
            return bad_request(request, error)
        if not isinstance(error, DomainError):
            return None
        context = {
            "message": words(error.code, **error.detail),
            "must_sign_in": isinstance(error, NotSignedIn),
            "status": error.status,
        }
        return render(request, "refusal.html", context, status=error.status)
