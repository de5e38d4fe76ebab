"""Asking for everything there is, and what every answer has to carry."""

from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from django.urls import Resolver404

from tests.harness.html import parse
from tests.skins.operations import OPERATIONS
from tests.skins.pages import PAGES
from tests.skins.test_permissions import addresses, called

ALWAYS = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}
NEVER = ("Server", "X-Powered-By", "Access-Control-Allow-Origin")
CLOSED = ("base-uri", "default-src", "frame-ancestors", "object-src")
"""What no answer may leave open in its content policy."""
LOADED = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src"}
LOADED |= {"form": "action", "video": "src", "audio": "src", "embed": "src", "object": "data"}
FRAMED = "codes:embedded"
FRAMED_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["*"],
    "object-src": ["'none'"],
}
"""The whole policy of the one page that other sites may show in a frame."""
POWERFUL = ("camera", "geolocation", "microphone", "payment", "usb", "clipboard-read")


def everything(here, who):
    """Give whatever somebody is answered, by what was asked for: pages, sent forms, operations."""
    role = here.roles[who]
    for name, row in PAGES.items():
        for address in addresses(here, name, row)[:1]:
            yield f"GET {address}", name, role.browser.get(address)
            sent = role.browser.post(address, here.filled(row.typed) | {"text": ""})
            yield f"POST {address}", name, sent
    for operation, row in OPERATIONS.items():
        yield operation, operation, called(here, role, operation, row)


def loaded_from_elsewhere(response):
    """Say what a page would fetch from another place, or has standing in itself."""
    html = parse(response.content.decode())
    for tag, attribute in LOADED.items():
        for found in html.all(tag):
            place = urlsplit(found.get(attribute) or "")
            if place.netloc or place.scheme not in {"", "data"}:
                yield f"{tag} {place.geturl()}"
    yield from ("a style" for _ in html.all("style"))
    yield from ("a script" for one in html.all("script") if not one.get("src"))


def directives(response):
    """Read the content policy of an answer."""
    parts = response.headers["Content-Security-Policy"].split(";")
    read = (part.split() for part in parts if part.strip())
    return {name: values for name, *values in read}


def is_framed(response):
    """Tell whether this is the one page that other sites may show in a frame."""
    if getattr(response, "status_code", 0) != 200:
        return False
    try:
        return response.resolver_match.view_name == FRAMED
    except (AttributeError, Resolver404):  # a file, or nothing that an address leads to
        return False


def faults(response):
    """Say what is wrong with the headers of an answer, whatever it is."""
    if is_framed(response):
        yield from framed_faults(response)
        return
    headers = response.headers
    yield from (name for name, value in ALWAYS.items() if headers.get(name) != value)
    yield from (f"has {name}" for name in NEVER if name in headers)
    policy = directives(response)
    yield from (name for name in CLOSED if policy.get(name) != ["'none'"])
    if "unsafe" in headers["Content-Security-Policy"]:
        yield "an unsafe content policy"
    kind = headers.get("Content-Type", "")
    is_page = kind.startswith("text/html")
    if kind.startswith("text/") and "charset" not in kind:
        yield f"Content-Type: {kind}"
    if policy.get("form-action") != (["'self'"] if is_page else ["'none'"]):
        yield "form-action"
    if is_page == ("sandbox" in policy):
        yield "sandbox"
    if headers.get("Referrer-Policy") != ("same-origin" if is_page else "no-referrer"):
        yield "Referrer-Policy"
    allowed = headers.get("Permissions-Policy", "").split(", ")
    yield from (
        f"{feature} is not closed" for feature in POWERFUL if f"{feature}=()" not in allowed
    )
    if "no-store" not in headers.get("Cache-Control", "") and not may_be_kept(response):
        yield f"Cache-Control: {headers.get('Cache-Control')}"


def framed_faults(response):
    """Say what is wrong with the page that is made for frames: it is closed but for them."""
    headers = response.headers
    expected = ALWAYS | {"X-Frame-Options": None, "Cross-Origin-Resource-Policy": "cross-origin"}
    yield from (name for name, value in expected.items() if headers.get(name) != value)
    yield from (f"has {name}" for name in NEVER if name in headers)
    if directives(response) != FRAMED_POLICY:
        yield "Content-Security-Policy"
    if headers.get("Referrer-Policy") != "no-referrer":
        yield "Referrer-Policy"
    if not may_be_kept(response) or response.cookies:
        yield "it is not the same for all"


def may_be_kept(response):
    """Tell whether a cache may hand this to others: it says so, and sets no cookie."""
    return "public" in response.headers.get("Cache-Control", "") and not response.cookies


def strict(role):
    """Give the browser of somebody, to whom forms from elsewhere are refused as in life."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = role.browser.cookies
    return browser


def public_names():
    """Name the pages that anybody may keep for a while."""
    feeds = (name for name in PAGES if name.startswith("feeds:"))
    rounds = ("consultation:feed", "consultation:panel_file")
    return {"calendar_file", "security_txt", FRAMED, *rounds, *feeds}


STATIC = [
    f"/{settings.STATIC_URL.strip('/')}/{name}"
    for name in ("comity.css", "comity.js", "passkeys.js")
]
