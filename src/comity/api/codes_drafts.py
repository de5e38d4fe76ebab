"""Drafts over the API: templates, the draft as TOML or JSON, and its public editions."""

import tomllib
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from comity.access.queries import require
from comity.access.rules import Permission
from comity.api.codes import VersionOut, told_version
from comity.api.confirming import confirmed
from comity.api.pages import USUAL, After, Limit, Page, page, page_of
from comity.codes import actions, queries
from comity.codes.queries import Edition, Template, Version
from comity.codes.rules.documents import LONGEST_CODE
from comity.codes.rules.drafts import document_hash
from comity.codes.rules.reader import read_local
from comity.codes.rules.writer import write
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.people.queries import actor

router = Router(tags=["codes"])


class TemplateOut(Schema):
    """A code to start a draft from."""

    name: str
    title: dict[str, str]
    summary: dict[str, str]
    source_language: str
    licence: str
    number: int


class StartIn(Schema):
    """What a draft starts from: the name of a template, or nothing."""

    template: str = ""
    title: str = ""
    language: str = "en"


class DraftOut(Schema):
    """A draft as its authors see it. The hash names all of it, translations too."""

    version: VersionOut
    hash: str
    toml: str
    document: dict[str, Any]


class WholeDraftIn(Schema):
    """A draft as TOML, or as JSON of the same shape.

    Where ``seen`` is given, the draft is only written over while it has that hash.
    """

    toml: Annotated[str, Field(max_length=LONGEST_CODE)] = ""
    document: dict[str, Any] = {}
    seen: Annotated[str, Field(max_length=64)] = ""


class EditionOut(Schema):
    """A draft as it was published on one day. The hash is SHA-256 of its TOML."""

    id: str
    community: str
    version: str
    version_number: int
    number: int
    hash: str
    made_on: date


class WholeEditionOut(EditionOut):
    """A published draft with all that it says."""

    toml: str
    document: dict[str, Any]


@router.get("/editions/{edition_id}", response=WholeEditionOut, auth=None)
def edition(request: HttpRequest, edition_id: str) -> object:
    """Show a published draft with all that it says."""
    del request
    found = queries.edition(edition_id)
    text = queries.edition_text(edition_id)
    return _edition(found) | {"toml": text, "document": tomllib.loads(text)}


@router.post("/versions/{version_id}/editions", response={201: EditionOut})
def publish_edition(request: HttpRequest, version_id: str) -> object:
    """Publish a draft as it is now; everybody can read it, for good."""
    by = actor(request.user)
    made = actions.publish_edition(version_id=version_id, by=by, now=timezone.now())
    return Status(201, _edition(made))


@router.get("/{slug}/templates", response=Page[TemplateOut], auth=None)
def templates(request: HttpRequest, slug: str, after: After = "", limit: Limit = USUAL) -> object:
    """List what a community can start a draft from, the nearest first."""
    community = communities.by_slug(slug)
    found = queries.templates(community.id)
    return page(request, found, after, limit, name=lambda one: one.name, show=_template)


@router.get("/{slug}/editions", response=Page[EditionOut], auth=None)
def editions(request: HttpRequest, slug: str, after: After = "", limit: Limit = USUAL) -> object:
    """List the published drafts of a community's code, the newest first."""
    community = communities.by_slug(slug)
    return page_of(
        request,
        queries.edition_rows(community.id),
        after,
        limit,
        show=lambda row: _edition(queries.told_edition(row), community=community.slug),
    )


@router.get("/{slug}/draft", response=DraftOut)
def draft(request: HttpRequest, slug: str) -> object:
    """Show the draft of a community's code to its authors."""
    by = actor(request.user)
    found = drafted(slug, by)
    document = queries.document(found.id, seen_by=by)
    text = write(document)
    return {
        "version": told_version(found),
        "hash": document_hash(document),
        "toml": text,
        "document": tomllib.loads(text),
    }


@router.post("/{slug}/draft", response={201: VersionOut})
def start(request: HttpRequest, slug: str, wanted: StartIn) -> object:
    """Start a draft from a template or from nothing."""
    made = actions.start_draft(
        community_id=communities.by_slug(slug).id,
        template=wanted.template,
        title=wanted.title,
        language=wanted.language,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(201, told_version(made))


@router.put("/{slug}/draft", response=VersionOut)
def replace_draft(request: HttpRequest, slug: str, whole: WholeDraftIn) -> object:
    """Let the draft say what is sent, as TOML or as JSON of the same shape."""
    by = actor(request.user)
    community = communities.by_slug(slug)
    require(by, Permission.CODE_EDIT, on=community.id)
    names = queries.names_above(community.id)
    document = read_local(whole.toml or whole.document, names.vocabulary)
    written = actions.write_draft(
        community_id=community.id, document=document, by=by, now=timezone.now(), seen=whole.seen
    )
    return told_version(written)


@router.delete("/{slug}/draft", response={204: None})
def discard(request: HttpRequest, slug: str) -> object:
    """Discard a draft that was never published."""
    by = confirmed(request)
    found = drafted(slug, by)
    actions.discard_draft(version_id=found.id, by=by, now=timezone.now())
    return Status(204, None)


def drafted(slug: str, by: Actor) -> Version:
    """Find the draft of a community for its authors; for everybody else there is none."""
    found = queries.draft_of(communities.by_slug(slug).id, seen_by=by)
    if found is None:
        raise NotFound
    return found


def _template(one: Template) -> dict[str, object]:
    return {
        "name": one.name,
        "title": one.title,
        "summary": one.summary,
        "source_language": one.source_language,
        "licence": one.licence,
        "number": one.number,
    }


def _edition(one: Edition, *, community: str = "") -> dict[str, object]:
    return {
        "id": one.id,
        "community": community or communities.community(one.community_id).slug,
        "version": one.version_id,
        "version_number": one.version_number,
        "number": one.number,
        "hash": one.content_hash,
        "made_on": one.made_on,
    }
