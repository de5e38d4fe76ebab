"""Opinions that were asked for on drafts. All of them are public."""

from typing import TypeAlias

from django.db.models import Count, QuerySet

from comity.codes.models import Advice, AdviceRequest
from comity.kernel.errors import NotFound

AdviceRow: TypeAlias = AdviceRequest
"""A question as skins hold it, with its draft and its community."""
OpinionRow: TypeAlias = Advice
"""An opinion as skins hold it."""


def advice(request_id: str) -> AdviceRow:
    """Find a question.

    Raises:
        NotFound: there is none.
    """
    row = _all().filter(id=request_id).first()
    if row is None:
        raise NotFound
    return row


def advice_asked(*, community_id: str = "", open_only: bool = False) -> QuerySet[AdviceRow]:
    """List questions, the newest first; of one community's code, or of all."""
    found = _all()
    if community_id:
        found = found.filter(edition__version__code__community=community_id)
    if open_only:
        found = found.filter(answers=None)
    return found.order_by("-asked_on", "id")


def opinions_on(request_id: str) -> list[OpinionRow]:
    """List the opinions that were given when asked, in their order."""
    rows = Advice.objects.filter(request=request_id).select_related("person")
    return list(rows.order_by("given_on", "id"))


def _all() -> QuerySet[AdviceRequest]:
    rows = AdviceRequest.objects.select_related("edition__version__code__community", "person")
    return (
        rows.defer("edition__document")
        .prefetch_related("edition__version__code__community__names", "answers")
        .annotate(given=Count("answers"))
    )
