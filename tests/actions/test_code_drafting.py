from dataclasses import replace

import pytest

from comity.access.rules import Permission
from comity.codes import actions, queries
from comity.codes.errors import (
    CodeEmpty,
    CodeTooLong,
    CodeVersionFrozen,
    DraftThere,
    LanguageUnknown,
    NameNotExplained,
    ProvisionChangedMeanwhile,
    ProvisionIdTaken,
)
from comity.codes.models import CodeVersion
from comity.codes.queries.drafts import SHIPPED
from comity.codes.rules.documents import Level, Source, Text
from comity.codes.rules.drafts import fingerprint
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.ids import new_id
from comity.record.models import Line
from tests.factories.codes import (
    ANSWER,
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

SEEN = fingerprint(ANSWER, "en")
NEW = replace(KINDNESS, provision=replace(KINDNESS.provision, id="patience"))


def start(community, template="", title="Ours", language="en", by=OPERATOR):
    return actions.start_draft(
        community_id=community.id,
        template=template,
        title=title,
        language=language,
        by=by,
        now=NOW,
    )


def read(version):
    return queries.document(version.id, seen_by=OPERATOR)


def ids(version):
    return [one.provision.id for one in read(version).provisions]


def change(version, said, seen=SEEN, by=OPERATOR):
    actions.change_provision(version_id=version.id, written=said, seen=seen, by=by, now=NOW)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_draft_starts_from_a_template_and_names_it(name):
    version = start(MovementFactory(), f"shipped-{name}", title="")
    document, template = read(version), queries.shipped(name)
    assert document.title == template.title
    assert [one.provision for one in document.provisions] == [
        one.provision for one in template.provisions
    ]
    assert {one.source.title for one in document.provisions} == {template.title["en"]}
    assert {one.source.licence for one in document.provisions} == {"CC0-1.0"}


def test_a_draft_starts_from_an_earlier_version_in_its_own_words():
    first = in_force(universal(replace(ANSWER, source=Source("A leaflet")), KINDNESS))
    version = start(MovementFactory(), f"version-{first.id}", title="Next")
    assert version.number == 2
    assert read(version) == replace(read(first), title={**read(first).title, "en": "Next"})


def test_a_draft_starts_from_what_another_community_has_in_force():
    in_force()
    theirs = in_force(local(answer_in(1)), community=CommunityFactory())
    version = start(CommunityFactory(), f"version-{theirs.id}")
    (provision,) = read(version).provisions
    assert provision.source == Source("The code", section="Answer", licence="CC0-1.0")


def test_a_community_with_a_universal_template_gets_a_local_code():
    assert read(start(CommunityFactory(), "shipped-project")).level is Level.LOCAL


def test_a_draft_starts_with_nothing_and_is_neither_published_nor_frozen_like_that():
    version = start(MovementFactory(), title="Unsere", language="de")
    assert read(version).title == {"de": "Unsere"}
    assert ids(version) == []
    with pytest.raises(CodeEmpty):
        actions.publish_edition(version_id=version.id, by=OPERATOR, now=NOW)
    with pytest.raises(CodeEmpty):
        actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)


def test_a_draft_is_never_started_over_another_one():
    movement = MovementFactory()
    start(movement)
    with pytest.raises(DraftThere):
        start(movement, "shipped-movement")


@pytest.mark.parametrize("name", ["shipped-nothing", "version-", "shipped-../../secrets", "x"])
def test_a_template_that_is_not_there_is_not_found(name):
    with pytest.raises(NotFound):
        start(MovementFactory(), name)


def test_a_draft_of_others_is_no_template():
    theirs = draft(local(answer_in(1)), community=CommunityFactory())
    community = CommunityFactory()
    editor = as_actor(somebody(Permission.CODE_EDIT, on=community))
    with pytest.raises(NotFound):
        start(community, f"version-{theirs.id}", by=editor)
    assert theirs.id not in str(queries.templates(community.id))


def test_a_draft_has_a_language_and_a_title_that_can_be_kept():
    with pytest.raises(LanguageUnknown):
        start(MovementFactory(), language="Klingon, I think")
    with pytest.raises(CodeTooLong):
        start(MovementFactory(), title="x" * 301)
    with pytest.raises(NotFound):
        actions.start_draft(
            community_id=new_id(), template="", title="", language="en", by=OPERATOR, now=NOW
        )


def test_templates_stand_with_the_nearest_first():
    in_force()
    theirs = in_force(local(answer_in(1)), community=CommunityFactory())
    community = CommunityFactory()
    own = in_force(local(answer_in(2)), community=community)
    names = [one.name for one in queries.templates(community.id)]
    assert names[0] == f"version-{own.id}"
    assert f"version-{theirs.id}" in names
    assert names[-3:] == [f"shipped-{name}" for name in SHIPPED]


def test_a_provision_is_added_changed_moved_and_removed():
    version = draft(universal())
    actions.add_provision(version_id=version.id, written=NEW, by=OPERATOR, now=NOW)
    assert ids(version) == ["answer", "kindness", "patience"]
    actions.move_provision(
        version_id=version.id, provision_id="patience", up=True, by=OPERATOR, now=NOW
    )
    assert ids(version) == ["answer", "patience", "kindness"]
    change(version, answer_in(2))
    assert read(version).provisions[0].provision.parameters["days"].value == 2
    seen = fingerprint(read(version).provisions[0], "en")
    actions.remove_provision(
        version_id=version.id, provision_id="answer", seen=seen, by=OPERATOR, now=NOW
    )
    assert ids(version) == ["patience", "kindness"]
    steps = Line.objects.filter(kind="code:draft_changed").order_by("number")
    assert [line.shown["step"] for line in steps] == ["added", "moved", "changed", "removed"]


def test_who_comes_second_is_told_and_overwrites_nothing():
    version = draft(universal())
    change(version, answer_in(2))
    with pytest.raises(ProvisionChangedMeanwhile):
        change(version, answer_in(1))
    assert read(version).provisions[0].provision.parameters["days"].value == 2
    with pytest.raises(ProvisionChangedMeanwhile):
        actions.remove_provision(
            version_id=version.id, provision_id="answer", seen=SEEN, by=OPERATOR, now=NOW
        )
    now_seen = fingerprint(read(version).provisions[0], "en")
    change(version, answer_in(1), seen=now_seen)


def test_two_people_change_two_provisions_side_by_side():
    version = draft(universal())
    change(version, answer_in(2))
    softer = replace(KINDNESS, texts={"en": Text("Kindness", "Be kind.")})
    change(version, softer, seen=fingerprint(KINDNESS, "en"))
    assert [one.texts["en"].body for one in read(version).provisions] == [
        "An answer comes in 2 days.",
        "Be kind.",
    ]


def test_a_removed_provision_comes_back_from_an_edition():
    version = draft(universal())
    edition = actions.publish_edition(version_id=version.id, by=OPERATOR, now=NOW)
    actions.remove_provision(
        version_id=version.id, provision_id="answer", seen=SEEN, by=OPERATOR, now=NOW
    )
    back = {
        "version_id": version.id,
        "edition_id": edition.id,
        "provision_id": "answer",
        "by": OPERATOR,
        "now": NOW,
    }
    actions.bring_back_provision(**back)
    assert read(version) == universal()
    with pytest.raises(ProvisionIdTaken):
        actions.bring_back_provision(**back)


def test_nothing_comes_from_an_edition_of_another_code():
    other = draft(local(answer_in(1)), community=CommunityFactory())
    edition = actions.publish_edition(version_id=other.id, by=OPERATOR, now=NOW)
    version = draft(universal(KINDNESS))
    with pytest.raises(NotFound):
        actions.bring_back_provision(
            version_id=version.id,
            edition_id=edition.id,
            provision_id="answer",
            by=OPERATOR,
            now=NOW,
        )


def explain(version, name="juggling", parent=""):
    actions.explain_name(
        version_id=version.id,
        axis="behaviours",
        name=name,
        called="juggling",
        parent=parent,
        by=OPERATOR,
        now=NOW,
    )


def test_a_name_is_explained_used_and_forgotten():
    version = draft(universal())
    juggling = replace(NEW, provision=replace(NEW.provision, behaviours=frozenset({"juggling"})))
    with pytest.raises(NameNotExplained):
        actions.add_provision(version_id=version.id, written=juggling, by=OPERATOR, now=NOW)
    explain(version)
    actions.add_provision(version_id=version.id, written=juggling, by=OPERATOR, now=NOW)
    explain(version, name="balls")
    actions.forget_name(
        version_id=version.id, axis="behaviours", name="balls", by=OPERATOR, now=NOW
    )
    assert set(read(version).words["behaviours"]) == {"answering", "insult", "juggling"}


def test_a_local_draft_uses_the_names_of_the_code_above():
    in_force()
    version = start(CommunityFactory())
    actions.add_provision(version_id=version.id, written=KINDNESS, by=OPERATOR, now=NOW)
    assert queries.names_above(version.community_id).words["behaviours"]["insult"]["en"]
    assert ids(version) == ["kindness"]


def test_a_draft_is_described_anew():
    version = draft(universal())
    actions.describe_draft(
        version_id=version.id, title="Ours", summary="", licence="CC-BY-4.0", by=OPERATOR, now=NOW
    )
    said = read(version)
    assert (said.title["en"], said.summary, said.licence) == ("Ours", {}, "CC-BY-4.0")
    assert said.title["ar"] == universal().title["ar"]


ACTS = [
    lambda version, by: change(version, answer_in(2), by=by),
    lambda version, by: actions.add_provision(version_id=version.id, written=NEW, by=by, now=NOW),
    lambda version, by: actions.remove_provision(
        version_id=version.id, provision_id="answer", seen=SEEN, by=by, now=NOW
    ),
    lambda version, by: actions.move_provision(
        version_id=version.id, provision_id="answer", up=False, by=by, now=NOW
    ),
    lambda version, by: actions.describe_draft(
        version_id=version.id, title="x", summary="", licence="", by=by, now=NOW
    ),
    lambda version, by: actions.forget_name(
        version_id=version.id, axis="parameters", name="days", by=by, now=NOW
    ),
]


@pytest.mark.parametrize("act", ACTS)
def test_nobody_but_its_authors_changes_a_draft(act):
    version = draft(universal())
    stranger = as_actor(PersonFactory())
    with pytest.raises(NotFound):
        act(version, stranger)
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    with pytest.raises(NotPermitted):
        act(version, stranger)
    with pytest.raises(NotPermitted):
        start(MovementFactory(), by=stranger)


@pytest.mark.parametrize("act", ACTS)
def test_what_is_frozen_is_not_edited(act):
    version = draft(universal())
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    with pytest.raises(CodeVersionFrozen):
        act(version, OPERATOR)
    assert read(version) == universal()


def test_the_draft_of_a_community_shows_itself_to_its_authors():
    movement = MovementFactory()
    editor = as_actor(somebody(Permission.CODE_EDIT, on=movement))
    assert queries.draft_of(movement.id, seen_by=editor) is None
    version = draft(universal(), community=movement)
    assert queries.draft_of(movement.id, seen_by=editor) == version
    assert queries.draft_of(movement.id, seen_by=as_actor(PersonFactory())) is None
    assert CodeVersion.objects.count() == 1
