"""Which changes of sources leave their translations right."""

from collections.abc import Mapping, Sequence

from comity.codes.models import KeptTranslations
from comity.codes.rules.sources import Pair


def kept_pairs(code_id: str) -> Mapping[str, Sequence[Pair]]:
    """List the changes that leave translations right, by provision."""
    found: dict[str, list[Pair]] = {}
    rows = KeptTranslations.objects.filter(code=code_id).order_by("id")
    for key, before, after in rows.values_list("key", "before", "after"):
        found.setdefault(key, []).append((before, after))
    return found
