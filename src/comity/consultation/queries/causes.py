"""What caused a change of a code, and whose ideas went into it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q

from comity.codes import queries as codes
from comity.consultation.models import Conclusion, Disposition, Suggestion
from comity.consultation.queries.answers import HEARD
from comity.kernel.errors import NotFound

ENDED = "consultation__conclusion__concluded_on"
"""The day on which a text was frozen, from one of its rounds."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A contribution because of which a provision changed.

    Attributes:
        consultation_id: in which it was made.
        contribution_id: which one.
        number: place of its round and its own, as in 2.14.
        decision: whether it was taken up wholly or partly.
        suggested: whether it suggested the change itself.
    """

    consultation_id: str
    contribution_id: str
    number: str
    decision: str
    suggested: bool


@dataclass(frozen=True, slots=True)
class Credits:
    """Whose suggestions went into a version.

    Attributes:
        names: as they wanted to be named, each once, in their order.
        unnamed: how many people wanted no name.
    """

    names: tuple[str, ...]
    unnamed: int


def causes(
    before: str, after: str, *, from_draft: bool = False, to_draft: bool = False
) -> Mapping[str, tuple[Cause, ...]]:
    """Tell for each provision because of which contributions it changed between two texts.

    Args:
        before: id of the earlier version.
        after: id of the later version of the same code, or the same one again.
        from_draft: whether the earlier text is a published draft of its version, which people
            were asked about, and not what was frozen in the end.
        to_draft: the same of the later text.

    Returns:
        By the id of the provision; one that no contribution changed is left out.

    Raises:
        NotFound: one of the versions is not public, or they are of different codes.
    """
    first, second = codes.version(before), codes.version(after)
    if first.code_id != second.code_id:
        raise NotFound
    between = Conclusion.objects.filter(
        version__code=second.code_id,
        version__number__gte=first.number + (not from_draft),
        version__number__lte=second.number - to_draft,
    )
    rows = Disposition.objects.filter(
        _stood_at_the_end(),
        contribution__round__consultation__in=between.values("consultation"),
        contribution__withdrawn_on=None,
        decision__in=HEARD,
    )
    rows = rows.select_related("contribution__round", "contribution__suggestion")
    found: dict[str, list[Cause]] = {}
    for row in rows.order_by("contribution__round__place", "contribution__place"):
        said = row.contribution
        cause = Cause(
            said.round.consultation_id,
            said.id,
            f"{said.round.place}.{said.place}",
            row.decision,
            hasattr(said, "suggestion"),
        )
        for provision in row.provisions:
            found.setdefault(provision, []).append(cause)
    return {provision: tuple(several) for provision, several in found.items()}


def credited(version_id: str) -> Credits:
    """Tell whose suggestions went into a frozen version, by the names they chose."""
    heard = Disposition.objects.filter(
        contribution=OuterRef("pk"),
        decision__in=HEARD,
        decided_on__lte=OuterRef(f"round__{ENDED}"),
    )
    rows = Suggestion.objects.filter(
        Exists(heard), round__consultation__conclusion__version=version_id, taken__isnull=False
    )
    rows = rows.order_by("contribution__round__place", "contribution__place")
    names: dict[str, None] = {}
    unnamed: set[str] = set()
    for credit, participant in rows.values_list("credit", "contribution__participant_id"):
        if credit:
            names[credit] = None
        else:
            unnamed.add(participant)
    return Credits(tuple(names), len(unnamed))


def _stood_at_the_end() -> Q:
    """Tell which answers stood when the text was frozen. What is said later changes it no more."""
    end = f"contribution__round__{ENDED}"
    later = Disposition.objects.filter(
        contribution=OuterRef("contribution"),
        turn__gt=OuterRef("turn"),
        decided_on__lte=OuterRef(end),
    )
    return Q(~Exists(later), decided_on__lte=F(end))
