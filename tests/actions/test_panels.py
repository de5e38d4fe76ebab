"""A panel is drawn by lot, and everybody can check it."""

import json

import pytest
from django.conf import settings

from comity.consultation.actions import consultations
from comity.consultation.actions import equity as about
from comity.consultation.actions import panels as actions
from comity.consultation.errors.panels import (
    AnswersMissing,
    BeaconMissing,
    NotSeated,
    PanelNameMissing,
    PanelStepNotPossible,
    PoolTooSmall,
    SeatsNotUsable,
)
from comity.consultation.errors.rounds import ConsultationOver
from comity.consultation.models import Panel, PanelEntry
from comity.consultation.queries import equity, panels
from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.hiding import OTHER
from comity.consultation.rules.lot import Quota, commitment
from comity.consultation.rules.lot_audit import audit, read
from comity.consultation.rules.panels import EntryState, PanelState
from comity.consultation.tasks import panels as tasks
from comity.kernel.actors import SYSTEM
from comity.kernel.errors import NotFound, NotPermitted, SeveralProblems
from comity.notices.models import Notice
from comity.notices.rules import NoticeKind
from comity.record.models import Line
from comity.record.queries import public_lines
from tests.factories.consultations import consultation, organiser_of, receipt_holder
from tests.factories.people import NOW, PersonFactory, as_actor

pytestmark = pytest.mark.django_db

QUOTAS = (Quota(Dimension.LANGUAGE, "ar", 1, 2), Quota(Dimension.LANGUAGE, "en", 1, 2))
ARABIC, ENGLISH = {Dimension.LANGUAGE: "ar"}, {Dimension.LANGUAGE: "en"}


def opened(found=None, *, quotas=QUOTAS, seats=3, **changes):
    """Open the pool of a panel, with somebody who may run it."""
    found = found or consultation()
    by = organiser_of(found)
    panel_id = actions.open_pool(
        consultation_id=found.id,
        name="Panel on meeting places",
        seats=seats,
        quotas=quotas,
        by=by,
        now=NOW,
        **changes,
    )
    return by, panel_id


def filled(panel_id, *said):
    """Let new people put themselves forward."""
    people = [as_actor(PersonFactory()) for _ in said]
    for person, answers in zip(people, said, strict=True):
        actions.put_forward(panel_id=panel_id, answers=answers, by=person, now=NOW)
    return people


def ready(said=(ARABIC,) * 4 + (ENGLISH,) * 4, **changes):
    """Close a pool and work out what can be drawn from it."""
    by, panel_id = opened(**changes)
    people = filled(panel_id, *said)
    actions.close_pool(panel_id=panel_id, by=by, now=NOW)
    tasks.work_out(panel_id, NOW)
    return by, panel_id, people


def drawn(**changes):
    """Draw a panel."""
    by, panel_id, people = ready(**changes)
    actions.draw_panel(panel_id=panel_id, by=by, now=NOW)
    return by, panel_id, people


def _seated(panel_id):
    rows = PanelEntry.objects.filter(panel=panel_id, state=EntryState.SEATED)
    return set(rows.values_list("ticket", flat=True))


def _holds(panel_id):
    checks = audit(panels.panel(panel_id).drawing)
    return {one.code for one in checks if not one.holds}


def test_the_hash_of_the_seed_is_on_record_before_anybody_comes_in():
    _by, panel_id = opened()
    (line,) = public_lines(subject=panel_id, kinds=("panel:pool_opened",))
    assert line["commitment"] == panels.panel(panel_id).commitment
    row = Panel.objects.get()
    seed = settings.COMITY_KEYS.open(f"panel seed {panel_id}", bytes(row.seed))
    assert commitment(seed) == row.commitment
    assert seed not in bytes(row.seed)


def test_somebody_puts_themselves_forward_changes_it_and_takes_it_back():
    _by, panel_id = opened()
    for by in (as_actor(PersonFactory()), receipt_holder()):
        actions.put_forward(panel_id=panel_id, answers=ARABIC, by=by, now=NOW)
        actions.put_forward(panel_id=panel_id, answers=ENGLISH, by=by, now=NOW)
        own = panels.own_entry(by, panels.panel(panel_id))
        assert (own.answers, own.state, own.chance) == ({"language": "en"}, "waiting", None)
        actions.take_back(panel_id=panel_id, by=by, now=NOW)
        assert panels.own_entry(by, panels.panel(panel_id)) is None
    assert PanelEntry.objects.count() == 0


@pytest.mark.parametrize("answers", [{}, {Dimension.LANGUAGE: "tlh"}, {Dimension.ROLE: "editor"}])
def test_quotas_have_to_be_answered(answers):
    _by, panel_id = opened()
    with pytest.raises(AnswersMissing):
        filled(panel_id, answers)
    assert PanelEntry.objects.count() == 0


def test_groups_with_a_share_and_all_others_can_be_answered_too():
    found = consultation()
    table = "language,en,60,Edits,2025-12-31\nlanguage,sw,40,Edits,2025-12-31\n"
    about.set_targets(consultation_id=found.id, table=table, by=organiser_of(found), now=NOW)
    _by, panel_id = opened(found)
    assert panels.choices(panels.panel(panel_id)) == {Dimension.LANGUAGE: ("en", "sw", "ar", OTHER)}
    filled(panel_id, {Dimension.LANGUAGE: OTHER}, {Dimension.LANGUAGE: "sw"})
    assert equity.own_attributes(as_actor(PersonFactory()), found.id) == {}


def test_without_quotas_nothing_is_asked():
    _by, panel_id, people = ready((({},) * 5), quotas=())
    assert panels.panel(panel_id).smallest == pytest.approx(0.6)
    assert panels.own_entry(people[0], panels.panel(panel_id)).chance == pytest.approx(0.6)


def test_a_pool_smaller_than_the_panel_stays_open():
    by, panel_id = opened()
    filled(panel_id, ARABIC, ENGLISH)
    with pytest.raises(PoolTooSmall) as caught:
        actions.close_pool(panel_id=panel_id, by=by, now=NOW)
    assert caught.value.detail == {"pool": 2, "seats": 3}
    assert panels.panel(panel_id).is_open


def test_nobody_comes_in_once_the_pool_is_closed_and_its_hash_is_on_record():
    by, panel_id = opened()
    filled(panel_id, ARABIC, ENGLISH, ENGLISH)
    actions.close_pool(panel_id=panel_id, by=by, now=NOW)
    with pytest.raises(PanelStepNotPossible):
        filled(panel_id, ARABIC)
    (line,) = public_lines(subject=panel_id, kinds=("panel:pool_closed",))
    assert (line["people"], line["pool_hash"]) == (3, panels.panel(panel_id).pool_hash)


def test_a_panel_is_drawn_within_its_quotas_and_everybody_can_check_it():
    _by, panel_id, people = drawn()
    told = panels.panel(panel_id)
    assert told.state is PanelState.DRAWN
    assert _seated(panel_id) == set(told.drawing.drawn)
    assert len(told.drawing.drawn) == 3
    assert _holds(panel_id) == set()
    file = json.dumps(told.drawing.as_json())
    assert read(file) == told.drawing
    assert not [one for one in people if one.id in file]
    assert Notice.objects.filter(kind=NoticeKind.WORK_WAITING).count() == 3
    row = Panel.objects.get()
    assert bytes(row.seed) == b""
    (line,) = public_lines(subject=panel_id, kinds=("panel:drawn",))
    assert line["seed"] == row.revealed


def test_working_it_out_twice_changes_nothing():
    _by, panel_id, _people = ready()
    before = Panel.objects.get().lots
    tasks.work_out(panel_id, NOW)
    actions.note_lots(panel_id=panel_id, lots=None, relaxed=(), now=NOW)
    assert Panel.objects.get().lots == before
    assert panels.panel(panel_id).state is PanelState.READY


def test_quotas_that_cannot_be_kept_are_answered_with_the_nearest_that_can():
    by, panel_id, _people = ready(
        (ARABIC,) + (ENGLISH,) * 4,
        quotas=(Quota(Dimension.LANGUAGE, "ar", 2, 2), Quota(Dimension.LANGUAGE, "en", 1, 2)),
    )
    told = panels.panel(panel_id)
    assert told.state is PanelState.IMPOSSIBLE
    assert told.relaxed == (
        Quota(Dimension.LANGUAGE, "ar", 1, 2),
        Quota(Dimension.LANGUAGE, "en", 1, 2),
    )
    with pytest.raises(PanelStepNotPossible):
        actions.draw_panel(panel_id=panel_id, by=by, now=NOW)
    actions.relax(panel_id=panel_id, by=by, now=NOW)
    tasks.work_out(panel_id, NOW)
    actions.draw_panel(panel_id=panel_id, by=by, now=NOW)
    assert _holds(panel_id) == set()


def test_a_public_number_that_was_promised_is_mixed_in():
    by, panel_id, _people = ready(beacon="The lottery of 9 March")
    with pytest.raises(BeaconMissing):
        actions.draw_panel(panel_id=panel_id, by=by, now=NOW)
    actions.draw_panel(panel_id=panel_id, by=by, now=NOW, beacon_value=" 4 8 15 ")
    assert panels.panel(panel_id).beacon_value == "4 8 15"
    assert _holds(panel_id) == set()


def test_a_number_that_nobody_promised_is_not_mixed_in():
    by, panel_id, _people = ready()
    actions.draw_panel(panel_id=panel_id, by=by, now=NOW, beacon_value="mine")
    assert panels.panel(panel_id).beacon_value == ""


def test_whoever_steps_down_is_replaced_by_the_same_seed():
    _by, panel_id, people = drawn()
    before = _seated(panel_id)
    leaving = next(
        one for one in people if panels.own_entry(one, panels.panel(panel_id)).ticket in before
    )
    actions.take_back(panel_id=panel_id, by=leaving, now=NOW)
    after = _seated(panel_id)
    assert len(after - before) == 1
    assert len(after) == 3
    assert set(panels.panel(panel_id).drawing.seated) == after
    assert _holds(panel_id) == set()
    with pytest.raises(NotSeated):
        actions.take_back(panel_id=panel_id, by=leaving, now=NOW)


def test_an_organiser_frees_the_seat_of_somebody_who_does_not_come():
    by, panel_id, _people = drawn()
    ticket = min(_seated(panel_id))
    actions.free_seat(panel_id=panel_id, ticket=ticket, by=by, now=NOW)
    assert ticket not in _seated(panel_id)
    with pytest.raises(NotSeated):
        actions.free_seat(panel_id=panel_id, ticket=ticket, by=by, now=NOW)
    with pytest.raises(NotPermitted):
        actions.free_seat(panel_id=panel_id, ticket=ticket, by=as_actor(PersonFactory()), now=NOW)


def test_it_is_said_who_took_a_seat_away_and_not_who_left_one():
    by, panel_id, people = drawn()
    leaving = next(
        one for one in people if panels.own_entry(one, panels.panel(panel_id)).state == "seated"
    )
    actions.take_back(panel_id=panel_id, by=leaving, now=NOW)
    actions.free_seat(panel_id=panel_id, ticket=min(_seated(panel_id)), by=by, now=NOW)
    lines = Line.objects.filter(kind="panel:seat_filled").order_by("number")
    assert [one.actor for one in lines] == [str(SYSTEM), str(by)]


def test_when_nobody_is_left_a_seat_stays_empty():
    by, panel_id, _people = drawn(said=(ARABIC, ENGLISH, ENGLISH))
    actions.free_seat(panel_id=panel_id, ticket=min(_seated(panel_id)), by=by, now=NOW)
    assert len(_seated(panel_id)) == 2
    assert panels.panel(panel_id).drawing.replaced[0].came == ""
    assert _holds(panel_id) == set()


def test_whoever_changed_their_mind_after_the_pool_closed_is_replaced_at_the_draw():
    by, panel_id, people = ready()
    for one in people[:-3]:
        actions.take_back(panel_id=panel_id, by=one, now=NOW)
    actions.draw_panel(panel_id=panel_id, by=by, now=NOW)
    willing = {panels.own_entry(one, panels.panel(panel_id)).ticket for one in people[-3:]}
    assert _seated(panel_id) == willing
    assert _holds(panel_id) == set()


def test_whoever_was_forgotten_before_the_draw_is_replaced_too():
    by, panel_id, people = ready()
    for one in people[:4]:
        about.forget(one.id, NOW)
    actions.draw_panel(panel_id=panel_id, by=by, now=NOW)
    assert len(_seated(panel_id)) == 3
    assert _holds(panel_id) == set()


def test_nobody_else_runs_a_panel():
    stranger = as_actor(PersonFactory())
    by, panel_id, _people = ready()
    for act in (actions.close_pool, actions.draw_panel, actions.cancel_panel, actions.relax):
        with pytest.raises(NotPermitted):
            act(panel_id=panel_id, by=stranger, now=NOW)
    with pytest.raises(NotPermitted):
        actions.take_back(panel_id=panel_id, by=stranger, now=NOW)
    with pytest.raises(NotPermitted):
        actions.put_forward(panel_id=opened()[1], answers=ARABIC, by=SYSTEM, now=NOW)
    with pytest.raises(NotFound):
        actions.close_pool(panel_id="0" * 13, by=by, now=NOW)
    with pytest.raises(NotFound):
        panels.panel(panel_id, consultation_id=consultation().id)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"name": " "}, PanelNameMissing),
        ({"seats": 0}, SeatsNotUsable),
        ({"seats": 501}, SeatsNotUsable),
        ({"quotas": [Quota(Dimension.LANGUAGE, "ar", 9, 9)]}, SeveralProblems),
    ],
)
def test_a_panel_that_cannot_be_is_not_set_up(wrong, refusal):
    found = consultation()
    asked = {"name": "Panel", "seats": 3, "quotas": QUOTAS} | wrong
    with pytest.raises(refusal):
        actions.open_pool(consultation_id=found.id, by=organiser_of(found), now=NOW, **asked)


def test_a_consultation_that_is_over_gets_no_panel():
    found = consultation()
    by = organiser_of(found)
    consultations.cancel(consultation_id=found.id, reason="No time.", by=by, now=NOW)
    with pytest.raises(ConsultationOver):
        opened(found)


def test_nobody_comes_into_a_panel_of_a_consultation_that_is_over_and_it_is_not_drawn():
    found = consultation()
    by, panel_id, people = ready(found=found)
    _by, later = opened(found)
    consultations.cancel(consultation_id=found.id, reason="Enough.", by=by, now=NOW)
    with pytest.raises(ConsultationOver):
        actions.put_forward(panel_id=later, answers=ARABIC, by=people[0], now=NOW)
    with pytest.raises(ConsultationOver):
        actions.close_pool(panel_id=later, by=by, now=NOW)
    with pytest.raises(ConsultationOver):
        actions.draw_panel(panel_id=panel_id, by=by, now=NOW)
    actions.take_back(panel_id=panel_id, by=people[0], now=NOW)
    actions.cancel_panel(panel_id=panel_id, by=by, now=NOW)


def test_a_cancelled_panel_has_no_seed_and_is_never_drawn():
    by, panel_id, people = ready()
    actions.cancel_panel(panel_id=panel_id, by=by, now=NOW)
    assert bytes(Panel.objects.get().seed) == b""
    for act in (actions.draw_panel, actions.cancel_panel):
        with pytest.raises(PanelStepNotPossible):
            act(panel_id=panel_id, by=by, now=NOW)
    actions.take_back(panel_id=panel_id, by=people[0], now=NOW)
    assert PanelEntry.objects.count() == 7


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ({"seed": "00" * 32}, {"seed", "draw"}),
        ({"seed": "zz"}, {"seed", "draw", "replaced"}),
        ({"seats": 11}, {"pool", "lots", "chances", "draw"}),
        ({"beacon_value": "mine"}, {"draw"}),
        ({"commitment": "0" * 64}, {"seed"}),
        ({"pool_hash": "0" * 64}, {"pool", "draw"}),
    ],
)
def test_a_file_that_somebody_changed_does_not_hold(change, broken):
    _by, panel_id, _people = drawn(said=({},) * 40, quotas=(), seats=10)
    plain = panels.panel(panel_id).drawing.as_json() | change
    checks = {one.code for one in audit(read(json.dumps(plain))) if not one.holds}
    # Another seed could draw the same ten of forty, but not in our lifetime.
    assert checks == broken
