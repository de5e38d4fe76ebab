"""Who may judge words: naming and dismissing reviewers, and the list of what waits for them."""

import pytest

from comity.access.queries import may
from comity.access.rules import Permission
from comity.codes import actions
from comity.codes.actions.reviewers import dismiss_reviewer, name_reviewer
from comity.codes.errors.translations import NobodySignsInSo
from comity.codes.queries.reviews import reviews
from comity.codes.rules.documents import Text, Written
from comity.codes.rules.provisions import Provision
from comity.kernel.errors import NotFound, NotPermitted
from comity.record.models import Line
from tests.factories.codes import OPERATOR, draft, in_force, local, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, PersonFactory, as_actor, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def movement():
    return MovementFactory()


def test_reviewers_are_named_by_who_may_put_the_code_in_force(movement):
    person = PersonFactory()
    head = as_actor(somebody(Permission.CODE_PUT_IN_FORCE, on=movement))
    asked = {"community_id": movement.id, "username": person.username, "now": NOW}
    with pytest.raises(NotPermitted):
        name_reviewer(**asked, by=as_actor(somebody(Permission.CODE_EDIT, on=movement)))
    with pytest.raises(NobodySignsInSo):
        name_reviewer(**asked | {"username": "nobody-here"}, by=head)
    with pytest.raises(NotFound):
        name_reviewer(**asked | {"community_id": "0" * 13}, by=head)
    name_reviewer(**asked, by=head)
    assert may(as_actor(person), Permission.CODE_REVIEW, on=movement.id)
    dismiss_reviewer(**asked, by=head)
    assert not may(as_actor(person), Permission.CODE_REVIEW, on=movement.id)
    line = Line.objects.get(kind="code:reviewer_named")
    assert person.id not in str(line.shown)


def test_the_list_of_reviews_asks_the_same_for_many_as_for_few(
    movement, django_assert_max_num_queries
):
    many = [
        Written(Provision(f"spirit-{n}"), {"en": Text("", f"Insulting {n} friends is fine.")})
        for n in range(12)
    ]
    in_force(universal(), community=movement)
    version = draft(local(*many), community=CommunityFactory(parent=movement))
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    with django_assert_max_num_queries(3):
        rows = [row.code.community.name for row in reviews(waiting=True)]
    assert len(rows) == 12
