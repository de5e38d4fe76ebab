from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.wikis.rules import BlockOrder, Capabilities, Contribution, proving

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ALL = Capabilities(
    login="Keeper",
    rights=frozenset({"block", "blockemail", "edit"}),
    partial_blocks=True,
    page_restrictions=True,
    namespace_restrictions=True,
    several_blocks=True,
    email=True,
    rename_log=True,
    oauth=True,
    central_accounts=True,
)
NONE = Capabilities.from_json({})
ORDER = BlockOrder(account=7, reason="", expires_at=None, pages=frozenset({1}), email=False)

booleans = st.booleans()
capabilities = st.builds(
    Capabilities,
    login=st.text(),
    rights=st.frozensets(st.text()),
    **dict.fromkeys(
        (
            *("partial_blocks", "page_restrictions", "namespace_restrictions", "several_blocks"),
            *("email", "rename_log", "oauth", "central_accounts"),
        ),
        booleans,
    ),
)


def edit(summary, revision=1):
    return Contribution(revision, 7, "Garden", 0, NOW, summary)


@pytest.mark.parametrize(
    "summary", ["7GQ4-M2XW", "My code: 7GQ4-M2XW.", "(7GQ4-M2XW)", "/* Top */ 7GQ4-M2XW"]
)
def test_a_code_in_a_summary_proves_the_account(summary):
    assert proving([edit(""), edit(summary, 2)], "7GQ4-M2XW") == edit(summary, 2)


@pytest.mark.parametrize(
    "summary", ["", "7GQ4-M2X", "7GQ4-M2XWZ", "A7GQ4-M2XW", "7GQ4-M2XW-9", "7gq4-m2xw"]
)
def test_a_part_of_a_code_proves_nothing(summary):
    assert proving([edit(summary)], "7GQ4-M2XW") is None


@given(st.text(min_size=1), st.text())
def test_a_code_is_never_read_as_a_pattern(code, summary):
    found = proving([edit(summary)], code)
    assert found is None or code in summary


@given(capabilities)
def test_capabilities_can_be_kept_and_read_again(found):
    assert Capabilities.from_json(found.as_json()) == found


def test_a_capability_that_was_never_looked_up_is_missing():
    assert not NONE.can_block
    assert not NONE.can_edit
    assert not NONE.partial_blocks


def test_capabilities_of_a_strange_shape_are_refused():
    with pytest.raises(TypeError):
        Capabilities.from_json({"rights": "block"})


def test_what_a_block_lacks_is_named():
    assert ALL.lacking(ORDER) == ()
    assert NONE.lacking(ORDER) == ("block", "blockemail", "partial_blocks", "page_restrictions")


def test_a_block_of_the_whole_wiki_needs_no_partial_blocks():
    whole = BlockOrder(account=7, reason="", expires_at=None)
    assert NONE.lacking(whole) == ("block",)
