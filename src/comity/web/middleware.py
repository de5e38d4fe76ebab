"""What happens around every page."""

from collections.abc import Callable
from http import HTTPStatus

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

from comity.kernel.errors import DomainError
from comity.messages import words
from comity.people.errors import NotSignedIn
from comity.web import receipts
from comity.web.consultation import receipts as parts
from comity.web.errors import bad_request
from comity.web.keyrings import keyring_of
from comity.web.measured import SEALED, route_of
from comity.web.pages import came_by_onion

Handler = Callable[[HttpRequest], HttpResponse]

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
"""Ways of asking that something here may take; what takes fewer says so itself."""
OF_NO_USE_HERE = (
    "accelerometer",
    "ambient-light-sensor",
    "attribution-reporting",
    "autoplay",
    "bluetooth",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "clipboard-write",
    "compute-pressure",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "join-ad-interest-group",
    "keyboard-map",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "private-state-token-issuance",
    "private-state-token-redemption",
    "run-ad-auction",
    "screen-wake-lock",
    "serial",
    "shared-storage",
    "speaker-selection",
    "storage-access",
    "sync-xhr",
    "usb",
    "web-share",
    "window-management",
    "xr-spatial-tracking",
)
"""What browsers can hand to a page, and no page of ours asks for."""
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        [
            *(f"{feature}=()" for feature in OF_NO_USE_HERE),
            "publickey-credentials-create=(self)",
            "publickey-credentials-get=(self)",
        ]
    ),
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}
"""On every answer. Some others come from Django's own middleware, by the settings."""
NOT_A_PAGE = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "object-src 'none'; sandbox"
)
"""For files, feeds and answers to programs: should a browser show one, nothing in it runs."""
LEFT_BEHIND = '"cache", "storage"'
"""What a browser drops after signing out. Not "cookies": that would reach those of other services
under the same domain; ours ends by itself."""


class Compress(GZipMiddleware):
    """Compress pages, styles and scripts, with random padding against guessing by length.

    The padding is Django's ``max_random``.
    """


class HardenHeaders:
    """Headers that every answer carries; ``docs/adr`` says why (what every answer carries)."""

    def __init__(self, get_response: Handler) -> None:
        """Remember what comes next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers; nothing that anybody sees here is kept by a cache unless it says so."""
        allowed = request.method in METHODS
        response = self.get_response(request) if allowed else HttpResponseNotAllowed(METHODS)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if getattr(response, "xframe_options_exempt", False):
            # Its content policy says who may frame it; this header could only forbid it to all.
            del response.headers["X-Frame-Options"]
        if not is_page(response):
            # Pages get the policy of the settings, and send where they are to ourselves: without
            # that, browsers send the origin "null" and every form would be refused.
            response.headers["Content-Security-Policy"] = NOT_A_PAGE
            response.headers.setdefault("Referrer-Policy", "no-referrer")
        return response


class NameOnion:
    """Tell Tor Browser that a public page can be had over an onion address too."""

    def __init__(self, get_response: Handler) -> None:
        """Remember what comes next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header where it gives nobody away: to pages for all, asked for by anybody."""
        response = self.get_response(request)
        onion = settings.COMITY_ONION_URL
        if (
            onion
            and response.status_code == HTTPStatus.OK
            and is_page(response)
            and route_of(request) != SEALED
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and receipts.COOKIE not in request.COOKIES
            and not any(name.startswith(parts.PREFIX) for name in request.COOKIES)
            and not came_by_onion(request)
        ):
            response.headers["Onion-Location"] = onion + request.get_full_path()
        return response


def is_page(response: HttpResponse) -> bool:
    """Tell whether a browser shows this as a page of ours."""
    return response.headers.get("Content-Type", "").startswith("text/html")


class KnowWhoAsks:
    """Put the unlocked keys of a person, or the receipt of its holder, on the request.

    A receipt and an account never meet in one request: where both cookies
    arrive, the receipt's is dropped unread. Whoever confirmed that it is them goes on in a session
    with a new cookie, and whoever signed out leaves nothing of ours in the browser.
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
        before = _confirmations(request) if signed_in else 0
        response = self.get_response(request)
        if signed_in and receipts.COOKIE in request.COOKIES:
            receipts.forget(response)
        if signed_in and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = LEFT_BEHIND
        elif signed_in and _confirmations(request) > before:
            request.session.cycle_key()
        return response


def _confirmations(request: HttpRequest) -> int:
    return len(request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, []))


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
