"""Codes to test with, small enough to see through."""

from dataclasses import replace
from datetime import date

from comity.codes import actions
from comity.codes.models import WordsReview
from comity.codes.rules.documents import Document, Level, Text, Written
from comity.codes.rules.effects import Effects, to_column
from comity.codes.rules.provisions import Kind, Modality, Provision, Taxonomy, Vocabulary
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.order import Bound, Direction
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW

OPERATOR = Actor(ActorKind.OPERATOR, "setup")
EFFECTS = Effects(
    "en",
    {"en": "Newcomers read what happens when they err.", "ar": "يقرأ الجدد ما يحدث إذا أخطأوا."},
    {"en": "People who only read were never asked. They can report now."},
)
MEANS = to_column(EFFECTS)
LONG_AGO = date(2020, 1, 1)
ANSWER = Written(
    Provision(
        "answer",
        Kind.PROCEDURE,
        Modality.MUST,
        behaviours=frozenset({"answering"}),
        parameters={"days": Bound(Direction.AT_MOST, 3, unit="days")},
    ),
    {
        "en": Text("Answer", "Every report is **answered** in three days.", "A reply comes."),
        "ar": Text("الجواب", "لكل بلاغ جواب خلال ثلاثة أيام.", "يصل جواب."),
    },
)
KINDNESS = Written(
    Provision(
        "kindness",
        Kind.UNACCEPTABLE,
        Modality.MUST_NOT,
        behaviours=frozenset({"insult"}),
    ),
    {"en": Text("Kindness", "Insult nobody.", "Nobody is called names.")},
)
WORDS = {
    "behaviours": {
        "answering": {"en": "answering", "ar": "الرد"},
        "insult": {"en": "insults", "ar": "الإهانة"},
    },
    "actors": {"everyone": {"en": "anybody", "ar": "أي شخص"}},
    "spaces": {"everywhere": {"en": "anywhere", "ar": "أي مكان"}},
    "exceptions": {},
    "parameters": {"days": {"en": "answer within", "ar": "الرد خلال"}},
}


def universal(*written, **changes):
    """Write a universal code in memory; without provisions given, one of two."""
    return replace(
        Document(
            "common",
            Level.UNIVERSAL,
            "en",
            "CC0-1.0",
            {"en": "The code", "ar": "المدونة"},
            {"en": "What holds here."},
            written or (ANSWER, KINDNESS),
            Vocabulary(
                Taxonomy({"answering": "", "insult": ""}),
                Taxonomy({"everyone": ""}),
                Taxonomy({"everywhere": ""}),
            ),
            WORDS,
        ),
        **changes,
    )


def local(*written, **changes):
    """Write a local code in memory; without provisions given, one that answers faster."""
    return universal(*(written or (answer_in(1),)), level=Level.LOCAL, slug="local", **changes)


def answer_in(days, name="answer"):
    """Promise an answer in so many days."""
    bound = {"days": Bound(Direction.AT_MOST, days, unit="days")}
    refines = "" if name == "answer" else "answer"
    return Written(
        replace(ANSWER.provision, id=name, refines=refines, parameters=bound),
        {"en": Text("Answer", f"An answer comes in {days} days.", "A reply comes.")},
    )


def draft(document, *, community=None, by=OPERATOR):
    """Write a document down as the draft of a community."""
    if community is None:
        community = MovementFactory() if document.level is Level.UNIVERSAL else CommunityFactory()
    return actions.write_draft(community_id=community.id, document=document, by=by, now=NOW)


def in_force(document=None, *, community=None, by=OPERATOR):
    """Write a document down and put it in force."""
    version = draft(document or universal(), community=community, by=by)
    actions.freeze(version_id=version.id, effects=EFFECTS, by=by, now=NOW)
    # Its words have waited for people longer than any charter of the tests lets them.
    WordsReview.objects.filter(code__versions=version.id).update(asked_on=LONG_AGO)
    return actions.put_in_force(version_id=version.id, by=by, now=NOW)
