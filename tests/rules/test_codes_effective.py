import hashlib
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.codes.rules.documents import Text, TextState
from comity.codes.rules.effective import LevelCode, compose, content_hash, structure
from comity.codes.rules.reader import read, read_local
from comity.codes.rules.redline import ChangeKind, Operation, redline, word_parts
from comity.kernel.chain import canonical

SANDBOX = files("comity.cli") / "sandbox"


@pytest.fixture(scope="module")
def universal():
    return read((SANDBOX / "code-universal.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def local(universal):
    text = (SANDBOX / "code-lighthouse.toml").read_text("utf-8")
    return read_local(text, universal.vocabulary)


def level(document, name, states=None):
    return LevelCode(name, 1, f"of-{name}", document, states or {})


@pytest.fixture(scope="module")
def both(universal, local):
    return compose([level(universal, "u"), level(local, "l")])


def changed(document, name, **texts):
    provisions = tuple(
        replace(one, texts={**one.texts, **texts}) if one.provision.id == name else one
        for one in document.provisions
    )
    return replace(document, provisions=provisions)


def test_what_binds_is_numbered_by_kind_and_found_by_any_of_its_ids(both):
    assert both.provision("listen").number == "1.1"
    assert both.provision("insults").number == "2.1"
    assert both.provision("no-edit-wars").number == "2.10"
    assert both.provision("quick-answer") is both.provision("answer")
    assert both.provision("nothing") is None


def test_each_provision_tells_where_it_comes_from(both):
    answer = both.provision("answer")
    assert [(one.community_id, one.provision_id) for one in answer.origins] == [
        ("of-u", "answer"),
        ("of-l", "quick-answer"),
    ]
    assert answer.said("en").text.title == "Every report is answered the next day"


def test_words_that_say_less_than_what_binds_never_lead(universal, local):
    lax = changed(local, "quick-answer")
    slow = tuple(
        replace(
            one,
            provision=replace(
                one.provision,
                parameters={
                    "first_answer": replace(one.provision.parameters["first_answer"], value=30)
                },
            ),
        )
        if one.provision.id == "quick-answer"
        else one
        for one in lax.provisions
    )
    code = compose([level(universal, "u"), level(replace(lax, provisions=slow), "l")])
    answer = code.provision("answer")
    assert answer.provision.parameters["first_answer"].value == 3
    assert answer.said("en").text.title == "Every report is answered"


def test_a_reader_without_a_translation_gets_the_agreed_words(both):
    said = both.provision("listen").said("de")
    assert (said.language, said.missing, said.state) == ("en", True, TextState.SOURCE)
    assert both.provision("listen").said("ar-eg").language == "ar"


def test_a_translation_tells_how_far_it_is(universal):
    states = {"listen": {"ar": TextState.OUTDATED}}
    code = compose([level(universal, "u", states)])
    assert code.provision("listen").said("ar").state is TextState.OUTDATED


def test_the_hash_heeds_agreed_words_and_structure_and_no_translation(universal):
    code = content_hash(universal)
    assert content_hash(changed(universal, "listen", ar=Text("x", "y"))) == code
    assert content_hash(changed(universal, "listen", en=Text("x", "y"))) != code
    before = compose([level(universal, "u")]).hash
    assert compose([level(changed(universal, "listen", en=Text("x", "y")), "u")]).hash != before
    assert compose([level(universal, "other")]).hash == before


def test_the_hash_is_that_of_one_canonical_text(both):
    provisions = [
        {
            "structure": structure(one.provision),
            "words": [
                written(origin.phrasing.texts[origin.phrasing.source_language])
                for origin in one.origins
            ],
        }
        for one in both.provisions
    ]
    names = {
        axis: dict(getattr(both.vocabulary, axis).parents)
        for axis in ("behaviours", "actors", "spaces")
    }
    whole = canonical({"provisions": provisions, "names": names})
    assert hashlib.sha256(whole).hexdigest() == both.hash


def written(text):
    return [text.title, text.body, text.example]


def test_composing_below_what_binds_already_changes_nothing_and_shares_what_it_leaves(
    universal, local
):
    above = compose([level(universal, "u")])
    code = compose([*above.levels, level(local, "l")], above)
    alone = compose([level(universal, "u"), level(local, "l")])
    assert (code.provisions, code.inert, code.hash) == (alone.provisions, alone.inert, alone.hash)
    assert code.provision("listen") is above.provision("listen")
    assert code.provision("answer") is not above.provision("answer")


def kinds(before, after, language="en"):
    return {one.provision_id: one.kinds for one in redline(before, after, language)}


def test_two_equal_versions_have_no_redline(universal):
    assert redline(universal, universal, "ar") == ()


def test_a_redline_tells_what_happened_to_each_provision(universal):
    provisions = list(universal.provisions)
    gone, moved = provisions.pop(0), provisions.pop(3)
    provisions.append(moved)
    hard = provisions[0]
    provisions[0] = replace(
        hard,
        provision=replace(hard.provision, derogable=True),
        texts={**hard.texts, "en": replace(hard.texts["en"], body="Assume bad faith.")},
    )
    new = replace(hard, provision=replace(hard.provision, id="new"))
    after = replace(universal, provisions=(new, *provisions))
    assert kinds(universal, after) == {
        "new": (ChangeKind.ADDED,),
        hard.provision.id: (ChangeKind.REWORDED, ChangeKind.RESTRUCTURED),
        moved.provision.id: (ChangeKind.MOVED,),
        gone.provision.id: (ChangeKind.REMOVED,),
    }
    change = redline(universal, after, "en")[1]
    assert change.fields == ("derogable",)


def test_a_provision_without_words_in_a_language_is_compared_in_the_agreed_ones(universal):
    after = changed(universal, "listen", en=Text("Listen", "Hear people out."))
    (change,) = redline(universal, after, "de")
    assert change.language == "en"


def test_words_are_compared_and_not_letters():
    parts = word_parts("Be kind to all", "Be very kind to people")
    assert [(one.op, one.text) for one in parts] == [
        (Operation.SAME, "Be"),
        (Operation.ADDED, " very"),
        (Operation.SAME, " kind to "),
        (Operation.REMOVED, "all"),
        (Operation.ADDED, "people"),
    ]


def test_scripts_without_spaces_are_compared_letter_by_letter():
    removed = [one.text for one in word_parts("尊重他人", "尊重人") if one.op is Operation.REMOVED]
    assert removed == ["他"]


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_parts_of_a_redline_add_up_to_both_texts(before, after):
    parts = word_parts(before, after)
    assert "".join(one.text for one in parts if one.op is not Operation.ADDED) == before
    assert "".join(one.text for one in parts if one.op is not Operation.REMOVED) == after


def test_texts_too_long_to_compare_are_shown_as_replaced():
    parts = word_parts("a " * 3000, "b " * 3000)
    assert [one.op for one in parts] == [Operation.REMOVED, Operation.ADDED]
