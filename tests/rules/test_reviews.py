"""Words that touch the floor: which they are, who judges them, and what was judged before."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.codes.rules.documents import Text, TextState, Written
from comity.codes.rules.effective import LevelCode, compose
from comity.codes.rules.floor import names_of
from comity.codes.rules.provisions import Modality, Provision, Taxonomy
from comity.codes.rules.review import (
    REVIEWERS,
    TABLE,
    WAITING,
    Against,
    Candidate,
    Place,
    ReviewState,
    Step,
    Verdict,
    after,
    against,
    outcome,
    step_of_judging,
    step_of_taking,
    step_of_wanting,
)
from comity.codes.rules.touching import Upper, touching, upper_of
from comity.codes.rules.weakening import WEAKENING, most_alike, weakening_words
from comity.kernel.likeness import likeness
from tests.factories.codes import universal

ABOVE, AT, BELOW = Verdict.ABOVE, Verdict.AT, Verdict.BELOW
OUTSIDER, INSIDER = Candidate(author=False, inside=False), Candidate(author=False, inside=True)
INSIDE, OUTSIDE = Place(inside=True), Place(inside=False)
WANTED, ASSIGNED, CONTESTED = WAITING

KIND = Provision("kind", modality=Modality.MUST_NOT, behaviours=frozenset({"harm"}))
PROMPT = Provision("prompt", modality=Modality.MUST, behaviours=frozenset({"answering"}))
WORDS = {
    "kind": {"en": Text("Be kind", "Insult nobody."), "ar": Text("اللطف", "لا تهن أحدا.")},
    "prompt": {"en": Text("Answers", "Every report is answered.")},
}
CALLED = {
    "harm": {"en": "harm"},
    "insult": {"en": "insults", "ar": "الإهانة", "fr": "insultes"},
    "answering": {"en": "answering"},
}
UPPER = Upper(
    {"kind": KIND, "prompt": PROMPT},
    WORDS,
    {"kind": "en", "prompt": "en"},
    names_of([KIND, PROMPT]),
    CALLED,
    Taxonomy({"harm": "", "insult": "harm", "answering": ""}),
)


def matters(*local, language="en", upper=UPPER):
    return list(touching(local, upper, language))


def test_own_words_for_what_the_floor_says_touch_it():
    (matter,) = matters((KIND, Text("Be kind", "Try not to insult regulars.")))
    assert (matter.provision_id, matter.touches) == ("kind", ("kind",))
    renamed = replace(KIND, id="gentle", refines="kind")
    (matter,) = matters((renamed, Text("Gentle", "Be gentle.")))
    assert (matter.provision_id, matter.touches) == ("gentle", ("kind",))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_floors_own_words_touch_nothing(language):
    assert matters((KIND, WORDS["kind"][language]), language=language) == []


def test_a_structured_rule_of_its_own_is_for_the_machine_alone():
    assert matters((replace(KIND, id="tea"), Text("Tea", "Insults spoil tea."))) == []
    insults = replace(KIND, id="tea", behaviours=frozenset({"insult"}))
    assert matters((insults, Text("Tea", "No harm, and no insults, over tea."))) == []


def test_a_rule_about_something_else_does_not_hide_what_its_words_say():
    tea = Provision("tea", modality=Modality.SHOULD, behaviours=frozenset({"drinking-tea"}))
    (matter,) = matters((tea, Text("Tea", "Among friends over tea, insults are welcome.")))
    assert (matter.provision_id, matter.touches) == ("tea", ("kind",))
    assert matters((tea, Text("Tea", "We drink it together."))) == []


def test_only_what_somebody_vouches_for_counts_as_the_floors_own_words():
    weak = Text("Be kind", "Better insult nobody.")
    states = {"fr": TextState.COMPLETE, "de": TextState.DRAFT, "es": TextState.OUTDATED}
    spoken = dict.fromkeys(["fr", "de", "es"], weak)
    written = Written(KIND, {"en": WORDS["kind"]["en"], **spoken})
    document = replace(universal(), provisions=(written,))
    level = LevelCode("v", 1, "c", document, {"kind": states})
    assert upper_of(compose([level])).texts["kind"].keys() == {"en", "fr"}


@pytest.mark.parametrize(
    ("said", "language", "touched"),
    [
        ("Some insulting is fine among friends.", "en", ("kind",)),
        ("INSULTS happen.", "en", ("kind",)),
        ("Une insulte passe parfois.", "fr", ("kind",)),
        ("الإهانة بين الأصدقاء مقبولة.", "ar", ("kind",)),
        ("Answers to insults can wait.", "en", ("kind", "prompt")),
        ("We meet on Tuesdays.", "en", ()),
        ("Insulation keeps the reading room warm.", "en", ()),
        ("Some insulting is fine.", "de", ("kind",)),
        ("Some in\u00adsults are fine.", "en", ("kind",)),
        ("Some ins\u200bul\u2060ts are fine.", "en", ("kind",)),
        ("Some i\u0338nsults are fine.", "en", ("kind",)),
        ("Some in\ufe0fsul\u034fts are fine.", "en", ("kind",)),
        ("Some ínsúlts are fine.", "en", ("kind",)),
        ("Some \u0456nsults are fine.", "en", ("kind",)),
        ("Some \U0001d422nsults are fine.", "en", ("kind",)),
        ("بعض الإهـــانة مقبولة.", "ar", ("kind",)),
        ("بعض الاهانة مقبولة.", "ar", ("kind",)),
        ("بعض الإِهَانَة مقبولة.", "ar", ("kind",)),
    ],
)
def test_unsorted_words_touch_the_floor_where_they_name_its_behaviour(said, language, touched):
    found = matters((Provision("spirit"), Text("", said)), language=language)
    assert [one.touches for one in found] == ([touched] if touched else [])


def test_words_of_another_script_are_read_as_they_are():
    upper = replace(UPPER, behaviours={"harm": {"ru": "мат"}, "insult": {"ru": "оскорбления"}})
    for said in ("Мат — это нормально.", "Немного оскорблений не беда."):
        found = matters((Provision("spirit"), Text("", said)), language="ru", upper=upper)
        assert [one.touches for one in found] == [("kind",)]


def test_the_same_words_against_the_same_floor_have_the_same_mark():
    text = Text("Be kind", "Try to be kind.")
    (first,) = matters((KIND, text))
    (again,) = matters((KIND, text))
    assert first.mark == again.mark
    (other,) = matters((KIND, replace(text, example="As when they read.")))
    moved = replace(UPPER, texts=WORDS | {"kind": {"en": Text("Be kind", "Insult nobody, ever.")}})
    (later,) = matters((KIND, text), upper=moved)
    assert len({first.mark, other.mark, later.mark}) == 3


@pytest.mark.parametrize(
    "changed",
    [
        {"prompt": {"en": Text("Answers", "Within a day.")}},
        {"kind": {"en": WORDS["kind"]["en"], "ar": Text("اللطف", "كن لطيفا.")}},
    ],
    ids=["another provision", "a translation"],
)
def test_a_floor_that_moves_elsewhere_leaves_the_mark(changed):
    text = Text("Be kind", "Try to be kind.")
    (first,) = matters((KIND, text))
    (later,) = matters((KIND, text), upper=replace(UPPER, texts=WORDS | changed))
    assert first.mark == later.mark


@pytest.mark.parametrize(
    ("state", "places", "candidate", "seated", "reason"),
    [
        (WANTED, (), OUTSIDER, False, None),
        (WANTED, (), INSIDER, False, None),
        (WANTED, (INSIDE,), OUTSIDER, False, None),
        (WANTED, (OUTSIDE,), OUTSIDER, False, None),
        (WANTED, (INSIDE,), INSIDER, False, Against.OUTSIDER_NEEDED),
        (WANTED, (OUTSIDE,), OUTSIDER, True, Against.SEATED),
        (WANTED, (), Candidate(author=True, inside=True), False, Against.AUTHOR),
        (ASSIGNED, (INSIDE, OUTSIDE), OUTSIDER, False, Against.FULL),
        (CONTESTED, (INSIDE, OUTSIDE), OUTSIDER, False, None),
        (CONTESTED, (OUTSIDE, OUTSIDE), INSIDER, False, Against.OUTSIDER_NEEDED),
        (CONTESTED, (INSIDE, OUTSIDE, OUTSIDE), OUTSIDER, False, Against.FULL),
        (ReviewState.JUDGED, (INSIDE, OUTSIDE), OUTSIDER, False, Against.OVER),
        (ReviewState.DROPPED, (), OUTSIDER, False, Against.OVER),
    ],
)
def test_who_may_judge(state, places, candidate, seated, reason):
    assert against(state, places, candidate, seated=seated) is reason


def test_two_who_agree_end_it_and_two_who_do_not_ask_a_third():
    first, second = replace(OUTSIDE, verdict=AT), replace(INSIDE, verdict=ABOVE)
    assert step_of_judging(ASSIGNED, [first, INSIDE]) is Step.SPEAK
    assert step_of_judging(ASSIGNED, [first, second]) is Step.AGREE
    lower = replace(INSIDE, verdict=BELOW)
    assert step_of_judging(ASSIGNED, [first, lower]) is Step.DISAGREE
    assert step_of_judging(CONTESTED, [first, lower, replace(OUTSIDE, verdict=AT)]) is Step.DECIDE


def test_a_review_that_comes_back_goes_on_where_it_was():
    judged = replace(OUTSIDE, verdict=BELOW)
    assert after(ReviewState.DROPPED, step_of_wanting([])) is WANTED
    assert after(ReviewState.DROPPED, step_of_wanting([judged])) is WANTED
    assert after(ReviewState.DROPPED, step_of_wanting([judged, judged])) is CONTESTED


@pytest.mark.parametrize(
    ("verdicts", "joined"),
    [
        ((AT, AT), AT),
        ((AT, ABOVE), AT),
        ((ABOVE, ABOVE), ABOVE),
        ((BELOW, BELOW), BELOW),
        ((BELOW, ABOVE, BELOW), BELOW),
        ((BELOW, ABOVE, AT), AT),
        ((BELOW, ABOVE, ABOVE), ABOVE),
    ],
)
def test_verdicts_are_joined(verdicts, joined):
    assert outcome(verdicts) is joined


@given(st.permutations([AT, ABOVE, BELOW, BELOW]), st.integers(2, 3))
def test_the_order_of_verdicts_does_not_count(verdicts, count):
    given_first = verdicts[:count]
    assert outcome(given_first) is outcome(sorted(given_first))


def test_what_was_judged_never_changes_and_every_state_can_be_reached():
    assert not any(state is ReviewState.JUDGED for state, _ in TABLE)
    reached, before = {WANTED}, set()
    while reached != before:
        before = set(reached)
        reached |= {to for (state, _), to in TABLE.items() if state in before}
    assert reached == set(ReviewState)


@given(
    st.lists(
        st.tuples(st.booleans(), st.booleans(), st.sampled_from([None, *Verdict])), max_size=12
    )
)
def test_whoever_comes_in_whatever_order_two_judge_and_one_is_from_outside(comers):
    state, places = WANTED, []
    for author, inside, verdict in comers:
        if against(state, places, Candidate(author, inside), seated=False):
            continue
        places.append(Place(inside))
        state = after(state, step_of_taking(state, places))
        if verdict is None:
            places.pop()
            state = after(state, Step.LEAVE)
            continue
        places[-1] = replace(places[-1], verdict=verdict)
        state = after(state, step_of_judging(state, places))
        assert state is not None
    assert sum(one.inside for one in places) <= 1
    if state is ReviewState.JUDGED:
        assert len(places) >= REVIEWERS
        assert not all(one.inside for one in places)


def test_every_step_is_either_in_the_table_or_refused():
    refused = [pair for pair in product(ReviewState, Step) if after(*pair) is None]
    assert len(refused) + len(TABLE) == len(ReviewState) * len(Step)
    assert after(ReviewState.JUDGED, Step.TAKE) is None


@pytest.mark.parametrize(
    ("said", "language", "words"),
    [
        ("Be kind, unless somebody is rude.", "en", ["unless"]),
        ("Editors should try to be kind.", "en-GB", ["should try", "try to"]),
        ("Sé amable, salvo en debates.", "es", ["salvo"]),
        ("Soyez aimable, si possible.", "fr", ["si possible"]),
        ("كن لطيفا إن أمكن.", "ar", ["إن أمكن"]),
        ("Be kind.", "en", []),
        ("Bitte freundlich, wenn möglich.", "de", []),
    ],
)
def test_words_that_often_weaken_are_pointed_at(said, language, words):
    assert weakening_words(said, language) == words


def test_each_list_is_short_and_says_nothing_twice():
    for words in WEAKENING.values():
        assert len(words) == len(set(words)) <= 20


def test_a_text_that_comes_back_slightly_changed_is_recognised():
    earlier = [
        ("first", "Insults are fine among people who have known each other for long."),
        ("second", "Reports are answered when somebody has time."),
    ]
    again = "Insults are fine among people who know each other for long!"
    found = most_alike(again, earlier)
    assert found is not None
    assert found[0] == "first"
    assert 0.6 <= found[1] < 1
    assert most_alike("We meet on Tuesdays and drink tea together.", earlier) is None
    assert most_alike("anything", []) is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_one_for_the_same_and_does_not_heed_the_order(first, second):
    assert likeness(first, first) in {0.0, 1.0}
    assert likeness(first, second) == likeness(second, first)
    assert 0 <= likeness(first, second) <= 1
