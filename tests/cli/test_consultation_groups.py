"""`comity consultation`: entries from paper, statements, shares and panels at the terminal."""

import csv
import json
import stat

import pytest
from typer.testing import CliRunner

from comity.cli.app import app
from comity.consultation.errors.contributions import (
    ConsentMissing,
    SameLanguage,
    TakingPartUnknown,
)
from comity.consultation.errors.equity import OutreachExists, OutreachSettled
from comity.consultation.errors.opinions import StatementAlreadyThere, StatementStepNotPossible
from comity.consultation.errors.panels import NotSeated, PanelStepNotPossible, PoolTooSmall
from comity.consultation.errors.rounds import RoundNotOpen
from comity.consultation.models import Contribution, OpinionRun, Participant, Statement, Suggestion
from comity.consultation.queries import equity, panels
from comity.consultation.queries.taking_part import consultation_of
from comity.consultation.rules.panels import PanelState
from comity.kernel.errors import NotPermitted, SeveralProblems
from comity.people.models import Person
from tests.actions.test_panels import ENGLISH, ready
from tests.factories import consultations as make
from tests.factories import opinions
from tests.factories.answers import Asked
from tests.factories.people import PersonFactory
from tests.factories.tokens import token_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SHARES = "language,en,60,Edits of 2025,2025-12-31\nlanguage,ar,40,Edits of 2025,2025-12-31\n"
PAPER = [
    {"text": "Nearer.", "language": "en", "channel": "paper", "consent": "Signed.", "person": "A"},
    {"text": "أقرب.", "language": "ar", "channel": "meeting", "consent": "Aloud.", "person": "B"},
    {"text": "Later.", "language": "en", "channel": "paper", "consent": "Signed.", "person": "A"},
]


@pytest.fixture
def shows(tmp_path):
    return lambda by: token_file(tmp_path, Person.objects.get(id=by.id))


@pytest.fixture
def stranger(tmp_path):
    return token_file(tmp_path, PersonFactory())


def comity(*words):
    return CliRunner().invoke(
        app, ["consultation", *(getattr(one, "id", str(one)) for one in words)]
    )


def written(path, what):
    path.write_text(what if isinstance(what, str) else json.dumps(what), "utf-8")
    return path


class Paper:
    """A round that takes words, and the table of a meeting."""

    def __init__(self, folder, shows, table=None):
        self.asked = Asked()
        self.file = written(folder / "meeting.json", PAPER if table is None else table)
        self.receipts = folder / "receipts.csv"
        self.me = shows(self.asked.by)

    def entered(self, me=None, command="enter"):
        words = ("offline", command, self.asked.round, self.file)
        return comity(*words, "--receipts", self.receipts, me or self.me)


def test_a_paper_meeting_is_entered_and_the_receipts_are_read_by_their_owner_only(tmp_path, shows):
    paper = Paper(tmp_path, shows)
    done = paper.entered()
    assert (done.exit_code, "Entered: 3. New receipts: 2" in done.output) == (0, True), done.output
    assert stat.S_IMODE(paper.receipts.stat().st_mode) == 0o600
    lines = list(csv.DictReader(paper.receipts.read_text("utf-8").splitlines()))
    assert [one["row"] for one in lines] == ["1", "2", "3"]
    assert lines[0]["receipt"] == lines[2]["receipt"] != lines[1]["receipt"]
    assert lines[0]["receipt"] not in done.output
    assert consultation_of(lines[1]["receipt"])[0] == paper.asked.found.id
    kept = Contribution.objects.get(id=lines[1]["contribution"])
    assert (kept.text, kept.channel, kept.consent) == ("أقرب.", "meeting", "Aloud.")
    assert Participant.objects.count() == 2


def test_whoever_has_a_receipt_gets_no_other(tmp_path, shows):
    paper = Paper(tmp_path, shows, PAPER[:1])
    paper.entered()
    (line,) = csv.DictReader(paper.receipts.read_text("utf-8").splitlines())
    written(paper.file, [{**PAPER[2], "receipt": line["receipt_digits"]}])
    again = paper.entered()
    assert "receipts.csv is there already." in again.output
    paper.receipts = tmp_path / "more.csv"
    assert "Entered: 1. New receipts: 0" in paper.entered().output
    assert (Contribution.objects.count(), Participant.objects.count()) == (2, 1)
    elsewhere = make.opened(languages=["en"])
    other = shows(make.organiser_of(make.consultation()))
    assert elsewhere.id != paper.asked.round.id
    assert other != paper.me
    paper.receipts, paper.asked.round = tmp_path / "third.csv", elsewhere
    assert isinstance(paper.entered().exception, TakingPartUnknown)


@pytest.mark.parametrize(
    ("changed", "refusal", "sentence"),
    [
        ({"consent": ""}, ConsentMissing, "row 2:"),
        ({"channel": "web"}, SystemExit, "row 2: there is no channel web. Channels: paper"),
        ({"receipt": "nothing"}, TakingPartUnknown, "row 2:"),
    ],
)
def test_a_mistake_in_one_row_enters_nothing_and_leaves_no_receipts(
    tmp_path, shows, changed, refusal, sentence
):
    paper = Paper(tmp_path, shows, [PAPER[0], {**PAPER[1], **changed}])
    done = paper.entered()
    assert isinstance(done.exception, refusal)
    assert sentence in done.output
    assert not Contribution.objects.exists()
    assert not paper.receipts.exists()


def test_only_who_runs_consultations_enters_and_only_while_the_round_is_open(
    tmp_path, shows, stranger
):
    paper = Paper(tmp_path, shows)
    assert isinstance(paper.entered(stranger).exception, NotPermitted)
    paper.asked.close()
    assert isinstance(paper.entered().exception, RoundNotOpen)
    paper.receipts = tmp_path / "nowhere" / "receipts.csv"
    assert "cannot be written: No such file or directory." in paper.entered().output


def test_suggestions_are_entered_for_somebody(tmp_path, shows, stranger):
    wish = {**PAPER[0], "kind": "change", "provision": "answer", "body": "In a **week**."}
    paper = Paper(tmp_path, shows, [wish])
    assert isinstance(paper.entered(stranger, "suggest").exception, NotPermitted)
    assert paper.entered(command="suggest").exit_code == 0
    kept = Suggestion.objects.get()
    assert (kept.provision_id, kept.patch["words"]) == ("answer", {"body": "In a **week**."})
    paper.receipts = tmp_path / "more.csv"
    written(paper.file, [{**wish, "kind": "new"}])
    assert "there is no kind new. Kinds: change, remove." in paper.entered(command="suggest").output


def test_statements_of_a_table_begin_a_round(tmp_path, shows, stranger):
    round_ = opinions.asking("Meet online.")
    me = shows(make.organiser_of(make.rounds.queries.consultation(round_.consultation_id)))
    file = written(tmp_path / "s.csv", "text,language\nMeet at noon.,en\nMeet by tram.,en\n")
    begin = ("statement", "begin", round_, file)
    assert isinstance(comity(*begin, stranger).exception, NotPermitted)
    assert comity(*begin, me).output.split() == [
        one.id for one in Statement.objects.order_by("number")[1:]
    ]
    written(file, "text,language\nMeet by boat.,en\nMeet online.,en\n")
    twice = comity(*begin, me)
    assert isinstance(twice.exception, StatementAlreadyThere)
    assert "row 2:" in twice.output
    assert Statement.objects.count() == 3


def test_statements_are_declined_shown_translated_and_mapped(shows, stranger):
    round_ = opinions.asking("Meet online.")
    me = shows(make.organiser_of(make.rounds.queries.consultation(round_.consultation_id)))
    (one,) = opinions.shown(round_)
    decline = ("statement", "decline", one, "--reason", "It names somebody.")
    assert isinstance(comity(*decline, stranger).exception, NotPermitted)
    assert comity(*decline, me).exit_code == 0
    assert Statement.objects.get().reason == "It names somebody."
    assert comity("statement", "show", one, me).exit_code == 0
    shown_twice = comity("statement", "show", one, me).exception
    assert isinstance(shown_twice, StatementStepNotPossible)
    translate = ("statement", "translate", one, "لنلتقِ.", "--language")
    assert comity(*translate, "ar", me).exit_code == 0
    assert Statement.objects.get().translations == {"ar": "لنلتقِ."}
    assert isinstance(comity(*translate, "en", me).exception, SameLanguage)
    assert isinstance(comity("statement", "map", round_, stranger).exception, NotPermitted)
    assert comity("statement", "map", round_, me).output.strip() == OpinionRun.objects.get().id


def test_shares_come_from_a_table_and_somebody_goes_out(tmp_path, shows, stranger):
    found = make.consultation()
    me, file = shows(make.organiser_of(found)), written(tmp_path / "shares.csv", SHARES)
    shares = ("group", "shares", found, file)
    assert isinstance(comity(*shares, stranger).exception, NotPermitted)
    assert "Groups with a share: 2." in comity(*shares, me).output
    go_out = ("group", "go-out", found, "language", "ar", me)
    task = comity(*go_out).output.strip()
    assert isinstance(comity(*go_out).exception, OutreachExists)
    held = {"day": "2026-03-01", "language": "ar", "people": 7, "notes": "Of nights."}
    said = written(tmp_path / "held.json", {**held, "consent": "All agreed."})
    assert comity("group", "session", task, said, me).exit_code == 0
    assert equity.outreach(found.id)[0].sessions[0].people == 7
    settle = ("group", "settle", task, "--state", "done", "--note", "We met twice.")
    assert isinstance(comity(*settle, stranger).exception, NotPermitted)
    assert comity(*settle, me).exit_code == 0
    assert isinstance(comity(*settle, me).exception, OutreachSettled)
    told = comity("group", "list", found).output
    assert "language  ar  40" in told
    assert f"{task}  done  language  ar  We met twice." in told


def test_wrong_shares_and_days_are_named_and_nothing_is_kept(tmp_path, shows):
    found = make.consultation()
    me, file = shows(make.organiser_of(found)), written(tmp_path / "shares.csv", "language,en,60")
    assert isinstance(comity("group", "shares", found, file, me).exception, SeveralProblems)
    assert comity("group", "go-out", found, "shoes", "ar", me).exit_code == 2
    said = written(tmp_path / "held.json", {"day": "soon"})
    assert "write the day as in 2027-03-01" in comity("group", "session", "x", said, me).output
    assert not equity.targets(found.id)


def test_a_pool_is_opened_from_a_description_and_closed(tmp_path, shows, stranger):
    found = make.consultation()
    me = shows(make.organiser_of(found))
    quotas = [{"dimension": "language", "category": "ar", "least": 1, "most": 2}]
    said = {"name": "Panel on places", "seats": 3, "quotas": quotas}
    file = written(tmp_path / "panel.json", said)
    assert isinstance(comity("panel", "open", found, file, stranger).exception, NotPermitted)
    one = comity("panel", "open", found, file, me).output.strip()
    assert panels.panel(one).quotas[0].most == 2
    assert (
        f"{one}  open  3 seats  0 people  Panel on places" in comity("panel", "list", found).output
    )
    assert isinstance(comity("panel", "close", one, me).exception, PoolTooSmall)
    assert "cancelled" in comity("panel", "cancel", one, me).output
    assert isinstance(comity("panel", "cancel", one, me).exception, PanelStepNotPossible)
    quotas[0]["dimension"] = "shoes"
    written(file, said)
    assert "there is no dimension shoes." in comity("panel", "open", found, file, me).output
    written(file, {**said, "quotas": ["ar"]})
    assert "quotas is a list of tables" in comity("panel", "open", found, file, me).output


def test_a_panel_is_drawn_and_a_free_seat_is_filled(shows, stranger):
    by, one, _people = ready()
    me = shows(by)
    assert isinstance(comity("panel", "draw", one, stranger).exception, NotPermitted)
    tickets = comity("panel", "draw", one, me).output.split("\n")[1:4]
    assert tickets == list(panels.panel(one).drawing.seated)
    assert isinstance(comity("panel", "draw", one, me).exception, PanelStepNotPossible)
    freed = comity("panel", "free-seat", one, tickets[0], me)
    assert tickets[0] not in freed.output
    assert isinstance(comity("panel", "free-seat", one, "none", me).exception, NotSeated)


def test_quotas_that_cannot_be_kept_are_relaxed(shows, stranger):
    by, one, _people = ready(said=(ENGLISH,) * 4)
    assert panels.panel(one).state is PanelState.IMPOSSIBLE
    assert isinstance(comity("panel", "relax", one, stranger).exception, NotPermitted)
    assert ": closed" in comity("panel", "relax", one, shows(by)).output
    assert isinstance(comity("panel", "relax", one, shows(by)).exception, PanelStepNotPossible)
