"""How to reach a wiki, and which addresses are fit for it."""

from ipaddress import ip_address
from urllib.parse import urlsplit

LONGEST_URL = 500


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


def _here(host: str) -> bool:
    """Whether nothing sent to this host leaves the machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
