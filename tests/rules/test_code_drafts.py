from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.codes.errors import (
    AddressWrong,
    CodeTooLong,
    HalfSorted,
    NameInUse,
    NameNotExplained,
    NameTaken,
    ProvisionIdTaken,
    ProvisionWithoutWords,
    ShortNameWrong,
)
from comity.codes.queries.drafts import SHIPPED, shipped
from comity.codes.rules import drafts
from comity.codes.rules.documents import LONGEST_TITLE, Level, Source, Text
from comity.codes.rules.floor import contradictions, findings
from comity.codes.rules.names import Above, NewName, short_name, with_name, without_name
from comity.codes.rules.provisions import Kind, Taxonomy, Vocabulary
from comity.codes.rules.reader import read
from comity.codes.rules.writer import write
from comity.kernel.errors import NotFound, SeveralProblems
from tests.factories.codes import ANSWER, KINDNESS, WORDS, answer_in, local, universal

NOTHING = Above()
NEW = replace(KINDNESS, provision=replace(KINDNESS.provision, id="patience"))


def ids(document):
    return [one.provision.id for one in document.provisions]


def bare(name):
    rule = replace(KINDNESS.provision, id=name, modality=None, behaviours=frozenset())
    return replace(KINDNESS, provision=rule)


def of_ids(names):
    return universal(*(bare(name) for name in names))


def test_a_new_provision_stands_at_the_end():
    assert ids(drafts.added(universal(), NEW, NOTHING)) == ["answer", "kindness", "patience"]


def test_a_text_that_explains_no_names_can_hold_for_everyone_everywhere():
    bare_names = {axis: {} for axis in universal().words}
    brought = replace(
        universal(),
        provisions=(),
        words=bare_names | {"behaviours": universal().words["behaviours"]},
        vocabulary=Vocabulary(
            behaviours=universal().vocabulary.behaviours, actors=Taxonomy({"leaders": ""})
        ),
    )
    after = drafts.added(brought, NEW, NOTHING)
    assert after.words["spaces"] == {"everywhere": {"en": "everywhere"}}
    assert after.vocabulary.actors.parents == {"leaders": "everyone", "everyone": ""}
    assert drafts.added(universal(), NEW, NOTHING).vocabulary == universal().vocabulary


def test_two_provisions_do_not_share_a_short_name():
    with pytest.raises(ProvisionIdTaken):
        drafts.added(universal(), KINDNESS, NOTHING)


def test_a_changed_provision_keeps_its_place_and_its_translations():
    said = replace(ANSWER, texts={"en": Text("Answer", "Everybody is answered.")})
    after = drafts.changed(universal(), said, NOTHING)
    assert ids(after) == ["answer", "kindness"]
    assert after.provisions[0].texts == {**ANSWER.texts, **said.texts}


def test_a_changed_provision_keeps_the_numbers_of_a_translation_system():
    numbered = universal(replace(ANSWER, units=("7", "8")))
    said = replace(ANSWER, texts={"en": Text("Answer", "Every report is answered soon.")})
    assert drafts.changed(numbered, said, NOTHING).provisions[0].units == ("7", "8")


def test_what_is_not_there_is_neither_changed_nor_removed_nor_moved():
    for act in (
        lambda: drafts.changed(universal(), NEW, NOTHING),
        lambda: drafts.without(universal(), "patience"),
        lambda: drafts.moved(universal(), "patience", up=True),
        lambda: drafts.brought_back(universal(), universal(), "patience"),
    ):
        with pytest.raises(NotFound):
            act()


def test_at_the_ends_of_the_row_nothing_moves():
    assert drafts.moved(universal(), "answer", up=True) == universal()
    assert drafts.moved(universal(), "kindness", up=False) == universal()
    assert ids(drafts.moved(universal(), "kindness", up=True)) == ["kindness", "answer"]


@given(st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1), st.data())
def test_moving_there_and_back_changes_nothing(names, data):
    document = of_ids(names)
    name = data.draw(st.sampled_from(names))
    if name != names[0]:
        up = drafts.moved(document, name, up=True)
        assert drafts.moved(up, name, up=False) == document


@given(st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=2), st.data())
def test_what_was_removed_comes_back_where_it_stood(names, data):
    document = of_ids(names)
    name = data.draw(st.sampled_from(names))
    less = drafts.without(document, name)
    assert [one.provision.id for one in drafts.removed_since(less, document)] == [name]
    assert drafts.brought_back(less, document, name) == document


def test_what_is_there_does_not_come_back_twice():
    with pytest.raises(ProvisionIdTaken):
        drafts.brought_back(universal(), universal(), "answer")


def test_names_come_back_with_the_provision_that_uses_them():
    before = universal()
    less = drafts.without(before, "kindness")
    less = without_name(less, axis="behaviours", name="insult")
    after = drafts.brought_back(less, before, "kindness")
    assert after.words == before.words
    assert after.vocabulary.behaviours.parents == before.vocabulary.behaviours.parents


@pytest.mark.parametrize(
    ("change", "refusal", "field"),
    [
        ({"id": "No Name!"}, ShortNameWrong, "id"),
        ({"modality": None}, HalfSorted, "modality"),
        ({"behaviours": frozenset()}, HalfSorted, "behaviours"),
        ({"behaviours": frozenset({"juggling"})}, NameNotExplained, "behaviours"),
        ({"actors": frozenset({"clowns"})}, NameNotExplained, "actors"),
        ({"spaces": frozenset({"circus"})}, NameNotExplained, "spaces"),
        ({"exceptions": frozenset({"sundays"})}, NameNotExplained, "exceptions"),
        ({"parameters": {"balls": ANSWER.provision.parameters["days"]}}, NameNotExplained, None),
    ],
)
def test_a_provision_that_nobody_could_compare_is_refused(change, refusal, field):
    wrong = replace(NEW, provision=replace(NEW.provision, **change))
    with pytest.raises(refusal) as refused:
        drafts.added(universal(), wrong, NOTHING)
    assert refused.value.field == (field or "parameters")


@pytest.mark.parametrize(
    ("texts", "source", "refusal"),
    [
        ({"en": Text("", " ")}, None, ProvisionWithoutWords),
        ({"de": Text("Geduld", "Hab Geduld.")}, None, ProvisionWithoutWords),
        ({"en": Text("x" * (LONGEST_TITLE + 1), "")}, None, CodeTooLong),
        ({"en": Text("Patience", "")}, Source(""), ProvisionWithoutWords),
        ({"en": Text("Patience", "")}, Source("Ours", "ftp://example.org"), AddressWrong),
        ({"en": Text("Patience", "")}, Source("Ours", licence="x" * 99), CodeTooLong),
    ],
)
def test_a_provision_that_nobody_could_read_is_refused(texts, source, refusal):
    with pytest.raises(refusal):
        drafts.added(universal(), replace(NEW, texts=texts, source=source), NOTHING)


def test_all_that_is_wrong_is_said_at_once():
    rule = replace(NEW.provision, id="No!", behaviours=frozenset({"juggling", "singing"}))
    with pytest.raises(SeveralProblems) as refused:
        drafts.added(universal(), replace(NEW, provision=rule), NOTHING)
    assert [one.field for one in refused.value.problems] == ["id", "behaviours", "behaviours"]


def test_a_local_code_may_use_the_names_above_it():
    above = Above(universal().vocabulary, WORDS)
    own = replace(local(), vocabulary=replace(local().vocabulary), words={})
    assert len(drafts.added(own, NEW, above).provisions) == 2


def test_a_fingerprint_tells_every_change_but_a_translation():
    before = drafts.fingerprint(ANSWER, "en")
    translated = replace(ANSWER, texts={**ANSWER.texts, "de": Text("Antwort", "")})
    assert drafts.fingerprint(translated, "en") == before
    for other in (
        replace(ANSWER, texts={"en": Text("Answer", "")}),
        replace(ANSWER, source=Source("Elsewhere")),
        replace(ANSWER, provision=replace(ANSWER.provision, kind=Kind.RIGHT)),
        answer_in(4),
    ):
        assert drafts.fingerprint(other, "en") != before


def add_name(document, axis="behaviours", name="juggling", parent="", above=NOTHING):
    return with_name(document, NewName(axis, name, "juggling", parent), above)


def test_a_name_is_explained_and_stands_where_it_belongs():
    after = add_name(universal(), parent="insult")
    assert after.vocabulary.behaviours.parents["juggling"] == "insult"
    assert after.words["behaviours"]["juggling"] == {"en": "juggling"}
    assert read(write(after)) == after
    assert without_name(after, axis="behaviours", name="juggling") == universal()


def test_an_exception_and_a_number_have_words_alone():
    for axis in ("exceptions", "parameters"):
        after = add_name(universal(), axis=axis, parent="ignored")
        assert after.words[axis]["juggling"] == {"en": "juggling"}
        assert without_name(after, axis=axis, name="juggling") == universal()


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"name": "Juggling Balls"}, ShortNameWrong),
        ({"name": "insult"}, NameTaken),
        ({"name": "insult", "above": Above(words=WORDS)}, NameTaken),
        ({"parent": "circus"}, NameNotExplained),
    ],
)
def test_a_name_that_would_mislead_is_refused(asked, refusal):
    with pytest.raises(refusal):
        add_name(universal(), **asked)


def test_a_name_in_use_is_kept():
    with pytest.raises(NameInUse):
        without_name(universal(), axis="behaviours", name="insult")
    with pytest.raises(NameInUse):
        without_name(
            add_name(add_name(universal()), name="balls", parent="juggling"),
            axis="behaviours",
            name="juggling",
        )
    with pytest.raises(NotFound):
        without_name(universal(), axis="behaviours", name="juggling")


def test_a_provision_from_a_template_names_it_unless_it_names_an_older_source():
    older = Source("A leaflet of 1998")
    template = universal(ANSWER, replace(KINDNESS, source=older))
    draft = drafts.started_from(template, level=Level.LOCAL, taken_from=Source("The code"))
    assert draft.level is Level.LOCAL
    assert [one.source for one in draft.provisions] == [
        Source("The code", section="Answer", licence="CC0-1.0"),
        older,
    ]


def test_ones_own_words_name_nobody():
    assert drafts.started_from(universal(), level=Level.UNIVERSAL, taken_from=None) == universal()


def test_an_empty_draft_has_the_names_that_a_code_cannot_do_without():
    start = drafts.empty(slug="ours", level=Level.UNIVERSAL, language="de", title="Unsere")
    start = add_name(start)
    rule = replace(NEW.provision, behaviours=frozenset({"juggling"}))
    after = drafts.added(start, replace(NEW, provision=rule, texts={"de": Text("a", "b")}), NOTHING)
    assert read(write(after)).provisions == after.provisions


@pytest.mark.parametrize("name", SHIPPED)
def test_a_template_of_ours_is_sorted_in_full_and_does_not_contradict_itself(name):
    code = shipped(name)
    assert all(one.provision.structured for one in code.provisions)
    assert all(one.texts["en"].example for one in code.provisions)
    assert contradictions(code.code, code.vocabulary) == ()
    assert findings(code.code, code.code, code.vocabulary) == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_a_template_of_ours_gives_rights_to_both_sides(name):
    sides = {
        actor
        for one in shipped(name).provisions
        if one.provision.kind is Kind.RIGHT
        for actor in one.provision.actors
    }
    assert sides >= {"everyone", "respondent"} or sides >= {"guests", "respondent"}
    numbers = [one for one in shipped(name).provisions if one.provision.parameters]
    assert len(numbers) >= 5


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("First answer within", "first-answer-within"),
        ("Égalité", "egalite"),
        ("Don't!", "don-t"),
    ],
)
def test_a_name_is_made_of_what_something_is_called(called, name):
    assert short_name(called) == name


@given(st.text(min_size=1))
def test_whatever_something_is_called_its_name_can_be_used(called):
    after = with_name(universal(), NewName("behaviours", short_name(called), "x"), NOTHING)
    assert short_name(called) in after.words["behaviours"]


def test_what_is_called_nothing_is_no_name():
    with pytest.raises(ProvisionWithoutWords):
        with_name(universal(), NewName("behaviours", "silence", " "), NOTHING)
