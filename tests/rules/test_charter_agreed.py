"""What the second format of a charter says, and how its votes are counted."""

import re

import pytest

from comity.charter.errors import (
    CharterKeyMissing,
    CharterKeyUnknown,
    CharterOriginMissing,
    CharterUnitWrong,
    CharterValueWrong,
)
from comity.charter.queries import shipped
from comity.charter.rules import (
    Base,
    Candidate,
    Count,
    Duty,
    Majority,
    Missed,
    Standing,
    lacking,
    numbers,
    origin_of,
    ratified,
    read,
    seated,
)
from comity.kernel.errors import SeveralProblems
from comity.messages import words

SMALL, WIKIMEDIA = read(shipped("small")), read(shipped("wikimedia"))
FIRST_FORMAT = shipped("small").partition("# Where the numbers come from.")[0]


def test_a_charter_of_the_first_format_is_still_read_and_nothing_is_made_up_for_it():
    charter = read(FIRST_FORMAT.replace("format = 2\n", ""))
    assert charter.deadlines == SMALL.deadlines
    assert charter.guideline == SMALL.guideline
    assert not charter.agreed.sources
    assert not charter.ballots


def test_the_first_format_knows_no_table_of_the_second():
    text = FIRST_FORMAT.replace("format = 2\n", "") + "[clocks]\n"
    with pytest.raises(CharterKeyUnknown):
        read(text)


@pytest.mark.parametrize("charter", [SMALL, WIKIMEDIA])
def test_every_number_says_where_it_comes_from(charter):
    for key in numbers(charter.values):
        origin = origin_of(key, charter.agreed)
        assert origin is not None, key
        assert charter.agreed.sources[origin.source].names["en"]


def test_what_nobody_agreed_on_is_marked_as_proposed():
    agreed = WIKIMEDIA.agreed
    assert agreed.sources[origin_of("deadlines.seating", agreed).source].standing is (
        Standing.PROPOSED
    )
    appeal = agreed.sources[origin_of("clocks.office_appeal.span", agreed).source]
    assert appeal.standing is Standing.AGREED


@pytest.mark.parametrize(
    ("clock", "hours", "missed"),
    [
        ("child_protection", 24, Missed.GOES_UP),
        ("incomplete_request", 1, Missed.LAPSES),
        ("acceptance", 24, Missed.GOES_ON),
        ("request", 14 * 24, Missed.UPDATE_OWED),
        ("proposed_decision", 21 * 24, Missed.UPDATE_OWED),
        ("ban_review", 28 * 24, Missed.REMINDED),
        ("office_appeal", 180 * 24, Missed.LAPSES),
        ("consultation", 25 * 24, Missed.GOES_ON),
        ("vote", 14 * 24, Missed.ENDS),
        ("candidates", 28 * 24, Missed.ENDS),
        ("annual_review", 364 * 24, Missed.REMINDED),
        ("mentor_away", 10 * 24, Missed.REMINDED),
        ("mentor_removed", 90 * 24, Missed.LAPSES),
    ],
)
def test_the_clocks_of_the_wikimedia_movement_are_there(clock, hours, missed):
    found = WIKIMEDIA.agreed.clocks[clock]
    assert (found.hours, found.missed) == (hours, missed)


def test_the_other_times_of_the_wikimedia_movement_are_there():
    assert WIKIMEDIA.emergency.hours == 3
    assert WIKIMEDIA.agreed.retention["technical_data"].days == 90
    assert WIKIMEDIA.agreed.retention["ballot_data"].days == 60
    assert WIKIMEDIA.agreed.roles["committee_member"].numbers["term_days"] == 730
    assert WIKIMEDIA.deadline("inquiry").days == 45


def test_begun_days_count_as_days():
    assert WIKIMEDIA.agreed.clocks["incomplete_request"].days == 1


@pytest.mark.parametrize(
    ("active", "recused", "abstained", "needed"),
    [(12, 0, 0, 7), (12, 2, 0, 6), (12, 0, 2, 6), (12, 0, 4, 5), (12, 4, 0, 5), (12, 2, 2, 5)],
)
def test_arbitrators_need_so_many(active, recused, abstained, needed):
    ballot = WIKIMEDIA.ballots["committee_item"]
    for in_favour in range(active - recused - abstained + 1):
        against = active - recused - abstained - in_favour
        count = Count(in_favour, against, abstained, active, recused)
        assert ballot.carried(count) is (in_favour >= needed)


@pytest.mark.parametrize(
    ("accepts", "declines", "active", "taken"),
    [
        pytest.param(4, 0, 12, True, id="net four"),
        pytest.param(6, 3, 12, False, id="net three, and half of twelve is not more than half"),
        pytest.param(7, 5, 12, True, id="net two, but more than half"),
        pytest.param(3, 0, 12, False, id="net three"),
        pytest.param(0, 0, 0, False, id="nobody"),
    ],
)
def test_a_committee_takes_a_case(accepts, declines, active, taken):
    ballot = WIKIMEDIA.ballots["committee_accepts"]
    assert ballot.carried(Count(accepts, declines, 0, active)) is taken
    assert ballot.wait_hours == 24


@pytest.mark.parametrize(
    ("kind", "count", "carried"),
    [
        pytest.param("committee_decides", Count(5, 3, 0, 16), True, id="five of eight"),
        pytest.param("committee_decides", Count(4, 3, 1, 16), False, id="only four"),
        pytest.param("committee_decides", Count(5, 2, 0, 16), False, id="seven are no quorum"),
        pytest.param("committee_decides", Count(5, 5, 0, 16), False, id="no more than half"),
        pytest.param("committee_systemic", Count(8, 0, 0, 8), True, id="eight of the first eight"),
        pytest.param("committee_systemic", Count(7, 0, 0, 7), False, id="one is away"),
        pytest.param("committee_systemic", Count(7, 1, 8, 16), False, id="seven of sixteen"),
    ],
)
def test_the_coordinating_committee_decides(kind, count, carried):
    assert WIKIMEDIA.ballots[kind].carried(count) is carried


@pytest.mark.parametrize(
    ("yes", "no", "neither", "share"),
    [
        pytest.param(1338, 945, 65, "58.61", id="guidelines, first vote"),
        pytest.param(2290, 722, 85, "76.03", id="guidelines, second vote"),
        pytest.param(1249, 420, 69, "74.84", id="charter of the committee"),
    ],
)
def test_what_was_ratified_is_ratified(yes, no, neither, share):
    votes = Count(yes, no, neither, yes + no + neither)
    assert f"{100 * yes / (yes + no):.2f}" == share
    assert WIKIMEDIA.ballots["ratify"].carried(votes)


def test_ratifying_needs_the_board_too():
    votes, board = Count(1338, 945, 65, 2348), Count(0, 9, 0, 9)
    ballots = WIKIMEDIA.ballots
    assert not ratified(ballots, "ratify", {"ratify": votes})
    assert not ratified(ballots, "ratify", {"ratify": votes, "board": board})
    assert ratified(ballots, "ratify", {"ratify": votes, "board": Count(9, 0, 0, 9)})


@pytest.mark.parametrize(("yes", "no", "elected"), [(600, 400, True), (599, 401, False)])
def test_six_tenths_are_elected(yes, no, elected):
    assert WIKIMEDIA.ballots["elect"].carried(Count(yes, no, 300, 1300)) is elected


def candidate(name, yes, home="a", seat="large"):
    return Candidate(name, home, seat, Count(yes, 100 - yes, 0, 100))


def test_a_third_member_of_one_wiki_is_passed_over_and_the_next_one_seated():
    stood = [
        candidate("Amal", 90),
        candidate("Bo", 80),
        candidate("Chidi", 70),
        candidate("Dana", 65, home="b"),
        candidate("Emil", 59, home="c"),
    ]
    found = seated(stood, ballot=WIKIMEDIA.ballots["elect"], seats={"large": 4}, per_home_most=2)
    assert found == ["Amal", "Bo", "Dana"]


def test_a_regional_seat_stays_empty_rather_than_going_to_another_region():
    stood = [candidate("Amal", 90, seat="north"), candidate("Bo", 95, "b", "north")]
    seats = {"north": 1, "south": 1}
    assert seated(stood, ballot=WIKIMEDIA.ballots["elect"], seats=seats, per_home_most=None) == [
        "Bo"
    ]


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        ({"edits": 300, "recent_edits": 20, "blocked_wikis_most": 1}, []),
        ({"edits": 299, "recent_edits": 20, "blocked_wikis_most": 0}, ["edits"]),
        (
            {"edits": 300, "recent_edits": 19, "blocked_wikis_most": 2},
            [
                "recent_edits",
                "blocked_wikis_most",
            ],
        ),
        ({}, ["edits", "recent_edits", "blocked_wikis_most"]),
    ],
)
def test_a_voter_lacks_so_much(known, missing):
    assert lacking(WIKIMEDIA.agreed.roles["voter"], known) == missing


def test_duties_are_per_role():
    roles = WIKIMEDIA.agreed.roles
    assert roles["committee_member"].training["complex_cases"] is Duty.TO_STAND
    assert roles["functionary"].training["complex_cases"] is Duty.ADVISED
    assert roles["committee_member"].duties["second_step"] is Duty.TO_KEEP
    assert WIKIMEDIA.agreed.signing.roles == {
        "staff",
        "affiliate_representative",
        "event_organiser",
    }


@pytest.mark.parametrize(
    ("base", "needed"),
    [
        (Base.DECIDED, 4),
        (Base.PRESENT, 5),
        (Base.WILLING, 5),
        (Base.SEATED, 6),
        (Base.SEATS, 6),
    ],
)
def test_a_base_says_of_whom_the_share_is_taken(base, needed):
    count = Count(in_favour=4, against=2, abstained=2, seated=11, recused=1)
    assert Majority(1, 2, strict=True, base=base, quorum=1).needed(count) == needed


def changed(old, new):
    text = shipped("small")
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "error", "field"),
    [
        pytest.param(
            changed('span = "4 weeks"', 'span = "4 moons"'),
            CharterUnitWrong,
            "clocks.update.span",
            id="a unit nobody counts in",
        ),
        pytest.param(
            changed('span = "4 weeks"', "span = 4"),
            CharterValueWrong,
            "clocks.update.span",
            id="a span without a unit",
        ),
        pytest.param(
            changed('missed = "update_owed"', 'missed = "shrug"'),
            CharterValueWrong,
            "clocks.update.missed",
            id="nothing that can happen",
        ),
        pytest.param(
            changed('keys = ["caps.**", "thresholds.**"]', 'keys = ["caps.**"]'),
            CharterOriginMissing,
            "thresholds.petition.count",
            id="a number from nowhere",
        ),
        pytest.param(
            changed('source = "handbook"', 'source = "hearsay"'),
            CharterValueWrong,
            "origin.5.source",
            id="a source that is not there",
        ),
        pytest.param(
            changed('to = ["event_team", "local_panel"]', 'to = ["wizards"]'),
            CharterValueWrong,
            "routing.1.to",
            id="a class that is not there",
        ),
        pytest.param(
            changed("per_home_most = 2", "per_home_mots = 2"),
            CharterKeyUnknown,
            "roles.panel_member.per_home_mots",
            id="a key that does not exist",
        ),
        pytest.param(
            changed("adopted_on = 2025-11-02", "adopted_on = 2025-11-02T10:00:00"),
            CharterValueWrong,
            "sources.assembly.adopted_on",
            id="an hour where a day belongs",
        ),
        pytest.param(
            changed("grace_days = 30\nrenew = true", "renew = true"),
            CharterKeyMissing,
            "signing.grace_days",
            id="a missing key",
        ),
        pytest.param(
            changed("format = 2", "format = 3"), CharterValueWrong, "format", id="a later format"
        ),
    ],
)
def test_a_mistake_is_named_by_line_and_key(text, error, field):
    with pytest.raises((error, SeveralProblems)) as refusal:
        read(text)
    problems = getattr(refusal.value, "problems", [refusal.value])
    found = next(one for one in problems if one.detail["field"] == field)
    assert isinstance(found, error)
    assert words(found.code, **found.detail).startswith(f"Line {found.detail['line']}")
    assert found.detail["line"] > 0


def test_the_line_of_a_row_of_a_list_is_the_line_of_that_row():
    text = changed('source = "handbook"', 'source = "hearsay"')
    with pytest.raises(CharterValueWrong) as refusal:
        read(text)
    lines = text.splitlines()
    assert re.match(r'source = "hearsay"', lines[refusal.value.detail["line"] - 1])
