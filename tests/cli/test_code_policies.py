"""`comity code policy`: policies beside a code, compared by a table."""

import csv
import json
from pathlib import Path

import pytest

from comity.access.rules import Permission
from comity.codes import queries
from comity.codes.errors import AddressWrong, PolicyPartMissing, PolicyWithoutWords
from comity.codes.rules.writer import write
from comity.kernel.errors import NotFound, NotPermitted
from comity.people.errors import TokenForSomethingElse
from comity.people.rules import Scope
from comity.record.models import Line
from tests.cli.coding import People, comity, told, written
from tests.factories.codes import answer_in, universal
from tests.factories.people import somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
TEXT = "# Events\n\n## Answers\n\nWe answer in a week.\n\n## Photos\n\nAsk before you take one.\n"
NAMED = ("--title", "Events", "--language", "en")


@pytest.fixture
def people(tmp_path, movement):
    return People(tmp_path, movement)


@pytest.fixture
def file(tmp_path):
    return written(tmp_path / "events.md", TEXT)


@pytest.fixture
def policy(people, file):
    return comity("policy", "add", "lantern", file, *NAMED, people.editor).output.strip()


def noted(policy):
    return {
        one.id: (one.relation, one.part.number if one.part else 0, one.note)
        for one in queries.laid_beside(policy).rows
    }


def test_a_policy_is_laid_beside_a_code_and_listed(policy):
    (one,) = told("policy", "list", "lantern")
    assert (one["id"], one["title"], one["parts"], one["mapped"]) == (policy, "Events", 2, 0)
    (line,) = comity("policy", "list", "lantern").output.splitlines()
    assert line.split() == [policy, "2026-03-02", "en", "2", "parts", "0", "compared", "Events"]
    shown = comity("policy", "show", policy).output.splitlines()
    assert shown == ["answer  open", "kindness  open", "Parts:", "  1  Answers", "  2  Photos"]


def test_a_policy_comes_from_the_standard_input_after_the_token(people):
    token = Path(people.editor.partition("=")[2]).read_text("utf-8")
    add = ("policy", "add", "lantern", "-", *NAMED, "--token-file", "-")
    made = comity(*add, typed=token + TEXT)
    assert queries.policy(made.output.strip()).parts == 2


def test_only_who_writes_the_code_lays_policies_beside_it(people, movement, file):
    add = ("policy", "add", "lantern", file, *NAMED)
    assert isinstance(comity(*add, people.stranger).exception, NotPermitted)
    editor = somebody(Permission.CODE_EDIT, on=movement)
    other = people.shown(editor, Scope.CONSULTATIONS_WRITE)
    assert isinstance(comity(*add, other).exception, TokenForSomethingElse)
    assert queries.policies(movement.id) == []
    assert comity("policy", "add", "nowhere", file, *NAMED, people.editor).exit_code == 1


def test_what_cannot_be_used_is_refused(people, tmp_path, file):
    editor, empty = people.editor, written(tmp_path / "empty.md", "***\n")
    wrong = comity("policy", "add", "lantern", empty, *NAMED, editor)
    assert isinstance(wrong.exception, PolicyWithoutWords)
    wrong = comity("policy", "add", "lantern", file, *NAMED, "--address", "events", editor)
    assert isinstance(wrong.exception, AddressWrong)
    missing = comity("policy", "add", "lantern", tmp_path / "none.md", *NAMED, editor)
    assert "none.md cannot be read" in missing.stderr


def test_the_table_is_filled_in_and_comes_back(people, policy, tmp_path):
    rows = list(csv.DictReader(comity("policy", "table", policy).stdout.splitlines()))
    assert [(one["provision"], one["relation"]) for one in rows] == [
        ("answer", ""),
        ("kindness", ""),
    ]
    rows[0] |= {"relation": "weaker", "part": "1", "note": "- A week is longer."}
    table, editor = written(tmp_path / "table.json", rows), people.editor
    assert "Noted: 1." in comity("policy", "map", policy, table, editor).output
    assert noted(policy) == {
        "answer": ("weaker", 1, "- A week is longer."),
        "kindness": ("", 0, ""),
    }
    again = comity("policy", "table", policy).stdout
    assert "'- A week is longer." in again
    lines = Line.objects.count()
    back = written(tmp_path / "back.csv", again)
    assert "Noted: 0." in comity("policy", "map", policy, back, editor).output
    assert Line.objects.count() == lines
    shown = comity("policy", "show", policy).output
    assert "answer  weaker  part 1  - A week is longer." in shown


def test_a_machine_suggests_and_people_say(people, tmp_path):
    toml = written(tmp_path / "strict.toml", write(universal(answer_in(9))))
    policy = comity("policy", "add", "lantern", toml, *NAMED, people.editor).output.strip()
    assert "answer  open  suggested: weaker" in comity("policy", "show", policy).output
    answer, kindness = json.loads(comity("policy", "table", policy, "--form", "json").stdout)
    assert (answer["relation"], answer["suggested"], answer["suggested_part"]) == (
        "",
        "weaker",
        "1",
    )
    assert kindness["suggested"] == "missing"


@pytest.mark.parametrize(
    ("changed", "refusal", "sentence"),
    [
        ({"relation": "better"}, SystemExit, "row 2: there is no relation better."),
        ({"part": "first"}, SystemExit, "row 2: a part is named by its number."),
        ({"part": ""}, PolicyPartMissing, "row 2:"),
        ({"provision": "nothing"}, NotFound, "row 2:"),
    ],
)
def test_a_mistake_in_one_row_notes_nothing(people, policy, changed, refusal, sentence):
    first = {"provision": "answer", "relation": "equal", "part": 1}
    second = {"provision": "kindness", "relation": "stricter", "part": 2} | changed
    table = written(people.folder / "table.json", [first, second])
    done = comity("policy", "map", policy, table, people.editor)
    assert isinstance(done.exception, refusal)
    assert sentence in done.stderr
    assert noted(policy) == {"answer": ("", 0, ""), "kindness": ("", 0, "")}


def test_a_policy_is_taken_away_once_somebody_is_sure(people, policy, movement):
    remove = ("policy", "remove", policy)
    assert isinstance(comity(*remove, "--yes", people.stranger).exception, NotPermitted)
    editor = people.editor
    assert comity(*remove, editor, typed="n\n").exit_code == 1
    assert len(queries.policies(movement.id)) == 1
    assert comity(*remove, editor, typed="y\n").exit_code == 0
    assert queries.policies(movement.id) == []
    assert isinstance(comity(*remove, "--yes", editor).exception, NotFound)
    assert isinstance(comity("policy", "show", policy).exception, NotFound)
