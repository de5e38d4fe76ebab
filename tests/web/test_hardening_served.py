"""What a running Comity answers over TLS: its cookies, its headers, and to what is no request."""

import json
import os
import re
import socket
import ssl
import subprocess
import sys
from http.cookies import SimpleCookie
from pathlib import Path

import httpx
import pytest

from tests.web.hardening import faults

SOURCE = Path(__file__).parents[2] / "src" / "comity"
CANARY = "canarythatnobodymayhear"
EVERY_COOKIE = {"csrf", "language", "receipt", "session", "shown", "trip", "visit", "zone"}
LONGEST = 12 * 60 * 60
OURS = """
import json
from datetime import date
import django
django.setup()
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from comity.kernel.receipts import Receipt
from comity.people.rules import AccountRef
from comity.web import receipts
from comity.web.consultation import zones
from comity.web.people import trips
from comity.web.respond import proof
response = HttpResponse()
receipts.remember(response, Receipt(7))
trips.begin(response, trips.Trip(trips.For.SIGN_IN, "wiki", "en", "", ""))
trips.keep_shown(response, AccountRef("wiki", "1", "Heron"), trips.For.SIGN_IN, "")
zones.kept(RequestFactory().get("/", {"zone": "Asia/Tokyo"}), response)
gone = HttpResponse()
receipts.forget(gone)
trips.end(gone)
trips.forget_shown(gone)
by_name = {name: getattr(settings, name) for name in dir(settings) if "_COOKIE_" in name}
written = [one.OutputString() for one in [*response.cookies.values(), *gone.cookies.values()]]
print(json.dumps({"written": written, "visit": proof.VISIT, "settings": by_name}))
"""


@pytest.fixture(scope="module")
def over_tls(tmp_path_factory):
    """Ask the code itself, as it runs where people reach it over TLS."""
    surroundings = {
        **{name: value for name, value in os.environ.items() if not name.startswith("COMITY_")},
        "COMITY_URL": "https://lantern.example",
        "COMITY_VAR": str(tmp_path_factory.mktemp("var")),
        "DJANGO_SETTINGS_MODULE": "comity.config.settings",
        "PYTHONPATH": str(SOURCE.parent),
    }
    done = subprocess.run(
        [sys.executable, "-c", OURS], env=surroundings, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def parsed(written):
    cookie = SimpleCookie(written)
    [morsel] = cookie.values()
    return morsel


def test_every_cookie_of_ours_belongs_to_one_host_and_no_script_reads_it(over_tls):
    for morsel in map(parsed, over_tls["written"]):
        assert morsel.key.startswith("__Host-")
        assert morsel["secure"]
        assert (morsel["path"], morsel["domain"]) == ("/", "")
        assert morsel["samesite"] in {"Lax", "Strict"}
        assert morsel["httponly"] or morsel["max-age"] == "0"
        assert int(morsel["max-age"] or 0) <= LONGEST


def test_the_cookies_that_django_sets_for_us_are_as_strict(over_tls):
    said = over_tls["settings"]
    for kind in ("SESSION", "CSRF"):
        assert said[f"{kind}_COOKIE_NAME"].startswith("__Host-")
        assert said[f"{kind}_COOKIE_SECURE"] is said[f"{kind}_COOKIE_HTTPONLY"] is True
        assert (said[f"{kind}_COOKIE_PATH"], said[f"{kind}_COOKIE_DOMAIN"]) == ("/", None)
        assert said[f"{kind}_COOKIE_SAMESITE"] == "Lax"
        assert (said[f"{kind}_COOKIE_AGE"] or 0) <= LONGEST


def test_there_are_no_other_cookies(over_tls):
    names = {parsed(one).key for one in over_tls["written"]} | {over_tls["visit"]}
    names |= {value for name, value in over_tls["settings"].items() if name.endswith("_NAME")}
    assert names == {f"__Host-{name}" for name in EVERY_COOKIE}
    setting = [
        file.relative_to(SOURCE).as_posix()
        for file in SOURCE.rglob("*.py")
        if re.search(r"\.set_(?:signed_)?cookie\(|\.cookies\[", file.read_text())
    ]
    assert sorted(setting) == [
        "web/consultation/receipts.py",
        "web/consultation/zones.py",
        "web/people/trips.py",
        "web/receipts.py",
        "web/respond/proof.py",
    ]


def test_scripts_keep_nothing_in_the_browser_and_write_no_markup():
    for file in (SOURCE / "web" / "static").glob("*.js"):
        text = file.read_text()
        assert not re.search(r"localStorage|sessionStorage|indexedDB|\.cookie|caches\.", text)
        assert not re.search(r"HTML|document\.write|\beval\b|new Function|postMessage", text)


def test_signed_in_over_tls_every_cookie_is_for_this_host_and_every_answer_is_strict(served_by_tls):
    address = "/en/account/sign-in/"
    with httpx.Client(base_url=served_by_tls.url, verify=False) as client:  # noqa: S501, our own
        page = client.get(address)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
        typed = {"login": "finch", "password": "lantern-in-the-window"}
        answers = [page]
        answers += [
            client.post(
                address,
                data={**typed, "csrfmiddlewaretoken": token},
                headers={"Referer": f"{served_by_tls.url}{address}"},
            )
        ]
        answers += [
            client.get(path)
            for path in ("/en/account/", "/static/comity.css", "/api/v1/me", "/nowhere", "/en/")
        ]
    assert answers[1].status_code == 302
    assert answers[2].status_code == 200
    cookies = [parsed(one) for each in answers for one in each.headers.get_list("set-cookie")]
    assert {morsel.key for morsel in cookies} == {"__Host-csrf", "__Host-session"}
    assert all(morsel["secure"] and morsel["httponly"] for morsel in cookies)
    for answer in answers:
        # Granian names itself and cannot be told not to; it names no version.
        assert answer.headers.pop("server", "granian") == "granian"
        assert list(faults(as_django(answer))) == []
        assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"


class as_django:  # noqa: N801, stands where a function would
    """Let an answer that came over the network be read as one of Django's."""

    def __init__(self, answer):
        self.headers = answer.headers
        self.cookies = answer.cookies


def test_no_visitor_switches_strict_transport_off(served_by_tls):
    with httpx.Client(base_url=served_by_tls.url, verify=False) as client:  # noqa: S501, our own
        answer = client.get("/en/", headers={"X-Forwarded-Proto": "http"})
    assert "strict-transport-security" in answer.headers


def context(version=None):
    found = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    found.check_hostname = False
    found.verify_mode = ssl.CERT_NONE
    if version is not None:
        found.set_ciphers("ALL:@SECLEVEL=0")
        found.maximum_version = version
    return found


def said_raw(served, data):
    """Send bytes as they are, and give all that comes back until the other side hangs up."""
    with (
        socket.create_connection(("127.0.0.1", served.port), timeout=20) as plain,
        context().wrap_socket(plain) as line,
    ):
        line.sendall(data)
        found = b""
        while part := line.recv(65536):
            found += part
        return found


HEAD = b"POST /en/account/sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        HEAD + b"Content-Length: 5x\r\n\r\nabcde",
        HEAD + b"Content-Length: -1\r\n\r\n",
        HEAD + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        HEAD + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        HEAD + b"X-Line: a\x00b\r\n\r\n",
        f"{CANARY} {CANARY}\r\n\r\n".encode(),
        f"GET /{CANARY}\x01 HTTP/1.1\r\nHost: {CANARY}\r\n\r\n".encode(),
    ],
    ids=str,
)
def test_what_could_be_read_in_two_ways_is_read_in_none(served_by_tls, data):
    answer = said_raw(served_by_tls, data)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1


def test_a_request_behind_two_lengths_is_never_answered_as_a_second_one(served_by_tls):
    hidden = b"0\r\n\r\nGET /en/words/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    told = b"Content-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n" % len(hidden)
    answer = said_raw(served_by_tls, HEAD + told + hidden)
    assert answer.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_old_tls_is_not_spoken(served_by_tls, version):
    with (
        socket.create_connection(("127.0.0.1", served_by_tls.port), timeout=20) as plain,
        pytest.raises(ssl.SSLError),
    ):
        context(version).wrap_socket(plain)


def test_the_server_says_nothing_of_whoever_asks_for_whatever(served_by_tls):
    before = len(served_by_tls.logs())
    for data in (
        f"GET /{CANARY} HTTP/1.1\r\nHost: {CANARY}\r\nConnection: close\r\n\r\n".encode(),
        f"GET /{CANARY}\xff HTTP/1.1\r\nUser-Agent: {CANARY}\r\nConnection: close\r\n\r\n".encode(),
        HEAD + f"Cookie: __Host-session={CANARY}\r\nReferer: https://{CANARY}\r\n\r\n".encode(),
        HEAD + f"Content-Length: {len(CANARY)}\r\n\r\n{CANARY}".encode(),
    ):
        said_raw(served_by_tls, data)
    with socket.create_connection(("127.0.0.1", served_by_tls.port), timeout=20) as plain:
        plain.sendall(f"GET /{CANARY} HTTP/1.1\r\n\r\n".encode())
        plain.recv(100)
    said = served_by_tls.logs()[before:]
    assert CANARY not in said
    assert "127.0.0.1" not in said
