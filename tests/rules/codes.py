"""Codes as hypothesis makes them: small, so that they touch each other often."""

from dataclasses import replace
from math import prod

from hypothesis import strategies as st

from comity.codes.rules.provisions import Code, Modality, Provision, Taxonomy, Vocabulary
from comity.kernel.order import Bound, Direction

VOCABULARY = Vocabulary(
    behaviours=Taxonomy({"harm": "", "insult": "harm", "threat": "harm", "care": ""}),
    actors=Taxonomy({"everyone": "", "newcomer": "everyone", "steward": "everyone"}),
    spaces=Taxonomy({"everywhere": "", "wiki": "everywhere", "event": "everywhere"}),
)


def sets(*texts):
    return [frozenset(text.split()) for text in texts]


def at_most(days):
    return {"days": Bound(Direction.AT_MOST, days)}


def between(*span):
    return {"kept": Bound(Direction.INTERVAL, span)}


def grounds(*names):
    return {"days": Bound(Direction.SUPERSET, frozenset(names))}


CHOICES = {
    "modality": [*Modality, Modality.MUST, Modality.MUST_NOT, None],
    "derogable": [False, False, False, True],
    "behaviours": sets("harm", "insult", "threat", "care", "insult threat", "harm care"),
    "actors": sets("everyone", "newcomer", "newcomer steward"),
    "spaces": sets("everywhere", "wiki", "wiki event"),
    "exceptions": sets("", "quoting", "quoting art"),
    "parameters": [
        {},
        at_most(1),
        at_most(3),
        at_most(2) | between(1, 3),
        between(2, 4),
        between(5, 6),
        grounds("age"),
        grounds("age", "caste"),
    ],
}
PROVISIONS = prod(len(values) for values in CHOICES.values())
IDS = ["", "a", "ab", "ab", "abx", "bax", "ax", "abcx"]


def numbered(name, refines, number):
    """Find the provision of this number, so that hypothesis draws one number and not eight."""
    chosen = {}
    for attribute, values in CHOICES.items():
        number, place = divmod(number, len(values))
        chosen[attribute] = values[place]
    return Provision(name, refines=refines, **chosen)


@st.composite
def codes(draw, overlay=None, refines=("",)):
    drawn = tuple(
        numbered(name, draw(st.sampled_from(refines)), draw(st.integers(0, PROVISIONS - 1)))
        for name in draw(st.sampled_from(IDS))
    )
    return Code(drawn, overlay=draw(st.booleans()) if overlay is None else overlay)


floors = codes(overlay=False)
overlays = codes(overlay=True, refines=("", "a", "x"))
anything = codes(refines=("", "a", "b", "x", "nowhere"))


def raised(code):
    """Make a code stricter in several respects, as a careful community would."""

    def up(provision):
        tightened = {
            name: replace(bound, value=max(1, bound.value - 1))
            if bound.direction is Direction.AT_MOST
            else bound
            for name, bound in provision.parameters.items()
        }
        return replace(provision, exceptions=frozenset(), parameters=tightened, derogable=False)

    return Code(tuple(up(one) for one in code.provisions))
