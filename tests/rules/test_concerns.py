from datetime import date, timedelta

import pytest

from comity.competence.rules.concerns import ENDS_SOON, Manned, Trouble, of_body, reads_any
from comity.messages import MESSAGES

TODAY = date(2026, 3, 1)
LATER = TODAY + timedelta(days=365)


def body(**changes):
    said = {
        "slug": "panel",
        "contact": "panel@lantern.example",
        "ends": (LATER, LATER, LATER),
        "coming": 0,
        "certified": 3,
        "mandate_ends": (None,),
    }
    return Manned(**(said | changes))


def troubles(**changes):
    return [one.trouble for one in of_body(body(**changes), needed=3, today=TODAY)]


def test_a_body_that_does_its_work_is_of_no_concern():
    assert troubles() == []


@pytest.mark.parametrize(
    ("changes", "trouble"),
    [
        ({"ends": (), "certified": 0}, Trouble.NOBODY_SITS),
        ({"certified": 2}, Trouble.FEW_KEYS),
        ({"ends": (TODAY + ENDS_SOON, LATER, LATER)}, Trouble.SEATS_END),
        ({"contact": "  "}, Trouble.NO_CONTACT),
        ({"mandate_ends": (TODAY - timedelta(days=1),)}, Trouble.MANDATE_OVER),
    ],
)
def test_what_is_missing_is_named(changes, trouble):
    assert troubles(**changes) == [trouble]


def test_a_term_is_of_no_concern_where_somebody_follows_or_it_runs_on():
    soon = (TODAY + timedelta(days=10), LATER, LATER)
    assert troubles(ends=soon, coming=1) == []
    assert troubles(ends=(TODAY + ENDS_SOON + timedelta(days=1), LATER, LATER)) == []


def test_a_body_without_any_mandate_is_not_expected_to_do_anything():
    assert troubles(mandate_ends=(), ends=(), certified=0) == []


def test_an_old_mandate_does_not_matter_where_another_runs():
    assert troubles(mandate_ends=(TODAY - timedelta(days=9), LATER)) == []


@pytest.mark.parametrize(
    ("spoken", "read", "understood"),
    [
        (["ar"], ["ar", "en"], True),
        (["pt-br"], ["pt"], True),
        (["ar"], ["en"], False),
        (["ar"], [], False),
        ([], [], True),
    ],
)
def test_variants_of_a_language_understand_each_other(spoken, read, understood):
    assert reads_any(spoken, read) is understood


def test_every_concern_has_words_and_a_way_to_mend_it():
    for trouble in Trouble:
        assert f"concern_{trouble}" in MESSAGES
        assert f"mend_concern_{trouble}" in MESSAGES
