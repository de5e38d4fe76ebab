"""Pages of consultations for those who run them, and what they give to other programs."""

import re
from datetime import timedelta

import pytest
import segno
from django.test import Client
from django.urls import reverse

from comity.access.actions import grant
from comity.access.rules import Permission
from comity.communities import queries as communities
from comity.consultation.actions import contributions as acting
from comity.consultation.actions import rounds as running
from comity.consultation.actions import translations
from comity.consultation.models import Contribution
from comity.consultation.queries import contributions as queries
from comity.consultation.queries import rounds
from comity.consultation.rules.kinds import Channel, RoundState, Stage
from comity.kernel.actors import SYSTEM
from comity.kernel.receipts import new_receipt
from comity.people.models import Person
from tests.factories import consultations as make
from tests.factories.charter import CharterVersionFactory
from tests.factories.communities import CommunityFactory
from tests.factories.people import NOW, PersonFactory, as_actor, somebody
from tests.web.consulting import about_a_text, day, once, signed_in, url
from tests.web.serving import text_of

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def test_an_organiser_writes_down_what_somebody_said_and_hands_over_a_receipt():
    round_ = make.opened()
    community = rounds.consultation(round_.consultation_id).community_id
    person = PersonFactory()
    grant(person_id=person.id, permission=Permission.CONSULTATION_RUN, on=community)
    browser, address = signed_in(person), url("for", round_.consultation_id, round_)
    asked = {
        "text": "Near the bus.",
        "language": "English",
        "channel": "paper",
        "consent": "She ticked the box on the paper.",
        "receipt": "",
        "once": once(browser.get(address)),
    }
    answer = browser.post(address, asked)
    page = browser.get(answer.url).content.decode()
    receipt = re.search(r"[0-9A-Z]{5}(-[0-9A-Z]{5}){4}", page)[0]
    assert segno.make(receipt, error="m").svg_inline(scale=4, omitsize=True) in page
    assert "It is typed in here:" in page
    [said] = queries.contributions(round_.id)
    assert (said.channel, said.entered_by) == (Channel.PAPER, person.name)
    browser.post(answer.url)
    assert browser.get(answer.url).url == address
    theirs = Client()
    theirs.post(url("enter"), {"receipt": receipt})
    assert "Near the bus." in text_of(theirs.get(url("part", round_.consultation_id)))
    theirs.post(url("withdraw", said.consultation_id, said), {"sure": "on"})
    assert queries.contribution(said.id).withdrawn
    again = {**asked, "once": once(browser.get(address)), "receipt": receipt, "text": "And warm."}
    assert browser.post(address, again).url == url("round", round_.consultation_id, round_)
    unknown = {**again, "receipt": new_receipt().text}
    assert browser.post(address, unknown).status_code == 422


def test_the_consent_stays_between_the_speaker_and_the_organisers(client):
    round_ = make.opened()
    found = rounds.consultation(round_.consultation_id)
    speaker = make.receipt_holder()
    said = acting.contribute_for(
        round_id=round_.id,
        text="Near the bus.",
        language="en",
        channel=Channel.CALL,
        consent="He said yes twice.",
        speaker=speaker,
        by=make.organiser_of(found),
        now=NOW,
    )
    page = client.get(url("contribution", said.consultation_id, said))
    assert "He said yes twice." not in text_of(page)


@pytest.mark.parametrize("page", ["for", "plan", "for_receipt"])
def test_only_those_who_run_it_reach_its_pages(client, page):
    round_ = make.opened()
    address = url(page, round_.consultation_id, round_)
    assert client.get(address).status_code == 401
    assert signed_in(PersonFactory()).get(address).status_code == 403


def test_a_consultation_is_prepared_planned_opened_extended_and_cancelled_on_its_pages():
    community = CommunityFactory()
    browser = signed_in(somebody(Permission.CONSULTATION_RUN, on=community))
    asked = {
        "title": "Quiet rooms",
        "question": "Do we need them?",
        "source_language": "English",
        "contingent": 5,
        "coverage_target": 50,
    }
    made = browser.post(url("new", community.slug), asked)
    [found] = rounds.consultations(community_id=community.id)
    assert made.url == url("new_round", found.id)
    plan = {
        "kind": "listening",
        "opens_day": day(30),
        "opens_time": "10:00",
        "closes_day": day(60),
        "closes_time": "10:00",
        "languages": "en ar",
        "target_groups": "people who joined this year\n",
    }
    backwards = browser.post(made.url, {**plan, "closes_day": day(20)})
    assert backwards.status_code == 422
    browser.post(made.url, plan)
    [round_] = rounds.consultation(found.id).rounds
    assert round_.languages == ("en", "ar")

    def step(name):
        return url("step", found.id, round_, name)

    assert browser.post(step("open"), {"reason": ""}).status_code == 422
    assert rounds.round_(round_.id).state is RoundState.PLANNED
    browser.post(step("open"), {"reason": "Everybody is here already."})
    assert rounds.round_(round_.id).state is RoundState.OPEN
    later = {"closes_day": day(90), "closes_time": "10:00", "reason": "A holiday."}
    browser.post(step("extend"), later)
    page = text_of(Client().get(url("consultation", found.id)))
    assert "A holiday." in page
    assert browser.get(step("dance")).status_code == 404
    closed = browser.post(step("close"), {"reason": "All was said.", "unmeasured": make.UNMEASURED})
    assert closed.status_code == 302, text_of(closed)
    browser.post(step("answer"), {"sure": "on"})
    assert rounds.round_(round_.id).state is RoundState.ANSWERED
    assert browser.post(url("end", found.id, "conclude"), {"sure": "on"}).status_code == 404
    assert browser.post(url("end", found.id, "cancel"), {"reason": ""}).status_code == 422
    browser.post(url("end", found.id, "cancel"), {"reason": "It was decided elsewhere."})
    assert rounds.consultation(found.id).stage is Stage.CANCELLED
    assert rounds.round_(round_.id).state is RoundState.ANSWERED


def test_a_reason_is_asked_for_only_where_nothing_happens_without_one():
    round_ = make.opened(closes=NOW + WEEK)
    found = rounds.consultation(round_.consultation_id)
    person = PersonFactory()
    grant(person_id=person.id, permission=Permission.CONSULTATION_RUN, on=found.community_id)
    browser = signed_in(person)
    in_time = browser.get(url("step", found.id, round_.id, "close"))
    assert "Why? Everybody can read it. (you may leave this out)" in text_of(in_time)
    for address in (url("step", found.id, round_.id, "cancel"), url("end", found.id, "cancel")):
        assert "(you may leave this out)" not in text_of(browser.get(address))
        refused = browser.post(address, {"reason": ""})
        assert refused.status_code == 422
        assert "Say why, in a sentence or two." in text_of(refused)


def test_whoever_plans_is_told_what_time_it_is_in_utc_and_what_each_kind_is_for():
    round_ = make.opened()
    found = rounds.consultation(round_.consultation_id)
    person = PersonFactory()
    grant(person_id=person.id, permission=Permission.CONSULTATION_RUN, on=found.community_id)
    page = text_of(signed_in(person).get(url("new_round", found.id)))
    assert re.search(r"In UTC it is \d\d:\d\d now\.", page)
    assert "Listening: Say what you have lived through" in page


def test_what_is_asked_is_said_in_another_language(client):
    round_ = make.opened()
    found = rounds.consultation(round_.consultation_id)
    browser = signed_in(Person.objects.get(id=make.organiser_of(found).id))
    browser.post(
        url("words", found.id),
        {"language": "Arabic", "title": "أين نلتقي؟", "question": "نبحث عن مكان."},
    )
    english = url("consultation", found.id)
    assert "Where shall we meet?" in text_of(client.get(english))
    assert "أين نلتقي؟" in text_of(client.get(english.replace("/en/", "/ar/")))


def test_a_round_comes_as_a_calendar_file_and_in_a_feed(client):
    round_ = make.opened()
    file = client.get(url("calendar", round_.consultation_id, round_)).content.decode()
    assert "DTSTART:20260302T123015Z" in file
    assert "SUMMARY:Where shall we meet?" in file
    feed = client.get(url("feed"))
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "Where shall we meet?: Listening" in feed.content.decode()


def test_an_invitation_can_be_copied(client):
    round_ = make.opened()
    page = text_of(client.get(url("invite", round_.consultation_id)))
    assert url("consultation", round_.consultation_id) in page


def test_a_round_of_another_consultation_is_not_found(client):
    round_, other = make.opened(), make.consultation()
    assert client.get(url("round", other, round_)).status_code == 404
    said = make.contributed(round_)
    assert client.get(url("contribution", other, said)).status_code == 404
    assert client.get(url("consultation", "0" * 13)).status_code == 404


def test_a_long_round_is_paged_with_as_many_questions_to_the_database(
    client, django_assert_max_num_queries
):
    round_ = about_a_text()
    row = make.contributed(round_)
    participant = Contribution.objects.get(id=row.id).participant_id
    Contribution.objects.bulk_create(
        Contribution(
            round_id=round_.id,
            participant_id=participant,
            place=number,
            channel=Channel.WEB,
            language="en",
            text=f"Word {number}.",
            made_on=NOW.date(),
        )
        for number in range(2, 60)
    )
    address = url("round", round_.consultation_id, round_)
    with django_assert_max_num_queries(16):
        first = client.get(address)
    assert "Word 25." in text_of(first)
    assert "Word 26." not in text_of(first)
    second = text_of(client.get(address, {"after": "25"}))
    assert "Word 26." in second
    assert client.get(address, {"after": "9" * 40}).status_code == 200
    assert "Nothing fits" in text_of(client.get(address, {"language": "sw"}))


def test_what_ten_thousand_contributions_would_be_shown_is_one_page_of_ones_own(client):
    round_, person = make.opened(), PersonFactory()
    make.contributed(round_, by=as_actor(person))
    browser = signed_in(person)
    page = text_of(browser.get(url("part", round_.consultation_id), {"after": "nothing"}))
    assert "By the river." in page


def test_an_outdated_translation_says_so(client):
    author = as_actor(PersonFactory())
    said = make.contributed(make.opened(), by=author, text="عند النهر", language="ar")
    translations.translate(
        contribution_id=said.id,
        language="en",
        text="At the river",
        machine=False,
        by=as_actor(PersonFactory()),
        now=NOW,
    )
    acting.change(contribution_id=said.id, text="على التل", language="ar", by=author, now=NOW)
    page = text_of(client.get(url("round", said.consultation_id, said.round_id)))
    assert "The original was changed since." in page


def test_the_first_page_and_the_page_of_a_community_say_what_is_open(client):
    CharterVersionFactory()
    round_ = make.opened()
    found = rounds.consultation(round_.consultation_id)
    slug = communities.community(found.community_id).slug
    page = client.get(reverse("communities:community", args=[slug]))
    assert "Where shall we meet?" in text_of(page)
    assert "Where shall we meet?" in text_of(client.get(reverse("home")))
    running.close(round_id=round_.id, by=SYSTEM, now=NOW + WEEK)
    assert "Where shall we meet?" not in text_of(client.get(reverse("home")))
