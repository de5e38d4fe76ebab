"""`comity code translation`: many provisions at once from a table, and what others do with them."""

import pytest

from comity.access.rules import Permission
from comity.codes.errors import SourceTextAgreed
from comity.codes.errors.translations import (
    AlreadyKept,
    NotKept,
    OwnTranslation,
    ReasonMissing,
    SourceChanged,
    SourceNotTranslated,
    TranslationMoveImpossible,
)
from comity.codes.models import ProvisionText, TranslationStep
from comity.codes.rules.documents import TextState
from comity.codes.rules.sources import ABOUT
from comity.kernel.errors import NotFound, NotPermitted
from tests.cli.coding import People, comity, told, written
from tests.factories.codes import ANSWER, OPERATOR, draft, in_force, universal
from tests.factories.communities import MovementFactory
from tests.factories.translations import CHANGED, OTHER, WORDS, look, put, rewrite

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
GERMAN = [
    {"provision": ABOUT, "title": "Die Regeln", "text": "Was gilt."},
    {"provision": "kindness", "title": "Güte", "text": "Beleidigt niemanden."},
]


@pytest.fixture
def movement():
    return MovementFactory(slug="lantern")


@pytest.fixture
def version(movement):
    return draft(universal(), community=movement)


@pytest.fixture
def people(tmp_path, movement):
    return People(tmp_path, movement)


@pytest.fixture
def translator(people):
    return people.may(Permission.CODE_TRANSLATE)


@pytest.fixture
def table(tmp_path):
    return written(tmp_path / "german.json", GERMAN)


WRITE = ("translation", "write", "lantern", "de")
MOVE = ("translation", "move", "lantern", "de")


def test_many_provisions_are_translated_from_one_table(version, translator, table):
    assert "Translated: 2." in comity(*WRITE, table, translator).output
    assert look(version).text.title == "Güte"
    assert look(version, ABOUT).text.body == "Was gilt."
    assert {one.state for one in (look(version), look(version, ABOUT))} == {TextState.DRAFT}
    listed = comity("translation", "list", "lantern", "de").output.splitlines()
    assert listed == [
        "_about  draft  The code",
        "answer  missing  Answer",
        "kindness  draft  Kindness",
    ]
    only = comity("translation", "list", "lantern", "de", "--state", "missing").output
    assert only.splitlines() == ["answer  missing  Answer"]


def test_what_is_listed_as_json_is_filled_in_and_comes_back(version, translator, table):
    comity(*WRITE, table, translator, "--state", "in_review")
    rows = told("translation", "list", "lantern", "de")
    assert [one["state"] for one in rows] == ["in_review", "missing", "in_review"]
    assert rows[1]["source_text"] == "Every report is **answered** in three days."
    assert rows[1]["made_from"] == look(version, "answer").source_hash
    rows[1] |= {"title": "Antwort", "text": "In drei Tagen."}
    assert "Translated: 1." in comity(*WRITE, written(table, rows), translator).output
    # What stood there already was not touched, so it waits for its reviewer as before.
    assert look(version).state is TextState.IN_REVIEW
    assert look(version, "answer").state is TextState.DRAFT


def test_a_table_comes_from_the_standard_input(version, translator):
    typed = "provision,title,text\nkindness,Güte,Beleidigt niemanden.\n"
    assert "Translated: 1." in comity(*WRITE, "-", translator, typed=typed).output
    assert look(version).text.title == "Güte"


def test_machine_words_that_fit_are_taken_over_only_when_that_is_said(version, translator, table):
    comity(*WRITE, table, translator, "--state", "machine")
    assert "Translated: 0." in comity(*WRITE, table, translator).output
    assert look(version).state is TextState.MACHINE
    assert "Translated: 2." in comity(*WRITE, table, translator, "--unchanged-too").output
    assert look(version).state is TextState.DRAFT


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"provision": "nothing"}, NotFound),
        ({"made_from": "0" * 64}, SourceChanged),
    ],
)
def test_a_mistake_in_one_row_translates_nothing(version, translator, table, changed, refusal):
    done = comity(*WRITE, written(table, [GERMAN[0], GERMAN[1] | changed]), translator)
    assert isinstance(done.exception, refusal)
    assert "row 2:" in done.stderr
    assert look(version, ABOUT).text is None


def test_who_may_not_translate_or_not_so_is_refused(movement, people, translator, table):
    in_force(universal(), community=movement)
    assert isinstance(comity(*WRITE, table, people.stranger).exception, NotPermitted)
    complete = comity(*WRITE, table, translator, "--state", "complete")
    assert isinstance(complete.exception, NotPermitted)
    agreed = comity("translation", "write", "lantern", "en", table, translator)
    assert isinstance(agreed.exception, SourceTextAgreed)
    assert comity(*WRITE, table, people.editor, "--state", "complete").exit_code == 0
    assert not ProvisionText.objects.filter(language="de").exclude(state="complete").exists()


def test_a_draft_is_no_strangers_to_know_of(version, people, table):
    refused = comity(*WRITE, table, people.stranger)
    assert "lantern has no such version of a code." in refused.stderr
    assert comity("translation", "write", "nowhere", "de", table, people.editor).exit_code == 1
    assert look(version).text is None


def test_somebody_else_reads_and_approves(version, people, translator, table):
    comity(*WRITE, table, translator, "--state", "in_review")
    approve = (*MOVE, "approve", ABOUT, "kindness")
    own = comity(*approve, translator)
    assert isinstance(own.exception, OwnTranslation)
    assert "_about:" in own.stderr
    assert "Moved: 2." in comity(*approve, people.may(Permission.CODE_TRANSLATE)).output
    assert look(version).state is TextState.APPROVED
    assert isinstance(comity(*approve, people.editor).exception, TranslationMoveImpossible)


def test_one_that_cannot_be_moved_moves_none(version, people, translator, table):
    comity(*WRITE, table, translator, "--state", "in_review")
    done = comity(*MOVE, "approve", "kindness", "answer", people.editor)
    assert isinstance(done.exception, TranslationMoveImpossible)
    assert "answer:" in done.stderr
    assert look(version).state is TextState.IN_REVIEW
    assert not TranslationStep.objects.filter(move="approve").exists()


def test_sending_back_needs_a_reason(version, people, translator, table):
    comity(*WRITE, table, translator, "--state", "in_review")
    back = (*MOVE, "send_back", "kindness", people.editor)
    assert isinstance(comity(*back).exception, ReasonMissing)
    assert comity(*back, "--reason", "It says more than the source.").exit_code == 0
    shown = comity("translation", "show", "lantern", "de", "kindness").output
    assert "send_back" in shown
    assert "It says more than the source." in shown
    assert comity(*MOVE, "burn", "kindness", people.editor).exit_code == 2


def test_a_change_that_leaves_translations_right_is_let_through_and_that_is_taken_back(
    version, people
):
    put(version, OPERATOR, TextState.COMPLETE)
    rewrite(version, ANSWER, CHANGED)
    assert look(version).state is TextState.OUTDATED
    one = told("translation", "show", "lantern", "de", "kindness")
    assert one["before"]["text"] == "Insult nobody."
    pair = ("--made-from", one["made_from"], "--reason", "Only an emphasis.")
    keep = ("translation", "keep", "lantern", "kindness", *pair)
    stop = ("translation", "stop-keeping", "lantern", "kindness", *pair)
    stop = (*stop, "--right-for", one["source_hash"])
    editor, translator = people.editor, people.may(Permission.CODE_TRANSLATE)
    assert isinstance(comity(*keep, translator).exception, NotPermitted)
    assert isinstance(comity(*stop, editor).exception, NotKept)
    assert comity(*keep, editor).exit_code == 0
    assert look(version).state is TextState.COMPLETE
    assert isinstance(comity(*keep, editor).exception, AlreadyKept)
    assert isinstance(comity(*stop, translator).exception, NotPermitted)
    assert comity(*stop, editor).exit_code == 0
    assert look(version).state is TextState.OUTDATED
    (kept,) = told("translation", "show", "lantern", "de", "kindness")["kept"]
    assert kept["ended_on"] == "2026-03-02"
    unknown = comity(
        "translation", "keep", "lantern", "kindness", editor, *pair[2:], "--made-from", "x"
    )
    assert isinstance(unknown.exception, SourceNotTranslated)


def test_a_provision_is_shown_beside_its_source(version):
    put(version, OPERATOR, text=WORDS)
    put(version, OPERATOR, text=OTHER)
    lines = comity("translation", "show", "lantern", "de", "kindness").output.splitlines()
    assert lines[0] == "kindness  draft"
    assert "  Insult nobody." in lines
    assert "  Beleidigt keinen Menschen." in lines
    assert sum("write" in line for line in lines) == 2
    for words in (("de", "nothing"), ("en", "kindness")):
        missing = comity("translation", "show", "lantern", *words)
        assert isinstance(missing.exception, NotFound)
