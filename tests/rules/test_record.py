import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from comity.kernel.chain import START, Written, first_broken, next_hash

JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
    max_leaves=5,
)


def line(subject, *, after=None, number=None, shown="{}", hidden=b"", **told):
    """Write a line as the record does, slowly and from the definition."""
    number = number or (after.number + 1 if after else 1)
    told = {"kind": "a:b", "actor": "system:clock", "at": "2026-03-02"} | told
    previous_hash = after.own_hash if after else START
    body = {"chain": "open", "number": number, "subject": subject, **told}
    body |= {"shown": json.loads(shown), "hidden": hidden.hex()}
    return Written(
        number=number,
        subject=subject,
        shown=shown,
        hidden=hidden,
        previous_hash=previous_hash,
        own_hash=next_hash(previous_hash, body),
        **told,
    )


A = line("a")
B = line("b", after=A)
C = line("c", after=B)
D = line("d", after=C)
X = line("x", after=A)


def test_an_untouched_record_is_whole():
    assert first_broken("open", [A, B, C, D]) is None


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        pytest.param([A, B._replace(subject="x"), C, D], 2, id="changed"),
        pytest.param([A, X, C, D], 3, id="changed and hashed anew"),
        pytest.param([A, X, C._replace(previous_hash=X.own_hash), D], 3, id="and linked anew"),
        pytest.param([B, C, D], 1, id="first line dropped"),
        pytest.param([A, C, D], 2, id="dropped"),
        pytest.param([A, B, X, C, D], 3, id="inserted"),
        pytest.param([A, B, line("x", after=B), C, D], 4, id="inserted where it fits"),
        pytest.param([A, C, B, D], 2, id="reordered"),
        pytest.param([A, line("b", after=A, number=7)], 2, id="with another number"),
    ],
)
def test_the_first_line_that_does_not_follow_is_named(lines, named):
    assert first_broken("open", lines) == named


def test_a_line_of_the_other_chain_does_not_belong_here():
    assert first_broken("sealed", [A]) == 1


@given(
    some.lists(
        some.fixed_dictionaries(
            {name: some.text() for name in ("subject", "kind", "actor", "at")}
            | {"hidden": some.binary(), "shown": some.dictionaries(some.text(), JSON)}
        ),
        max_size=4,
    )
)
def test_reading_fast_finds_what_writing_wrote(facts):
    lines = []
    for fact in facts:
        shown = json.dumps(fact.pop("shown"))  # as a database keeps it: spaced, in any order
        lines.append(line(**fact, shown=shown, after=lines[-1] if lines else None))
    assert first_broken("open", lines) is None
    assert all(one.own_hash == two.previous_hash for one, two in pairwise(lines))
