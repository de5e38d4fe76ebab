"""Consultations are filtered, ordered and counted by the database, however many there are."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comity.communities.models import Community
from comity.consultation.actions import consultations as actions
from comity.consultation.models import Consultation, Round
from comity.consultation.queries import listing, rounds
from comity.consultation.queries.listing import Wanted
from comity.consultation.rules.kinds import RoundKind, RoundState, Stage, Subject
from comity.consultation.rules.texts import findable
from tests.factories import consultations as make
from tests.factories.communities import CommunityFactory
from tests.factories.people import NOW
from tests.harness.html import parse
from tests.web.serving import text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MANY = 300
STAGES = (Stage.RUNNING, Stage.RUNNING, Stage.PREPARED, Stage.CONCLUDED, Stage.CANCELLED)
STATES = (
    RoundState.OPEN,
    RoundState.PLANNED,
    RoundState.PLANNED,
    RoundState.ANSWERED,
    RoundState.CANCELLED,
)
LANGUAGES = (["en"], ["en", "ar"], ["pt-br"], ["pt"], ["ar"])


def there(many, communities=4):
    """Write down so many consultations as years would bring, without doing all of it."""
    asking = [CommunityFactory() for _ in range(communities)]
    titles = [{"en": f"Question {place}", "ar": f"سؤال {place}"} for place in range(many)]
    made = Consultation.objects.bulk_create(
        Consultation(
            community=asking[place % communities],
            subject=Subject.DECISION,
            stage=STAGES[place % 5],
            title=title,
            called=findable(title.values()),
            question=title,
            source_language="en",
            made_on=(NOW - place * DAY).date(),
        )
        for place, title in enumerate(titles)
    )
    Round.objects.bulk_create(
        Round(
            consultation=one,
            place=number,
            kind=RoundKind.LISTENING,
            state=STATES[place % 5] if number == 1 else RoundState.CANCELLED,
            opens=NOW + (place * 7 % 50) * DAY,
            closes=NOW + (place * 7 % 50 + 3) * DAY,
            languages=LANGUAGES[place // 5 % 5],
        )
        for place, one in enumerate(made)
        for number in (1, 2)
    )
    return made


def expected(one):
    """Say in plain words where a consultation belongs in the list."""
    day = -one.made_on.toordinal()
    if one.open_rounds:
        return 0, min(each.closes.timestamp() for each in one.open_rounds), day, one.id
    opens = [each.opens for each in one.rounds if each.state is RoundState.PLANNED]
    if opens and one.stage in {Stage.PREPARED, Stage.RUNNING}:
        return 1, min(opens).timestamp(), day, one.id
    order = {Stage.RUNNING: 2, Stage.PREPARED: 3, Stage.CONCLUDED: 4, Stage.CANCELLED: 5}
    return order[one.stage], 0, day, one.id


def asked_of(address, **asked):
    """Ask at an address: what came, and how many look-ups it took."""
    client = Client()
    client.get(address, asked)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, asked)
    assert answer.status_code == 200, answer.content
    return answer, len(queries)


def test_among_hundreds_the_order_is_what_it_is_among_few():
    there(MANY)
    found = rounds.consultations()
    assert len(found) == MANY
    assert [one.id for one in found] == [one.id for one in sorted(found, key=expected)]
    assert {expected(one)[0] for one in found} == {0, 1, 4, 5}


def test_every_page_of_hundreds_takes_as_many_look_ups_and_loads_one_page():
    address, taken = reverse("consultation:consultations"), []
    few = there(25)
    taken.append(asked_of(address)[1])
    taken.append(asked_of(address, page=2)[1])
    Consultation.objects.filter(id__in=[one.id for one in few]).delete()
    there(MANY)
    answer, count = asked_of(address)
    taken.append(count)
    assert len(answer.context["rows"]) == 20
    assert answer.context["page"].paginator.count == MANY
    assert answer.context["open"] == MANY // 5
    last, count = asked_of(address, page=15)
    taken.append(count)
    assert len(last.context["rows"]) == 20
    assert len(set(taken)) == 1, taken


def test_all_of_hundreds_are_read_over_the_api_once_each_and_in_order():
    there(MANY)
    found, counts, after = [], set(), ""
    while after is not None:
        client = Client()
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/api/v1/consultations", {"limit": 100, "after": after}).json()
        found += [one["id"] for one in page["items"]]
        counts.add((len(queries), bool(after)))
        after = page["next"]
    assert found == [one.id for one in rounds.consultations()]
    assert counts == {(2, False), (3, True)}


def test_the_feed_asks_for_the_latest_rounds_and_for_no_others():
    address = reverse("consultation:feed")
    there(5)
    few = asked_of(address)[1]
    there(MANY)
    answer, many = asked_of(address)
    assert many == few
    assert answer.content.decode().count("<entry>") == 50
    latest = [round_.opens for _one, round_ in listing.begun(most=50)]
    assert latest == sorted(latest, reverse=True)


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Wanted(stage="concluded"), lambda one: one.stage is Stage.CONCLUDED),
        (Wanted(language="pt"), lambda one: "pt" in one.languages),
        (Wanted(language="pt-br"), lambda one: "pt-br" in one.languages),
        (Wanted(words=" QUESTION 7"), lambda one: "Question 7" in one.title["en"]),
        (Wanted(words="سؤال 12"), lambda one: "سؤال 12" in one.title["ar"]),
        (Wanted(words="%"), lambda _one: False),
        (Wanted(stage="running", language="ar", words="1"), None),
    ],
)
def test_the_database_finds_what_reading_all_of_it_would(wanted, fits):
    there(60)

    def all_of_it(one):
        return one.stage == "running" and "ar" in one.languages and "1" in one.title["en"]

    found = [rounds.told(one) for one in listing.listed(wanted)]
    assert found == [one for one in rounds.consultations() if (fits or all_of_it)(one)]
    assert bool(found) is (wanted.words != "%")


def test_a_community_finds_its_own_and_the_page_offers_what_there_is():
    there(25)
    place = Community.objects.filter(consultation__isnull=False).first()
    own = listing.listed(Wanted(community_id=place.id))
    assert {one.community_id for one in own} == {place.id}
    page = parse(text_of(Client().get(reverse("consultation:consultations"))))
    values = {one.get("value") for one in page.all("option")}
    assert {place.slug, "en", "ar", "pt-br", "concluded"} <= values


def test_a_title_is_found_as_it_was_written_and_as_it_was_changed():
    found = make.consultation(title={"en": "Straße am Fluß"})
    assert [one.id for one in listing.listed(Wanted(words="STRASSE"))] == [found.id]
    actions.change(
        consultation_id=found.id,
        title={"en": "By the river"},
        question=found.question,
        by=make.organiser_of(found),
        now=NOW,
    )
    assert not listing.listed(Wanted(words="STRASSE"))
    assert [one.id for one in listing.listed(Wanted(words="the RIVER"))] == [found.id]


def test_a_page_is_found_by_its_index_and_not_by_reading_every_round():
    there(60)
    if connection.vendor == "postgresql":
        # A table of a few pages is read whole, whatever indexes it has; of a large one this is.
        # Which of its indexes is taken, the planner decides anew by what it counted.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "Seq Scan on consultation_round" not in listing.listed().explain()
        return
    told = listing.listed().explain()
    assert "rounds_by_closing" in told
    assert "rounds_by_opening" in told
