"""Which changes of sources leave their translations right."""

from collections.abc import Collection, Mapping, Sequence

from comity.codes.models import KeptTranslations
from comity.codes.rules.sources import Pair


def kept_pairs(code_id: str) -> Mapping[str, Sequence[Pair]]:
    """List the changes that leave translations right, by provision."""
    return kept_pairs_of([code_id]).get(code_id, {})


def kept_pairs_of(code_ids: Collection[str]) -> Mapping[str, Mapping[str, Sequence[Pair]]]:
    """List the same for several codes, by code and provision."""
    found: dict[str, dict[str, list[Pair]]] = {}
    rows = KeptTranslations.objects.filter(code__in=code_ids, ended_on=None).order_by("id")
    for code_id, key, before, after in rows.values_list("code", "key", "before", "after"):
        found.setdefault(code_id, {}).setdefault(key, []).append((before, after))
    return found
