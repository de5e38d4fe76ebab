"""Pages about panels: putting oneself forward, the draw, and checking it."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from comity.consultation.actions import consultations
from comity.consultation.actions import panels as actions
from comity.consultation.models import Panel, PanelEntry
from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.lot import Quota
from comity.consultation.rules.panels import EntryState
from comity.consultation.tasks import panels as tasks
from comity.people.models import Person
from tests.factories.consultations import consultation, organiser_of
from tests.factories.people import NOW, PersonFactory, as_actor
from tests.web.serving import at_browser, text_of

pytestmark = pytest.mark.django_db
QUOTAS = (Quota(Dimension.LANGUAGE, "ar", 1, 2), Quota(Dimension.LANGUAGE, "en", 1, 2))
NEW = {"name": "Panel on tone", "offer": "Two evenings.", "seats": "3", "beacon": ""}


@pytest.fixture
def found():
    """Ask something that a panel could talk through."""
    return consultation()


def address(name, found, *more):
    return reverse(f"consultation:{name}", args=[found.id, *more])


def plain(answer):
    """Read the words of a page without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", text_of(answer)).split())


def run_by(found):
    """Sit an organiser at a browser."""
    client = Client()
    client.force_login(Person.objects.get(id=organiser_of(found).id))
    return client


def opened(found, quotas=QUOTAS, **changes):
    asked = {"name": "Panel on tone", "seats": 3, **changes}
    return actions.open_pool(
        consultation_id=found.id, quotas=quotas, by=organiser_of(found), now=NOW, **asked
    )


def filled(panel_id, many=6):
    """Let people put themselves forward, every other one in Arabic."""
    people = [PersonFactory() for _ in range(many)]
    for number, person in enumerate(people):
        actions.put_forward(
            panel_id=panel_id,
            answers={Dimension.LANGUAGE: ("ar", "en")[number % 2]},
            by=as_actor(person),
            now=NOW,
        )
    return people


def drawn(found):
    panel_id = opened(found)
    people = filled(panel_id)
    by = organiser_of(found)
    actions.close_pool(panel_id=panel_id, by=by, now=NOW)
    tasks.work_out(panel_id, NOW)
    actions.draw_panel(panel_id=panel_id, by=by, now=NOW)
    return panel_id, people


def test_an_organiser_sets_up_a_panel(client, found):
    assert "There is no panel" in plain(client.get(address("panels", found)))
    sent = run_by(found).post(
        address("panel_new", found), NEW | {"quotas": "language,ar,1,2\nlanguage,en,1,2"}
    )
    panel = Panel.objects.get()
    assert sent.url == address("panel", found, panel.id)
    page = plain(client.get(address("panel", found, panel.id)))
    assert panel.commitment in page
    assert "Two evenings." in page
    assert "Panel on tone" in plain(client.get(address("panels", found)))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"quotas": "language,ar,1"}, "Line 1 cannot be read."),
        ({"quotas": "shoes,ar,1,2"}, "Line 1 cannot be read."),
        ({"quotas": "language,ar,5,6"}, "more members are asked for than there are seats"),
        ({"seats": "0"}, "from 1 to 500 seats"),
        ({"name": ""}, "There is a problem"),
    ],
)
def test_a_panel_that_cannot_be_comes_back_with_what_was_typed(found, wrong, told):
    answer = run_by(found).post(address("panel_new", found), NEW | {"quotas": ""} | wrong)
    assert answer.status_code == 422
    assert told in plain(answer)
    assert "Two evenings." in text_of(answer)
    assert Panel.objects.count() == 0


def test_somebody_puts_themselves_forward_and_takes_it_back(found):
    panel_id = opened(found)
    client = at_browser(PersonFactory())
    page = plain(client.get(address("panel_join", found, panel_id)))
    assert "Your name is not in it." in page
    assert client.post(address("panel_join", found, panel_id), {}).status_code == 422
    client.post(address("panel_join", found, panel_id), {"language": "ar"})
    ticket = PanelEntry.objects.get().ticket
    page = plain(client.get(address("panel", found, panel_id)))
    assert "You put yourself forward." in page
    assert ticket in page
    assert client.post(address("panel_leave", found, panel_id), {}).status_code == 422
    client.post(address("panel_leave", found, panel_id), {"sure": "on"})
    assert PanelEntry.objects.count() == 0


def test_nobody_sees_whose_ticket_is_whose(client, found):
    panel_id, people = drawn(found)
    page = text_of(client.get(address("panel", found, panel_id)))
    assert "Your ticket" not in page
    assert not [one for one in people if one.username in page or one.id in page]


def test_whoever_has_no_account_is_asked_for_their_receipt_first(client, found):
    panel_id = opened(found)
    for name in ("panel_join", "panel_leave"):
        assert client.get(address(name, found, panel_id)).url == reverse("consultation:enter")


def test_nobody_leaves_a_panel_that_they_are_not_on(found):
    client = at_browser(PersonFactory())
    assert client.get(address("panel_leave", found, opened(found))).status_code == 409


def test_an_organiser_closes_the_pool_and_draws(client, found):
    panel_id = opened(found)
    organiser = run_by(found)
    answer = organiser.post(address("panel_step", found, panel_id, "close"), {"sure": "on"})
    assert answer.status_code == 422
    assert "0 people put themselves forward" in plain(answer)
    filled(panel_id)
    organiser.post(address("panel_step", found, panel_id, "close"), {"sure": "on"})
    assert "Being worked out" in plain(client.get(address("panel", found, panel_id)))
    tasks.work_out(panel_id, NOW)
    page = plain(client.get(address("panel", found, panel_id)))
    assert "Chance of being drawn 50 % to 50 %" in page
    assert organiser.post(address("panel_step", found, panel_id, "draw")).status_code == 422
    organiser.post(address("panel_step", found, panel_id, "draw"), {"sure": "on"})
    page = plain(client.get(address("panel", found, panel_id)))
    assert page.count("Yes ") == 6
    assert "No " not in page[page.index("Does it hold?") : page.index("You need not believe")]


def test_a_promised_number_has_to_be_typed_for_the_draw(found):
    panel_id = opened(found, beacon="The lottery of 9 March")
    filled(panel_id)
    actions.close_pool(panel_id=panel_id, by=organiser_of(found), now=NOW)
    tasks.work_out(panel_id, NOW)
    organiser = run_by(found)
    page = organiser.get(address("panel_step", found, panel_id, "draw"))
    assert "The lottery of 9 March" in plain(page)
    empty = organiser.post(address("panel_step", found, panel_id, "draw"), {"beacon_value": " "})
    assert empty.status_code == 422
    organiser.post(address("panel_step", found, panel_id, "draw"), {"beacon_value": "4 8 15"})
    assert Panel.objects.get().beacon_value == "4 8 15"


def test_quotas_that_cannot_be_kept_are_shown_with_what_would_do(client, found):
    quotas = (Quota(Dimension.LANGUAGE, "sw", 2, 3), Quota(Dimension.LANGUAGE, "en", 0, 1))
    panel_id = opened(found, quotas)
    for language in ("sw", "en", "en", "en"):
        actions.put_forward(
            panel_id=panel_id,
            answers={Dimension.LANGUAGE: language},
            by=as_actor(PersonFactory()),
            now=NOW,
        )
    actions.close_pool(panel_id=panel_id, by=organiser_of(found), now=NOW)
    tasks.work_out(panel_id, NOW)
    page = plain(client.get(address("panel", found, panel_id)))
    assert "It could be drawn with these rules" in page
    assert "Swahili , 1 to 3 members" in page
    organiser = run_by(found)
    organiser.post(address("panel_step", found, panel_id, "relax"), {"sure": "on"})
    tasks.work_out(panel_id, NOW)
    assert "Ready for the draw" in plain(client.get(address("panel", found, panel_id)))


def test_an_organiser_gives_a_seat_to_somebody_else(client, found):
    panel_id, _people = drawn(found)
    ticket = PanelEntry.objects.filter(state=EntryState.SEATED).first().ticket
    organiser = run_by(found)
    assert "loses its seat" in plain(organiser.get(address("panel_free", found, panel_id, ticket)))
    organiser.post(address("panel_free", found, panel_id, ticket), {"sure": "on"})
    page = plain(client.get(address("panel", found, panel_id)))
    assert "Seats taken over: 1." in page
    assert organiser.get(address("panel_free", found, panel_id, ticket)).status_code == 404


def test_everybody_takes_the_file_once_the_panel_is_drawn(client, found):
    assert client.get(address("panel_file", found, opened(found))).status_code == 404
    panel_id, people = drawn(found)
    answer = client.get(address("panel_file", found, panel_id))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="lot.json"'
    assert len(json.loads(answer.content)["pool"]) == len(people)


def test_a_panel_can_be_cancelled_but_not_once_it_is_drawn(client, found):
    panel_id = opened(found)
    organiser = run_by(found)
    organiser.post(address("panel_step", found, panel_id, "cancel"), {"sure": "on"})
    assert "Cancelled" in plain(client.get(address("panel", found, panel_id)))
    other, _people = drawn(found)
    answer = organiser.post(address("panel_step", found, other, "cancel"), {"sure": "on"})
    assert answer.status_code == 422


def test_only_organisers_take_steps(found):
    panel_id, _people = drawn(found)
    ticket = PanelEntry.objects.filter(state=EntryState.SEATED).first().ticket
    client = at_browser(PersonFactory())
    for url in (
        address("panel_new", found),
        address("panel_step", found, panel_id, "draw"),
        address("panel_free", found, panel_id, ticket),
    ):
        assert client.get(url).status_code == 403
        assert client.post(url, {"sure": "on"}).status_code == 403


def test_steps_and_panels_that_are_not_there_are_not_found(client, found):
    panel_id = opened(found)
    assert run_by(found).get(address("panel_step", found, panel_id, "win")).status_code == 404
    assert client.get(address("panel", found, "0" * 13)).status_code == 404
    assert client.get(address("panel", consultation(), panel_id)).status_code == 404


def test_nobody_is_invited_into_the_pool_of_what_is_over(client, found):
    page = address("panel", found, opened(found))
    assert "Put myself forward" in plain(client.get(page))
    consultations.cancel(
        consultation_id=found.id, reason="No hall.", by=organiser_of(found), now=NOW
    )
    assert "Put myself forward" not in plain(client.get(page))
    assert at_browser(PersonFactory()).post(f"{page}join/").status_code == 409


def test_nobody_comes_in_late(found):
    panel_id, _people = drawn(found)
    client = at_browser(PersonFactory())
    assert client.get(address("panel_join", found, panel_id)).status_code == 409


def test_a_large_panel_is_still_a_small_page(client, found, django_assert_max_num_queries):
    panel_id = opened(found, (), seats=100)
    by = organiser_of(found)
    for _ in range(130):
        actions.put_forward(panel_id=panel_id, answers={}, by=as_actor(PersonFactory()), now=NOW)
    actions.close_pool(panel_id=panel_id, by=by, now=NOW)
    tasks.work_out(panel_id, NOW)
    actions.draw_panel(panel_id=panel_id, by=by, now=NOW)
    with django_assert_max_num_queries(8):
        answer = client.get(address("panel", found, panel_id))
    assert len(answer.content) < 30_000
    assert "40 more stand in the file." in plain(answer)
