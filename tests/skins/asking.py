"""For whom pages and operations about statements are, what they are tried with, and ways there."""

from datetime import timedelta

from comity.access.actions import grant
from comity.access.rules import Permission
from comity.consultation.actions import opinion_maps, rounds, statements
from comity.consultation.models import Consultation, Round, Statement
from comity.consultation.rules.kinds import RoundKind, RoundState
from comity.consultation.tasks.opinions import draw_map
from comity.kernel.actors import SYSTEM
from comity.people.models import Person
from tests.factories import consultations
from tests.factories.opinions import asking, divided, shown
from tests.factories.people import NOW, PersonFactory, as_actor
from tests.skins.audiences import AUTHORS, NOT_THEIRS, NOWHERE, PUBLIC, Row
from tests.skins.road_rounds import NOT_OF_HERE, SPEAKERS
from tests.web.serving import at_browser

HERE = {"consultation_id": "consultation", "round_id": "statement_round"}
ONE = HERE | {"statement_id": "statement"}
ROUND = {"round_id": "statement_round"}
STATEMENT = {"statement_id": "statement"}
SAID = {"text": "Meet at noon.", "language": "en"}
ANSWER = {"answer": "agree"}
REASON = {"reason": "It names a person."}
WORDS = {"text": "Le soir."}

STATEMENT_PAGES = {
    "consultation:statements": Row(PUBLIC, at=HERE, typed=STATEMENT | ANSWER),
    "consultation:all_statements": Row(PUBLIC, at=HERE),
    "consultation:own_answers": Row(PUBLIC, at=HERE),
    "consultation:withdraw_statement": Row(PUBLIC, at=HERE, only_sent=True),
    "consultation:propose_statement": Row(PUBLIC, at=HERE, typed=SAID),
    "consultation:moderate_statements": Row(AUTHORS, at=HERE, typed=SAID),
    "consultation:moderate_statement": Row(AUTHORS, at=ONE),
    "consultation:decline_statement": Row(AUTHORS, at=ONE, typed=REASON),
    "consultation:translate_statement": Row(AUTHORS, at=ONE, typed=WORDS | {"language": "fr"}),
    "consultation:opinion_map": Row(PUBLIC, at=HERE),
    "consultation:draw_opinion_map": Row(AUTHORS, at=HERE, only_sent=True),
    "consultation:weighted_opinion": Row(PUBLIC, at=HERE),
    "consultation:opinion_votes": Row(NOWHERE, at=HERE),
}
STATEMENT_OPERATIONS = {
    "GET /rounds/{round_id}/statements": Row(PUBLIC, at=ROUND),
    "GET /rounds/{round_id}/waiting-statements": Row(AUTHORS, at=ROUND),
    "GET /rounds/{round_id}/next-statement": Row(PUBLIC | NOT_OF_HERE, at=ROUND),
    "GET /rounds/{round_id}/answers": Row(SPEAKERS, at=ROUND),
    "POST /rounds/{round_id}/statements": Row(SPEAKERS, at=ROUND, typed=SAID),
    "POST /rounds/{round_id}/first-statements": Row(AUTHORS, at=ROUND, typed=SAID),
    "PUT /statements/{statement_id}/answer": Row(SPEAKERS, at=STATEMENT, typed=ANSWER),
    "DELETE /statements/{statement_id}/answer": Row(NOT_THEIRS | NOT_OF_HERE, at=STATEMENT),
    "DELETE /statements/{statement_id}": Row(NOT_THEIRS | NOT_OF_HERE, at=STATEMENT),
    "POST /statements/{statement_id}/showing": Row(AUTHORS, at=STATEMENT),
    "POST /statements/{statement_id}/declining": Row(AUTHORS, at=STATEMENT, typed=REASON),
    "PUT /statements/{statement_id}/translations/{language}": Row(
        AUTHORS, at=STATEMENT | {"language": "fr"}, typed=WORDS
    ),
    "GET /rounds/{round_id}/opinion-map": Row(PUBLIC, at=ROUND),
    "POST /rounds/{round_id}/opinion-map": Row(AUTHORS, at=ROUND),
    "GET /rounds/{round_id}/weighted-opinion": Row(PUBLIC, at=ROUND),
    "GET /rounds/{round_id}/votes": Row(NOWHERE, at=ROUND),
}


def asked_about(now):
    """Add a round of statements to the consultation there is, and draw its map."""
    asked = Consultation.objects.get()
    person = PersonFactory()
    grant(person_id=person.id, permission=Permission.CONSULTATION_RUN, on=asked.community_id)
    by = as_actor(person)
    planned = rounds.plan(
        consultation_id=asked.id,
        kind=RoundKind.STATEMENTS,
        opens=now,
        closes=now + timedelta(days=14),
        languages=["en"],
        by=by,
        now=now,
    )
    rounds.open_now(round_id=planned.id, by=SYSTEM, now=now)
    statements.begin_with(
        round_id=planned.id, language="en", text="Meet in the evening.", by=by, now=now
    )
    draw_map(opinion_maps.ask_for_map(round_id=planned.id, by=by, now=now), now)


def statement_round():
    """Find the round of statements of the situation."""
    return Round.objects.get(kind=RoundKind.STATEMENTS).id


def first_statement():
    """Find its statement."""
    return Statement.objects.get().id


class Asking:
    """A round of statements, who runs it, and somebody who has answered and proposed."""

    def __init__(self, walk):
        found = consultations.consultation(walk.story.house.project)
        self.round = asking(found=found)
        self.runs = consultations.organiser_of(found)
        self.ada = PersonFactory()
        by = as_actor(self.ada)
        self.answered = shown(self.round)[0]
        statements.react(statement_id=self.answered, by=by, now=NOW, **ANSWER)
        self.proposed = statements.propose(round_id=self.round.id, by=by, now=NOW, **SAID)

    def draw(self):
        """Close the round, and draw its map."""
        Round.objects.filter(id=self.round.id).update(state=RoundState.CLOSED)
        run = opinion_maps.ask_for_map(round_id=self.round.id, by=self.runs, now=NOW)
        draw_map(run, NOW)


def _begin(walk):
    walk.asking = Asking(walk)


def _finish(walk):
    _begin(walk)
    divided(walk.asking.round)
    walk.asking.draw()


def _round(walk):
    return {"round_id": walk.asking.round.id}


def _answered(walk):
    return {"statement_id": walk.asking.answered}


def _proposed(walk):
    return {"statement_id": walk.asking.proposed, "language": "fr"}


def _ada(walk):
    return at_browser(walk.asking.ada)


def _organiser(walk):
    return at_browser(Person.objects.get(id=walk.asking.runs.id))


def _sent(typed):
    return lambda _walk: typed


def ways_to_statements(way):
    """List the ways; ``way`` makes one from its stop, its caller, its address and what is sent."""

    def one(who, at, typed=None, before=_begin):
        return way("received", who, at, _sent(typed or {}), before)

    return {
        "GET /rounds/{round_id}/statements": one(_ada, _round),
        "GET /rounds/{round_id}/waiting-statements": one(_organiser, _round),
        "GET /rounds/{round_id}/next-statement": one(_ada, _round),
        "GET /rounds/{round_id}/answers": one(_ada, _round),
        "POST /rounds/{round_id}/statements": one(_ada, _round, SAID | {"text": "Once more."}),
        "POST /rounds/{round_id}/first-statements": one(
            _organiser, _round, SAID | {"text": "Once more."}
        ),
        "PUT /statements/{statement_id}/answer": one(_ada, _answered, ANSWER),
        "DELETE /statements/{statement_id}/answer": one(_ada, _answered),
        "DELETE /statements/{statement_id}": one(_ada, _proposed),
        "POST /statements/{statement_id}/showing": one(_organiser, _proposed),
        "POST /statements/{statement_id}/declining": one(_organiser, _proposed, REASON),
        "PUT /statements/{statement_id}/translations/{language}": one(_organiser, _proposed, WORDS),
        "GET /rounds/{round_id}/opinion-map": one(_ada, _round, before=_finish),
        "POST /rounds/{round_id}/opinion-map": one(_organiser, _round),
        "GET /rounds/{round_id}/weighted-opinion": one(_ada, _round),
        "GET /rounds/{round_id}/votes": one(_ada, _round, before=_finish),
    }
