"""Reading how the policies of a community stand to its code. Everybody can."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.access.queries import may
from comity.access.rules import Permission
from comity.codes import queries
from comity.codes.queries import LaidBeside
from comity.codes.rules.policies import Suggestion
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.kernel.errors import NotFound
from comity.web.acting import reader
from comity.web.codes import told
from comity.web.codes.policies.words import NOT_LOOKED, RELATIONS
from comity.web.pages import show
from comity.web.tables import csv_file


@require_safe
def policies(request: HttpRequest, slug: str) -> HttpResponse:
    """List the policies that stand beside a community's code."""
    community = communities.by_slug(slug)
    return show(
        request,
        "codes/policies/policies.html",
        community=community,
        trail=trail(community),
        policies=queries.policies(community.id),
        writes=writes(request, community),
    )


@require_safe
def policy(request: HttpRequest, slug: str, policy_id: str) -> HttpResponse:
    """Show a policy beside the code, provision by provision."""
    community, laid = found(request, slug, policy_id)
    wanted = request.GET.get("relation", "")
    relation = "" if wanted == NOT_LOOKED else wanted
    rows = [one for one in laid.rows if not wanted or one.relation == relation]
    return show(
        request,
        "codes/policies/policy.html",
        community=community,
        trail=trail(community),
        laid=laid,
        policy=laid.policy,
        rows=[(one, RELATIONS[one.relation], _suggested(one.suggestion)) for one in rows],
        counts=[
            (relation or NOT_LOOKED, RELATIONS[relation], count)
            for relation, count in laid.counts.items()
        ],
        wanted=wanted,
        writes=writes(request, community),
    )


@require_safe
def table(request: HttpRequest, slug: str, policy_id: str, kind: str) -> HttpResponse:
    """Hand out the comparison as a file for spreadsheets or programs."""
    _community, laid = found(request, slug, policy_id)
    if kind == "csv":
        heading = (_("Provision"), _("Title"), _("How it stands"), _("Part"), _("Note"))
        return csv_file(
            f"policy-{policy_id}",
            heading,
            (
                (
                    one.id,
                    one.title,
                    str(RELATIONS[one.relation][0]),
                    one.part.title or str(one.part.number) if one.part else "",
                    one.note,
                )
                for one in laid.rows
            ),
        )
    if kind != "json":
        raise NotFound
    return JsonResponse(
        {
            "policy": laid.policy.id,
            "title": laid.policy.title,
            "counts": {relation or NOT_LOOKED: count for relation, count in laid.counts.items()},
            "provisions": [
                {
                    "provision": one.id,
                    "relation": one.relation or None,
                    "part": one.part.number if one.part else None,
                    "note": one.note,
                }
                for one in laid.rows
            ],
        }
    )


def found(request: HttpRequest, slug: str, policy_id: str) -> tuple[CommunityRow, LaidBeside]:
    """Find a policy under the address of its own community.

    Raises:
        NotFound: there is none.
    """
    community = communities.by_slug(slug)
    if queries.policy(policy_id).community_id != community.id:
        raise NotFound
    return community, queries.laid_beside(policy_id, seen_by=reader(request))


def writes(request: HttpRequest, community: CommunityRow) -> bool:
    """Tell whether somebody may say how a policy stands."""
    by = reader(request)
    return by is not None and may(by, Permission.CODE_EDIT, on=community.id)


def trail(community: CommunityRow) -> list[tuple[str, str]]:
    """Lead from the movement down to the community whose policy this is."""
    path = communities.ancestors(community.id)
    return [(one.name, told.community_url(one)) for one in reversed(path)]


def _suggested(suggestion: Suggestion | None) -> str:
    return str(RELATIONS[suggestion.relation][0]) if suggestion else ""
