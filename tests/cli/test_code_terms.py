"""`comity code term`: the glossary of a code, in the name of whoever translates."""

import pytest

from comity.access.rules import Permission
from comity.codes.errors import LanguageUnknown
from comity.codes.errors.translations import OwnTerm, TermEmpty
from comity.codes.models import GlossaryTerm
from comity.kernel.errors import NotFound, NotPermitted
from tests.cli.coding import People, comity, told, written
from tests.factories.communities import CommunityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
TERMS = "term,said,note\nreport,Meldung,Never a complaint.\ninsult,Beleidigung,\n"
WRITE = ("term", "write", "lantern", "de")


@pytest.fixture
def people(tmp_path, movement):
    return People(tmp_path, movement)


@pytest.fixture
def translator(people):
    return people.may(Permission.CODE_TRANSLATE)


@pytest.fixture
def table(tmp_path):
    return written(tmp_path / "terms.csv", TERMS)


def test_terms_are_written_from_a_table_and_somebody_else_agrees(people, translator, table):
    assert "Terms: 2." in comity(*WRITE, table, translator).output
    first, second = told("term", "list", "lantern", "de")
    assert (first["term"], first["said"], first["approved_on"]) == ("insult", "Beleidigung", None)
    assert second["note"] == "Never a complaint."
    approve = ("term", "approve", first["id"], second["id"])
    assert isinstance(comity(*approve, translator).exception, OwnTerm)
    assert "Approved: 2." in comity(*approve, people.may(Permission.CODE_TRANSLATE)).output
    lines = comity("term", "list", "lantern", "de").output.splitlines()
    assert lines[0] == f"{first['id']}  approved  insult  Beleidigung"
    assert comity("term", "list", "lantern", "fr").output == ""


def test_a_mistake_in_one_row_writes_no_term(translator, table):
    done = comity(*WRITE, written(table, "term,said\nreport,Meldung\ninsult,\n"), translator)
    assert isinstance(done.exception, TermEmpty)
    assert "row 2:" in done.stderr
    assert not GlossaryTerm.objects.exists()
    wrong = comity("term", "write", "lantern", "German, I think", table, translator)
    assert isinstance(wrong.exception, LanguageUnknown)


def test_agreeing_with_one_that_is_not_there_approves_none(people, translator, table):
    comity(*WRITE, table, translator)
    one = GlossaryTerm.objects.first()
    other = people.may(Permission.CODE_TRANSLATE)
    assert isinstance(comity("term", "approve", one, "none", other).exception, NotFound)
    assert not GlossaryTerm.objects.exclude(approved_on=None).exists()


def test_only_who_translates_writes_approves_and_removes(people, translator, table):
    stranger = people.stranger
    assert isinstance(comity(*WRITE, table, stranger).exception, NotPermitted)
    comity(*WRITE, table, translator)
    one = GlossaryTerm.objects.get(term="insult")
    for what in ("approve", "remove"):
        assert isinstance(comity("term", what, one, stranger).exception, NotPermitted)
    assert comity("term", "remove", one, translator).exit_code == 0
    assert isinstance(comity("term", "remove", one, translator).exception, NotFound)
    assert GlossaryTerm.objects.get().term == "report"


def test_a_community_without_a_code_has_no_glossary_to_write_in(people, table, tmp_path):
    place = CommunityFactory(slug="lighthouse")
    translator = People(tmp_path, place).may(Permission.CODE_TRANSLATE)
    done = comity("term", "write", "lighthouse", "de", table, translator)
    assert isinstance(done.exception, NotFound)
    assert comity("term", "write", "nowhere", "de", table, translator).exit_code == 1
    assert comity("term", "list", "nowhere", "de").exit_code == 1
