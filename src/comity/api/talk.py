"""Talk about provisions over the API. Reading is public; whoever speaks has signed in."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from comity.api.pages import USUAL, After, Limit, Page, cut, told
from comity.codes.actions import talking
from comity.codes.queries.talk import Said, Thread, names_of, talk, threads
from comity.codes.rules.documents import LONGEST_LANGUAGE, LONGEST_NAME
from comity.codes.rules.talk import LONGEST_REASON, LONGEST_TALK, TalkKind
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.people.queries import actor

router = Router(tags=["codes"])
Language = Annotated[str, Field(min_length=2, max_length=LONGEST_LANGUAGE)]
Words = Annotated[str, Field(min_length=1, max_length=LONGEST_TALK)]


class SaidOut(Schema):
    """Something that was said; its text is empty once it is taken back or hidden."""

    id: str
    provision: str
    kind: str
    language: str
    text: str
    name: str
    on: date
    taken_back_on: date | None
    hidden_on: date | None
    hidden_because: str


class ThreadOut(SaidOut):
    """What began a talk, with its answers."""

    answers: list[SaidOut]


class SayIn(Schema):
    """A question, an example or a thought about a provision."""

    provision: Annotated[str, Field(max_length=LONGEST_NAME)]
    kind: TalkKind
    language: Language
    text: Words
    community: Annotated[
        str, Field(max_length=60, description="the short name of the community it speaks from")
    ] = ""


class TalkAnswerIn(Schema):
    """An answer."""

    language: Language
    text: Words


class HideIn(Schema):
    """Why something is hidden, for everybody to read."""

    reason: Annotated[str, Field(max_length=LONGEST_REASON)]


@router.get("/{slug}/talk", response=Page[ThreadOut], auth=None)
def list_talk(
    request: HttpRequest,
    slug: str,
    *,
    provision: Annotated[str, Query(max_length=LONGEST_NAME)] = "",
    kind: TalkKind | None = None,
    language: Annotated[str, Query(max_length=LONGEST_LANGUAGE)] = "",
    still_open: bool = False,
    after: After = "",
    limit: Limit = USUAL,
) -> object:
    """List what was said about a code, or about one provision, the newest first."""
    asker = _asker(request)
    rows = talk(
        communities.by_slug(slug).id,
        key=provision,
        kind=kind,
        language=language,
        still_open=still_open,
        seen_by=asker,
    )
    found, last = cut(request, rows, after, limit)
    shown = threads(found, seen_by=asker)
    names = names_of(one for thread in shown for one in (thread.first, *thread.answers))
    return told([_thread(one, names) for one in shown], request, last)


@router.post("/{slug}/talk", response={201: SaidOut})
def say(request: HttpRequest, slug: str, said: SayIn) -> object:
    """Ask something about a provision, give an example, or say what one thinks."""
    place = communities.by_slug(said.community).id if said.community else ""
    kept = talking.say(
        community_id=communities.by_slug(slug).id,
        provision_id=said.provision,
        kind=said.kind,
        language=said.language,
        text=said.text,
        from_community_id=place,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(201, _said(kept, names_of([kept])))


@router.post("/talk/{talk_id}/answers", response={201: SaidOut})
def answer(request: HttpRequest, talk_id: str, said: TalkAnswerIn) -> object:
    """Answer what somebody said."""
    kept = talking.answer(
        talk_id=talk_id,
        language=said.language,
        text=said.text,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(201, _said(kept, names_of([kept])))


@router.post("/talk/{talk_id}/withdrawal", response={204: None})
def take_back(request: HttpRequest, talk_id: str) -> object:
    """Take back what one said: its words go for good."""
    talking.take_back(talk_id=talk_id, by=actor(request.user), now=timezone.now())
    return Status(204, None)


@router.post("/talk/{talk_id}/hiding", response={204: None})
def hide(request: HttpRequest, talk_id: str, asked: HideIn) -> object:
    """Hide from everybody what somebody said, with a reason that stands in its place."""
    talking.hide(talk_id=talk_id, reason=asked.reason, by=actor(request.user), now=timezone.now())
    return Status(204, None)


def _asker(request: HttpRequest) -> Actor | None:
    return actor(request.user) if request.user.is_authenticated else None


def _thread(one: Thread, names: dict[str, str]) -> dict[str, object]:
    answers = [_said(said, names) for said in one.answers]
    return _said(one.first, names) | {"answers": answers}


def _said(one: Said, names: dict[str, str]) -> dict[str, object]:
    return {
        "id": one.id,
        "provision": one.key,
        "kind": one.kind,
        "language": one.language,
        "text": one.text,
        "name": names.get(one.person_id, ""),
        "on": one.said_on,
        "taken_back_on": one.withdrawn_on,
        "hidden_on": one.hidden_on,
        "hidden_because": one.hidden_reason,
    }
