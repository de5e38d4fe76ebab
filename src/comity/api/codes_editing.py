"""One draft, provision by provision, over the API: what its editors do on pages."""

import tomllib
from dataclasses import replace
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from comity.api.codes_drafts import drafted
from comity.api.pages import USUAL, After, Limit, Page, page
from comity.codes import actions, queries
from comity.codes.queries import Version
from comity.codes.rules.documents import (
    LONGEST_LICENCE,
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_NAMES,
    Document,
    Written,
)
from comity.codes.rules.drafts import find, fingerprint
from comity.codes.rules.names import NewName
from comity.codes.rules.reader import read_provision
from comity.codes.rules.writer import write
from comity.kernel.actors import Actor
from comity.people.queries import actor

router = Router(tags=["codes"])
LONGEST_SEEN = 64
Name = Annotated[str, Field(max_length=LONGEST_NAME)]


class NameIn(Schema):
    """A name that nobody has explained yet: on which axis, and what it is called."""

    axis: Annotated[str, Field(pattern="^(behaviours|actors|spaces|exceptions|parameters)$")]
    name: Name
    called: Annotated[str, Field(max_length=LONGEST_TITLE)]
    parent: Name = ""


class ProvisionIn(Schema):
    """A provision as its table in the TOML of a code.

    Its words in other languages than that of the draft are passed over: they are translated.
    """

    provision: dict[str, Any]
    names: Annotated[list[NameIn], Field(max_length=MOST_NAMES)] = []


class NewProvisionIn(ProvisionIn):
    """A provision under an id that the draft does not have."""

    id: Name


class LookedIn(Schema):
    """What a provision said when its editor looked."""

    seen: Annotated[str, Field(max_length=LONGEST_SEEN)]


class ChangedProvisionIn(ProvisionIn, LookedIn):
    """What a provision is to say, and what it said when its editor looked."""


class DraftProvisionOut(Schema):
    """A provision of a draft. ``seen`` names what it says, without its translations."""

    id: str
    seen: str
    provision: dict[str, Any]


class TowardsIn(Schema):
    """Towards the beginning of the draft, or towards its end."""

    up: bool


class EditionIn(Schema):
    """The published draft from which something comes back."""

    edition: Annotated[str, Field(max_length=LONGEST_SEEN)]


class DescriptionIn(Schema):
    """What a draft is called, in its own language, and the licence of its words."""

    title: Annotated[str, Field(max_length=LONGEST_TITLE)]
    summary: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    licence: Annotated[str, Field(max_length=LONGEST_LICENCE)] = ""


@router.get("/{slug}/draft/provisions", response=Page[DraftProvisionOut])
def provisions(request: HttpRequest, slug: str, after: After = "", limit: Limit = USUAL) -> object:
    """List the provisions of the draft in their order."""
    by = actor(request.user)
    document = queries.document(drafted(slug, by).id, seen_by=by)
    tables = _tables(document)
    return page(
        request,
        document.provisions,
        after,
        limit,
        name=lambda one: one.provision.id,
        show=lambda one: _told(one, document, tables),
    )


@router.post("/{slug}/draft/provisions", response={201: DraftProvisionOut})
def add(request: HttpRequest, slug: str, new: NewProvisionIn) -> object:
    """Add a provision at the end of the draft."""
    by = actor(request.user)
    version = drafted(slug, by)
    actions.add_provision(
        version_id=version.id,
        written=_written(new.id, new.provision, version),
        explained=_explained(new),
        by=by,
        now=timezone.now(),
    )
    return Status(201, _now_there(version, new.id, by))


@router.put("/{slug}/draft/provisions/{provision_id}", response=DraftProvisionOut)
def change(
    request: HttpRequest, slug: str, provision_id: str, changed: ChangedProvisionIn
) -> object:
    """Let a provision of the draft say something else, unless somebody else changed it."""
    by = actor(request.user)
    version = drafted(slug, by)
    actions.change_provision(
        version_id=version.id,
        written=_written(provision_id, changed.provision, version),
        seen=changed.seen,
        explained=_explained(changed),
        by=by,
        now=timezone.now(),
    )
    return _now_there(version, provision_id, by)


@router.post("/{slug}/draft/provisions/{provision_id}/removal", response={204: None})
def remove(request: HttpRequest, slug: str, provision_id: str, looked: LookedIn) -> object:
    """Take a provision out of the draft, unless somebody else changed it."""
    by = actor(request.user)
    actions.remove_provision(
        version_id=drafted(slug, by).id,
        provision_id=provision_id,
        seen=looked.seen,
        by=by,
        now=timezone.now(),
    )
    return Status(204, None)


@router.post("/{slug}/draft/provisions/{provision_id}/move", response={204: None})
def move(request: HttpRequest, slug: str, provision_id: str, towards: TowardsIn) -> object:
    """Let a provision and its neighbour change places."""
    by = actor(request.user)
    actions.move_provision(
        version_id=drafted(slug, by).id,
        provision_id=provision_id,
        up=towards.up,
        by=by,
        now=timezone.now(),
    )
    return Status(204, None)


@router.post("/{slug}/draft/provisions/{provision_id}/return", response={201: DraftProvisionOut})
def bring_back(request: HttpRequest, slug: str, provision_id: str, whence: EditionIn) -> object:
    """Put a provision back as a published draft had it."""
    by = actor(request.user)
    version = drafted(slug, by)
    actions.bring_back_provision(
        version_id=version.id,
        edition_id=whence.edition,
        provision_id=provision_id,
        by=by,
        now=timezone.now(),
    )
    return Status(201, _now_there(version, provision_id, by))


@router.put("/{slug}/draft/description", response={204: None})
def describe(request: HttpRequest, slug: str, said: DescriptionIn) -> object:
    """Change what the draft is called, and the licence of its words."""
    by = actor(request.user)
    actions.describe_draft(
        version_id=drafted(slug, by).id,
        title=said.title,
        summary=said.summary,
        licence=said.licence,
        by=by,
        now=timezone.now(),
    )
    return Status(204, None)


@router.post("/{slug}/draft/names", response={204: None})
def explain(request: HttpRequest, slug: str, new: NameIn) -> object:
    """Explain a name in the draft, so that provisions can be written with it."""
    by = actor(request.user)
    actions.explain_name(
        version_id=drafted(slug, by).id,
        axis=new.axis,
        name=new.name,
        called=new.called,
        parent=new.parent,
        by=by,
        now=timezone.now(),
    )
    return Status(204, None)


@router.delete("/{slug}/draft/names/{axis}/{name}", response={204: None})
def forget(request: HttpRequest, slug: str, axis: str, name: str) -> object:
    """Take a name out of the draft that nothing uses any more."""
    by = actor(request.user)
    actions.forget_name(
        version_id=drafted(slug, by).id, axis=axis, name=name, by=by, now=timezone.now()
    )
    return Status(204, None)


def _written(name: str, values: dict[str, Any], version: Version) -> Written:
    """Read a provision; words in other languages are left to those who translate."""
    language = version.source_language
    written = read_provision(name, values, language)
    return replace(written, texts={language: written.texts[language]})


def _explained(said: ProvisionIn) -> list[NewName]:
    return [NewName(one.axis, one.name, one.called, one.parent) for one in said.names]


def _now_there(version: Version, provision_id: str, by: Actor) -> dict[str, object]:
    document = queries.document(version.id, seen_by=by)
    return _told(find(document, provision_id), document, _tables(document))


def _tables(document: Document) -> dict[str, Any]:
    """Write every provision as its table in TOML would be read."""
    found: dict[str, Any] = tomllib.loads(write(document)).get("provisions", {})
    return found


def _told(one: Written, document: Document, tables: dict[str, Any]) -> dict[str, object]:
    return {
        "id": one.provision.id,
        "seen": fingerprint(one, document.source_language),
        "provision": tables[one.provision.id],
    }
