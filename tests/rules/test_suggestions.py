"""Suggestions: patches that come back as they went, and nothing pending that gets lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.codes.rules.documents import Text, Written
from comity.codes.rules.provisions import Kind as ProvisionKind
from comity.codes.rules.provisions import Modality, Provision
from comity.consultation.rules.dispositions import Decision, is_answered, may_object
from comity.consultation.rules.suggestions import (
    ACTS,
    OPEN,
    TABLE,
    Act,
    Kept,
    Kind,
    Patch,
    State,
    applied,
    clashes,
    difference,
    from_json,
    kept,
    key_for,
    patched,
    to_json,
)
from comity.kernel.order import Bound, Direction
from tests.factories.codes import ANSWER, KINDNESS, universal
from tests.factories.people import TODAY

NAMES = st.frozensets(st.sampled_from(["insult", "answering", "stalking"]), min_size=1)
NUMBERS = st.dictionaries(
    st.sampled_from(["days", "people"]),
    st.builds(Bound, st.just(Direction.AT_MOST), st.integers(1, 30), unit=st.just("days")),
)
TEXTS = st.fixed_dictionaries({"en": st.builds(Text, st.text(), st.text(), st.text())})
RULES = st.builds(
    Provision,
    st.just("answer"),
    st.sampled_from(ProvisionKind),
    st.sampled_from(Modality),
    derogable=st.booleans(),
    behaviours=NAMES,
    exceptions=st.frozensets(st.sampled_from(["play", "emergency"])),
    parameters=NUMBERS,
    refines=st.sampled_from(["", "kindness"]),
)
WRITTEN = st.builds(Written, RULES, TEXTS)


@given(WRITTEN, WRITTEN)
def test_what_leads_from_one_provision_to_another_leads_there(before, after):
    assert patched(before, difference(before, after, "en")) == after


@given(WRITTEN, WRITTEN)
def test_a_patch_comes_back_from_the_table_as_it_went(before, after):
    patch = difference(before, after, "en")
    assert from_json(to_json(patch)) == patch


@given(WRITTEN)
def test_a_provision_differs_in_nothing_from_itself(one):
    assert difference(one, one, "en").empty


@given(WRITTEN, WRITTEN, WRITTEN)
def test_nothing_clashes_where_the_draft_stayed_or_says_it_already(base, wanted, other):
    patch = difference(base, wanted, "en")
    assert clashes(base, base, patch) == ()
    assert clashes(base, wanted, patch) == ()
    if not clashes(base, other, patch):
        was = difference(base, other, "en")
        after = patched(other, patch)
        for name, value in was.fields.items():
            if name not in patch.fields:
                assert difference(base, after, "en").fields[name] == value


def test_it_is_named_what_the_draft_changed_meanwhile():
    wanted = replace(ANSWER, texts={"en": Text("Answer", "Within a day.")})
    now = replace(ANSWER, texts={"en": Text("Answer", "Within a week.", "A reply comes.")})
    assert clashes(ANSWER, now, difference(ANSWER, wanted, "en")) == ("body",)


def test_other_languages_stay_as_they_are():
    patch = Patch(words={"body": "Within a day."}, language="en")
    assert patched(ANSWER, patch).texts["ar"] == ANSWER.texts["ar"]


def test_a_new_provision_stands_last_and_a_removed_one_is_gone():
    patch = Patch(words={"title": "Care", "body": "Look after each other."}, language="en")
    after = applied(universal(), "care", Kind.NEW, patch)
    assert [one.provision.id for one in after.provisions] == ["answer", "kindness", "care"]
    after = applied(after, "kindness", Kind.REMOVE, Patch())
    assert [one.provision.id for one in after.provisions] == ["answer", "care"]


@pytest.mark.parametrize(
    ("kind", "key"), [(Kind.CHANGE, "gone"), (Kind.REMOVE, "gone"), (Kind.NEW, "answer")]
)
def test_a_provision_that_is_not_there_is_refused_and_a_new_one_that_is(kind, key):
    with pytest.raises(KeyError):
        applied(universal(), key, kind, Patch())


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "other"},
        {"modality": "shall"},
        {"modality": ""},
        {"behaviours": []},
        {"behaviours": "insult"},
        {"derogable": "yes"},
        {"parameters.days": 3},
        {"kind": "nonsense"},
    ],
)
def test_fields_and_values_that_there_are_not_are_refused(fields):
    with pytest.raises(ValueError):  # noqa: PT011, each says something else
        patched(KINDNESS, Patch(fields))


@given(st.lists(st.sampled_from(Act), max_size=10))
def test_what_is_open_stays_open_until_somebody_decides(acts):
    state, accepted = State.PENDING, 0
    for act in acts:
        after = TABLE.get((state, act))
        if after is None:
            continue
        if state in OPEN and after not in OPEN:
            assert act in set(ACTS.values())
        accepted += after is State.ACCEPTED
        state = after
    assert accepted <= 1


def test_nothing_leads_on_from_what_was_accepted_or_promoted():
    assert not [before for before, _ in TABLE if before in {State.ACCEPTED, State.PROMOTED}]


def test_every_answer_says_what_becomes_of_a_suggestion():
    assert set(ACTS) == set(Decision)
    assert all((state, ACTS[one]) in TABLE for state in OPEN for one in Decision)


@pytest.mark.parametrize(
    ("title", "present", "key"),
    [
        ("Take care!", (), "take-care"),
        ("Take care!", ("take-care", "take-care-2"), "take-care-3"),
        ("الرعاية", (), "new"),
        ("", ("new",), "new-2"),
    ],
)
def test_a_new_provision_gets_an_id_of_its_own(title, present, key):
    assert key_for(title, present) == key


@pytest.mark.parametrize(
    ("turns", "answered"),
    [([], False), ([False], True), ([True], False), ([True, False], True)],
)
def test_an_answer_stands_unless_it_missed_the_point(turns, answered):
    assert is_answered(turns) is answered


@pytest.mark.parametrize(("turn", "day", "may"), [(1, 16, True), (1, 17, False), (2, 2, False)])
def test_somebody_may_object_once_and_for_two_weeks(turn, day, may):
    assert may_object(turn=turn, answered_on=TODAY, today=TODAY.replace(day=day)) is may


@given(WRITTEN, WRITTEN)
def test_what_was_applied_is_found_whole_in_the_text(before, after):
    patch, text = difference(before, after, "en"), universal(before)
    changed = applied(text, "answer", Kind.CHANGE, patch)
    assert patch.empty or kept(changed, "answer", Kind.CHANGE, patch) is Kept.WHOLE
    gone = applied(universal(before, KINDNESS), "answer", Kind.REMOVE, Patch())
    assert kept(gone, "answer", Kind.REMOVE, Patch()) is Kept.WHOLE


def test_what_was_changed_again_is_found_in_part_or_not_at_all():
    patch = Patch({"derogable": True}, {"body": "In a week.", "title": "Reply"}, "en")
    text = ANSWER.texts["en"]
    partly = replace(ANSWER, texts={"en": replace(text, title="Reply")})
    assert kept(universal(partly), "answer", Kind.CHANGE, patch) is Kept.PART
    assert kept(universal(ANSWER), "answer", Kind.CHANGE, patch) is Kept.NOTHING
    assert kept(universal(KINDNESS), "answer", Kind.CHANGE, patch) is Kept.NOTHING
    assert kept(universal(KINDNESS), "answer", Kind.NEW, patch) is Kept.NOTHING
    assert kept(universal(ANSWER), "answer", Kind.REMOVE, Patch()) is Kept.NOTHING
