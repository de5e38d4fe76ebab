"""The ten most used pages as a screen reader tells them, against what was read and found good.

After a change that is meant: COMITY_RENEW_TREES=1 python -m pytest tests/browser/test_trees.py,
then read what changed, as if it were read aloud.
"""

import os
import re
from pathlib import Path

import pytest

from tests.skins.audiences import MEMBER, NOBODY, REPORTER, RESPONDENT

pytestmark = pytest.mark.django_db

TREES = Path(__file__).parent / "trees"
RENEW = os.environ.get("COMITY_RENEW_TREES") == "1"
MOST_USED = {
    "home": ("/en/", NOBODY, ""),
    "get-help": ("/en/help/", NOBODY, ""),
    "report-safety": ("/en/report/", NOBODY, ""),
    "report-empty": ("/en/report/", NOBODY, "who left empty: what"),
    "report-check": ("/en/report/", NOBODY, "who is asked: check"),
    "receipt": ("/en/receipt/", REPORTER, ""),
    "code": ("/en/code/", NOBODY, ""),
    "sign-in": ("/en/account/sign-in/", NOBODY, ""),
    "messages": ("/en/messages/case/", RESPONDENT, ""),
    "inbox": ("/en/cases/", MEMBER, ""),
}
UNHEARD = {"none", "generic", "InlineTextBox", "StaticText", "LineBreak", "ListMarker"}
CHANGING = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{5,}\b|\b\d{1,2} [A-Z][a-z]+ \d{4}\b|\d{4}-\d{2}-\d{2}")
DRAWN = re.compile(r"\b(Amal|Bo|Chidi|Dana|Emil|Esi|Fern|Fola|Gus|Hana|Ife|Jun)\b")
"""Members of the situation: who sits is drawn anew each time."""

NUMBERED = re.compile(r"\b(body|project)-\d+\b")
"""Made-up names: how far they have been counted depends on what was gathered before."""

STATES = ("level", "required", "invalid", "expanded", "checked", "disabled")


@pytest.mark.parametrize("name", MOST_USED)
def test_a_page_is_told_as_it_was_when_somebody_read_it(states, look, name):
    address, who, after = MOST_USED[name]
    found = [
        one for one in states["en"] if (one.address, one.who, one.after) == (address, who, after)
    ]
    assert len(found) == 1, [str(one) for one in states["en"]]
    with look() as window:
        window.show(found[0])
        told = "\n".join(heard(window.page)) + "\n"
    file = TREES / f"{name}.txt"
    if RENEW:
        file.write_text(told)
    assert told == file.read_text(), f"{name} is told otherwise now; see the top of this file"


def heard(page):
    """Give what a screen reader tells, a line each: role, name, and the state it is in."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    known = {node["nodeId"]: node for node in nodes}
    yield from _heard(known, nodes[0], 0)


def _heard(known, node, depth):
    role, name = _value(node, "role"), _value(node, "name")
    said = not node.get("ignored") and (
        role not in UNHEARD or (role == "StaticText" and name.strip())
    )
    if said:
        more = [
            f"{one['name']}={one['value'].get('value')}"
            for one in node.get("properties", ())
            if one["name"] in STATES and one["value"].get("value") not in (False, "false")
        ]
        words = DRAWN.sub("Somebody", CHANGING.sub("~", " ".join(name.split())))
        words = NUMBERED.sub(r"\1-~", words)
        yield "  " * depth + " ".join(filter(None, (role, words and f'"{words}"', *more)))
    children = [known[one] for one in node.get("childIds", ()) if one in known]
    if said and role in {"link", "button", "heading", "option"}:
        children = []  # its name says it all
    for child in children:
        yield from _heard(known, child, depth + (1 if said else 0))


def _value(node, key):
    return str(node.get(key, {}).get("value", ""))
