"""Codes as hypothesis makes them: small, so that they touch each other often."""

from dataclasses import replace
from itertools import combinations
from math import prod

from hypothesis import strategies as st

from comity.codes.rules.provisions import Code, Modality, Provision, Taxonomy, Vocabulary
from comity.kernel.order import Bound, Direction, stricter

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
IDS = ["", "a", "ab", "ab", "abx", "bax", "ax", "abcx"]


def numbered(name, refines, number):
    """Find the provision of this number, so that hypothesis draws one number and not eight."""
    return Provision(name, refines=refines, **chosen(CHOICES, number))


@st.composite
def codes(draw, overlay=None, refines=("",)):
    drawn = tuple(
        numbered(name, draw(st.sampled_from(refines)), draw(choices(CHOICES)))
        for name in draw(st.sampled_from(IDS))
    )
    return Code(drawn, overlay=draw(st.booleans()) if overlay is None else overlay)


BOUNDS = {
    Direction.AT_LEAST: [1, 3],
    Direction.AT_MOST: [1, 3],
    Direction.SUPERSET: sets("", "age", "age caste"),
    Direction.SUBSET: sets("", "age", "age caste"),
    Direction.ONE_OF_ORDER: ["low", "high"],
    Direction.INTERVAL: [(1, 3), (2, 4), (5, 6)],
    Direction.EXACT: ["this", 3],
}
EVERY_BOUND = [
    Bound(direction, value, ("low", "high") if direction is Direction.ONE_OF_ORDER else (), unit)
    for direction, values in BOUNDS.items()
    for value in values
    for unit in ("", "days")
]
NAMES = ["a", "b", "c", "x"]
MADE_UP = ["harm", "insult", "threat", "care", "prank", "joke", "unplaced"]
PLACES = [None, "", "harm", "insult", "prank", "joke", "unplaced", "nowhere"]
WILD = {
    "modality": [*Modality, Modality.MUST_NOT, Modality.MUST_NOT, None],
    "derogable": [False, False, False, False, True],
    "behaviours": [
        *({one} for one in MADE_UP),
        *({one, other} for one, other in combinations(MADE_UP, 2)),
        set(),
    ],
    "actors": sets("everyone", "everyone", "newcomer", "newcomer steward", "bot", ""),
    "spaces": sets("everywhere", "everywhere", "wiki", "wiki event", "chat"),
    "exceptions": sets("", "quoting", "quoting art"),
    "parameters": [
        {},
        *({"p": bound} for bound in EVERY_BOUND),
        *({"p": bound, "q": EVERY_BOUND[0]} for bound in EVERY_BOUND),
    ],
    "refines": ["", "", *NAMES, "nowhere"],
    "aliases": sets("", "", "a", "x", "old"),
}
"""Of anything that can be stored, sensible or not; provisions may refine one another in circles."""


def choices(options):
    """Draw one number that stands for a choice of each option."""
    return st.integers(0, prod(len(values) for values in options.values()) - 1)


def chosen(options, number):
    """Take the choices that a number stands for."""
    taken = {}
    for name, values in options.items():
        number, place = divmod(number, len(values))
        taken[name] = values[place]
    return taken


def wild_provision(name, number):
    taken = chosen(WILD, number)
    return Provision(
        name,
        **taken
        | {"behaviours": frozenset(taken["behaviours"]), "aliases": taken["aliases"] - {name}},
    )


@st.composite
def wild_codes(draw):
    names = draw(st.sampled_from(["", "a", "ab", "bax", "cb", "abcx"]))
    provisions = tuple(wild_provision(name, draw(choices(WILD))) for name in names)
    return Code(provisions, overlay=draw(st.booleans()))


TREES = dict.fromkeys(MADE_UP, PLACES)
BOTS = {"bot": [None, "everyone", "bot"]}


@st.composite
def wild_vocabularies(draw):
    """Make the names of one code: unplaced, split, or standing under each other in a circle."""
    trees = [
        {
            name: above
            for name, above in chosen(options, draw(choices(options))).items()
            if above is not None
        }
        for options in (TREES, BOTS)
    ]
    return Vocabulary(behaviours=Taxonomy(trees[0]), actors=Taxonomy(trees[1]))


wild_levels = st.tuples(wild_codes(), wild_vocabularies())
chains = st.lists(wild_levels, min_size=3, max_size=5)
"""Codes over one another, each with names of its own, at least three deep."""

floors = codes(overlay=False)
overlays = codes(overlay=True, refines=("", "a", "x"))
anything = codes(refines=("", "a", "b", "x", "nowhere"))


@st.composite
def tightened(draw, provision):
    """Make a provision stricter in any respects, without letting it speak of anything else."""
    strong = {Modality.SHOULD: Modality.MUST, Modality.SHOULD_NOT: Modality.MUST_NOT}
    parameters = dict(provision.parameters)
    for name, bound in provision.parameters.items():
        other = draw(st.sampled_from([one for one in EVERY_BOUND if one.unit == bound.unit]))
        parameters[name] = stricter(bound, other)
    if draw(st.booleans()):
        parameters["more"] = draw(st.sampled_from(EVERY_BOUND))
    return replace(
        provision,
        modality=strong.get(provision.modality, provision.modality)
        if draw(st.booleans())
        else provision.modality,
        derogable=False,
        exceptions=frozenset(one for one in sorted(provision.exceptions) if draw(st.booleans())),
        parameters=parameters,
    )


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
