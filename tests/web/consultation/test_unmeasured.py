"""What pages say where nobody said how large groups are, so that nobody can be missed."""

from datetime import timedelta

import pytest

from comity.consultation.actions import equity as actions
from comity.consultation.actions import rounds
from comity.consultation.rules.kinds import RoundKind
from comity.consultation.tasks import equity as tasks
from comity.kernel.actors import SYSTEM
from tests.factories.consultations import consultation, opened, organiser_of
from tests.factories.people import NOW
from tests.web.consultation.test_equity import SHARES, address, answered, plain, run_by
from tests.web.serving import confirm

pytestmark = pytest.mark.django_db

UNMEASURED = "Nobody measures who is missing"
MISSED = "Nobody measured who was missing"
WHY = "Nobody knows how many of us there are."
CLOSED = {"reason": "Enough was said.", "unmeasured": WHY}


def test_without_sizes_organisers_and_readers_are_told_that_nobody_measures(client):
    made = consultation()
    round_ = opened(made)
    organiser, round_page = run_by(made), address("round", made, round_.id)
    for page in (address("consultation", made), round_page):
        shown = organiser.get(page)
        assert UNMEASURED in plain(shown)
        assert address("shares", made) in shown.content.decode()
    closing = organiser.get(address("step", made, round_.id, "close"))
    assert "nobody can check whose voices are missing" in plain(closing)
    assert address("shares", made) in closing.content.decode()
    assert UNMEASURED not in plain(organiser.get(address("step", made, round_.id, "cancel")))
    public = client.get(round_page)
    assert UNMEASURED in plain(public)
    assert address("shares", made) not in public.content.decode()
    rounds.close(round_id=round_.id, by=organiser_of(made), now=NOW, **CLOSED)
    results = (address("summary", made, round_.id), address("you_said", made))
    for page in (round_page, address("consultation", made), *results):
        assert MISSED in plain(client.get(page))
        assert WHY in plain(client.get(page))


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
    rounds.close(round_id=round_.id, by=organiser_of(made), now=NOW, **CLOSED)
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


def test_a_round_that_nobody_measures_is_closed_with_a_reason_or_not_at_all(client):
    made = consultation()
    round_ = opened(made)
    organiser, closing = run_by(made), address("step", made, round_.id, "close")
    assert organiser.get(closing).context["form"].fields["unmeasured"].required
    refused = organiser.post(closing, {"reason": "Enough was said.", "unmeasured": " "})
    assert refused.status_code == 422
    assert "Enough was said." in plain(refused)
    assert rounds.queries.round_(round_.id).is_open
    assert organiser.post(closing, CLOSED).status_code == 302
    assert WHY in plain(client.get(address("round", made, round_.id)))
    assert organiser.get(address("step", made, round_.id, "explain")).status_code == 200
    again = organiser.post(address("step", made, round_.id, "explain"), {"reason": "Or so."})
    assert again.status_code in {409, 422}


def test_what_the_clock_closed_waits_for_its_organisers_to_say_why(client):
    made = consultation()
    round_ = opened(made)
    rounds.close(round_id=round_.id, by=SYSTEM, now=round_.closes)
    page, organiser = address("round", made, round_.id), run_by(made)
    explain = address("step", made, round_.id, "explain")
    assert "have not said why yet" in plain(client.get(page))
    assert explain not in client.get(page).content.decode()
    confirm(organiser)
    for told in (page, address("consultation", made), address("conclude", made)):
        assert explain in organiser.get(told).content.decode(), told
    assert client.post(explain, {"reason": WHY}).status_code == 401
    assert organiser.post(explain, {"reason": ""}).status_code == 422
    assert organiser.post(explain, {"reason": WHY}).status_code == 302
    assert WHY in plain(client.get(page))
    assert explain not in organiser.get(page).content.decode()


def test_nobody_is_asked_why_a_panel_was_not_measured():
    made = consultation()
    panel = opened(made, kind=RoundKind.PANEL)
    assert rounds.close(round_id=panel.id, by=SYSTEM, now=panel.closes).unmeasured is None
