"""Glossaries: one translation of a term, approved by somebody else."""

import pytest

from comity.access.rules import Permission
from comity.codes.actions import glossary as actions
from comity.codes.errors import CodeTooLong, LanguageUnknown
from comity.codes.errors.translations import OwnTerm, TermEmpty, TermsTooMany
from comity.codes.models import GlossaryTerm
from comity.codes.queries.glossary import glossary, glossary_languages, term, terms_in
from comity.codes.rules.documents import Text
from comity.codes.rules.glossary import LONGEST_NOTE, LONGEST_TERM, MOST_TERMS
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.ids import new_id
from comity.record.models import Line
from tests.factories.codes import OPERATOR, in_force
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, PersonFactory, as_actor, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def movement():
    found = MovementFactory()
    in_force(community=found)
    return found


@pytest.fixture
def amal(movement):
    return as_actor(somebody(Permission.CODE_TRANSLATE, on=movement))


@pytest.fixture
def bo(movement):
    return as_actor(somebody(Permission.CODE_TRANSLATE, on=movement))


def write(movement, by, **changes):
    said = {"language": "de", "term": "insult", "said": "Beleidigung", "note": ""} | changes
    return actions.write_term(community_id=movement.id, **said, by=by, now=NOW)


def test_a_term_is_written_by_one_and_approved_by_another(movement, amal, bo):
    written = write(movement, amal, term="  insult ", note=" Not a joke. ")
    assert (written.term, written.note, written.approved_on) == ("insult", "Not a joke.", None)
    with pytest.raises(OwnTerm):
        actions.approve_term(term_id=written.id, by=amal, now=NOW)
    with pytest.raises(OwnTerm):
        actions.approve_term(term_id=written.id, by=OPERATOR, now=NOW)
    approved = actions.approve_term(term_id=written.id, by=bo, now=NOW)
    assert (approved.approver_id, approved.approved_on) == (bo.id, NOW.date())
    assert glossary_languages(movement.id) == {"de": 1}
    kinds = list(Line.objects.order_by("number").values_list("kind", flat=True))
    assert kinds[-2:] == ["term:written", "term:approved"]


def test_other_words_wait_to_be_approved_again(movement, amal, bo):
    written = write(movement, amal)
    actions.approve_term(term_id=written.id, by=bo, now=NOW)
    assert write(movement, bo).approved_on is not None
    again = write(movement, bo, said="Kränkung")
    assert (again.id, again.approved_on, again.writer_id) == (written.id, None, bo.id)


def test_a_term_is_taken_out(movement, amal):
    written = write(movement, amal)
    actions.remove_term(term_id=written.id, by=amal, now=NOW)
    assert glossary(movement.id, "de") == []
    assert Line.objects.order_by("number").last().kind == "term:removed"


def test_somebody_who_may_not_translate_changes_no_term(movement, amal):
    reader = as_actor(PersonFactory())
    written = write(movement, amal)
    with pytest.raises(NotPermitted):
        write(movement, reader)
    for act in (actions.approve_term, actions.remove_term):
        with pytest.raises(NotPermitted):
            act(term_id=written.id, by=reader, now=NOW)
        with pytest.raises(NotFound):
            act(term_id=new_id(), by=amal, now=NOW)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"term": " "}, TermEmpty),
        ({"said": "\n"}, TermEmpty),
        ({"term": "x" * (LONGEST_TERM + 1)}, CodeTooLong),
        ({"note": "x" * (LONGEST_NOTE + 1)}, CodeTooLong),
        ({"language": "not a tag"}, LanguageUnknown),
    ],
)
def test_what_cannot_be_used_is_refused(movement, amal, wrong, error):
    with pytest.raises(error):
        write(movement, amal, **wrong)


def test_a_glossary_ends_somewhere(movement, amal):
    code_id = movement.code.id
    GlossaryTerm.objects.bulk_create(
        GlossaryTerm(
            code_id=code_id, language="de", term=f"t{number}", said="x", written_on=NOW.date()
        )
        for number in range(MOST_TERMS)
    )
    with pytest.raises(TermsTooMany):
        write(movement, amal)
    assert write(movement, amal, term="t7", said="y").said == "y"
    assert write(movement, amal, language="fr").language == "fr"


def test_where_there_is_no_code_there_is_no_glossary(amal):
    elsewhere = CommunityFactory()
    with pytest.raises(NotFound):
        write(elsewhere, amal)
    assert glossary(elsewhere.id, "de") == []


def test_a_term_belongs_to_one_code(movement, amal):
    written = write(movement, amal)
    assert term(written.id, community_id=movement.id) == written
    assert term(written.id, community_id=CommunityFactory().id) is None


def test_terms_are_found_where_they_stand(movement, amal):
    write(movement, amal)
    write(movement, amal, term="answer", said="Antwort")
    found = terms_in(Text("Kindness", "No Insult here.", ""), glossary(movement.id, "de"))
    assert [one.said for one in found] == ["Beleidigung"]
