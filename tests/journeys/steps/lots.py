"""A panel by lot: set up, filled, drawn, and checked by somebody who believes nobody."""

import json

import httpx

from tests.journeys.steps import inside
from tests.journeys.steps.waiting import until

SURE = {"sure": True}
FORWARD = """
from django.utils import timezone
from comity.consultation.actions import panels
from comity.consultation.rules.equity import Dimension
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.receipts import new_receipt
for place in range(given["people"]):
    who = Actor(ActorKind.RECEIPT_HOLDER, new_receipt().lookup)
    said = {Dimension.LANGUAGE: ("en", "ar", "en")[place % 3]}
    panels.put_forward(panel_id=given["panel"], answers=said, by=who, now=timezone.now())
told = None
"""


def draw(story, visit, here, volunteer):
    """Draw a panel of four from ten people, of whom one comes through the pages."""
    visit.page(f"{here}panels/new/").expect()
    quotas = "language,ar,1,2\nlanguage,en,2,3\n"
    visit.send({"name": "Panel on answers", "seats": "4", "quotas": quotas}).expect()
    panel = f"{here}panels/{visit.path.split('/')[-2]}/"
    inside.run(story.served, FORWARD, panel=visit.path.split("/")[-2], people=9)
    volunteer.page(f"{panel}join/").expect()
    volunteer.send({"language": "en"}).expect()
    visit.page(f"{panel}do/close/").expect()
    visit.send(SURE).expect()

    def can_be_drawn():
        return visit.page(f"{panel}").expect().links("/do/draw/")

    until(can_be_drawn, "which panels can be drawn is worked out")
    visit.page(f"{panel}do/draw/").expect()
    visit.send(SURE).expect()
    return panel


def check(story, panel):
    """Check the draw on one's own machine; a file in which a seat was given away is refused."""
    given = httpx.get(f"{story.served.url}/en/{panel}lot.json").raise_for_status()
    file = story.served.folder / "lot.json"
    file.write_text(given.text)
    audit = ("consultation", "lot-audit", str(file))
    said = story.served.comity(*audit, "--fairest")
    assert "NO" not in said
    lot = given.json()
    seats = said.splitlines()[-1].split()[1:]
    left = next(ticket for ticket in json.dumps(lot).split('"') if _is_other(ticket, seats))
    file.write_text(given.text.replace(seats[0], "@").replace(left, seats[0]).replace("@", left))
    assert "NO" in story.served.comity(*audit, check=False)


def _is_other(word, seats):
    return len(word) == len(seats[0]) and word.isalnum() and word.isupper() and word not in seats
