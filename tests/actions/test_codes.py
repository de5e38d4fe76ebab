from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from comity.access.rules import Permission
from comity.codes import actions, queries
from comity.codes.errors import (
    CodeBelowFloor,
    CodeContradictsItself,
    CodeEmpty,
    CodeLevelWrong,
    CodeVersionFrozen,
    CodeVersionNotFrozen,
    LanguageUnknown,
    SourceTextAgreed,
)
from comity.codes.models import CodeVersion, Provision, ProvisionText
from comity.codes.rules.documents import Text, TextState
from comity.codes.rules.provisions import Modality
from comity.codes.rules.redline import ChangeKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.ids import new_id
from comity.record.models import Line
from tests.factories.codes import (
    ANSWER,
    EFFECTS,
    KINDNESS,
    OPERATOR,
    answer_in,
    draft,
    in_force,
    local,
    universal,
)
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, PersonFactory, as_actor, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def movement():
    return MovementFactory()


@pytest.fixture
def author(movement):
    return as_actor(somebody(Permission.CODE_EDIT, Permission.CODE_PUT_IN_FORCE, on=movement))


def translate(version, language="de", state=TextState.COMPLETE, by=OPERATOR, name="kindness"):
    actions.translate(
        version_id=version.id,
        provision_id=name,
        language=language,
        text=Text("Güte", "Beleidigt niemanden."),
        state=state,
        by=by,
        now=NOW,
    )


def test_what_is_written_is_what_is_read(author, movement):
    version = draft(universal(), community=movement, by=author)
    assert (version.number, version.state, version.content_hash) == (1, "draft", "")
    assert queries.document(version.id, seen_by=author) == universal()


def test_a_version_goes_from_draft_to_frozen_to_in_force(author):
    version = draft(universal(), by=author)
    frozen = actions.freeze(version_id=version.id, effects=EFFECTS, by=author, now=NOW)
    assert (frozen.state, len(frozen.content_hash)) == ("frozen", 64)
    bound = actions.put_in_force(version_id=version.id, by=author, now=NOW)
    assert (bound.state, bound.in_force_since) == ("in_force", NOW)
    assert queries.code_in_force(version.community_id) == bound
    kinds = list(Line.objects.order_by("number").values_list("kind", flat=True))
    assert kinds == ["code:drafted", "code:frozen", "code:put_in_force"]


def test_the_next_version_takes_the_place_of_the_one_before(movement):
    first = in_force()
    second = in_force(universal(answer_in(2), KINDNESS))
    assert second.number == 2
    assert queries.version(first.id).state == "superseded"
    assert queries.code_in_force(movement.id) == second


def test_a_draft_is_written_anew_in_its_place():
    first = draft(universal())
    second = draft(universal(ANSWER))
    assert (second.number, second.id) == (first.number, first.id)
    assert queries.document(first.id, seen_by=OPERATOR) == universal(ANSWER)


@pytest.mark.parametrize("act", [actions.freeze, actions.put_in_force])
def test_somebody_without_the_permission_changes_no_code(act):
    reader = as_actor(PersonFactory())
    version = draft(universal())
    with pytest.raises(NotFound):
        act(version_id=version.id, by=reader, now=NOW)
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    with pytest.raises(NotPermitted):
        act(version_id=version.id, by=reader, now=NOW)
    with pytest.raises(NotPermitted):
        draft(universal(), by=reader)
    with pytest.raises(NotPermitted):
        translate(version, by=reader)


def test_who_edits_a_code_does_not_put_it_in_force(movement):
    editor = as_actor(somebody(Permission.CODE_EDIT, on=movement))
    version = draft(universal(), by=editor)
    actions.freeze(version_id=version.id, effects=EFFECTS, by=editor, now=NOW)
    with pytest.raises(NotPermitted):
        actions.put_in_force(version_id=version.id, by=editor, now=NOW)


def test_a_version_is_frozen_once_and_bound_once():
    version = in_force()
    with pytest.raises(CodeVersionFrozen):
        actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    with pytest.raises(CodeVersionNotFrozen):
        actions.put_in_force(version_id=version.id, by=OPERATOR, now=NOW)
    waiting = draft(universal())
    with pytest.raises(CodeVersionNotFrozen):
        actions.put_in_force(version_id=waiting.id, by=OPERATOR, now=NOW)


def test_what_does_not_exist_is_not_found():
    with pytest.raises(NotFound):
        actions.freeze(version_id=new_id(), by=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        translate(in_force(), name="nothing")
    with pytest.raises(NotFound):
        queries.effective_code(new_id())


def test_a_movement_has_a_universal_code_and_others_a_local_one(movement):
    with pytest.raises(CodeLevelWrong):
        draft(local(), community=movement)
    with pytest.raises(CodeLevelWrong):
        draft(universal(), community=CommunityFactory())


def test_a_code_says_something(movement):
    empty = replace(universal(), provisions=())
    with pytest.raises(CodeEmpty):
        actions.write_draft(community_id=movement.id, document=empty, by=OPERATOR, now=NOW)


def test_a_code_that_contradicts_itself_is_not_frozen():
    licence = replace(
        KINDNESS, provision=replace(KINDNESS.provision, id="banter", modality=Modality.MAY)
    )
    version = draft(universal(KINDNESS, licence))
    with pytest.raises(CodeContradictsItself) as refused:
        actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    assert (refused.value.detail["first"], refused.value.detail["second"]) == (
        "kindness",
        "banter",
    )


def test_a_local_code_below_the_floor_is_not_frozen():
    in_force()
    version = draft(local(answer_in(9)))
    with pytest.raises(CodeBelowFloor):
        actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    (finding,) = queries.floor_findings(version.id, seen_by=OPERATOR).findings
    assert (finding.wanted, finding.given) == ("3 days", "9 days")


def test_a_frozen_local_code_is_held_against_the_floor_of_the_day():
    in_force()
    version = draft(local(answer_in(2)))
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    in_force(universal(answer_in(1), KINDNESS))
    with pytest.raises(CodeBelowFloor):
        actions.put_in_force(version_id=version.id, by=OPERATOR, now=NOW)


def test_what_binds_is_the_strictest_from_the_movement_down():
    in_force()
    project = CommunityFactory()
    in_force(local(answer_in(2, "swift")), community=project)
    event = CommunityFactory(parent=project)
    in_force(local(answer_in(1)), community=event)
    code = queries.effective_code(event.id)
    answer = code.provision("answer")
    assert answer.provision.parameters["days"].value == 1
    places = [one.community_id for one in answer.origins]
    assert places == [project.parent_id, project.id, event.id]
    assert (
        queries.effective_code(project.id).provision("swift").provision.parameters["days"].value
        == 2
    )


def test_a_community_without_a_code_has_the_floor(movement):
    assert queries.effective_code(movement.id) is None
    in_force()
    project = CommunityFactory()
    assert queries.code_in_force(project.id) is None
    assert queries.effective_code(project.id).hash == queries.effective_code(movement.id).hash


def test_people_are_protected_where_the_floor_has_moved_past_a_local_code():
    in_force()
    version = in_force(local(answer_in(2)))
    in_force(universal(answer_in(1), KINDNESS))
    code = queries.effective_code(version.community_id)
    assert code.provision("answer").provision.parameters["days"].value == 1
    assert len(queries.floor_findings(version.id).findings) == 1


def test_what_binds_is_composed_once_and_again_after_a_translation(movement):
    version = in_force()
    queries.effective_code(movement.id)
    with CaptureQueriesContext(connection) as asked:
        queries.effective_code(movement.id)
    assert not any("codes_provision" in query["sql"] for query in asked)
    before = queries.effective_code(movement.id)
    translate(version, state=TextState.DRAFT)
    after = queries.effective_code(movement.id)
    said = after.provision("kindness").said("de")
    assert (said.text.title, said.state) == ("Güte", TextState.DRAFT)
    assert after.hash == before.hash


def test_translations_follow_the_agreed_words():
    version = in_force()
    with pytest.raises(SourceTextAgreed):
        translate(version, language="en")
    with pytest.raises(LanguageUnknown):
        translate(version, language="Deutsch, bitte")
    translate(version)
    translate(version)
    assert ProvisionText.objects.filter(language="de").count() == 1


def test_a_draft_is_seen_by_its_authors_alone(author, movement):
    version = draft(universal(), by=author)
    stranger = as_actor(PersonFactory())
    for seen_by in (None, stranger):
        with pytest.raises(NotFound):
            queries.document(version.id, seen_by=seen_by)
        assert queries.versions(movement.id, seen_by=seen_by) == []
    assert queries.versions(movement.id, seen_by=author) == [version]


def test_a_redline_compares_two_versions_of_one_code():
    first = in_force()
    second = in_force(universal(answer_in(2)))
    changes = queries.redline(first.id, second.id, language="en")
    assert [(one.provision_id, one.kinds) for one in changes] == [
        ("answer", (ChangeKind.REWORDED, ChangeKind.RESTRUCTURED)),
        ("kindness", (ChangeKind.REMOVED,)),
    ]
    other = in_force(local(answer_in(1)))
    with pytest.raises(NotFound):
        queries.redline(first.id, other.id, language="en")


@pytest.mark.parametrize(
    "change",
    [
        lambda: CodeVersion.objects.update(content_hash="0" * 64),
        lambda: CodeVersion.objects.update(state="draft", content_hash=""),
        lambda: CodeVersion.objects.update(vocabulary={}),
        lambda: CodeVersion.objects.all().delete(),
        lambda: Provision.objects.update(modality="may"),
        lambda: Provision.objects.filter(key="answer").delete(),
        lambda: ProvisionText.objects.filter(language="en").update(body="Insult anybody."),
        lambda: ProvisionText.objects.filter(language="en").delete(),
        lambda: Provision.objects.create(
            version=CodeVersion.objects.get(), key="new", place=9, kind="right"
        ),
    ],
)
def test_the_database_refuses_to_change_what_was_agreed(change):
    version = draft(universal())
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        change()
    assert queries.document(version.id) == universal()


def test_the_database_lets_translations_of_a_frozen_version_change():
    version = in_force()
    ProvisionText.objects.filter(language="ar").update(title="الرد")
    assert queries.document(version.id).provisions[0].texts["ar"].title == "الرد"
