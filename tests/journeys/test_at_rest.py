"""After the whole journey nothing that was said lies anywhere in the clear."""

from pathlib import Path

import httpx
import pytest

from comity.kernel.receipts import parse_receipt
from tests.harness.at_rest import dump, everything, rows, search
from tests.journeys.conftest import DATABASES, begun
from tests.journeys.steps import inside, members, road, wiki
from tests.journeys.steps.reporter import ReporterWithPages
from tests.journeys.steps.story import (
    APPEAL,
    COMMUNITY,
    EXCLUDED,
    PANEL,
    PASSPHRASE,
    PASSWORD,
)
from tests.journeys.steps.waiting import until

pytestmark = pytest.mark.real_wiki

MAY_LIE_IN_THE_CLEAR = {
    # The sandbox says on its first screen how to sign in; a real movement has no such words.
    "file logs/comity.log": {"the password of the members", "the passphrase of the members"},
}
"""Canaries that a place may hold. Everything else must be found nowhere at all."""


@pytest.fixture(scope="module", params=DATABASES)
def travelled(request):
    """Give an installation in which everything has happened; people are still signed in."""
    cluster = None
    if request.param == "postgresql":
        cluster = request.getfixturevalue("postgres_cluster")
    with begun(cluster) as story:
        reporter = ReporterWithPages(story, story.doors.visit())
        road.reported(story, reporter)
        panel = road.triaged(story)
        respondent = story.doors.visit()
        panel = road.heard(story, panel, respondent)
        first = next(iter(panel.values()))
        members.write(story, first, "panel", story.said.among_members)
        road.decided(story, panel)
        road.overturned(story, respondent)
        reporter.come_back(story.doors.visit())
        reporter.read()
        until(lambda: nothing_left_to_do(story), "the worker has done everything")
        yield story


def nothing_left_to_do(story):
    return not [
        place
        for place, _value in rows(story.served.database_url)
        if place.startswith("record_reaction.")
    ]


def canaries(story):
    """Everything that was said, done or handed out, and must be found nowhere."""
    found = story.said.canaries() | {
        "what the edit said": story.harm,
        "the page": story.page,
        "the address of the edit": story.diff,
        "the respondent's account": story.harasser,
        "the respondent's number": str(story.harasser_id),
        "the password of the members": PASSWORD,
        "the passphrase of the members": PASSPHRASE,
        "the password of the bot": story.wiki.bot_password,
    }
    for whose, text in (("reporter", story.receipt), ("respondent", story.answer_receipt)):
        receipt = parse_receipt(text)
        length = (receipt.number.bit_length() + 7) // 8
        found |= {
            f"the receipt of the {whose}": receipt.text,
            f"the receipt of the {whose}, in one word": receipt.text.replace("-", ""),
            f"the receipt of the {whose}, in small letters": receipt.text.lower(),
            f"the receipt of the {whose}, in digits": receipt.digits,
            f"the number of the receipt of the {whose}": str(receipt.number),
            f"the bytes of the receipt of the {whose}": receipt.number.to_bytes(length),
        }
    return found


def raw_files(story):
    """Give the files of a PostgreSQL server as they lie on the disk, and its own dump."""
    if story.cluster is None:
        return
    name = story.served.database_url.rpartition("/")[2]
    yield "pg_dump", story.cluster.dump(name).encode()
    for path in sorted(Path(story.cluster.folder).rglob("*")):
        if path.is_file() and path.stat().st_size:
            yield f"PostgreSQL's {path.relative_to(story.cluster.folder)}", path.read_bytes()


def test_nothing_that_was_said_lies_in_the_clear(travelled):
    places = [*everything(travelled.served), *raw_files(travelled)]
    letters = [(f"letter {n}", one.raw) for n, one in enumerate(travelled.served.mail.letters)]
    hits = search([*places, *letters], canaries(travelled))
    left = [str(hit) for hit in hits if hit.canary not in MAY_LIE_IN_THE_CLEAR.get(hit.place, ())]
    assert not left
    for name in ("comity.log", "-wal" if travelled.cluster is None else "pg_wal"):
        assert any(name in place for place, _ in places), f"{name} was not looked at"
    assert search(places, {"a public name": "The Lighthouse Wiki"}), "the search finds nothing"


def test_a_stolen_table_of_sessions_opens_nothing(travelled):
    served = travelled.served
    stolen = [v.decode() for place, v in rows(served.database_url) if place == "people_session.id"]
    assert len(stolen) >= len(PANEL) + len(APPEAL)
    for row in stolen:
        for name in ("session", "receipt"):
            answer = httpx.get(f"{served.url}/en/cases/", cookies={name: row}, timeout=30)
            assert answer.status_code == 401, answer.status_code


def test_reading_leaves_no_trace(travelled):
    before = dump(travelled.served.database_url)
    with travelled.served.reader() as somebody:
        page = somebody.get("/en/receipt/")
        page = page.form().fill(receipt=travelled.receipt).submit()
        assert travelled.said.outcome_reason in page.text
        address = next(address for _, address in page.links if "/files/" in address)
        assert somebody.get(address).answer.content == travelled.said.file
        somebody.get("/en/receipt/")
    assert dump(travelled.served.database_url) == before


def test_whoever_was_kept_out_never_held_a_key(travelled):
    told = inside.run(
        travelled.served,
        """
from comity.people.queries import by_username
from comity.vault.actions import unlock
from comity.vault.models import Bar, Room, Wrap
from comity.vault.queries import person_tag, rooms_open_to
person = by_username(given["name"])
keyring = unlock(person_id=person.id, secret=given["passphrase"])
told = {
    "opens": list(rooms_open_to(keyring)),
    "barred": Bar.objects.filter(holder=person_tag(person.id)).count(),
    "rooms": Room.objects.count(),
}
""",
        name=EXCLUDED,
        passphrase=PASSPHRASE,
    )
    assert told["opens"] == []
    assert told["barred"] >= 1
    assert told["rooms"] >= 4


@pytest.fixture
def open_case(begin):
    """Give a story whose case was just taken up, with the members who sit in it."""
    with begin("sqlite") as story:
        reporter = ReporterWithPages(story, story.doors.visit())
        wiki.connect(story)
        wiki.harm(story)
        reporter.report()
        panel = road.triaged(story)
        yield story, reporter, panel


def test_a_thief_with_the_database_can_neither_forge_nor_listen(open_case):
    story, reporter, panel = open_case
    asked = {name: v for name, v in panel.items() if members.offers(story, v, "declare")}
    leaving, staying = list(asked)[:2]

    # A member stands aside: their keys, in their own hands, open nothing of the case any more.
    members.move(story, asked[leaving], "declare", {"conflicts": ["close_tie"]})
    asked[leaving].page(f"cases/{story.case_id}/").expect(404)
    gone = {"name": leaving, "passphrase": PASSPHRASE, "case": story.case_id}
    assert inside.run(story.served, ROOMS, **gone) == {"wraps": 0, "barred": True}

    # What a thief writes into the table is shown to nobody as if somebody had said it.
    forged = "I take everything back, says the forged gramophone."
    items = inside.run(story.served, FORGE, text=forged, name=staying, case=story.case_id)
    assert items == 3
    asked[staying].page(f"cases/{story.case_id}/").expect()
    assert story.said.report in asked[staying].text
    assert forged not in asked[staying].html
    assert asked[staying].text.count("This carries no signature") == items
    assert forged not in reporter.read()

    # With a key of the thief in its place, a member is not trusted with anything new.
    with story.served.reader() as somebody:
        before = listed(story, somebody)
        inside.run(story.served, SUBSTITUTE, name=staying)
        assert listed(story, somebody) == before - {staying}


def listed(story, somebody):
    """Say which members of the panel would be able to open a new report."""
    place = f"/api/v1/audience?community={story.community_id or place_of(story, somebody)}"
    names = {one["name"].split()[0].lower() for one in somebody.get(place).answer.json()["members"]}
    return names & {*PANEL, EXCLUDED}


def place_of(story, somebody):
    places = somebody.get("/api/v1/communities").answer.json()["items"]
    story.community_id = next(one["id"] for one in places if one["slug"] == COMMUNITY)
    return story.community_id


CASE_ROOMS = """
from comity.cases.models import Case
from comity.people.queries import by_username
case = Case.objects.get(id=given["case"])
rooms = [case.intake_room, *case.reports.values_list("room", flat=True)]
person = by_username(given["name"])
"""
ROOMS = (
    CASE_ROOMS
    + """
from comity.vault.actions import unlock
from comity.vault.models import Bar
from comity.vault.queries import person_tag, rooms_open_to
keyring = unlock(person_id=person.id, secret=given["passphrase"])
told = {
    "wraps": len(set(rooms_open_to(keyring)) & set(rooms)),
    "barred": Bar.objects.filter(room__in=rooms, holder=person_tag(person.id)).count()
    == len(rooms),
}
"""
)
FORGE = (
    CASE_ROOMS
    + """
from django.utils import timezone
from comity.kernel.ids import new_id
from comity.kernel.receipts import new_receipt
from comity.kernel.sealing import PrivateKeys
from comity.vault.actions import put
from comity.vault.models import SealedItem
from comity.vault.rules import Keyring, ReceiptKeys
now, room = timezone.now(), rooms[-1]
said = {"text": given["text"]}
stranger = Keyring(person.id, "none", PrivateKeys.new())
put(room, kind="message", content=said, writer=stranger, now=now)
put(room, kind="message", content=said, writer=ReceiptKeys.of(new_receipt()), now=now)
first = SealedItem.objects.filter(room=room).order_by("id").first()
SealedItem.objects.create(id=new_id(), room=first.room, epoch=first.epoch, sealed=first.sealed)
told = 3
"""
)
SUBSTITUTE = """
from comity.kernel.sealing import PrivateKeys
from comity.people.queries import by_username
from comity.vault.models import HandlerKey
public = PrivateKeys.new().public
told = HandlerKey.objects.filter(person=by_username(given["name"]).id).update(
    box=public.box, signing=public.signing
)
"""
