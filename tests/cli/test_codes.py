from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner

from comity.cli.app import app
from comity.cli.codes.drafting import load_code
from comity.codes import queries
from comity.codes.errors import CodeNotText, CodeSyntaxWrong
from comity.codes.rules.reader import read
from comity.communities import queries as communities
from comity.kernel.errors import SeveralProblems
from tests.factories.codes import OPERATOR
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW

SANDBOX = files("comity.cli") / "sandbox"
UNIVERSAL = Path(str(SANDBOX / "code-universal.toml"))
LOCAL = Path(str(SANDBOX / "code-lighthouse.toml"))
MARKDOWN = "# Rules\n\n## Be kind\n\nSay hello.\n\n* Listen\n* Share\n\n***\n"


def comity(*words):
    return CliRunner().invoke(app, ["code", *(str(word) for word in words)])


@pytest.fixture
def lax(tmp_path):
    file = tmp_path / "lax.toml"
    file.write_text(LOCAL.read_text("utf-8").replace("value = 60", "value = 20"), "utf-8")
    return file


@pytest.fixture
def rules(tmp_path):
    (tmp_path / "rules.md").write_text(MARKDOWN, "utf-8")
    german = MARKDOWN.replace("Be kind", "Seid nett").replace("* Share\n", "")
    (tmp_path / "rules.de.md").write_text(german, "utf-8")
    return tmp_path


def test_a_stricter_code_passes():
    result = comity("check", LOCAL, "--floor", UNIVERSAL)
    assert result.exit_code == 0
    assert "nothing falls below the floor" in result.output


def test_a_code_below_the_floor_is_told_where_and_ends_with_1(lax):
    result = comity("check", lax, "--floor", UNIVERSAL)
    assert result.exit_code == 1
    assert "longer-appeal under appeal" in result.output
    assert "from days: 30 to days: 20" in result.output
    assert "Example: a harmed person, in a chat or mailing list: appealing." in result.output


def test_several_levels_are_held_against_each_other(tmp_path):
    event = tmp_path / "event.toml"
    text = LOCAL.read_text("utf-8").replace("value = 1\n", "value = 2\n")
    event.write_text(text, "utf-8")
    result = comity("check", event, "--floor", UNIVERSAL, "--floor", LOCAL)
    assert result.exit_code == 1
    assert "quick-answer under answer" in result.output


def test_a_code_in_prose_misses_everything_and_is_outside_the_floor(rules):
    result = comity("check", rules / "rules.md", "--floor", UNIVERSAL)
    assert result.exit_code == 1
    assert "It does not say this at all." in result.output
    assert "3 of 3 provisions are unstructured" in result.output


def test_an_import_names_what_it_could_not_read(rules):
    out = rules / "rules.toml"
    result = comity("import", rules / "rules.md", rules / "rules.de.md", "--out", out)
    assert result.exit_code == 0
    assert "line 10 is not read. It only draws a line. ***" in result.stderr
    assert "rules.de.md: built otherwise than the source." in result.stderr
    assert (
        "Without a translation: be-kind.1, be-kind.2. Without a source: lines 7." in result.stderr
    )
    document = read(out.read_text("utf-8"))
    assert [one.provision.id for one in document.provisions] == [
        "be-kind",
        "be-kind.1",
        "be-kind.2",
    ]
    assert document.provisions[0].texts["de"].title == "Seid nett"


def test_an_import_tells_how_far_it_is(rules, monkeypatch):
    monkeypatch.setattr("comity.cli.progress.BETWEEN_IN_LOGS", 0)
    result = comity("import", rules / "rules.md", rules / "rules.de.md")
    assert "Reading: 50%" in result.stderr
    assert "Reading: 100%" in result.stderr
    assert "Reading" not in result.stdout


def test_an_import_keeps_the_ids_of_the_version_before(rules):
    out = rules / "rules.toml"
    comity("import", rules / "rules.md", "--out", out)
    (rules / "new.md").write_text(MARKDOWN.replace("* Listen", "* Cook well\n* Listen"), "utf-8")
    result = comity("import", rules / "new.md", "--previous", out)
    ids = [one.provision.id for one in read(result.stdout).provisions]
    assert ids == ["be-kind", "be-kind.1-2", "be-kind.1", "be-kind.2"]


def test_a_translation_without_a_language_in_its_name_is_refused(rules):
    result = comity("import", rules / "rules.md", rules / "rules.md")
    assert result.exit_code == 1
    assert "does not say which language it is in" in result.stderr


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    missing = tmp_path / "missing.toml"
    result = comity("check", missing, "--floor", UNIVERSAL)
    assert result.exit_code == 1
    assert "missing.toml cannot be read" in result.stderr


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"caf\xe9", CodeNotText), (b"a = = b", CodeSyntaxWrong), (b"a = 1", SeveralProblems)],
)
def test_a_file_that_is_no_code_is_named_before_what_is_wrong_with_it(tmp_path, data, error):
    file = tmp_path / "bad.toml"
    file.write_bytes(data)
    result = comity("check", file, "--floor", UNIVERSAL)
    assert isinstance(result.exception, error)
    assert "bad.toml:" in result.stderr


@pytest.mark.django_db
def test_what_is_in_force_is_the_floor_where_none_is_named(lax):
    result = comity("check", LOCAL)
    assert result.exit_code == 1
    assert "Name the floor: --floor FILE" in result.stderr
    load_code(SANDBOX / "code-universal.toml", MovementFactory().id, OPERATOR, NOW)
    assert comity("check", LOCAL).exit_code == 0
    assert comity("check", lax).exit_code == 1


@pytest.mark.django_db
def test_a_code_is_loaded_as_a_draft_or_put_in_force():
    movement, project = MovementFactory(), CommunityFactory()
    assert "Version 1 was drafted." in comity("load", UNIVERSAL, movement.slug).output
    assert queries.code_in_force(movement.id) is None
    assert (
        "Version 1 is in force."
        in comity("load", UNIVERSAL, movement.slug, "--put-in-force").output
    )
    comity("load", LOCAL, project.slug, "--put-in-force")
    answer = queries.effective_code(project.id).provision("answer")
    assert answer.provision.parameters["first_answer"].value == 1


@pytest.mark.django_db
def test_a_code_below_the_floor_is_not_put_in_force(lax):
    load_code(UNIVERSAL, MovementFactory().id, OPERATOR, NOW)
    project = CommunityFactory()
    assert comity("load", lax, project.slug, "--put-in-force").exit_code == 1
    assert queries.versions(project.id, seen_by=OPERATOR) == []


@pytest.mark.django_db
def test_a_community_that_does_not_exist_is_named():
    result = comity("load", UNIVERSAL, "nowhere")
    assert result.exit_code == 1
    assert "There is no community with the short name nowhere." in result.stderr


@pytest.mark.django_db
def test_a_draft_is_started_and_published_from_the_terminal():
    MovementFactory(slug="lantern")
    assert "shipped-event: Code of conduct for an event" in comity("draft-from", "--list").output
    assert "Version 1 was drafted." in comity("draft-from", "shipped-event", "lantern").output
    assert comity("draft-from", "shipped-event", "lantern").exit_code == 1
    published = comity("publish", "lantern")
    assert "Edition 1 of version 1 was published." in published.output
    assert comity("publish", "lantern").exit_code == 1
    assert comity("publish", "nowhere").exit_code == 1
    (edition,) = queries.editions_of(communities.by_slug("lantern").id)
    assert edition.content_hash in published.output


@pytest.mark.django_db
def test_without_a_draft_nothing_is_published():
    MovementFactory(slug="lantern")
    assert "lantern has no draft." in comity("publish", "lantern").output


def test_a_redline_of_two_files_names_each_change(tmp_path):
    before, after = tmp_path / "a.md", tmp_path / "b.md"
    before.write_text("# T\n\n## Be kind\n\nWe are kind to all.\n\n## Gone\n\nOld words.\n")
    after.write_text("# T\n\n## Be kind\n\nWe are kind to everybody.\n\n## New\n\nOther.\n")
    result = comity("redline", before, after)
    assert "be-kind: reworded; only words" in result.output
    assert "+ everybody." in result.output
    assert "gone: removed" in result.output
    assert "new: added" in result.output
    assert "Taken together: same." in result.output


def test_a_code_is_written_in_another_form_and_comes_back(tmp_path):
    page = tmp_path / "a.wiki"
    page.write_text("<translate>\n== Be kind == <!--T:4-->\n\n<!--T:5-->\nHi.\n</translate>\n")
    again = tmp_path / "b.wiki"
    again.write_text(comity("export", page, "--form", "wikitext").output)
    assert 'units = ["4", "5"]' in comity("import", again).output
    assert "There is no form docx" in comity("export", page, "--form", "docx").output
