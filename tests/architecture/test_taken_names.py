"""No address of ours hides a community: what stands where its short name does is taken."""

from collections import defaultdict

from django.urls import get_resolver

from comity.communities.rules import TAKEN

SHORT_NAMES = {"<slug>", "<slug:slug>"}
OF_BODIES = "/bodies"
"""There the short name is that of a body."""


def routes(patterns, before=""):
    for one in patterns:
        whole = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from routes(one.url_patterns, whole)
        else:
            yield whole


def beside_short_names(whole):
    """Map each address up to a short name to the fixed words that can stand there instead."""
    places, fixed = set(), defaultdict(set)
    for route in whole:
        parts = route.strip("/").split("/")
        for at, part in enumerate(parts):
            before = "/".join(parts[:at])
            if part in SHORT_NAMES:
                places.add(before)
            elif part and not part.startswith("<"):
                fixed[before].add(part)
    return {place: fixed[place] for place in places if not place.endswith(OF_BODIES)}


def test_every_fixed_word_beside_a_short_name_is_taken_and_nothing_else():
    found = beside_short_names(routes(get_resolver().url_patterns))
    assert "api/v1/codes" in found
    assert set().union(*found.values()) == TAKEN


def test_a_planted_address_is_found():
    planted = ("api/v1/codes/<slug>", "api/v1/codes/lamps/<lamp_id>", "api/v1/bodies/<slug>")
    assert beside_short_names(planted) == {"api/v1/codes": {"lamps"}}
