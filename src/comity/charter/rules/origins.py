"""Which agreed text a number comes from."""

from comity.charter.rules.agreed import Agreed, Origin


def origin_of(key: str, agreed: Agreed) -> Origin | None:
    """Find where a number comes from; of several patterns that fit, the first one counts."""
    parts = key.split(".")
    for origin in agreed.origins:
        if any(fits(pattern, parts) for pattern in origin.keys):
            return origin
    return None


def fits(pattern: str, parts: list[str]) -> bool:
    """Tell whether a pattern such as ``guideline.**`` or ``roles.*.age`` covers a key."""
    wanted = pattern.split(".")
    if wanted[-1] == "**":
        wanted, parts = wanted[:-1], parts[: len(wanted) - 1]
    return len(wanted) == len(parts) and all(
        one in ("*", part) for one, part in zip(wanted, parts, strict=True)
    )
