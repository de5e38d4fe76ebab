"""Text becomes words to look for, the same way for what is kept and for what is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.search.rules import around, asked, fold, kept, marked, plain


def finds(search, text):
    """Tell whether a text is found, as the database does it: every asked word is kept."""
    words = kept(text)
    return all(
        any(word.startswith(one.word) if one.begins else word == one.word for word in words)
        for one in asked(search)
    )


@pytest.mark.parametrize(
    ("search", "text"),
    [
        ("harass", "Harassment of any kind"),
        ("HARASSMENT kind", "Harassment of any kind"),
        ("resume", "Your résumé"),
        ("strasse", "Straße am Hafen"),
        ("تحرش", "التحرّش ممنوع"),
        ("احترام", "الإحترام المتبادل"),
        ("إحترام", "الاحترام"),
        ("尊重", "请互相尊重他人"),
        ("重", "请互相尊重他人"),
        ("人", "请互相尊重他人"),
        ("เคารพ", "จงเคารพผู้อื่นเสมอ"),
        ("सम्मान", "आपसी सम्मान"),
        ("ハラスメント", "いかなるハラスメントも禁止"),
        ("존중", "존중합니다"),
        ("уваж", "Уважайте друг друга"),
        ("wiki 尊重", "Wiki 上请尊重他人"),
    ],
)
def test_a_text_is_found_by_its_words_in_any_script(search, text):
    assert finds(search, text)


@pytest.mark.parametrize(
    ("search", "text"),
    [
        ("ment", "Harassment of any kind"),
        ("harassment wiki", "Harassment of any kind"),
        ("尊敬", "请互相尊重他人"),
        ("重尊", "请互相尊重他人"),
        ("حترك", "الإحترام المتبادل"),
    ],
)
def test_a_text_is_not_found_by_other_words(search, text):
    assert asked(search)
    assert not finds(search, text)


@pytest.mark.parametrize("nothing", ["", "  ", "?!…", "\x00"])
def test_signs_alone_look_for_nothing(nothing):
    assert asked(nothing) == []


def test_a_search_without_an_end_is_cut():
    assert len(asked(" ".join(f"word{number}" for number in range(500)))) == 12
    assert len(asked("重要" * 500)) <= 12


@given(st.text(max_size=80))
def test_every_text_is_found_by_itself(text):
    assert finds(text, text)


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=60))
def test_marks_lose_no_letter(before, search, after):
    text = before + search + after
    assert "".join(part for part, _ in marked(text, search)) == text


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "search", "hits"),
    [
        ("Respect others. Respectful words.", "respect", ["Respect", "Respectful"]),
        ("请互相尊重他人", "尊重", ["尊重"]),
        ("التحرش ممنوع", "تحرش", ["تحرش"]),
        ("Your résumé", "resume", ["résumé"]),
        ("nothing", "else", []),
    ],
)
def test_what_was_looked_for_is_marked(text, search, hits):
    assert [part for part, hit in marked(text, search) if hit] == hits


def test_a_long_text_is_cut_around_what_was_looked_for():
    text = "word " * 200 + "lantern " + "more " * 200
    shown = around(text, "lantern", most=100)
    assert "lantern" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 160
    assert around("short", "lantern", most=100) == "short"


def test_markup_is_not_shown():
    assert plain("# Be *kind*\n- to [all](https://lantern.example)") == "Be kind to all"
