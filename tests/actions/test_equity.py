"""Who takes part is measured, steered, and looked at before a round closes."""

from datetime import timedelta

import pytest

from comity.consultation.actions import consultations, rounds
from comity.consultation.actions import equity as actions
from comity.consultation.errors.equity import (
    AttributeUnknown,
    CoverageTooLow,
)
from comity.consultation.errors.rounds import ConsultationOver
from comity.consultation.models import Attribute, EquityReport, OutreachTask, Participant
from comity.consultation.queries import equity as queries
from comity.consultation.queries import equity_reports as reports
from comity.consultation.rules.equity import Dimension, Gap, Standing
from comity.consultation.rules.hiding import OTHER
from comity.consultation.rules.kinds import RoundKind
from comity.consultation.rules.outreach import OutreachState
from comity.consultation.tasks import equity as tasks
from comity.kernel.actors import ANYONE, SYSTEM
from comity.kernel.errors import NotFound, NotPermitted, SeveralProblems
from tests.factories.communities import CommunityFactory
from tests.factories.consultations import (
    consultation,
    contributed,
    opened,
    organiser_of,
    receipt_holder,
)
from tests.factories.people import NOW, TODAY, PersonFactory, as_actor

pytestmark = pytest.mark.django_db

LANGUAGES = "language,en,60,Edits of 2025,2025-12-31\nlanguage,ar,40,Edits of 2025,2025-12-31\n"
TENURES = "tenure,new,50,Edits of 2025,2025-12-31\ntenure,old,50,Edits of 2025,2025-12-31\n"


def measured(table=LANGUAGES, **changes):
    """Prepare a consultation that says how large its groups are."""
    found = consultation(**changes)
    actions.set_targets(consultation_id=found.id, table=table, by=organiser_of(found), now=NOW)
    return found


def spoken(round_, **languages):
    """Let so many new people contribute, in each language."""
    return [
        contributed(round_, language=language)
        for language, many in languages.items()
        for _ in range(many)
    ]


def begun(found, category="ar"):
    by = organiser_of(found)
    task = actions.begin_outreach(
        consultation_id=found.id, dimension=Dimension.LANGUAGE, category=category, by=by, now=NOW
    )
    return by, task


def test_an_organiser_says_how_large_the_groups_are():
    found = measured()
    assert [(one.category, int(one.share)) for one in queries.targets(found.id)] == [
        ("en", 60),
        ("ar", 40),
    ]


def test_saying_it_anew_takes_the_place_of_what_was_said():
    found = measured()
    by = organiser_of(found)
    actions.set_targets(consultation_id=found.id, table=TENURES, by=by, now=NOW)
    assert {one.dimension for one in queries.targets(found.id)} == {Dimension.TENURE}


def test_what_nobody_asks_for_any_more_is_forgotten():
    found = measured(LANGUAGES + TENURES)
    by = as_actor(PersonFactory())
    said = {Dimension.LANGUAGE: "ar", Dimension.TENURE: "new"}
    actions.say_about_oneself(consultation_id=found.id, said=said, by=by, now=NOW)
    actions.set_targets(consultation_id=found.id, table=TENURES, by=organiser_of(found), now=NOW)
    assert queries.own_attributes(by, found.id) == {Dimension.TENURE: "new"}


def test_nobody_else_sets_shares():
    found = consultation()
    with pytest.raises(NotPermitted):
        actions.set_targets(
            consultation_id=found.id, table=LANGUAGES, by=as_actor(PersonFactory()), now=NOW
        )


def test_a_table_that_cannot_be_read_changes_nothing():
    found = measured()
    with pytest.raises(SeveralProblems):
        actions.set_targets(
            consultation_id=found.id, table="language,en", by=organiser_of(found), now=NOW
        )
    assert len(queries.targets(found.id)) == 2


def test_there_is_nothing_to_set_where_there_is_no_consultation():
    with pytest.raises(NotFound):
        actions.set_targets(consultation_id="0" * 13, table="", by=SYSTEM, now=NOW)


def test_communities_propose_shares_by_the_language_they_speak_first():
    top = CommunityFactory(languages=["en", "ar"])
    CommunityFactory(parent=top, languages=["ar"])
    CommunityFactory(parent=top, languages=["ar", "en"])
    proposed = queries.proposed_targets(top.id, "Communities", TODAY)
    assert [(one.category, f"{one.share:.1f}") for one in proposed] == [
        ("ar", "66.7"),
        ("en", "33.3"),
    ]


def test_somebody_says_something_about_themselves_and_takes_it_back():
    found, by = measured(), receipt_holder()
    said = {Dimension.LANGUAGE: "ar"}
    actions.say_about_oneself(consultation_id=found.id, said=said, by=by, now=NOW)
    assert queries.own_attributes(by, found.id) == said
    actions.say_about_oneself(
        consultation_id=found.id, said={Dimension.LANGUAGE: OTHER}, by=by, now=NOW
    )
    assert queries.own_attributes(by, found.id) == {Dimension.LANGUAGE: OTHER}
    actions.say_about_oneself(consultation_id=found.id, said={}, by=by, now=NOW)
    assert queries.own_attributes(by, found.id) == {}
    assert Attribute.objects.count() == 0


@pytest.mark.parametrize(
    "said", [{Dimension.LANGUAGE: "tlh"}, {Dimension.GENDER: "x"}, {Dimension.GENDER: OTHER}]
)
def test_nobody_is_asked_for_more_than_there_are_shares_of(said):
    found = measured()
    with pytest.raises(AttributeUnknown):
        actions.say_about_oneself(
            consultation_id=found.id, said=said, by=as_actor(PersonFactory()), now=NOW
        )
    assert Participant.objects.count() == 0


def test_nobody_in_particular_says_nothing_about_themselves():
    found = measured()
    with pytest.raises(NotPermitted):
        actions.say_about_oneself(consultation_id=found.id, said={}, by=SYSTEM, now=NOW)
    assert queries.own_attributes(ANYONE, found.id) == {}
    assert queries.own_attributes(None, found.id) == {}


def test_who_is_forgotten_takes_along_what_they_said_about_themselves():
    found, person = measured(), PersonFactory()
    actions.say_about_oneself(
        consultation_id=found.id,
        said={Dimension.LANGUAGE: "ar"},
        by=as_actor(person),
        now=NOW,
    )
    actions.forget(person.id, NOW)
    assert Attribute.objects.count() == 0


def test_whoever_says_nothing_of_their_language_belongs_to_the_one_they_write_in():
    found = measured()
    round_ = opened(found)
    spoken(round_, en=9, **{"ar-eg": 6})
    (side,) = reports.report_now(found.id).sides
    assert [(one.category, one.people) for one in side.taking_part.lines] == [
        ("en", 9),
        ("ar", 6),
        (OTHER, 0),
    ]


def test_what_somebody_says_of_themselves_goes_before_what_they_write_in():
    found = measured()
    round_ = opened(found)
    for one in spoken(round_, en=16)[:8]:
        Attribute.objects.create(
            participant_id=one.participant.id, dimension=Dimension.LANGUAGE, category="ar"
        )
    (side,) = reports.report_now(found.id).sides
    assert [one.people for one in side.taking_part.lines] == [8, 8, 0]
    assert side.taking_part.coverage == pytest.approx(1)


def test_whoever_only_says_who_they_are_does_not_count_as_heard():
    found = measured()
    opened(found)
    actions.say_about_oneself(
        consultation_id=found.id,
        said={Dimension.LANGUAGE: "ar"},
        by=as_actor(PersonFactory()),
        now=NOW,
    )
    assert reports.report_now(found.id).people == 0


def test_words_are_counted_for_each_of_a_groups_people():
    found = measured()
    round_ = opened(found)
    for _ in range(6):
        contributed(round_, text="Under the old bridge.", language="en")
    told = reports.report_now(found.id)
    (voice,) = told.sides[0].voices
    assert (voice.category, voice.words) == ("en", 4)
    assert told.dominance.gini == pytest.approx(0)
    assert told.weighing.answers == 6


def test_a_round_does_not_close_while_a_group_is_silent_and_nobody_went_out():
    found = measured()
    round_ = opened(found)
    spoken(round_, en=20)
    refusal = queries.closing_gaps(round_.id)
    assert isinstance(refusal, CoverageTooLow)
    assert refusal.detail == {"count": 1, "groups": [("language", "ar")]}
    with pytest.raises(CoverageTooLow):
        rounds.close(round_id=round_.id, by=SYSTEM, now=round_.closes)


def test_a_round_closes_once_the_groups_are_heard():
    found = measured()
    round_ = opened(found)
    spoken(round_, en=20, ar=10)
    assert queries.closing_gaps(round_.id) is None
    assert rounds.close(round_id=round_.id, by=SYSTEM, now=round_.closes).state == "closed"


def test_a_round_closes_once_somebody_wrote_down_how_they_went_out():
    found = measured()
    round_ = opened(found)
    spoken(round_, en=20)
    by, task = begun(found)
    assert queries.closing_gaps(round_.id) is not None
    actions.settle_outreach(
        task_id=task, state=OutreachState.GIVEN_UP, note="Nobody answered.", by=by, now=NOW
    )
    assert queries.closing_gaps(round_.id) is None


def test_having_gone_out_for_an_earlier_round_is_not_enough():
    found = measured()
    by, task = begun(found)
    actions.settle_outreach(
        task_id=task,
        state=OutreachState.DONE,
        note="We met.",
        by=by,
        now=NOW - timedelta(days=1),
    )
    round_ = opened(found)
    spoken(round_, en=20)
    assert queries.closing_gaps(round_.id) is not None


def test_only_who_spoke_in_a_round_counts_for_closing_it():
    found = measured()
    first, second = opened(found), opened(found)
    spoken(first, en=20, ar=10)
    spoken(second, en=20)
    assert queries.closing_gaps(first.id) is None
    assert queries.closing_gaps(second.id) is not None
    assert queries.silent_groups(found.id) == ()


def test_nothing_keeps_a_round_of_a_panel_or_without_shares_from_closing():
    assert queries.closing_gaps(opened(measured(), kind=RoundKind.PANEL).id) is None
    assert queries.closing_gaps(opened().id) is None
    with pytest.raises(NotFound):
        queries.closing_gaps("0" * 13)


def test_silent_groups_are_named_even_where_nobody_spoke():
    found = measured()
    assert queries.silent_groups(found.id) == (
        Gap(Dimension.LANGUAGE, "en", 0.6),
        Gap(Dimension.LANGUAGE, "ar", 0.4),
    )


def test_the_clock_measures_once_a_day_and_says_where_to_go():
    found = measured()
    round_ = opened(found)
    spoken(round_, en=20)
    tasks.watch(NOW)
    assert EquityReport.objects.count() == 1
    assert OutreachTask.objects.count() == 0  # on the first day everybody is silent
    tasks.watch(NOW + timedelta(hours=1))
    assert EquityReport.objects.count() == 1
    later = NOW + timedelta(days=3)
    tasks.watch(later)
    day, told = reports.latest(found.id)
    assert day == later.date()
    assert told == reports.report_now(found.id)
    (task,) = queries.outreach(found.id)
    assert (task.dimension, task.category) == (Dimension.LANGUAGE, "ar")
    tasks.watch(NOW + timedelta(days=4))
    assert OutreachTask.objects.count() == 1


def test_closing_a_round_measures_again():
    found = measured()
    round_ = opened(found)
    tasks.watch(NOW)
    spoken(round_, en=6)
    tasks.measure_closed(round_.id, NOW)
    assert reports.latest(found.id)[1].people == 6


def test_nothing_is_measured_where_nothing_runs():
    measured()
    tasks.watch(NOW)
    assert EquityReport.objects.count() == 0


def test_what_tells_of_few_stands_in_no_report():
    found = measured()
    round_ = opened(found)
    spoken(round_, en=20, ar=2)
    tasks.watch(NOW)
    figures = EquityReport.objects.get().figures
    (side,) = reports.latest(found.id)[1].sides
    assert {one.standing for one in side.taking_part.lines if one.share} == {Standing.TOO_FEW}
    assert [one["people"] for one in figures["sides"][0]["taking_part"]["lines"]] == [None, None, 0]


def test_a_consultation_that_is_over_takes_no_shares():
    found = measured()
    by = organiser_of(found)
    consultations.cancel(consultation_id=found.id, reason="Nobody has time.", by=by, now=NOW)
    with pytest.raises(ConsultationOver):
        actions.set_targets(consultation_id=found.id, table="", by=by, now=NOW)
