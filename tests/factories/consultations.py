"""Consultations to test with, each valid and no more than it must be."""

from datetime import timedelta

from comity.access.actions import grant
from comity.access.rules import Permission
from comity.consultation.actions import consultations, contributions, rounds
from comity.consultation.rules.kinds import RoundKind
from comity.kernel.actors import SYSTEM, Actor, ActorKind
from comity.kernel.receipts import new_receipt
from tests.factories.communities import CommunityFactory
from tests.factories.people import NOW, PersonFactory, as_actor, somebody

WEEK = timedelta(days=7)
UNMEASURED = "Nobody knows how many of us there are."


def organiser(community):
    """Let somebody run the consultations of a community."""
    return as_actor(somebody(Permission.CONSULTATION_RUN, on=community))


def consultation(community=None, *, by=None, code_id="", **changes):
    """Prepare a consultation; without a community given, of a new one."""
    community = community or CommunityFactory()
    asked = {
        "title": {"en": "Where shall we meet?"},
        "question": {"en": "We look for a place for the next meeting."},
        "source_language": "en",
        **changes,
    }
    return consultations.prepare(
        community_id=community.id,
        by=by or organiser(community),
        now=NOW,
        code_id=code_id,
        **asked,
    )


def planned(found=None, *, kind=RoundKind.LISTENING, opens=NOW, closes=NOW + WEEK, **changes):
    """Plan a round, of a consultation of its own if none is given."""
    found = found or consultation()
    asked = {"languages": ["en"], **changes}
    by = organiser_of(found)
    return rounds.plan(
        consultation_id=found.id, kind=kind, opens=opens, closes=closes, by=by, now=NOW, **asked
    )


def opened(found=None, **changes):
    """Plan a round and open it at its time."""
    one = planned(found, **changes)
    return rounds.open_now(round_id=one.id, by=SYSTEM, now=NOW)


def organiser_of(found):
    """Let somebody new run a consultation."""
    person = PersonFactory()
    grant(person_id=person.id, permission=Permission.CONSULTATION_RUN, on=found.community_id)
    return as_actor(person)


def contributed(round_, *, by=None, text="By the river.", language="en", now=NOW, **changes):
    """Contribute to an open round, as somebody new if nobody is given."""
    return contributions.contribute(
        round_id=round_.id,
        text=text,
        language=language,
        by=by or as_actor(PersonFactory()),
        now=now,
        **changes,
    )


def receipt_holder(receipt=None):
    """Let somebody act with a receipt, a new one if none is given."""
    return Actor(ActorKind.RECEIPT_HOLDER, (receipt or new_receipt()).lookup)
