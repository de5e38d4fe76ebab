"""How to reach a wiki, and which addresses are fit for it."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

LONGEST_URL = 500
LONGEST_DOMAIN = 253
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)


def usable(api_url: str) -> bool:
    """Tell whether an address can carry a password: https, or plain http on this machine only."""
    if len(api_url) > LONGEST_URL or any(character <= " " for character in api_url):
        return False
    try:
        address = urlsplit(api_url)
        host, _ = address.hostname, address.port
    except ValueError:
        return False
    if not host or "@" in address.netloc or address.query or address.fragment:
        return False
    if not address.path.endswith(".php"):
        return False
    return address.scheme == "https" or (address.scheme == "http" and _here(host))


def belongs(api_url: str, domain: str) -> bool:
    """Tell whether an address lies in a domain: at its very name, or at a name below it."""
    host = urlsplit(api_url).hostname or ""
    return host == domain.lower() or host.endswith(f".{domain.lower()}")


def is_domain(text: str) -> bool:
    """Tell whether a text is the name of a domain that can hold wikis, without port or path."""
    labels = text.lower().split(".")
    known = len(text) <= LONGEST_DOMAIN and all(LABEL.fullmatch(one) for one in labels)
    # One label alone would be a whole top-level domain, except on this machine.
    return known and (len(labels) > 1 or _here(text))


def _here(host: str) -> bool:
    """Whether nothing sent to this host leaves the machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
