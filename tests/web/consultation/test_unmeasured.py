"""What pages say where nobody said how large groups are, so that nobody can be missed."""

from datetime import timedelta

import pytest

from comity.consultation.actions import equity as actions
from comity.consultation.actions import rounds
from comity.consultation.rules.kinds import RoundKind
from comity.consultation.tasks import equity as tasks
from tests.factories.consultations import consultation, opened, organiser_of
from tests.factories.people import NOW
from tests.web.consultation.test_equity import SHARES, address, answered, plain, run_by

pytestmark = pytest.mark.django_db

UNMEASURED = "Nobody measures who is missing"
MISSED = "Nobody measured who was missing"


def test_without_sizes_organisers_and_readers_are_told_that_nobody_measures(client):
    made = consultation()
    round_ = opened(made)
    organiser, round_page = run_by(made), address("round", made, round_.id)
    for page in (address("consultation", made), round_page):
        shown = organiser.get(page)
        assert UNMEASURED in plain(shown)
        assert address("shares", made) in shown.content.decode()
    closing = organiser.get(address("step", made, round_.id, "close"))
    assert "the round closes without anybody checking" in plain(closing)
    assert address("shares", made) in closing.content.decode()
    assert UNMEASURED not in plain(organiser.get(address("step", made, round_.id, "cancel")))
    public = client.get(round_page)
    assert UNMEASURED in plain(public)
    assert address("shares", made) not in public.content.decode()
    rounds.close(round_id=round_.id, by=organiser_of(made), now=NOW, reason="Enough was said.")
    assert MISSED in plain(client.get(round_page))


def test_a_measurement_without_sizes_says_that_nobody_can_tell_who_is_missing(client):
    made = consultation()
    answered(made, en=3)
    public, run = client.get(address("who", made)), run_by(made).get(address("who", made))
    for shown, leads in ((public, False), (run, True)):
        assert UNMEASURED in plain(shown)
        assert (address("shares", made) in shown.content.decode()) is leads
        assert address("about_me", made) not in shown.content.decode()
        assert "who wrote most" not in plain(shown)


def test_sizes_that_were_said_too_late_do_not_hide_that_nobody_measured(client):
    made = consultation()
    round_ = opened(made)
    tasks.measure_now(made.id, NOW)
    rounds.close(round_id=round_.id, by=organiser_of(made), now=NOW, reason="Enough was said.")
    actions.set_targets(consultation_id=made.id, table=SHARES, by=organiser_of(made), now=NOW)
    tasks.measure_now(made.id, NOW + timedelta(days=30))
    assert MISSED in plain(client.get(address("round", made, round_.id)))


def test_with_sizes_no_page_says_that_nobody_measures(client):
    found = consultation()
    actions.set_targets(consultation_id=found.id, table=SHARES, by=organiser_of(found), now=NOW)
    round_ = opened(found)
    organiser = run_by(found)
    for page in (
        address("consultation", found),
        address("round", found, round_.id),
        address("step", found, round_.id, "close"),
    ):
        assert UNMEASURED not in plain(organiser.get(page))
    assert UNMEASURED not in plain(client.get(address("round", found, round_.id)))


def test_nobody_is_missed_from_a_panel_or_from_a_cancelled_round(client):
    made = consultation()
    panel = opened(made, kind=RoundKind.PANEL)
    cancelled = opened(made)
    rounds.cancel(round_id=cancelled.id, by=organiser_of(made), now=NOW, reason="Nobody came.")
    for round_ in (panel, cancelled):
        page = plain(client.get(address("round", made, round_.id)))
        assert UNMEASURED not in page
        assert MISSED not in page
