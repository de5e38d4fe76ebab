"""Where to report a weakness of this installation (RFC 9116)."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

PLACE = ".well-known/security.txt"
PLAIN = "text/plain; charset=utf-8"
TRUE_FOR = timedelta(days=90)
"""After that whoever kept a copy looks again. The standard wants less than a year."""
KEPT = 86_400
"""Seconds for which anybody may keep it."""


@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """Name the people who mend weaknesses here, as programs and researchers look for them.

    Raises:
        Http404: the settings name nobody.
    """
    contacts = settings.COMITY_SECURITY_CONTACT
    if not contacts:
        raise Http404
    ends = datetime.combine(timezone.now().date() + TRUE_FOR, time.min, UTC)
    lines = [f"Contact: {contact}" for contact in contacts]
    lines.append(f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}")
    lines.append(f"Canonical: {settings.COMITY_URL}/{PLACE}")
    response = HttpResponse("\n".join([*lines, ""]), content_type=PLAIN)
    response["Cache-Control"] = f"public, max-age={KEPT}"
    return response
