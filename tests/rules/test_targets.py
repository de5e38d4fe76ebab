"""Reading how large groups are."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.targets import MOST_GROUPS, Target, read_table, shares, write_table
from comity.kernel.errors import SeveralProblems

TABLE = """dimension,group,share,source,day
language,en,60,Edits of 2025,2025-12-31
language,ar,25.5 %,Edits of 2025,2025-12-31
language,sw,14.5,Edits of 2025,2025-12-31

community size,"small, below 50 editors",100,Own count,2026-01-02
"""
FULL = "language,en,100,Somewhere,2026-01-01\n"
word = st.text("abc é,;\"'ع", min_size=1, max_size=9).map(str.strip).filter(bool)


def _codes(text):
    with pytest.raises(SeveralProblems) as caught:
        read_table(text)
    return [(one.code, one.detail.get("line")) for one in caught.value.problems]


def test_a_table_is_read_with_its_sources_and_days():
    found = read_table(TABLE)
    assert len(found) == 4
    assert found[1] == Target(
        Dimension.LANGUAGE, "ar", Decimal("25.500"), "Edits of 2025", date(2025, 12, 31)
    )
    assert found[3].category == "small, below 50 editors"
    assert shares(found)[Dimension.LANGUAGE] == {"en": 60.0, "ar": 25.5, "sw": 14.5}


@pytest.mark.parametrize("separator", [";", "\t"])
def test_spreadsheets_write_other_separators(separator):
    line = separator.join(["language", "en", "100", "A, b", "2026-01-01"])
    assert read_table(f"\ufeff{line}\n")[0].source == "A, b"


def test_an_empty_table_takes_all_targets_away():
    assert read_table("") == ()
    assert read_table("\n \n") == ()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("language,en,100,Somewhere", "target_columns_wrong"),
        ("shoe size,en,100,Somewhere,2026-01-01", "target_dimension_unknown"),
        ("language,,100,Somewhere,2026-01-01", "target_group_wrong"),
        ("language,*,100,Somewhere,2026-01-01", "target_group_wrong"),
        (f"language,{'x' * 81},100,Somewhere,2026-01-01", "target_group_wrong"),
        ("language,en,many,Somewhere,2026-01-01", "target_share_wrong"),
        ("language,en,101,Somewhere,2026-01-01", "target_share_wrong"),
        ("language,en,-1,Somewhere,2026-01-01", "target_share_wrong"),
        ("language,en,NaN,Somewhere,2026-01-01", "target_share_wrong"),
        ("language,en,100,,2026-01-01", "target_source_missing"),
        ("language,en,100,Somewhere,1 January", "target_day_wrong"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line, code):
    assert _codes(f"{line}\n") == [(code, 1)]


def test_every_problem_is_named_at_once():
    assert _codes("x\nlanguage,en,9,a,2026-01-01\nlanguage,,9,a,2026-01-01\n") == [
        ("target_columns_wrong", 1),
        ("target_group_wrong", 3),
    ]


def test_a_group_stands_there_once():
    assert _codes(FULL + FULL) == [("target_twice", 2)]


def test_shares_add_up_to_a_hundred_percent_but_for_rounding():
    table = "role,a,33.3,x,2026-01-01\nrole,b,33.3,x,2026-01-01\nrole,c,{},x,2026-01-01\n"
    assert len(read_table(table.format("33.3"))) == 3
    assert len(read_table(table.format("34.4"))) == 3
    assert _codes(table.format("34.5")) == [("target_sum_wrong", None)]
    assert _codes(table.format("20")) == [("target_sum_wrong", None)]


def test_a_table_has_an_end():
    lines = "".join(f"role,r{number},0,x,2026-01-01\n" for number in range(MOST_GROUPS + 1))
    assert _codes(lines) == [("targets_too_many", None)]


@given(
    st.lists(
        st.tuples(st.sampled_from(Dimension), word, word),
        min_size=1,
        max_size=9,
        unique_by=lambda one: one[0],
    )
)
def test_what_was_written_is_read_again(groups):
    targets = tuple(
        Target(dimension, category, Decimal("100.000"), source, date(2026, 1, 2))
        for dimension, category, source in groups
    )
    assert read_table(write_table(targets)) == targets


def test_a_table_with_the_line_ends_of_an_old_spreadsheet_is_read():
    lines = "language,en,60,Edits,2025-12-31\rlanguage,ar,40,Edits,2025-12-31"
    assert [one.category for one in read_table(lines)] == ["en", "ar"]


@pytest.mark.parametrize("cell", ["x" * 140_000, '"' + "x" * 140_000 + '"'])
def test_a_cell_that_never_ends_is_a_problem_of_its_line(cell):
    with pytest.raises(SeveralProblems) as refused:
        read_table(f"language,{cell},100,Edits,2025-12-31")
    assert [one.code for one in refused.value.problems] == ["target_columns_wrong"]
