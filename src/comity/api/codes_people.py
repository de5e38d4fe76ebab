"""Who translates a code and who judges its words, over the API. Nobody is listed here."""

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from comity.api.confirming import confirmed
from comity.codes.actions.reviewers import dismiss_reviewer, name_reviewer
from comity.codes.actions.translators import allow_translator, dismiss_translator
from comity.communities import queries as communities

router = Router(tags=["codes"])


class SomebodyIn(Schema):
    """The name by which somebody signs in. It is sent, so that no address holds it."""

    username: Annotated[str, Field(max_length=150)]


@router.post("/{slug}/translators", response={204: None})
def allow(request: HttpRequest, slug: str, who: SomebodyIn) -> object:
    """Let somebody translate the code of a community, and review what others translate."""
    allow_translator(
        community_id=communities.by_slug(slug).id,
        username=who.username,
        by=confirmed(request),
        now=timezone.now(),
    )
    return Status(204, None)


@router.post("/{slug}/translators/dismissal", response={204: None})
def dismiss(request: HttpRequest, slug: str, who: SomebodyIn) -> object:
    """Let somebody translate the code of a community no longer. What they translated stays."""
    dismiss_translator(
        community_id=communities.by_slug(slug).id,
        username=who.username,
        by=confirmed(request),
        now=timezone.now(),
    )
    return Status(204, None)


@router.post("/{slug}/reviewers", response={204: None})
def name(request: HttpRequest, slug: str, who: SomebodyIn) -> object:
    """Let somebody judge words of codes at a community and at everything below it."""
    name_reviewer(
        community_id=communities.by_slug(slug).id,
        username=who.username,
        by=confirmed(request),
        now=timezone.now(),
    )
    return Status(204, None)


@router.post("/{slug}/reviewers/dismissal", response={204: None})
def dismiss_judge(request: HttpRequest, slug: str, who: SomebodyIn) -> object:
    """Let somebody judge words there no longer. What they judged stays."""
    dismiss_reviewer(
        community_id=communities.by_slug(slug).id,
        username=who.username,
        by=confirmed(request),
        now=timezone.now(),
    )
    return Status(204, None)
