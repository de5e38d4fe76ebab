from dataclasses import replace

import pytest

from comity.kernel.chain import START, Link, first_broken, next_hash


def link(text, *, after=None):
    previous_hash, body = after.own_hash if after else START, {"text": text}
    return Link(body, previous_hash, next_hash(previous_hash, body))


A = link("a")
B = link("b", after=A)
C = link("c", after=B)
D = link("d", after=C)
X = link("x", after=A)


def test_an_untouched_record_is_whole():
    assert first_broken([A, B, C, D]) is None


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        pytest.param([A, replace(B, body={"text": "x"}), C, D], 2, id="changed"),
        pytest.param([A, X, C, D], 3, id="changed and hashed anew"),
        pytest.param([A, X, replace(C, previous_hash=X.own_hash), D], 3, id="and linked anew"),
        pytest.param([B, C, D], 1, id="first line dropped"),
        pytest.param([A, C, D], 2, id="dropped"),
        pytest.param([A, B, X, C, D], 3, id="inserted"),
        pytest.param([A, B, link("x", after=B), C, D], 4, id="inserted where it fits"),
        pytest.param([A, C, B, D], 2, id="reordered"),
    ],
)
def test_the_first_line_that_does_not_follow_is_named(lines, named):
    assert first_broken(lines) == named
