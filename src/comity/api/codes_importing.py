"""Bringing a code in over the API: files are kept, read, looked at, and written down as a draft."""

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from comity.api.codes import VersionOut, told_version
from comity.codes.actions.importing import (
    MOST_FILES,
    Wish,
    begin_import,
    discard_import,
    write_import,
)
from comity.codes.queries.importing import Bringing, bringing
from comity.codes.rules.documents import (
    LONGEST_ADDRESS,
    LONGEST_CODE,
    LONGEST_LANGUAGE,
    LONGEST_LICENCE,
    LONGEST_NAME,
    LONGEST_TITLE,
)
from comity.codes.rules.imports import File, Form
from comity.codes.rules.writer import write
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.messages import words
from comity.people.queries import actor

router = Router(tags=["codes"])


class BroughtFileIn(Schema):
    """A file. Without ``form`` and ``language``, its name and its words say how it is written."""

    name: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    text: Annotated[str, Field(max_length=LONGEST_CODE)]
    form: Form | None = None
    language: Annotated[str, Field(max_length=LONGEST_LANGUAGE)] = ""


class BroughtIn(Schema):
    """Files: the first is the text that was agreed, the others say it in other languages."""

    files: Annotated[list[BroughtFileIn], Field(max_length=MOST_FILES)]
    language: Annotated[str, Field(max_length=LONGEST_LANGUAGE)] = "en"
    licence: Annotated[str, Field(max_length=LONGEST_LICENCE)] = ""
    source: Annotated[str, Field(max_length=LONGEST_TITLE)] = ""
    address: Annotated[str, Field(max_length=LONGEST_ADDRESS)] = ""
    wiki: Annotated[str, Field(max_length=LONGEST_ADDRESS)] = ""


class UnreadOut(Schema):
    """A line that is in no provision, and why."""

    language: str
    line: int
    text: str
    reason: str


class MismatchOut(Schema):
    """A place that is built otherwise than the source."""

    language: str
    without_translation: list[str]
    lines_without_source: list[int]


class ImportProblemOut(Schema):
    """Why files cannot be read."""

    code: str
    title: str
    detail: dict[str, object]


class ImportOut(Schema):
    """Files on their way in: ``waiting``, ``read`` or ``refused``; of long ones ``done`` grows."""

    id: str
    state: str
    done: int
    total: int
    toml: str
    unread: list[UnreadOut]
    mismatches: list[MismatchOut]
    problems: list[ImportProblemOut]


@router.post("/{slug}/imports", response={201: ImportOut})
def begin(request: HttpRequest, slug: str, brought: BroughtIn) -> object:
    """Bring files in. Short ones are read at once, long ones soon; nothing is written down yet."""
    files = [File(one.name, one.text, one.form, one.language) for one in brought.files]
    made = begin_import(
        community_id=communities.by_slug(slug).id,
        files=files,
        wish=Wish(brought.language, brought.licence, brought.source, brought.address, brought.wiki),
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(201, _told(made))


@router.get("/{slug}/imports/{import_id}", response=ImportOut)
def look(request: HttpRequest, slug: str, import_id: str) -> object:
    """Show how far files are read, what would come of them, and what is not read."""
    return _told(_found(slug, import_id, actor(request.user)))


@router.post("/{slug}/imports/{import_id}/draft", response={201: VersionOut})
def write_down(request: HttpRequest, slug: str, import_id: str) -> object:
    """Write what came of files down as the draft, in place of the draft there is."""
    by = actor(request.user)
    found = _found(slug, import_id, by)
    return Status(201, told_version(write_import(import_id=found.id, by=by, now=timezone.now())))


@router.delete("/{slug}/imports/{import_id}", response={204: None})
def forget(request: HttpRequest, slug: str, import_id: str) -> object:
    """Forget files that are not to become a draft."""
    by = actor(request.user)
    discard_import(import_id=_found(slug, import_id, by).id, by=by)
    return Status(204, None)


def _found(slug: str, import_id: str, by: Actor) -> Bringing:
    """Find what was brought to a community, for somebody who may edit its code.

    Raises:
        NotFound: it is not there, or is of another community.
    """
    found = bringing(import_id, seen_by=by)
    if found.community_id != communities.by_slug(slug).id:
        raise NotFound
    return found


def _told(one: Bringing) -> dict[str, object]:
    return {
        "id": one.id,
        "state": one.state,
        "done": one.done,
        "total": one.total,
        "toml": write(one.document) if one.document else "",
        "unread": [
            {"language": tag, "line": line, "text": text, "reason": reason}
            for tag, lines in one.unread.items()
            for line, text, reason in lines
        ],
        "mismatches": [
            {"language": tag, "without_translation": ids, "lines_without_source": lines}
            for tag, places in one.mismatches.items()
            for ids, lines in places
        ],
        "problems": [
            {"code": code, "title": words(code, **detail), "detail": dict(detail)}
            for code, detail in one.problems
        ],
    }
