"""What the log says while everybody asks for everything: nothing about anybody."""

import io
import json
import logging
import re
import sys

import pytest

from comity.config.logs import Json, Plain
from tests.skins.operations import OPERATIONS
from tests.skins.pages import PAGES
from tests.skins.situation import situation
from tests.skins.test_permissions import addresses, called
from tests.web.serving import at
from tests.wiki.paper import PaperWiki

CANARY = "canarythatnobodymayhear"
ADDRESS = "203.0.113.77"
ASKER = {"HTTP_USER_AGENT": CANARY, "REMOTE_ADDR": ADDRESS, "HTTP_X_FORWARDED_FOR": ADDRESS}
ID = re.compile(r"[0-9A-HJKMNP-TV-Z]{13}")
"""As random ids look, wherever they stand."""


@pytest.fixture
def heard():
    """Write down all that is logged, as both formats write it."""
    written = io.StringIO()
    handlers = []
    for formatter in (Plain(), Json()):
        handler = logging.StreamHandler(written)
        handler.setFormatter(formatter)
        handlers.append(handler)
        logging.getLogger().addHandler(handler)
    requests = logging.getLogger("comity.requests")
    level = requests.level
    requests.setLevel(logging.INFO)
    yield written
    requests.setLevel(level)
    for handler in handlers:
        logging.getLogger().removeHandler(handler)


@pytest.mark.django_db
def test_the_log_tells_nothing_about_who_asks_or_for_what(heard):
    with PaperWiki() as paper:
        here = situation(paper)
        with at(here.story):
            ask_for_everything(here)
    text = heard.getvalue()
    assert text.count("route") > 2 * len(PAGES)
    assert CANARY not in text
    assert ADDRESS not in text
    assert ID.findall(text) == []
    assert "/" not in text.replace("comity/", "")


def ask_for_everything(here):
    for name, row in PAGES.items():
        for address in addresses(here, name, row)[:1]:
            for role in (here.roles["a member"], here.roles["the reporter"]):
                browser = role.browser
                browser.raise_request_exception = False
                browser.get(address, {"q": CANARY}, **ASKER)
                browser.post(f"{address}?{CANARY}", {"text": CANARY, "name": CANARY}, **ASKER)
    for operation, row in OPERATIONS.items():
        role = here.roles["a member"]
        called(here, role, operation, row)
        role.program.get(f"/api/v1/{CANARY}/{here.case_id}", **ASKER)


def record_of(name, message, *args, exception=None):
    exc_info = None
    if exception is not None:
        try:
            raise exception
        except type(exception):
            exc_info = sys.exc_info()
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, message, args, exc_info)
    record.exc_text = f"Traceback with {CANARY}" if exception else None
    record.stack_info = f"Stack with {CANARY}"
    return record


@pytest.mark.parametrize("formatter", [Plain(), Json()], ids=["plain", "json"])
def test_an_exception_is_named_without_its_words(formatter):
    line = formatter.format(record_of("comity.web", "failed", exception=ValueError(CANARY)))
    assert "ValueError in record_of line" in line
    assert CANARY not in line


@pytest.mark.parametrize("formatter", [Plain(), Json()], ids=["plain", "json"])
def test_what_other_software_puts_into_its_messages_is_left_out(formatter):
    line = formatter.format(record_of("django.request", "Not Found: %s", CANARY))
    assert "Not Found: %s" in line
    assert CANARY not in line
    assert CANARY not in formatter.format(record_of("httpx", f"GET {CANARY}"))
    assert CANARY not in formatter.format(record_of("comityfake", f"GET {CANARY}"))


def test_a_line_for_programs_is_json_with_nothing_but_what_it_may_say():
    record = record_of("comity.requests", "request")
    record.__dict__ |= {"route": "home", "status": 200, "milliseconds": 7, "language": "en"}
    record.address = ADDRESS
    assert json.loads(Json().format(record)) == {
        "level": "ERROR",
        "logger": "comity.requests",
        "message": "request",
        "route": "home",
        "status": 200,
        "milliseconds": 7,
        "language": "en",
    }
    assert Plain().format(record) == (
        "ERROR comity.requests request route=home status=200 milliseconds=7 language=en"
    )
