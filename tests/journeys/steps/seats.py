"""Taking seats: signing up, making keys, being proposed by one member and confirmed by another."""

import re

from tests.journeys.steps import operators
from tests.journeys.steps.people import sign_in
from tests.journeys.steps.story import PASSPHRASE, PASSWORD

LAST_DAY = "2099-01-01"
FINGERPRINT = re.compile(r'<p class="groups"[^>]*>(.*?)</p>', re.DOTALL)
GROUP = re.compile(r"<span>(\w+)</span>")


def sign_up(story, name):
    """Make an account."""
    visit = story.doors.visit()
    visit.page("account/sign-up/").expect()
    visit.send({"username": name, "password1": PASSWORD}).expect()
    return visit


def make_keys(visit):
    """Make one's own keys."""
    visit.page("keys/make/").expect()
    visit.send({"passphrase": PASSPHRASE, "again": PASSPHRASE}).expect()


def found_with(story, body, names):
    """Whoever founds a body seats its first members alone; each then makes their own keys."""
    for name in names:
        visit = sign_up(story, name)
        story.served.comity("body", "seat", body, name, "--until", LAST_DAY)
        make_keys(visit)


def seat_by_two(story, body, name, *, proposes, confirms):
    """Somebody is seated by two members, of whom the second compares the fingerprint."""
    visit = sign_up(story, name)
    make_keys(visit)
    visit.page("account/").expect()
    read_aloud = fingerprint(visit)

    first = sign_in(story.doors.visit(), proposes)
    operators.a_while_later(story, first)
    operators.confirm(first, f"bodies/{body}/seats/new/")
    first.send({"username": name, "ends_on": LAST_DAY}).expect()
    first.follow("/bodies/proposals/").expect()
    assert not first.value("compared"), "nobody confirms what they proposed themselves"

    second = sign_in(story.doors.visit(), confirms)
    second.page(f"bodies/{body}/").expect()
    second.follow("/bodies/proposals/").expect()
    assert fingerprint(second) == read_aloud
    second.send({"sure": True}).expect()
    assert second.path.endswith(f"/bodies/{body}/"), second.text
    assert name in second.text


def fingerprint(visit):
    """Read the fingerprint that a page shows, group by group."""
    groups = GROUP.findall(FINGERPRINT.search(visit.html)[1])
    assert groups
    return groups
