"""For whom the pages and operations of the floor are, and the way there."""

from django.test import Client

from comity.access.rules import Permission
from comity.codes import actions
from comity.codes.actions.advice import ask_advice
from comity.codes.actions.editions import publish_edition
from comity.codes.actions.reviews import take_review
from comity.codes.models import AdviceRequest, CodeVersion, WordsReview
from comity.codes.rules.documents import Text, Written
from comity.codes.rules.provisions import Provision
from comity.codes.rules.writer import write
from comity.people.models import Person
from tests.factories.codes import OPERATOR, draft, local
from tests.factories.people import as_actor, somebody
from tests.skins.audiences import (
    AUTHORS,
    CONFIRMED,
    NOT_THEIRS,
    NOWHERE,
    PUBLIC,
    SIGNED_IN,
    Row,
)

PROJECT = {"slug": "project_slug"}
ASKED = {"question": "Is it too soft?", "language": "en"}
NO_REVIEW = {"review_id": "none"}
A_CODE = {"community": "project_slug", "toml": write(local())}
NO_QUESTION = {"request_id": "none"}
AN_OPINION = {"text": "It is.", "language": "en"}
A_VERDICT = {"verdict": "at", "reason": "It says the same."}

FLOOR_PAGES = {
    "codes:reviews": Row(PUBLIC, at=PROJECT),
    "codes:review": Row(NOWHERE, at=PROJECT | NO_REVIEW),
    "codes:reviewers": Row(CONFIRMED, at=PROJECT, typed={"username": "kit", "do": "name"}),
    "codes:opinions": Row(PUBLIC, at=PROJECT, typed=ASKED, sending=AUTHORS),
    "codes:opinion": Row(NOWHERE, at=PROJECT | NO_QUESTION),
}
FLOOR_OPERATIONS = {
    "POST /codes/check": Row(SIGNED_IN, typed=A_CODE),
    "GET /codes/standings": Row(PUBLIC),
    "GET /codes/reviews": Row(PUBLIC),
    "GET /codes/reviews/{review_id}": Row(NOWHERE, at=NO_REVIEW),
    "POST /codes/reviews/{review_id}/reviewer": Row(NOT_THEIRS, at=NO_REVIEW),
    "DELETE /codes/reviews/{review_id}/reviewer": Row(NOT_THEIRS, at=NO_REVIEW),
    "POST /codes/reviews/{review_id}/verdict": Row(NOT_THEIRS, at=NO_REVIEW, typed=A_VERDICT),
    "GET /codes/opinions": Row(PUBLIC),
    "GET /codes/opinions/{request_id}": Row(NOWHERE, at=NO_QUESTION),
    "POST /codes/opinions": Row(NOT_THEIRS, typed=ASKED | {"edition": "none"}),
    "POST /codes/opinions/{request_id}/answers": Row(NOT_THEIRS, at=NO_QUESTION, typed=AN_OPINION),
}


def ways_to_floor(way):
    """Give the ways to the operations of the floor."""

    def typed(values):
        return lambda _walk: values

    def review(_walk):
        return {"review_id": WordsReview.objects.get().id}

    def question(_walk):
        return {"request_id": AdviceRequest.objects.get().id}

    def public(at=lambda _walk: {}, before=lambda _walk: None):
        return way("received", lambda _walk: Client(), at, typed({}), before)

    def judging(before, **said):
        return way("received", _reviewer, review, typed(said), before)

    def here(walk):
        return A_CODE | {"community": walk.story.house.project.slug}

    return {
        "POST /codes/check": way("received", _reviewer, lambda _walk: {}, here),
        "GET /codes/standings": public(),
        "GET /codes/reviews": public(),
        "GET /codes/reviews/{review_id}": public(review, _asked),
        "POST /codes/reviews/{review_id}/reviewer": judging(_asked),
        "DELETE /codes/reviews/{review_id}/reviewer": judging(_taken),
        "POST /codes/reviews/{review_id}/verdict": judging(_taken, **A_VERDICT),
        "GET /codes/opinions": public(),
        "GET /codes/opinions/{request_id}": public(question, _questioned),
        "POST /codes/opinions": way(
            "received", _author, lambda _walk: {}, lambda walk: ASKED | {"edition": _edition(walk)}
        ),
        "POST /codes/opinions/{request_id}/answers": way(
            "received", _reviewer, question, typed(AN_OPINION), _questioned
        ),
    }


REPLACED = Written(Provision("respect"), {"en": Text("Respect", "Be respectful if possible.")})


def _asked(walk):
    """Let words wait to be judged."""
    draft(local(REPLACED), community=walk.story.house.project)
    version = CodeVersion.objects.get(code__community=walk.story.house.project)
    actions.freeze(version_id=version.id, by=OPERATOR, now=walk.story.now)


def _reviewer(walk):
    """Let somebody sign in who judges words."""
    known = getattr(walk, "reviewer", None)
    if known is None or not Person.objects.filter(id=known.id).exists():  # each step is undone
        walk.reviewer = somebody(Permission.CODE_REVIEW, on=walk.story.house.movement)
    client = Client()
    client.force_login(walk.reviewer)
    return client


def _taken(walk):
    _asked(walk)
    _reviewer(walk)
    take_review(
        review_id=WordsReview.objects.get().id, by=as_actor(walk.reviewer), now=walk.story.now
    )


def _author(walk):
    """Let somebody sign in who writes the code of the project."""
    client = Client()
    client.force_login(somebody(Permission.CODE_EDIT, on=walk.story.house.project))
    return client


def _edition(walk):
    """Publish a draft of the project, and name it."""
    version = draft(local(REPLACED), community=walk.story.house.project)
    return publish_edition(version_id=version.id, by=OPERATOR, now=walk.story.now).id


def _questioned(walk):
    author = as_actor(somebody(Permission.CODE_EDIT, on=walk.story.house.project))
    ask_advice(edition_id=_edition(walk), **ASKED, by=author, now=walk.story.now)
