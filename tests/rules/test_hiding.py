"""No hidden row of a table can be worked out from what is shown."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.consultation.rules.equity import Dimension, participation
from comity.consultation.rules.hiding import FEW, OTHER, UNSAID, hidden

GROUPS = ("arabic", "english", "farsi", UNSAID)
MOST = 22
tables = st.dictionaries(st.sampled_from([*"abcdefgh", UNSAID]), st.integers(0, 40), min_size=2)


def _tables(names, most):
    """Give every table of these groups with so many people or fewer."""
    for counts in product(range(most + 1), repeat=len(names)):
        if sum(counts) <= most:
            yield dict(zip(names, counts, strict=True))


def _shown(counts):
    """Give all that a reader knows: the sum, which rows are hidden, and the others."""
    covert = hidden(counts)
    rows = tuple((name, None if name in covert else counts[name]) for name in sorted(counts))
    return sum(counts.values()), rows


def test_a_reader_who_knows_the_rule_cannot_work_out_any_hidden_row():
    values = defaultdict(lambda: defaultdict(set))
    for counts in _tables(GROUPS, MOST):
        shown = _shown(counts)
        for name, row in shown[1]:
            if row is None:
                values[shown][name].add(counts[name])
    assert len(values) > 100
    certain = [
        (shown, name) for shown in values for name, all_ in values[shown].items() if len(all_) < 2
    ]
    assert certain == []


def test_neither_can_who_reads_every_figure_that_is_made_of_the_table():
    shares = {"arabic": 0.3, "english": 0.7}
    values = defaultdict(lambda: defaultdict(set))
    for counts in _tables(("arabic", "english", OTHER, UNSAID), 13):
        said = [name for name, count in counts.items() for _ in range(count)]
        measured = participation(Dimension.LANGUAGE, shares, said)
        for line in measured.lines:
            if line.people is None:
                values[measured][line.category].add(counts[line.category])
        if measured.unsaid is None:
            values[measured][UNSAID].add(counts[UNSAID])
    assert len(values) > 100
    assert all(len(all_) > 1 for rows in values.values() for all_ in rows.values())


@given(tables)
def test_no_row_of_one_to_four_people_is_shown(counts):
    covert = hidden(counts)
    assert not [name for name, count in counts.items() if 0 < count < FEW and name not in covert]


@given(tables)
def test_what_is_hidden_is_never_one_row_and_never_fewer_than_five_people_of_more(counts):
    covert = hidden(counts)
    together = sum(counts[name] for name in covert)
    assert len(covert) != 1
    if covert and covert != set(counts):
        assert together >= FEW


@given(tables)
def test_where_nobody_is_few_nothing_is_hidden(counts):
    plenty = {name: count + FEW if count else 0 for name, count in counts.items()}
    assert hidden(plenty) == frozenset()


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, set()),
        ({"ar": 0, UNSAID: 0}, set()),
        ({"ar": 3, "en": 4, "de": 80, UNSAID: 0}, {"ar", "en"}),
        ({"ar": 3, "en": 90, "de": 7, UNSAID: 0}, {"ar", "de"}),
        ({"ar": 4, "en": 90, "de": 4, "fr": 9, UNSAID: 0}, {"ar", "de", "fr"}),
        ({"ar": 3, "en": 7, "de": 7, UNSAID: 20}, {"ar", "en", "de"}),
        ({"ar": 1, "en": 0, UNSAID: 0}, {"ar", "en", UNSAID}),
        ({"ar": 5, "en": 4, UNSAID: 0}, {"ar", "en", UNSAID}),
    ],
)
def test_the_smallest_rows_are_hidden_with_those_that_tell_of_few(counts, expected):
    assert hidden(counts) == expected
