"""A small movement in which a report can be sent, and reports to test with."""

from dataclasses import dataclass, field

from comity.bodies.models import Body
from comity.communities.models import Community
from comity.kernel.actors import SYSTEM, Actor, ActorKind
from comity.kernel.sealing import PrivateKeys
from comity.people import actions as people
from comity.people.models import Person
from comity.people.rules import WIKI, AccountRef
from comity.reports import actions, queries
from comity.reports.models import Report
from comity.reports.rules import Answers, begin
from comity.vault import actions as vault
from comity.vault.models import HandlerKey
from comity.vault.rules import Keyring, ReceiptKeys
from tests.factories.bodies import BodyFactory, MandateFactory, SeatFactory
from tests.factories.charter import CharterVersionFactory
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, TODAY, PersonFactory


@dataclass(frozen=True)
class Panel:
    """A body whose members have certified keys."""

    body: Body
    people: list[Person]
    keyrings: list[Keyring] = field(default_factory=list)

    def keyring(self, person):
        """Find the keys of one member."""
        return next(one for one in self.keyrings if one.person_id == person.id)


@dataclass(frozen=True)
class House:
    """A movement with a panel of its own, and a project below it with another."""

    movement: Community
    project: Community
    local: Panel
    top: Panel


def seat_with_key(body, *, name="", key=True):
    """Seat somebody in a body, with a key that is certified for the seat unless told otherwise."""
    person = PersonFactory(display_name=name)
    seat = SeatFactory(body=body, person=person)
    if not key:
        return person, None
    private = PrivateKeys.new()
    # Made without a passphrase: its slow hash would be most of the time a test takes.
    made = HandlerKey.objects.create(
        person=person,
        box=private.public.box,
        signing=private.public.signing,
        fingerprint=private.public.fingerprint,
        made_on=TODAY,
    )
    vault.certify(
        person_id=person.id,
        seat_id=seat.id,
        starts_on=seat.starts_on,
        ends_on=seat.ends_on,
        by=SYSTEM,
        now=NOW,
    )
    return person, Keyring(person.id, made.id, private)


def panel(community, *names, **mandate):
    """Make a body with a mandate and these members."""
    body = BodyFactory(community=community)
    MandateFactory(body=body, **mandate)
    seated = [seat_with_key(body, name=name) for name in names]
    return Panel(body, [person for person, _ in seated], [keyring for _, keyring in seated])


def house(local=("Amal", "Bo", "Chidi", "Dana"), top=("Esi", "Fern", "Gus")):
    """Make a movement in which reports from the project go to its panel, and then to the top."""
    CharterVersionFactory()
    movement = MovementFactory()
    project = CommunityFactory(parent=movement)
    return House(movement, project, panel(project, *local), panel(movement, *top))


def link(person, subject, *names):
    """Link a wiki account to a person; the last name is the present one."""
    for name in names:
        account = AccountRef(WIKI, subject, name)
        by = Actor(ActorKind.PERSON, person.id)
        people.link_account(person_id=person.id, account=account, by=by, now=NOW)
    return AccountRef(WIKI, subject, names[-1])


@dataclass(frozen=True)
class Sent:
    """A report that was sent, with the receipt that its reporter holds."""

    report: Report
    receipt: ReceiptKeys
    text: str


def send(community, *, now=NOW, **answers):
    """Send a report from a community."""
    draft = begin(Answers(**{"community_id": community.id, "what": "It hurt."} | answers))
    done = actions.submit(draft=draft, now=now)
    return Sent(done.report, ReceiptKeys.of(draft.receipt), draft.receipt.text)


def said(receipt, kind):
    """List what of one kind the holder of a receipt reads."""
    items = queries.correspondence(receipt).items
    return [dict(item.content) for item in items if item.kind == kind]
