"""Summaries whose every sentence can be worked out again."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from comity.consultation.rules.digest import LONGEST_QUOTE, QUOTES, Topic, Voice, digest, verify

WORDS = ("Boats first.", "¿Y los faros?", "من يقرر؟ نحن.", "谁来决定。我们。", "No names, no blame")


def voice(number, **changes):
    said = Voice(
        id=f"c{number}",
        participant=f"p{number}",
        language="en",
        text=WORDS[number % len(WORDS)],
        provisions=frozenset(),
        lead=f"c{number}",
    )
    return replace(said, **changes)


voices = st.lists(
    st.builds(
        voice,
        st.integers(0, 30),
        participant=st.sampled_from(["p1", "p2", "p3", "p4"]),
        language=st.sampled_from(["en", "ar", "es", "zh"]),
        text=st.text(max_size=300).filter(lambda text: text.strip()),
        provisions=st.frozensets(st.sampled_from(["respect", "boats", "appeals"]), max_size=2),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


@given(voices)
def test_every_sentence_can_be_worked_out_again(said):
    for sentence in digest(said):
        assert verify(sentence, said)


@given(voices)
def test_a_changed_count_or_quote_is_noticed(said):
    for sentence in digest(said):
        assert not verify(replace(sentence, people=sentence.people + 1), said)
        for quote in sentence.quotes:
            wrong = replace(sentence, quotes=(replace(quote, text=quote.text + " not"),))
            assert not verify(wrong, said)


@given(voices, st.permutations(["en", "ar", "es", "zh"]))
def test_whose_words_are_quoted_does_not_depend_on_their_language(said, languages):
    swapped = dict(zip(["en", "ar", "es", "zh"], languages, strict=True))
    other = [replace(one, language=swapped[one.language]) for one in said]
    chosen = [[quote.contribution for quote in one.quotes] for one in digest(said)]
    assert chosen == [[quote.contribution for quote in one.quotes] for one in digest(other)]


@given(voices)
def test_nobody_is_quoted_twice_in_a_sentence_and_no_quote_is_too_long(said):
    authors = {one.id: one.participant for one in said}
    for sentence in digest(said):
        quoted = [authors[one.contribution] for one in sentence.quotes]
        assert len(quoted) == len(set(quoted)) <= QUOTES
        assert all(len(one.text) <= LONGEST_QUOTE for one in sentence.quotes)


@given(voices)
def test_every_provision_and_everybody_without_one_has_a_sentence(said):
    found = digest(said)
    assert {one.provision for one in found if one.topic is Topic.PROVISION} == {
        name for one in said for name in one.provisions
    }
    rest = [one for one in said if not one.provisions]
    told = [one.contributions for one in found if one.topic is Topic.NO_PROVISION]
    assert told == ([len(rest)] if rest else [])


def test_nothing_said_is_nothing_to_sum_up():
    assert digest([]) == ()


def test_words_that_speak_for_most_people_come_first():
    said = [voice(0), voice(1), voice(2, lead="c1"), voice(3, lead="c1")]
    assert digest(said)[0].quotes[0].contribution == "c1"


def test_the_first_sentence_is_quoted_in_every_script():
    whole = digest([voice(2), voice(3)])[0]
    assert {one.text for one in whole.quotes} == {"من يقرر؟", "谁来决定。"}


def test_a_long_sentence_is_cut_between_words():
    (whole, _rest) = digest([voice(0, text="lighthouse " * 60)])
    assert whole.quotes[0].text == ("lighthouse " * 21).strip()


def test_the_same_words_of_several_people_are_quoted_once():
    said = [voice(one, text="Close at nine. So there.") for one in range(4)]
    other = voice(9, text="Stay open.")
    (whole, _rest) = digest([*said, other])
    assert sorted(one.text for one in whole.quotes) == ["Close at nine.", "Stay open."]
    assert (whole.people, verify(whole, [*said, other])) == (5, True)
