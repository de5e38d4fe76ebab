"""Settings that are allowed and yet hardly meant."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from comity.upkeep.rules import Area, Trouble, Weight

LOCAL = {"localhost", "127.0.0.1", "[::1]", "testserver"}


def unusual_settings(now: datetime) -> Iterator[Trouble]:
    """Name settings with which people could not use this place safely."""
    del now
    if settings.COMITY_SANDBOX:
        return
    address = urlsplit(settings.COMITY_URL)
    if address.hostname in {"localhost", "127.0.0.1"}:
        yield Trouble(Area.CONFIGURATION, "check_url_local", detail={"url": settings.COMITY_URL})
    elif address.scheme != "https":
        detail = {"url": settings.COMITY_URL}
        yield Trouble(Area.CONFIGURATION, "check_url_not_secure", Weight.BROKEN, detail)
    if address.hostname not in settings.ALLOWED_HOSTS:
        detail = {"host": address.hostname or ""}
        yield Trouble(Area.CONFIGURATION, "check_host_missing", Weight.BROKEN, detail)
    if not set(settings.ALLOWED_HOSTS) - LOCAL and address.hostname not in LOCAL:
        yield Trouble(Area.CONFIGURATION, "check_hosts_local")
