"""The redline: nothing is lost between two texts, and each change has a direction."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.codes.rules.direction import Tendency
from comity.codes.rules.documents import Document, Level, Text, Written
from comity.codes.rules.floor import findings
from comity.codes.rules.imports import import_markdown
from comity.codes.rules.provisions import Code, Modality, Provision, Taxonomy, Vocabulary
from comity.codes.rules.redline import ChangeKind, Operation, aligned, redline, summary
from tests.rules.codes import VOCABULARY, floors, raised, wild_vocabularies

DATA = Path(__file__).parents[3] / "shared" / "data"
COVENANT = DATA / "contributor-covenant"
WORDS = ["be kind", "be kind to all", "listen first", "نص قصير", "ask before you act"]
MIRRORED = {
    Tendency.SAME: Tendency.SAME,
    Tendency.STRENGTHENING: Tendency.WEAKENING,
    Tendency.WEAKENING: Tendency.STRENGTHENING,
    Tendency.INCOMPARABLE: Tendency.INCOMPARABLE,
}
TURNED = {
    ChangeKind.ADDED: ChangeKind.REMOVED,
    ChangeKind.REMOVED: ChangeKind.ADDED,
}


def document(code, words):
    written = tuple(
        Written(one, {"en": Text(one.id, words[number % len(words)])})
        for number, one in enumerate(code.provisions)
    )
    return Document("x", Level.UNIVERSAL, "en", "", {"en": "X"}, {}, written, VOCABULARY)


documents = st.builds(document, floors, st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))


@given(documents)
def test_a_text_compared_with_itself_has_not_changed(text):
    assert redline(text, text, "en") == ()


@given(documents, documents)
def test_the_other_way_round_every_change_goes_the_other_way(first, second):
    there = {one.provision_id: one for one in redline(first, second, "en")}
    back = {one.provision_id: one for one in redline(second, first, "en")}
    for name in there.keys() & back.keys():
        assert back[name].tendency is MIRRORED[there[name].tendency]
        ways = {field: MIRRORED[way] for field, way in there[name].tendencies.items()}
        assert back[name].tendencies == ways
        kinds = {TURNED.get(kind, kind) for kind in there[name].kinds} - {ChangeKind.MOVED}
        assert set(back[name].kinds) - {ChangeKind.MOVED} == kinds


@given(documents, documents)
def test_kept_and_added_words_are_the_later_text_and_kept_and_removed_the_earlier(first, second):
    for change in redline(first, second, "en"):
        kept = "".join(part.text for part in change.body if part.op is not Operation.REMOVED)
        gone = "".join(part.text for part in change.body if part.op is not Operation.ADDED)
        assert (kept, gone) == (change.now.body, change.was.body)


@given(floors)
def test_a_code_that_was_made_stricter_is_never_told_to_be_weaker(code):
    first, second = document(code, WORDS), document(raised(code), WORDS)
    for change in redline(first, second, "en"):
        assert change.tendency in {Tendency.STRENGTHENING, Tendency.SAME}


@given(floors, floors)
def test_what_strengthens_nowhere_less_stays_above_the_floor(first, second):
    changes = redline(document(first, WORDS), document(second, WORDS), "en")
    worse = {Tendency.WEAKENING, Tendency.INCOMPARABLE}
    if any(one.tendency in worse for one in changes):
        return
    kept = {one.id for one in first.provisions if one.structured}
    later = Code(tuple(one for one in second.provisions if one.id in kept))
    shortfalls = findings(first, later, VOCABULARY)
    assert not [one for one in shortfalls if one.dimension != "clash"]


def test_a_summary_counts_and_joins_all_changes():
    first = document(Code(()), WORDS)
    assert summary(redline(first, first, "en")).tendency is Tendency.SAME


def test_two_codes_with_other_names_are_compared_by_what_they_say():
    here = import_markdown(
        slug="a", source="# T\n\n## One\n\nBe kind to all.\n", language="en", translations={}
    ).document
    there = import_markdown(
        slug="b",
        source="# T\n\n## 1. One\n\nBe kind to all people.\n",
        language="en",
        translations={},
    ).document
    [change] = redline(here, aligned(here, there), "en")
    assert change.kinds == (ChangeKind.REWORDED,)
    assert change.provision_id == here.provisions[0].provision.id


def test_texts_without_a_common_language_are_compared_in_their_own():
    here = import_markdown(slug="a", source="## A\n\nx\n", language="en", translations={}).document
    there = import_markdown(slug="a", source="## A\n\ny\n", language="de", translations={}).document
    [change] = redline(here, aligned(here, there), "fr")
    assert (change.was.body, change.now.body) == ("x", "y")


def test_a_provision_that_only_moved_says_so():
    text = import_markdown(
        slug="a", source="## A\n\nx\n\n## B\n\ny\n\n## C\n\nz\n", language="en", translations={}
    ).document
    first, *rest = text.provisions
    [change] = redline(text, replace(text, provisions=(*rest, first)), "en")
    assert (change.provision_id, change.kinds) == ("a", (ChangeKind.MOVED,))


def covenant(version, name, *languages):
    folder = COVENANT / version
    return import_markdown(
        slug="covenant",
        source=(folder / f"{name}.md").read_text("utf-8"),
        language="en",
        translations={tag: (folder / f"{name}.{tag}.md").read_text("utf-8") for tag in languages},
    ).document


@pytest.mark.skipif(not DATA.exists(), reason="../shared/data is not beside this checkout")
def test_the_worked_example_from_one_version_of_a_real_code_to_another():
    first = covenant("1.4", "code-of-conduct", "de")
    second = covenant("2.1", "code_of_conduct", "de")
    changes = redline(first, aligned(first, second), "en")
    by_id = {one.provision_id: one for one in changes}
    counts = summary(changes)
    assert counts.tendency is Tendency.SAME  # nobody has said yet what they ask exactly
    assert counts.kinds[ChangeKind.REWORDED] >= 5
    pledge = by_id["our-pledge"]
    assert ChangeKind.REWORDED in pledge.kinds
    added = " ".join(part.text for part in pledge.body if part.op is Operation.ADDED)
    assert "caste" in added
    new = [one.provision_id for one in changes if ChangeKind.ADDED in one.kinds]
    assert any("ban" in name for name in new)
    german = {one.provision_id: one for one in redline(first, aligned(first, second), "de")}
    assert german["our-pledge"].language == "de"


def with_names(behaviours):
    code = Code((Provision("a", modality=Modality.MUST_NOT, behaviours=frozenset({"harm"})),))
    names = Vocabulary(behaviours=Taxonomy(behaviours))
    return replace(document(code, WORDS), vocabulary=names)


def naming(name, text):
    """Let the one provision of a text speak of another name."""
    [one] = text.provisions
    rule = replace(one.provision, behaviours=frozenset({name}))
    return replace(text, provisions=(replace(one, provision=rule),))


WIDE = with_names({"harm": "", "insult": "harm", "threat": "harm"})
NARROW = with_names({"harm": "", "insult": "", "threat": "harm"})
EMPTIED = with_names({"harm": "", "insult": "", "threat": ""})
UNSPLIT = with_names({"harm": ""})


@pytest.mark.parametrize(
    ("before", "after", "tendency"),
    [
        (WIDE, NARROW, Tendency.WEAKENING),
        (WIDE, EMPTIED, Tendency.WEAKENING),
        (NARROW, WIDE, Tendency.STRENGTHENING),
        (UNSPLIT, naming("insult", WIDE), Tendency.WEAKENING),
        (naming("insult", WIDE), UNSPLIT, Tendency.STRENGTHENING),
    ],
)
def test_names_that_stand_for_less_than_before_weaken_a_provision_that_stays(
    before, after, tendency
):
    [change] = redline(before, after, "en")
    assert change.kinds == (ChangeKind.RESTRUCTURED,)
    assert change.fields == ("behaviours",)
    assert change.tendencies == {"behaviours": tendency}
    assert change.tendency is tendency


def test_a_change_tells_what_names_stood_for_where_only_that_is_another():
    [change] = redline(WIDE, NARROW, "en")
    assert change.spread == {"behaviours": (frozenset({"insult", "threat"}), frozenset({"threat"}))}
    [change] = redline(UNSPLIT, naming("insult", WIDE), "en")
    assert change.spread == {}


def test_splitting_a_name_or_placing_it_where_the_floor_has_it_is_no_change():
    assert redline(UNSPLIT, WIDE, "en") == redline(WIDE, UNSPLIT, "en") == ()
    assert redline(WIDE, NARROW, "en", names=WIDE.vocabulary) == ()


@given(documents, documents, wild_vocabularies(), wild_vocabularies())
def test_the_other_way_round_names_that_moved_go_the_other_way(first, second, names, names_now):
    before, after = replace(first, vocabulary=names), replace(second, vocabulary=names_now)
    there = {one.provision_id: one.tendency for one in redline(before, after, "en")}
    back = {one.provision_id: MIRRORED[one.tendency] for one in redline(after, before, "en")}
    shared = there.keys() & back.keys()
    assert {name: there[name] for name in shared} == {name: back[name] for name in shared}
