"""What can be answered, who may open it, and how a draft travels. No database."""

import base64
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from comity.bodies.rules import Member
from comity.competence.rules import Reason as BodyReason
from comity.competence.rules import Why
from comity.kernel.errors import SeveralProblems, WrongInput
from comity.kernel.keys import ServiceKeys
from comity.people.rules import AccountRef
from comity.reports.errors import (
    AnswerMissing,
    DraftEnded,
    DraftNotReadable,
    FileNotUsable,
    FilesTooLarge,
    KeyTooShort,
    TextNotReadable,
    TextTooLong,
    TooManyFiles,
    TooManyLines,
)
from comity.reports.rules import (
    LIFETIME,
    LONGEST_TEXT,
    Answers,
    Bench,
    Harmed,
    Mention,
    Reason,
    begin,
    begin_again,
    choose,
    clean_files,
    clean_text,
    complete,
    same_name,
    seal,
    tidy,
    unseal,
)
from comity.vault.rules import File

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
KEYS = ServiceKeys.new()
PEOPLE = "abcdefgh"


def member(person_id):
    return Member(
        person_id, f"seat {person_id}", person_id, "en", date(2026, 1, 1), date(2027, 1, 1)
    )


def bench(body_id, people, *, keyed=PEOPLE, conflicted="", against=()):
    return Bench(
        body_id=body_id,
        members=tuple(member(one) for one in people),
        keyed=frozenset(keyed),
        conflicted=frozenset(conflicted),
        against=against,
    )


groups = st.frozensets(st.sampled_from(PEOPLE))
benches = st.lists(
    st.builds(
        bench, st.sampled_from(["low", "middle", "top"]), groups, keyed=groups, conflicted=groups
    ),
    max_size=4,
)


def chosen(*rows, minimum=2, respondents="", excluded="", hard=""):
    return choose(
        rows,
        minimum=minimum,
        respondents=frozenset(respondents),
        excluded=frozenset(excluded),
        hard=frozenset(hard),
    )


def names(audience):
    return "".join(one.person_id for one in audience.eligible)


def test_the_lowest_body_with_enough_members_is_taken():
    audience = chosen(bench("low", "abc"), bench("top", "def"))
    assert (audience.body_id, names(audience), audience.path) == ("low", "abc", ())


def test_each_reason_keeps_somebody_out():
    audience = chosen(
        bench("low", "abcdef", keyed="abcef", conflicted="c"), respondents="a", excluded="b"
    )
    assert names(audience) == "ef"
    assert {(one.member.person_id, one.reason) for one in audience.left_out} == {
        ("a", Reason.RESPONDENT),
        ("b", Reason.EXCLUDED),
        ("c", Reason.CONFLICT),
        ("d", Reason.NO_KEY),
    }


def test_too_few_members_lead_one_body_up():
    audience = chosen(bench("low", "ab"), bench("top", "cd"), excluded="a")
    assert (audience.body_id, names(audience)) == ("top", "cd")
    assert audience.path[0].reasons == (
        BodyReason(Why.TOO_FEW_ELIGIBLE, {"count": 1, "needed": 2}),
    )


def test_a_body_without_competence_is_passed_over_however_many_sit_there():
    against = (BodyReason(Why.NO_MANDATE),)
    audience = chosen(bench("low", "abc", against=against), bench("top", "de"))
    assert audience.body_id == "top"
    assert audience.path[0].reasons == against


def test_where_nobody_is_left_there_is_no_body():
    audience = chosen(bench("low", "ab"), excluded="ab")
    assert (audience.body_id, names(audience)) == (None, "")


def test_nobody_can_be_left_with_a_report_alone_even_if_the_charter_asks_for_nobody():
    assert chosen(bench("low", ""), minimum=0).body_id is None


def test_a_soft_conflict_keeps_out_now_but_does_not_bar_for_good():
    audience = chosen(bench("low", "abcd", conflicted="ab"), hard="a")
    assert names(audience) == "cd"
    assert audience.barred == {"a"}


@given(benches, groups, groups, groups, st.integers(1, 4))
def test_nobody_who_must_not_ever_opens_it(rows, respondents, excluded, hard, minimum):
    audience = chosen(*rows, minimum=minimum, respondents=respondents, excluded=excluded, hard=hard)
    opening = set(names(audience))
    assert not opening & (respondents | excluded)
    assert audience.barred == respondents | excluded | hard
    if audience.body_id is None:
        assert not opening
    else:
        taken = rows[len(audience.path)]
        assert len(opening) >= minimum
        assert opening <= taken.keyed - taken.conflicted


@given(benches, groups, groups, st.sampled_from(PEOPLE))
def test_keeping_one_more_out_never_lets_anybody_lower_in(rows, respondents, excluded, other):
    before = chosen(*rows, respondents=respondents, excluded=excluded)
    after = chosen(*rows, respondents=respondents, excluded=excluded | {other})
    assert len(after.path) >= len(before.path)
    assert other not in names(after)


@given(benches, groups)
def test_the_same_people_have_the_same_mark_and_others_another(rows, excluded):
    one, other = chosen(*rows), chosen(*rows, excluded=excluded)
    same = (one.body_id, set(names(one))) == (other.body_id, set(names(other)))
    assert (one.mark == other.mark) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Amal Haddad", "amal  haddad", True),
        ("Amal_Haddad", "Amal Haddad", True),
        ("STRASSE", "straße", True),
        ("\uff21mal", "Amal", True),
        ("Amal", "Amal Haddad", False),
        ("", "", False),
    ],
)
def test_names_are_compared_as_people_read_them(one, other, same):
    assert same_name(one, other) is same


ANSWERS = Answers(
    community_id="C",
    what="It hurt.",
    harmed=Harmed.ME,
    accounts=(Mention("Tern", (AccountRef("wiki", "7", "Tern"),)), Mention("Nobody")),
    people=("Bo Lind",),
    evidence=("https://wiki.example/?diff=3",),
    excluded=frozenset("ab"),
    language="ar",
)


def test_answers_are_tidied():
    messy = replace(
        ANSWERS,
        what=" It hurt.\r\n\r\nTwice. ",
        people=("Bo  Lind", "", " Bo Lind "),
        accounts=(Mention(" Tern "), Mention("Tern")),
    )
    tidied = tidy(messy)
    assert tidied.what == "It hurt.\n\nTwice."
    assert tidied.people == ("Bo Lind",)
    assert tidied.accounts == (Mention("Tern"),)


def test_what_was_found_for_a_name_stays_with_it():
    assert tidy(ANSWERS) == ANSWERS


@pytest.mark.parametrize(
    ("answers", "refusal", "field"),
    [
        ({"what": "x" * (LONGEST_TEXT + 1)}, TextTooLong, "what"),
        ({"what": "a\x00b"}, TextNotReadable, "what"),
        ({"what": "a\ud800b"}, TextNotReadable, "what"),
        ({"name": "a\x1bb"}, TextNotReadable, "name"),
        ({"name": "x" * 256}, TextTooLong, "name"),
        ({"contact": "\uffff"}, TextNotReadable, "contact"),
        ({"people": ("x" * 256,)}, TextTooLong, "people"),
        ({"people": tuple(str(n) for n in range(21))}, TooManyLines, "people"),
        ({"accounts": (Mention("\x00"),)}, TextNotReadable, "accounts"),
        ({"evidence": ("x" * 2001,)}, TextTooLong, "evidence"),
        ({"what": " \n "}, AnswerMissing, "what"),
        ({"community_id": ""}, AnswerMissing, "community_id"),
    ],
)
def test_wrong_answers_are_named(answers, refusal, field):
    with pytest.raises(refusal) as refused:
        complete(replace(ANSWERS, **answers))
    assert refused.value.field == field


def test_every_wrong_answer_is_named_at_once():
    with pytest.raises(SeveralProblems) as refused:
        complete(replace(ANSWERS, what="\x00", name="\x00"))
    assert [problem.field for problem in refused.value.problems] == ["what", "name"]


@given(st.text(st.characters(), max_size=200))
@example("مرحبا\u200fبك \U0001f468\u200d\U0001f469 ไทย")
@example("<script>alert(1)</script> [x](javascript:alert(1)) ![](http://evil.example/)")
def test_every_text_is_kept_as_it_is_or_refused(text):
    try:
        kept = clean_text(text, field="what")
    except WrongInput:
        assert any(not sign.isprintable() for sign in text)
        return
    kept.encode()
    assert kept.split() == text.replace("\r", "\n").strip().split()


def file(name="a.png", data=b"x", content_type="image/png"):
    return File(name, content_type, data)


def test_files_of_any_kind_are_kept_with_their_bare_name():
    kept = clean_files([file("C/../secret/ü.svg", b"<svg>", "image/svg+xml")], most_bytes=10)
    assert kept == [File("ü.svg", "image/svg+xml", b"<svg>")]


@pytest.mark.parametrize(
    ("files", "refusal"),
    [
        ([file()] * 11, TooManyFiles),
        ([file(data=b"x" * 6)] * 2, FilesTooLarge),
        ([file(data=b"")], FileNotUsable),
        ([file("a\x00b")], TextNotReadable),
        ([file("a\ud800")], TextNotReadable),
    ],
)
def test_files_that_cannot_be_kept_are_refused(files, refusal):
    with pytest.raises(refusal):
        clean_files(files, most_bytes=11)


def test_a_draft_comes_back_as_it_was_sent():
    draft = begin(ANSWERS).showing("mark")
    assert unseal(seal(draft, KEYS, NOW), KEYS, NOW) == draft


def test_a_draft_says_nothing_to_whoever_sees_it():
    draft = begin(ANSWERS)
    token = seal(draft, KEYS, NOW)
    assert "hurt" not in token
    assert draft.receipt.text not in repr(draft)
    assert "hurt" not in repr(draft)


def test_a_draft_ends_after_a_while():
    token = seal(begin(ANSWERS), KEYS, NOW)
    assert unseal(token, KEYS, NOW + LIFETIME - timedelta(seconds=1))
    with pytest.raises(DraftEnded):
        unseal(token, KEYS, NOW + LIFETIME + timedelta(seconds=1))


TOKEN = seal(begin(ANSWERS), KEYS, NOW)


def means_the_same(token):
    """Tell whether a token stands for the same bytes: the last sign of base64 has idle bits."""
    try:
        return base64.b64decode(token) == base64.b64decode(TOKEN)
    except ValueError:
        return False


@given(st.integers(0, len(TOKEN) - 1), st.sampled_from("AbZ09+/=é"))
def test_a_forged_draft_is_refused(place, sign):
    forged = TOKEN[:place] + sign + TOKEN[place + 1 :]
    if not means_the_same(forged):
        with pytest.raises(DraftNotReadable):
            unseal(forged, KEYS, NOW)


@pytest.mark.parametrize("token", ["", "e30=", "\x00", "\ud800", "A" * 100_000])
def test_nonsense_is_no_draft(token):
    with pytest.raises(DraftNotReadable):
        unseal(token, KEYS, NOW)


def test_a_draft_of_other_keys_or_another_purpose_is_refused():
    with pytest.raises(DraftNotReadable):
        unseal(TOKEN, ServiceKeys.new(), NOW)


def test_each_draft_has_a_receipt_and_a_tag_of_its_own():
    one, other = begin(ANSWERS), begin(ANSWERS)
    assert one.receipt != other.receipt
    assert one.tag(KEYS) != other.tag(KEYS)
    assert one.tag(KEYS) == one.showing("x").tag(KEYS)


KEY = "3f0c6f0e-8b1d-4c0e-9a53-2f6f3f1f0a55"


def test_a_program_that_sends_the_same_again_comes_to_the_same_receipt():
    assert begin_again(KEY, b"said", KEYS).receipt == begin_again(KEY, b"said", KEYS).receipt


@pytest.mark.parametrize(
    ("key", "said", "keys"),
    [
        (KEY.replace("3", "4"), b"said", KEYS),
        (KEY, b"other", KEYS),
        (KEY, b"said", ServiceKeys.new()),
    ],
)
def test_nobody_else_comes_to_that_receipt(key, said, keys):
    assert begin_again(key, said, keys).receipt != begin_again(KEY, b"said", KEYS).receipt


def test_a_key_that_others_could_choose_is_refused():
    with pytest.raises(KeyTooShort):
        begin_again("report 1", b"said", KEYS)
