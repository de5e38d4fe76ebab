import hashlib
from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from comity.access.rules import Permission
from comity.codes import actions, queries
from comity.codes.errors import (
    CodeVersionFrozen,
    CodeVersionNotFrozen,
    DraftHasEditions,
    EditionUnchanged,
)
from comity.codes.models import CodeVersion, DraftEdition, Provision, ProvisionText
from comity.codes.queries.loading import level
from comity.codes.rules.documents import Text, TextState
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.ids import new_id
from comity.record.models import Line
from tests.factories.codes import ANSWER, KINDNESS, OPERATOR, answer_in, draft, universal
from tests.factories.communities import MovementFactory
from tests.factories.people import NOW, PersonFactory, as_actor, somebody

pytestmark = pytest.mark.django_db


def publish(version, by=OPERATOR):
    return actions.publish_edition(version_id=version.id, by=by, now=NOW)


def rewrite(version, *written, **changes):
    return actions.write_draft(
        community_id=version.community_id,
        document=universal(*written, **changes),
        by=OPERATOR,
        now=NOW,
    )


def test_a_published_draft_can_be_read_by_anybody():
    version = draft(universal())
    edition = publish(version)
    assert (edition.number, edition.version_id, edition.made_on) == (1, version.id, NOW.date())
    assert queries.edition(edition.id) == edition
    assert queries.edition_document(edition.id) == universal()
    text = queries.edition_text(edition.id)
    assert edition.content_hash == hashlib.sha256(text.encode()).hexdigest()
    with pytest.raises(NotFound):
        queries.document(version.id)


def test_a_published_draft_is_on_record():
    publish(draft(universal()))
    line = Line.objects.get(kind="code:edition_published")
    assert (line.shown["number"], line.shown["edition"]) == (1, 1)


def test_editions_are_numbered_and_keep_what_they_said():
    version = draft(universal())
    first = publish(version)
    rewrite(version, answer_in(2))
    second = publish(version)
    assert [one.number for one in queries.editions(version.id)] == [2, 1]
    assert queries.editions_of(version.community_id) == [second, first]
    assert queries.edition_document(first.id) == universal()
    carried = said(answer_in(2), ar=ANSWER.texts["ar"])
    assert queries.edition_document(second.id) == universal(carried)


def test_what_did_not_change_is_not_published_again():
    version = draft(universal())
    publish(version)
    with pytest.raises(EditionUnchanged) as refused:
        publish(version)
    assert refused.value.detail["edition"] == 1


def test_somebody_without_the_permission_publishes_nothing():
    version = draft(universal())
    reader = as_actor(PersonFactory())
    with pytest.raises(NotFound):
        publish(version, by=reader)
    assert queries.editions(version.id) == []


def test_who_edits_the_code_publishes_and_discards():
    movement = MovementFactory()
    editor = as_actor(somebody(Permission.CODE_EDIT, on=movement))
    version = draft(universal(), community=movement, by=editor)
    assert publish(version, by=editor).number == 1


def test_only_a_draft_is_published():
    version = draft(universal())
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    with pytest.raises(CodeVersionFrozen):
        publish(version)
    with pytest.raises(NotFound):
        publish(replace(version, id=new_id()))


def test_what_there_is_not_is_not_found():
    for ask in (queries.edition, queries.edition_text, queries.edition_document):
        with pytest.raises(NotFound):
            ask(new_id())
    assert queries.editions(new_id()) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda: DraftEdition.objects.update(document="something else"),
        lambda: DraftEdition.objects.update(number=7),
        lambda: DraftEdition.objects.all()._raw_delete(DraftEdition.objects.db),
    ],
)
def test_the_database_refuses_to_change_what_people_were_asked_about(change):
    edition = publish(draft(universal()))
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        change()
    assert queries.edition(edition.id) == edition


def test_a_draft_written_anew_keeps_its_id_and_what_hangs_on_it():
    version = draft(universal())
    kept = set(Provision.objects.values_list("key", "id"))
    edition = publish(version)
    again = rewrite(version, KINDNESS, ANSWER)
    assert (again.id, again.number) == (version.id, version.number)
    assert set(Provision.objects.values_list("key", "id")) == kept
    assert queries.document(version.id, seen_by=OPERATOR) == universal(KINDNESS, ANSWER)
    assert queries.edition(edition.id).version_id == again.id


def test_a_provision_that_is_gone_is_gone_from_the_draft():
    version = draft(universal())
    rewrite(version, KINDNESS)
    assert queries.document(version.id, seen_by=OPERATOR) == universal(KINDNESS)
    assert ProvisionText.objects.count() == 1


def said(written, **texts):
    return replace(written, texts={**written.texts, **texts})


def states():
    return level(CodeVersion.objects.get()).states["answer"]


def test_a_translation_is_outdated_when_the_words_it_was_made_from_change():
    version = draft(universal())
    assert states() == {"en": TextState.SOURCE, "ar": TextState.COMPLETE}
    rewrite(version, said(ANSWER, en=Text("Answer", "Everybody is answered.")))
    assert states() == {"en": TextState.SOURCE, "ar": TextState.OUTDATED}


def test_a_translation_that_comes_with_the_new_words_is_complete():
    version = draft(universal())
    rewrite(
        version,
        said(ANSWER, en=Text("Answer", "Everybody is answered."), ar=Text("الجواب", "لكل جواب.")),
    )
    assert states() == {"en": TextState.SOURCE, "ar": TextState.COMPLETE}


def test_a_translation_keeps_its_state_where_nothing_changes():
    version = draft(universal())
    ProvisionText.objects.filter(language="ar").update(state=TextState.DRAFT)
    rewrite(version)
    assert states() == {"en": TextState.SOURCE, "ar": TextState.DRAFT}


def test_another_source_language_makes_other_words_the_agreed_ones():
    version = draft(universal(ANSWER))
    rewrite(version, ANSWER, source_language="ar")
    assert states() == {"en": TextState.COMPLETE, "ar": TextState.SOURCE}


def test_a_draft_nobody_was_asked_about_is_discarded():
    version = draft(universal())
    actions.discard_draft(version_id=version.id, by=OPERATOR, now=NOW)
    assert not CodeVersion.objects.exists()
    assert Line.objects.filter(kind="code:draft_discarded").count() == 1


def test_a_draft_with_editions_is_not_discarded():
    version = draft(universal())
    publish(version)
    with pytest.raises(DraftHasEditions):
        actions.discard_draft(version_id=version.id, by=OPERATOR, now=NOW)
    assert queries.version(version.id, seen_by=OPERATOR) == version


def test_only_a_draft_is_discarded_and_only_by_its_authors():
    version = draft(universal())
    reader = as_actor(PersonFactory())
    with pytest.raises(NotFound):
        actions.discard_draft(version_id=version.id, by=reader, now=NOW)
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    with pytest.raises(NotPermitted):
        actions.discard_draft(version_id=version.id, by=reader, now=NOW)
    with pytest.raises(CodeVersionFrozen):
        actions.discard_draft(version_id=version.id, by=OPERATOR, now=NOW)
    with pytest.raises(CodeVersionNotFrozen):
        actions.put_in_force(version_id=draft(universal()).id, by=OPERATOR, now=NOW)
