"""Contributing, changing and taking back, by every way in."""

from datetime import timedelta

import pytest

from comity.consultation.actions import rounds, taking_part
from comity.consultation.errors.contributions import (
    ChannelWrong,
    ConsentMissing,
    ContingentUsed,
    ContributionEmpty,
    ContributionLanguageWrong,
    ContributionNotReadable,
    ContributionTooLong,
    ContributionWithdrawn,
    NameWithoutAccount,
    ProvisionUnknown,
    QuoteNotThere,
    TooManyAnchors,
    TooManyNewcomers,
)
from comity.consultation.errors.rounds import ConsultationOver, RoundNotOpen
from comity.consultation.models import Contribution, Participant
from comity.consultation.queries import contributions as queries
from comity.consultation.queries.taking_part import part_of
from comity.consultation.rules.kinds import Channel, RoundKind
from comity.kernel.actors import SYSTEM, Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from tests.factories import consultations as make
from tests.factories.people import NOW, TODAY, PersonFactory, as_actor

pytestmark = pytest.mark.django_db
TOMORROW = NOW + timedelta(days=1)


def test_anybody_signed_in_contributes_in_any_language():
    round_ = make.opened()
    said = make.contributed(round_, text="عند النهر.", language="ar")
    assert (said.text, said.language, said.place, said.channel) == (
        "عند النهر.",
        "ar",
        1,
        Channel.WEB,
    )
    assert queries.contributions(round_.id) == [said]


def test_nobody_is_refused_for_having_been_blocked_or_having_left():
    round_ = make.opened()
    gone = PersonFactory(is_active=False, erase_on=TODAY)
    assert make.contributed(round_, by=as_actor(gone)).text


def test_somebody_without_an_account_contributes_with_a_receipt_and_comes_back():
    round_ = make.opened()
    by = make.receipt_holder()
    first = make.contributed(round_, by=by)
    second = make.contributed(round_, by=by)
    assert first.participant == second.participant
    assert {one.id for one in queries.own(by, round_.consultation_id)[1]} == {first.id, second.id}


@pytest.mark.parametrize(
    "by", [SYSTEM, Actor(ActorKind.OPERATOR, "setup"), Actor(ActorKind.RECEIPT_HOLDER, "")]
)
def test_whoever_cannot_speak_for_themselves_is_refused(by):
    with pytest.raises(NotPermitted):
        make.contributed(make.opened(), by=by)
