"""Codes over the API: what binds, what changed, what falls below the floor. Reading is public."""

from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Query, Router, Schema, Status
from pydantic import Field

from comity.access.queries import require
from comity.access.rules import Permission
from comity.api.codes_effects import EffectsIn, EffectsOut, told_effects
from comity.api.confirming import confirmed
from comity.api.pages import USUAL, After, Limit, Page, page, page_of
from comity.api.translations import UnitTranslationIn
from comity.codes import actions, queries
from comity.codes.queries import Version
from comity.codes.queries.comparing import compare
from comity.codes.queries.exporting import Format, export
from comity.codes.rules.documents import LONGEST_CODE, Text, TextState
from comity.codes.rules.effective import EffectiveCode, EffectiveProvision, Origin, structure
from comity.codes.rules.floor import Finding
from comity.codes.rules.reader import read_local
from comity.codes.rules.redline import Change
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.people.queries import actor

router = Router(tags=["codes"])
Tag = Annotated[str, Query(min_length=2, max_length=35)]


class TextOut(Schema):
    """The words of a provision in one language, and how far they can be trusted."""

    language: str
    title: str
    text: str
    example: str
    state: str


class OriginOut(Schema):
    """Where a provision that binds comes from."""

    community: str
    version: str
    provision: str


class SourceOut(Schema):
    """Where the words of a provision were taken from."""

    title: str
    address: str
    section: str
    licence: str


class ProvisionOut(Schema):
    """A provision that binds. Its structure says exactly what it asks of whom, and where."""

    id: str
    number: str
    kind: str
    structured: bool
    structure: dict[str, object]
    texts: list[TextOut]
    source: SourceOut | None
    origins: list[OriginOut]


class CodeOut(Schema):
    """Everything that binds in a community. The hash names it for good."""

    community: str
    hash: str
    versions: list[str]
    provisions: list[ProvisionOut]
    inert: list[OriginOut]


class VersionOut(Schema):
    """A version of a community's own code."""

    id: str
    community: str
    number: int
    state: str
    title: dict[str, str]
    source_language: str
    licence: str
    hash: str
    in_force_since: datetime | None
    effects: EffectsOut | None


class PartOut(Schema):
    """A stretch of words: same, added or removed."""

    op: str
    text: str


class ChangeOut(Schema):
    """What happened to one provision."""

    provision: str
    kinds: list[str]
    fields: list[str]
    tendency: str
    tendencies: dict[str, str]
    structured: bool
    before: dict[str, object] | None
    after: dict[str, object] | None
    language: str
    title: list[PartOut]
    text: list[PartOut]
    example: list[PartOut]


class ComparedOut(Schema):
    """A redline in a few numbers: strengthening, weakening, incomparable, or the same."""

    before: str
    after: str
    tendency: str
    kinds: dict[str, int]
    tendencies: dict[str, int]
    languages: list[str]


class FileOut(Schema):
    """A code as a file: its name, its type, and what stands in it."""

    name: str
    content_type: str
    text: str


class WitnessOut(Schema):
    """Somebody whom the floor speaks of and the local code leaves behind."""

    behaviour: str
    actor: str
    space: str


class FindingOut(Schema):
    """One respect in which a local code falls below the floor."""

    dimension: str
    floor: str
    local: str
    parameter: str
    wanted: str
    given: str
    witness: WitnessOut
    title: str


class DraftIn(Schema):
    """A code as TOML."""

    toml: Annotated[str, Field(max_length=LONGEST_CODE)]


@router.get("/versions/{version_id}", response=VersionOut, auth=None)
def version(request: HttpRequest, version_id: str) -> object:
    """Show one version; a draft shows itself to its authors."""
    return told_version(queries.version(version_id, seen_by=_asker(request)))


@router.get("/versions/{version_id}/findings", response=Page[FindingOut], auth=None)
def findings(
    request: HttpRequest, version_id: str, after: After = "", limit: Limit = USUAL
) -> object:
    """List where a local version falls below the floor of today, each with a witness."""
    found = queries.floor_findings(version_id, seen_by=_asker(request))
    return page(
        request,
        found.findings,
        after,
        limit,
        name=_name,
        show=lambda one: _finding(one, found.code),
    )


@router.get("/versions/{before}/changes/{later}", response=Page[ChangeOut], auth=None)
def redline(
    request: HttpRequest,
    before: str,
    later: str,
    *,
    language: Tag = "en",
    after: After = "",
    limit: Limit = USUAL,
) -> object:
    """List what changed from one version or published draft to another, word by word.

    They can be of two different codes: provisions that say nearly the same are then compared.
    """
    found = compare(before, later, language=language, seen_by=_asker(request)).changes
    return page(request, found, after, limit, name=lambda one: one.provision_id, show=_change)


@router.get("/versions/{before}/summary/{later}", response=ComparedOut, auth=None)
def compared(request: HttpRequest, before: str, later: str) -> object:
    """Tell in a few numbers what changed from one version or published draft to another."""
    found = compare(before, later, language="", seen_by=_asker(request))
    return {
        "before": before,
        "after": later,
        "tendency": found.summary.tendency,
        "kinds": {str(kind): count for kind, count in found.summary.kinds.items()},
        "tendencies": {str(way): count for way, count in found.summary.tendencies.items()},
        "languages": list(found.languages),
    }


@router.get("/versions/{version_id}/file/{format_name}", response=FileOut, auth=None)
def file(request: HttpRequest, version_id: str, format_name: Format, language: str = "") -> object:
    """Write a version or a published draft as a file that can be brought in again."""
    return export(version_id, format_name, language=language, seen_by=_asker(request))


@router.post("/versions/{version_id}/freeze", response=VersionOut)
def freeze(request: HttpRequest, version_id: str, effects: EffectsIn) -> object:
    """Freeze a draft, and say what it means for some: neither changes ever again."""
    frozen = actions.freeze(
        version_id=version_id, effects=effects.said(), by=confirmed(request), now=timezone.now()
    )
    return told_version(frozen)


@router.post("/versions/{version_id}/put-in-force", response=VersionOut)
def put_in_force(request: HttpRequest, version_id: str) -> object:
    """Let a frozen version bind, in place of the one that does."""
    by = confirmed(request)
    return told_version(actions.put_in_force(version_id=version_id, by=by, now=timezone.now()))


@router.put("/versions/{version_id}/provisions/{provision_id}/{language}", response={204: None})
def translate(
    request: HttpRequest,
    version_id: str,
    provision_id: str,
    language: str,
    translation: UnitTranslationIn,
) -> object:
    """Put a provision into another language, or correct its translation."""
    actions.translate(
        version_id=version_id,
        provision_id=provision_id,
        language=language,
        text=Text(translation.title, translation.text, translation.example),
        state=translation.state,
        made_from=translation.made_from,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(204, None)


@router.get("/{slug}", response=CodeOut, auth=None)
def code(request: HttpRequest, slug: str) -> object:
    """Show what binds in a community, and where each provision comes from."""
    del request
    community = communities.by_slug(slug)
    binding = queries.effective_code(community.id)
    if binding is None:
        raise NotFound
    return {
        "community": community.slug,
        "hash": binding.hash,
        "versions": [one.version_id for one in binding.levels],
        "provisions": [_provision(one) for one in binding.provisions],
        "inert": [_origin(one) for one in binding.inert],
    }


@router.get("/{slug}/versions", response=Page[VersionOut], auth=None)
def versions(request: HttpRequest, slug: str, after: After = "", limit: Limit = USUAL) -> object:
    """List the versions of a community's own code, the newest first."""
    community = communities.by_slug(slug)
    found = queries.version_rows(community.id, seen_by=_asker(request))
    told = partial(told_version, community=community.slug)
    return page_of(request, found, after, limit, show=lambda row: told(queries.told_version(row)))


@router.post("/{slug}/versions", response={201: VersionOut})
def write_draft(request: HttpRequest, slug: str, draft: DraftIn) -> object:
    """Write the draft of a community's next version, in place of the draft there is."""
    by = actor(request.user)
    community = communities.by_slug(slug)
    require(by, Permission.CODE_EDIT, on=community.id)
    document = read_local(draft.toml, queries.names_above(community.id).vocabulary)
    written = actions.write_draft(
        community_id=community.id, document=document, by=by, now=timezone.now()
    )
    return Status(201, told_version(written))


def _asker(request: HttpRequest) -> Actor | None:
    return actor(request.user) if request.user.is_authenticated else None


def told_version(one: Version, *, community: str = "") -> VersionOut:
    """Tell of a version; a list knows the short name of its community already."""
    return VersionOut(
        id=one.id,
        community=community or communities.community(one.community_id).slug,
        number=one.number,
        state=one.state,
        title=dict(one.title),
        source_language=one.source_language,
        licence=one.licence,
        hash=one.content_hash,
        in_force_since=one.in_force_since,
        effects=told_effects(one.effects),
    )


def _provision(one: EffectiveProvision) -> dict[str, object]:
    phrasing = one.lead.phrasing
    return {
        "id": one.id,
        "number": one.number,
        "kind": one.provision.kind,
        "structured": one.provision.structured,
        "structure": structure(one.provision),
        "texts": [
            {
                "language": language,
                "title": text.title,
                "text": text.body,
                "example": text.example,
                "state": phrasing.states.get(language, TextState.COMPLETE),
            }
            for language, text in phrasing.texts.items()
        ],
        "source": asdict(one.lead.source) if one.lead.source else None,
        "origins": [_origin(origin) for origin in one.origins],
    }


def _origin(one: Origin) -> dict[str, str]:
    return {
        "community": one.community_id,
        "version": one.version_id,
        "provision": one.provision_id,
    }


def _change(one: Change) -> ChangeOut:
    return ChangeOut(
        provision=one.provision_id,
        kinds=list(one.kinds),
        fields=list(one.fields),
        tendency=one.tendency,
        tendencies=dict(one.tendencies),
        structured=one.structured,
        before=structure(one.before) if one.before else None,
        after=structure(one.after) if one.after else None,
        language=one.language,
        title=[PartOut(op=part.op, text=part.text) for part in one.title],
        text=[PartOut(op=part.op, text=part.text) for part in one.body],
        example=[PartOut(op=part.op, text=part.text) for part in one.example],
    )


def _name(one: Finding) -> str:
    """Name a finding by where it stands: no two of them say the same of the same."""
    where = (one.witness.behaviour, one.witness.actor, one.witness.space)
    return "/".join((one.floor_id, one.local_id, one.dimension, one.parameter, *where))


def _finding(one: Finding, code: EffectiveCode) -> FindingOut:
    told = queries.tell(one, code.words, get_language() or "en")
    return FindingOut(
        dimension=one.dimension,
        floor=one.floor_id,
        local=one.local_id,
        parameter=one.parameter,
        wanted=one.wanted,
        given=one.given,
        witness=WitnessOut(
            behaviour=one.witness.behaviour, actor=one.witness.actor, space=one.witness.space
        ),
        title=f"{told.sentence} {told.witness}",
    )
