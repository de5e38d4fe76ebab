"""Who takes part, and panels, over the API."""

import pytest

from comity.consultation.actions import equity as actions
from comity.consultation.tasks import equity as tasks
from tests.factories.consultations import consultation, contributed, opened, organiser_of
from tests.factories.people import NOW, PersonFactory
from tests.skins.measuring import SHARES, drawn
from tests.web.serving import at_browser

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def found():
    made = consultation()
    actions.set_targets(consultation_id=made.id, table=SHARES, by=organiser_of(made), now=NOW)
    return made


def test_programs_read_who_takes_part_and_what_is_hidden_stays_hidden(client, found):
    address = f"{API}/consultations/{found.id}/taking-part"
    assert client.get(address).json() == {"day": None, "report": None}
    round_ = opened(found)
    for language in ("en",) * 9 + ("ar",) * 2:
        contributed(round_, language=language)
    tasks.measure_now(found.id, NOW)
    told = client.get(address).json()
    assert told["report"]["people"] == 11
    lines = told["report"]["sides"][0]["taking_part"]["lines"]
    assert [one["people"] for one in lines] == [None, None, 0]
    assert client.get(f"{API}/consultations/{'0' * 13}/taking-part").status_code == 404


def test_shares_are_listed_with_their_sources(client, found):
    told = client.get(f"{API}/consultations/{found.id}/shares").json()
    assert [(one["group"], one["source"]) for one in told["items"]] == [
        ("en", "Edits"),
        ("ar", "Edits"),
    ]


def test_a_wrong_answer_about_oneself_names_its_field(found):
    client = at_browser(PersonFactory())
    answer = client.put(
        f"{API}/consultations/{found.id}/about-me",
        {"said": {"language": "tlh"}},
        content_type="application/json",
    )
    assert answer.status_code == 422
    assert answer.json()["detail"]["field"] == "language"


def test_the_lot_of_a_drawn_panel_is_public_and_one_before_the_draw_is_not_there(client, found):
    made = drawn(found, organiser_of(found), NOW)
    told = client.get(f"{API}/panels/{made}").json()
    assert (told["state"], len(told["seated"])) == ("drawn", 2)
    lot = client.get(f"{API}/panels/{made}/lot").json()
    assert lot["format"] == "comity-lot-1"
    assert set(told["seated"]) <= {one["ticket"] for one in lot["pool"]}
    assert client.get(f"{API}/panels/{'0' * 13}/lot").status_code == 404
