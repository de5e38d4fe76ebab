from contextlib import suppress
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.codes.errors import (
    CodeKeyMissing,
    CodeKeyUnknown,
    CodeNameUnknown,
    CodeNotText,
    CodeSyntaxWrong,
    CodeTooLong,
    CodeValueWrong,
)
from comity.codes.rules.documents import LONGEST_CODE, Level, Text
from comity.codes.rules.floor import contradictions, findings
from comity.codes.rules.provisions import Kind, Modality, Vocabulary
from comity.codes.rules.reader import read, read_local
from comity.codes.rules.strictest import resolve
from comity.codes.rules.writer import write
from comity.kernel.errors import SeveralProblems, WrongInput
from comity.kernel.order import Bound, Direction

SANDBOX = files("comity.cli") / "sandbox"
GOOD = """
[code]
id = "small"
level = "universal"
source_language = "en"
[code.title]
en = "A small code"
[behaviours.harm]
en = "harm"
[behaviours.insult]
parent = "harm"
en = "insults"
[actors.everyone]
en = "anybody"
[spaces.everywhere]
en = "anywhere"
[exceptions.quoting]
en = "quoting"
[parameters.answer]
en = "answer within"
[provisions.kind]
kind = "unacceptable"
modality = "must_not"
behaviours = ["insult"]
exceptions = ["quoting"]
[provisions.kind.parameters.answer]
direction = "at_most"
value = 3
unit = "days"
[provisions.kind.en]
title = "Be kind"
text = "Insult nobody."
"""


def ships(name):
    return (SANDBOX / name).read_text("utf-8")


@pytest.fixture(scope="module")
def universal():
    return read(ships("code-universal.toml"))


@pytest.fixture(scope="module")
def local(universal):
    return read_local(ships("code-lighthouse.toml"), universal.vocabulary)


def test_a_code_is_read_with_its_structure_and_its_words():
    document = read(GOOD)
    (written,) = document.provisions
    provision = written.provision
    assert (provision.id, provision.kind, provision.modality) == (
        "kind",
        Kind.UNACCEPTABLE,
        Modality.MUST_NOT,
    )
    assert provision.behaviours == {"insult"}
    assert provision.actors == {"everyone"}
    assert provision.parameters == {"answer": Bound(Direction.AT_MOST, 3, unit="days")}
    assert written.texts["en"].body == "Insult nobody."
    assert document.words["behaviours"]["insult"] == {"en": "insults"}
    assert document.level is Level.UNIVERSAL


def test_a_provision_without_modality_and_behaviours_is_unstructured():
    text = GOOD.replace('modality = "must_not"\n', "").replace('behaviours = ["insult"]\n', "")
    assert not read(text).provisions[0].provision.structured


@pytest.mark.parametrize(
    ("old", "new", "problem", "line", "field"),
    [
        ('level = "universal"', 'level = "both"', CodeValueWrong, 4, "code.level"),
        ('id = "small"', "", CodeKeyMissing, 2, "code.id"),
        ('en = "A small code"', 'xx1 = "A"', SeveralProblems, None, None),
        ('parent = "harm"', 'parent = "pain"', CodeNameUnknown, 11, "behaviours.insult.parent"),
        ('parent = "harm"', 'parent = "insult"', CodeValueWrong, 11, "behaviours.insult.parent"),
        ('["insult"]', '["slander"]', CodeNameUnknown, 24, "provisions.kind.behaviours"),
        ('["insult"]', '"insult"', SeveralProblems, None, None),
        ('["quoting"]', '["art"]', CodeNameUnknown, 25, "provisions.kind.exceptions"),
        ('"must_not"', '"never"', SeveralProblems, None, None),
        (
            "value = 3",
            'value = "soon"',
            CodeValueWrong,
            28,
            "provisions.kind.parameters.answer.value",
        ),
        ("value = 3", "value = 3.5", CodeValueWrong, 28, "provisions.kind.parameters.answer.value"),
        ("value = 3", "", CodeKeyMissing, 26, "provisions.kind.parameters.answer.value"),
        (
            'title = "Be kind"\ntext = "Insult nobody."',
            "",
            CodeKeyMissing,
            30,
            "provisions.kind.en.text",
        ),
        (
            'title = "Be kind"',
            'tittle = "x"\ntitle = "x"',
            CodeKeyUnknown,
            31,
            "provisions.kind.en.tittle",
        ),
        ("[provisions.kind.en]", "[provisions.kind.de]", CodeKeyMissing, 21, "provisions.kind.en"),
        ("[provisions.kind.en]", "[provisions.kind.english_words]", SeveralProblems, None, None),
        ("[exceptions.quoting]", "[exemptions.quoting]", SeveralProblems, None, None),
        ("value = 3", "value = = 3", CodeSyntaxWrong, 28, "line 28"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_its_key(old, new, problem, line, field):
    with pytest.raises(problem) as caught:
        read(GOOD.replace(old, new))
    if line:
        assert (caught.value.detail["line"], caught.value.field) == (line, field)
    else:
        assert all("line" in one.detail for one in caught.value.problems)


def test_several_mistakes_are_all_named_in_their_order():
    text = GOOD.replace('"must_not"', '"never"').replace('level = "universal"', 'level = "both"')
    with pytest.raises(SeveralProblems) as caught:
        read(text)
    lines = [problem.detail["line"] for problem in caught.value.problems]
    assert lines == sorted(lines)
    assert len(lines) >= 2


def test_a_code_that_nobody_could_read_is_refused():
    with pytest.raises(CodeTooLong):
        read("#" * (LONGEST_CODE + 1))


def test_a_deep_nest_is_refused_and_not_followed():
    with pytest.raises(CodeSyntaxWrong):
        read("a = " + "[" * 20_000)


@given(st.text(max_size=60), st.integers(0, len(GOOD)))
def test_whatever_is_typed_gets_an_answer(noise, place):
    with suppress(WrongInput, SeveralProblems):
        read(GOOD[:place] + noise + GOOD[place:])


def test_a_local_code_may_use_the_names_above_it(universal, local):
    assert local.level is Level.LOCAL
    with pytest.raises((CodeNameUnknown, SeveralProblems)):
        read_local(ships("code-lighthouse.toml"), Vocabulary())


def test_the_universal_code_that_ships_is_wholly_structured(universal):
    assert all(one.provision.structured for one in universal.provisions)
    assert 20 <= len(universal.provisions) <= 30
    assert {one.provision.kind for one in universal.provisions} == {
        Kind.EXPECTED,
        Kind.UNACCEPTABLE,
        Kind.PROCEDURE,
        Kind.RIGHT,
    }


def test_the_codes_that_ship_say_everything_in_english_and_arabic(universal, local):
    for document in (universal, local):
        assert document.languages == ("en", "ar")
        for written in document.provisions:
            for language in ("en", "ar"):
                text = written.texts[language]
                assert text.title
                assert text.body
                assert text.example
        for names in document.words.values():
            assert all(set(words) == {"en", "ar"} for words in names.values())


def test_every_word_of_the_codes_that_ship_is_used(universal):
    used = set()
    for written in universal.provisions:
        one = written.provision
        used |= one.behaviours | one.actors | one.spaces | one.exceptions | set(one.parameters)
    leaves = universal.vocabulary.behaviours.leaves()
    for name in universal.words["behaviours"]:
        assert any(
            leaves.get(name, frozenset({name})) & leaves.get(one, frozenset({one})) for one in used
        )
    assert set(universal.words["exceptions"]) | set(universal.words["parameters"]) <= used


def test_the_local_code_that_ships_is_stricter_and_contradicts_nothing(universal, local):
    names = universal.vocabulary.joined(local.vocabulary)
    assert findings(universal.code, local.code, names) == ()
    assert contradictions(universal.code, names) == ()
    levels = [(universal.code, universal.vocabulary), (local.code, local.vocabulary)]
    resolution = resolve(levels)
    assert resolution.inert == ()
    bound = {one.provision.id: one.provision for one in resolution.provisions}
    assert bound["answer"].parameters["first_answer"].value == 1
    assert bound["appeal"].parameters["appeal_window"].value == 60
    assert "no-edit-wars" in bound


@pytest.mark.parametrize("name", ["code-universal.toml", "code-lighthouse.toml"])
def test_what_is_written_is_read_again(name):
    document = read(ships(name))
    assert read(write(document)) == document


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
    .map(str.strip)
    .filter(bool)
)
def test_any_words_are_written_so_that_they_are_read_again(words):
    document = read(GOOD)
    (one,) = document.provisions
    said = replace(document, provisions=(replace(one, texts={"en": Text(words, words, words)}),))
    assert read(write(said)) == said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title = "Be kind"', 'title = "a\\u0000b"'),
        ('title = "Be kind"', f'title = "{"x" * 301}"'),
        ('id = "small"', f'id = "{"x" * 201}"'),
        ("[exceptions.quoting]", f"[exceptions.{'q' * 201}]"),
    ],
)
def test_what_no_database_keeps_is_refused(old, new):
    with pytest.raises((CodeValueWrong, SeveralProblems)):
        read(GOOD.replace(old, new))


def test_half_a_character_is_refused():
    with pytest.raises(CodeNotText):
        read(GOOD.replace("Be kind", "Be \ud800"))


def test_more_names_than_anybody_can_compare_are_refused():
    names = "".join(f'[behaviours.b{number}]\nen = "b"\n' for number in range(501))
    with pytest.raises(CodeValueWrong) as caught:
        read(GOOD + names)
    assert caught.value.field == "behaviours"
