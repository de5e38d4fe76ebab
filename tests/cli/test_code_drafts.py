"""`comity code show`, `load --seen` and `discard-draft`: the draft of a community as one file."""

import pytest

from comity.codes import actions, queries
from comity.codes.errors import CodeNameUnknown, DraftChangedMeanwhile, DraftHasEditions
from comity.codes.rules.provisions import Taxonomy
from comity.codes.rules.reader import read
from comity.kernel.errors import SeveralProblems
from tests.cli.coding import comity, written
from tests.factories.codes import ANSWER, OPERATOR, WORDS, draft, in_force, universal
from tests.factories.communities import MovementFactory
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
SPARE = universal().vocabulary.behaviours.parents | {"spare": ""}


@pytest.fixture
def movement():
    return MovementFactory(slug="lantern")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "code.toml"


def drafted(movement):
    return queries.document(queries.draft_of(movement.id, seen_by=OPERATOR).id, seen_by=OPERATOR)


def test_the_newest_version_is_printed_or_the_one_that_is_named(movement):
    in_force(universal(), community=movement)
    draft(universal(ANSWER), community=movement)
    newest = read(comity("show", "lantern").stdout)
    assert [one.provision.id for one in newest.provisions] == ["answer"]
    assert len(read(comity("show", "lantern", "--version", "1").stdout).provisions) == 2
    arabic = comity("show", "lantern", "--form", "markdown", "--language", "ar")
    assert "الجواب" in arabic.stdout


def test_what_is_not_there_is_named(movement):
    assert "no such version of a code" in comity("show", "lantern").stderr
    draft(universal(), community=movement)
    assert "has no words in de." in comity("show", "lantern", "--language", "de").stderr
    assert "There is no form docx." in comity("show", "lantern", "--form", "docx").stderr
    assert "no community with the short name nowhere" in comity("show", "nowhere").stderr


def test_title_summary_licence_and_names_of_a_draft_are_changed_by_the_file(movement, file):
    spare = WORDS | {"behaviours": WORDS["behaviours"] | {"spare": {"en": "spare"}}}
    names = universal().vocabulary
    draft(
        universal(vocabulary=type(names)(Taxonomy(SPARE), names.actors, names.spaces), words=spare),
        community=movement,
    )
    text = comity("show", "lantern").stdout
    for before, after in (
        ("The code", "Our code"),
        ("What holds here.", "What we hold to."),
        ("CC0-1.0", "CC-BY-4.0"),
        ("spare", "shouting"),
    ):
        assert before in text
        text = text.replace(before, after)
    assert comity("load", written(file, text), "lantern").exit_code == 0
    said = drafted(movement)
    assert (said.title["en"], said.summary["en"]) == ("Our code", "What we hold to.")
    assert said.licence == "CC-BY-4.0"
    assert said.words["behaviours"]["shouting"] == {"en": "shouting"}
    assert "spare" not in said.words["behaviours"]


def test_a_name_that_something_uses_is_not_left_out_of_the_file(movement, file):
    draft(universal(), community=movement)
    text = comity("show", "lantern").stdout
    written(file, text.replace("[behaviours.insult]", "[behaviours.other]"))
    refused = comity("load", file, "lantern").exception
    problems = refused.problems if isinstance(refused, SeveralProblems) else (refused,)
    assert any(isinstance(one, CodeNameUnknown) for one in problems)
    assert "insult" in drafted(movement).words["behaviours"]


def test_nothing_is_written_over_what_somebody_changed_meanwhile(movement, file, tmp_path):
    draft(universal(), community=movement)
    seen = written(tmp_path / "seen.toml", comity("show", "lantern").stdout)
    written(file, seen.read_text("utf-8").replace("The code", "Our code"))
    load = ("load", file, "lantern", "--seen", seen)
    draft(universal(ANSWER), community=movement)
    assert isinstance(comity(*load).exception, DraftChangedMeanwhile)
    assert drafted(movement).title["en"] == "The code"
    written(seen, comity("show", "lantern").stdout)
    assert "Version 1 was drafted." in comity(*load).output
    assert drafted(movement).title["en"] == "Our code"


def test_a_draft_is_discarded_once_somebody_is_sure(movement):
    draft(universal(), community=movement)
    assert comity("discard-draft", "lantern", typed="n\n").exit_code == 1
    assert drafted(movement).provisions
    assert "Version 1 was discarded." in comity("discard-draft", "lantern", typed="y\n").output
    assert queries.draft_of(movement.id, seen_by=OPERATOR) is None


def test_what_is_no_draft_or_was_published_is_not_discarded(movement):
    in_force(universal(), community=movement)
    assert "lantern has no draft." in comity("discard-draft", "lantern", "--yes").stderr
    version = draft(universal(ANSWER), community=movement)
    actions.publish_edition(version_id=version.id, by=OPERATOR, now=NOW)
    assert isinstance(comity("discard-draft", "lantern", "--yes").exception, DraftHasEditions)
    assert drafted(movement).provisions
    assert comity("discard-draft", "nowhere", "--yes").exit_code == 1
