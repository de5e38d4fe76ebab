"""Ways by which words could get around those who judge them."""

from datetime import timedelta

import pytest

from comity.access.rules import Permission
from comity.charter.actions import adopt_charter, mark_installation
from comity.charter.queries import PRODUCTION, shipped
from comity.codes import actions
from comity.codes.errors.floor import CodeWordsUnjudged
from comity.codes.models import WordsReview
from comity.codes.queries import code_in_force
from comity.codes.rules.documents import Text, TextState, Written
from comity.codes.rules.provisions import Provision
from comity.kernel.spans import day_of
from tests.factories.codes import KINDNESS, OPERATOR, draft, in_force, local, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, somebody

pytestmark = pytest.mark.django_db
WEAK = Written(
    Provision("spirit"), {"en": Text("In good spirit", "Some insults are fine among friends.")}
)
TEA = Written(Provision("tea"), {"en": Text("Tea", "We drink it together.")})
LATER = NOW + timedelta(weeks=5)


@pytest.fixture
def movement():
    return MovementFactory()


@pytest.fixture
def project(movement):
    mark_installation(use=PRODUCTION, by=OPERATOR, now=NOW)
    adopt_charter(text=shipped("small"), by=OPERATOR, now=NOW)
    for _ in range(3):
        somebody(Permission.CODE_REVIEW, on=movement)
    in_force(universal(), community=movement)
    return CommunityFactory(parent=movement)


def frozen(project, *written, now=NOW, **changes):
    version = draft(local(*written, **changes), community=project)
    actions.freeze(version_id=version.id, by=OPERATOR, now=now)
    return version


def bind(version, now):
    return actions.put_in_force(version_id=version.id, by=OPERATOR, now=now)


def test_words_that_were_taken_away_while_their_time_ran_are_read_when_they_come_back(project):
    frozen(project, WEAK)
    frozen(project, TEA)
    again = frozen(project, WEAK, now=LATER)
    with pytest.raises(CodeWordsUnjudged):
        bind(again, LATER)
    assert WordsReview.objects.get().asked_on == day_of(LATER)
    assert bind(again, LATER + timedelta(weeks=4, days=1)).state == "in_force"


def test_an_older_version_does_not_bind_because_a_newer_one_took_its_words_away(project):
    first = frozen(project, WEAK)
    frozen(project, TEA)
    with pytest.raises(CodeWordsUnjudged):
        bind(first, LATER)


def test_what_one_translator_made_of_the_floor_is_no_text_of_the_floor(project, movement):
    said = Text("Amabilité", "Mieux vaut n'insulter personne.")
    code = code_in_force(movement.id)
    actions.translate(
        version_id=code.id,
        provision_id="kindness",
        language="fr",
        text=said,
        state=TextState.DRAFT,
        by=OPERATOR,
        now=NOW,
    )
    own = Written(KINDNESS.provision, {"fr": said})
    version = frozen(
        project, own, source_language="fr", title={"fr": "Code"}, summary={"fr": "Ici."}
    )
    assert WordsReview.objects.get().key == "kindness"
    with pytest.raises(CodeWordsUnjudged):
        bind(version, NOW)


def test_saying_that_words_are_in_another_language_hides_them_from_nobody(project):
    said = {"de": Text("Geist", "Some insults are fine among friends.")}
    words = Written(Provision("spirit"), said)
    frozen(project, words, source_language="de", title={"de": "Code"}, summary={"de": "Hier."})
    assert WordsReview.objects.get().touches == ["kindness"]
