"""Policies beside codes over the API: reading them is public, comparing is for those who write."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from comity.api.pages import USUAL, After, Limit, Page, page_of
from comity.codes import actions, queries
from comity.codes.queries import Beside, PolicyRow
from comity.codes.rules.policies import Part, Relation, Suggestion
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.people.queries import actor

router = Router(tags=["codes"])


class PolicyOut(Schema):
    """A policy that stands beside a code."""

    id: str
    community: str
    title: str
    address: str
    language: str
    licence: str
    added_on: date
    parts: int
    mapped: int


class PolicyPartOut(Schema):
    """One part of a policy."""

    number: int
    title: str
    text: str
    structured: bool


class SuggestionOut(Schema):
    """What a machine would say, where both sides say exactly what they ask."""

    relation: Relation
    part: int


class BesideOut(Schema):
    """A provision of the code, and how the policy stands to it."""

    provision: str
    title: str
    relation: Relation | None
    part: int | None
    note: str
    suggestion: SuggestionOut | None


class LaidOut(PolicyOut):
    """A policy with its parts, beside every provision of the code."""

    units: list[PolicyPartOut]
    provisions: list[BesideOut]
    counts: dict[str, int]


class PolicyIn(Schema):
    """A policy as Markdown, or as TOML of a code."""

    title: str
    language: str
    text: str
    address: str = ""
    licence: str = ""


class MappingIn(Schema):
    """How a policy stands to a provision; part 0 where it says nothing."""

    relation: Relation
    part: int = 0
    note: str = ""


@router.get("/of/{slug}", response=Page[PolicyOut], auth=None)
def policies(request: HttpRequest, slug: str, after: After = "", limit: Limit = USUAL) -> object:
    """List the policies beside the code of a community."""
    community = communities.by_slug(slug)
    return page_of(
        request,
        queries.policy_rows(community.id),
        after,
        limit,
        show=lambda row: _policy(queries.told_policy(row), community=community.slug),
    )


@router.post("/of/{slug}", response={201: PolicyOut})
def add(request: HttpRequest, slug: str, policy: PolicyIn) -> object:
    """Lay a policy beside the code of a community."""
    made = actions.add_policy(
        community_id=communities.by_slug(slug).id,
        title=policy.title,
        address=policy.address,
        language=policy.language,
        licence=policy.licence,
        text=policy.text,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(201, _policy(made))


@router.get("/{policy_id}", response=LaidOut, auth=None)
def policy(request: HttpRequest, policy_id: str) -> object:
    """Show a policy beside the code, provision by provision."""
    laid = queries.laid_beside(policy_id, seen_by=_asker(request))
    return _policy(laid.policy) | {
        "units": [_part(one) for one in laid.parts],
        "provisions": [_beside(one) for one in laid.rows],
        "counts": {relation or "open": count for relation, count in laid.counts.items()},
    }


@router.delete("/{policy_id}", response={204: None})
def remove(request: HttpRequest, policy_id: str) -> object:
    """Take a policy away from beside the code, with what was said of it."""
    actions.remove_policy(policy_id=policy_id, by=actor(request.user), now=timezone.now())
    return Status(204, None)


@router.put("/{policy_id}/provisions/{provision_id}", response={204: None})
def map_provision(
    request: HttpRequest, policy_id: str, provision_id: str, mapping: MappingIn
) -> object:
    """Say how a policy stands to one provision of the code."""
    actions.map_provision(
        policy_id=policy_id,
        provision_id=provision_id,
        relation=mapping.relation,
        part=mapping.part,
        note=mapping.note,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(204, None)


def _asker(request: HttpRequest) -> Actor | None:
    return actor(request.user) if request.user.is_authenticated else None


def _policy(one: PolicyRow, *, community: str = "") -> dict[str, object]:
    return {
        "id": one.id,
        "community": community or communities.community(one.community_id).slug,
        "title": one.title,
        "address": one.address,
        "language": one.language,
        "licence": one.licence,
        "added_on": one.added_on,
        "parts": one.parts,
        "mapped": one.mapped,
    }


def _part(one: Part) -> dict[str, object]:
    return {
        "number": one.number,
        "title": one.title,
        "text": one.body,
        "structured": one.rule is not None,
    }


def _beside(one: Beside) -> dict[str, object]:
    return {
        "provision": one.id,
        "title": one.title,
        "relation": one.relation or None,
        "part": one.part.number if one.part else None,
        "note": one.note,
        "suggestion": _suggestion(one.suggestion) if one.suggestion else None,
    }


def _suggestion(one: Suggestion) -> dict[str, object]:
    return {"relation": one.relation, "part": one.part}
