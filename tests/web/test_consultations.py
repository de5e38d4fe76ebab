"""Pages of consultations: reading, taking part with and without an account, and running one."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comity.access.actions import grant
from comity.access.rules import Permission
from comity.codes import actions as codes
from comity.communities import queries as communities
from comity.consultation.actions import contributions as acting
from comity.consultation.actions import rounds as running
from comity.consultation.actions import translations
from comity.consultation.models import Contribution
from comity.consultation.queries import contributions as queries
from comity.consultation.queries import rounds
from comity.consultation.rules.kinds import Channel, RoundKind, RoundState, Stage
from comity.kernel.actors import SYSTEM
from comity.kernel.receipts import new_receipt
from comity.people.models import Person
from tests.factories import codes as code_factory
from tests.factories import consultations as make
from tests.factories.charter import CharterVersionFactory
from tests.factories.communities import CommunityFactory
from tests.factories.people import NOW, PersonFactory, as_actor, somebody
from tests.web.serving import text_of

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def url(name, *parts):
    return reverse(f"consultation:{name}", args=[getattr(one, "id", one) for one in parts])


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def about_a_text(**changes):
    """Open a round on a published draft of a code of two provisions."""
    community = CommunityFactory()
    draft = code_factory.draft(code_factory.local(code_factory.KINDNESS), community=community)
    edition = codes.publish_edition(version_id=draft.id, by=code_factory.OPERATOR, now=NOW)
    found = make.consultation(community, code_id=edition.code_id)
    return make.opened(found, kind=RoundKind.TEXT, edition_id=edition.id, **changes)


def day(ahead):
    return (timezone.now() + timedelta(days=ahead)).date().isoformat()


def once(page):
    return re.search(r'name="once" value="([0-9a-f]+)"', page.content.decode())[1]


def typed(client, round_, **changes):
    """Fill in the form of a round as it is shown."""
    page = client.get(url("contribute", round_.consultation_id, round_))
    return {"text": "By the river.", "language": "English", "once": once(page), **changes}


def send(client, round_, **changes):
    asked = typed(client, round_, **changes)
    return client.post(url("contribute", round_.consultation_id, round_), asked)


def test_the_list_says_first_what_is_open(client):
    make.planned(
        make.consultation(title={"en": "Later on"}), opens=NOW + WEEK, closes=NOW + 2 * WEEK
    )
    make.opened(make.consultation(title={"en": "Open now"}))
    page = text_of(client.get(url("consultations")))
    assert page.index("Open now") < page.index("Later on")


def test_an_empty_list_says_so(client):
    assert "Nobody is asking anything yet." in text_of(client.get(url("consultations")))


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ({"q": "RIVER"}, True),
        ({"q": "mountain"}, False),
        ({"stage": "running"}, True),
        ({"stage": "concluded"}, False),
        ({"language": "ar"}, True),
        ({"q": "\x00"}, True),
    ],
)
def test_the_list_is_filtered(client, asked, there):
    make.opened(make.consultation(title={"en": "By the river"}), languages=["en", "ar"])
    make.opened(make.consultation(title={"en": "Other"}))
    assert ("By the river" in text_of(client.get(url("consultations"), asked))) is there


def test_a_filter_that_nobody_offers_is_ignored(client):
    make.opened(make.consultation(title={"en": "By the river"}))
    answer = client.get(url("consultations"), {"stage": "sleeping", "page": "x"})
    assert answer.status_code == 200
    assert "By the river" in text_of(answer)


def test_the_overview_says_what_is_asked_and_who_sees_what(client):
    round_ = make.opened()
    page = text_of(client.get(url("consultation", round_.consultation_id)))
    for sentence in ("Where shall we meet?", "You need no account.", "Everybody can read"):
        assert sentence in page


def test_moments_are_shown_in_the_zone_that_somebody_chooses(client):
    round_ = make.opened()
    page = client.get(url("consultation", round_.consultation_id), {"zone": "Asia/Tokyo"})
    assert "2 March 2026, 21:30 UTC+0900" in text_of(page)
    assert 'title="2 March 2026, 12:30 UTC"' in page.content.decode()


def test_an_unknown_zone_is_utc(client):
    round_ = make.opened()
    page = client.get(url("consultation", round_.consultation_id), {"zone": "../etc/passwd"})
    assert "2 March 2026, 12:30 UTC" in text_of(page)


def test_somebody_signed_in_contributes(client):
    round_, person = make.opened(), PersonFactory()
    answer = send(signed_in(person), round_, language="Arabic", text="عند النهر")
    assert answer.url == url("part", round_.consultation_id)
    [said] = queries.contributions(round_.id)
    assert (said.language, said.participant.name) == ("ar", "")
    assert "عند النهر" in text_of(client.get(url("round", round_.consultation_id, round_)))


def test_somebody_without_an_account_gets_a_receipt_and_comes_back_with_it(client):
    round_ = make.opened()
    send(client, round_)
    page = client.get(url("part", round_.consultation_id))
    receipt = re.search(r"[0-9A-Z]{5}(-[0-9A-Z]{5}){4}", page.content.decode())[0]
    file = client.get(url("receipt_file", round_.consultation_id))
    assert receipt in file.content.decode()
    client.post(url("saved", round_.consultation_id))
    again = client.get(url("part", round_.consultation_id))
    assert receipt not in again.content.decode()
    assert client.get(url("receipt_file", round_.consultation_id)).status_code == 404
    elsewhere = Client()
    back = elsewhere.post(url("enter"), {"receipt": receipt.lower()})
    assert back.url == url("part", round_.consultation_id)
    assert "By the river." in text_of(elsewhere.get(back.url))


def test_a_form_sent_twice_contributes_once(client):
    round_ = make.opened()
    asked = typed(client, round_)
    address = url("contribute", round_.consultation_id, round_)
    for browser in (client, Client(), client):
        browser.post(address, asked)
    assert queries.count(round_.id) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": ""}, "Write something first."),
        ({"text": "\u200b \n"}, "Write something first."),
        ({"text": "x" * 20_001}, "This text is too long."),
        ({"language": "Klingonish"}, "Klingonish"),
        (
            {"text": "half \ud800".encode("utf-8", "surrogatepass").decode("latin-1")},
            "cannot be shown",
        ),
        ({"once": "00"}, "This page lay open for long."),
    ],
)
def test_what_cannot_be_used_comes_back_with_what_was_typed(client, wrong, said):
    round_ = make.opened()
    answer = send(client, round_, **wrong)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert queries.count(round_.id) == 0


def test_five_megabytes_are_refused(client):
    round_ = make.opened()
    assert send(client, round_, text="x" * 5_000_000).status_code in {413, 422}
    assert queries.count(round_.id) == 0


def test_a_closed_round_takes_nothing(client):
    round_ = make.opened()
    asked = typed(client, round_)
    running.close(round_id=round_.id, by=SYSTEM, now=NOW + WEEK)
    address = url("contribute", round_.consultation_id, round_)
    assert client.get(address).status_code == 409
    assert client.post(address, asked).status_code == 409


def test_the_text_leads_to_saying_something_about_each_part(client):
    round_ = about_a_text()
    page = client.get(url("text", round_.consultation_id, round_)).content.decode()
    link = f"{url('contribute', round_.consultation_id, round_)}?provision=kindness"
    assert link in page
    form = client.get(link).content.decode()
    assert re.search(r'value="kindness" selected', form)


def test_a_contribution_shows_the_words_it_is_about(client):
    round_ = about_a_text()
    send(client, round_, provision="kindness", quote="Insult  nobody")
    page = text_of(client.get(url("round", round_.consultation_id, round_)))
    assert "“Insult nobody”" in page
    about = url("round", round_.consultation_id, round_)
    assert "By the river." in text_of(client.get(about, {"provision": "kindness"}))
    assert "By the river." not in text_of(client.get(about, {"provision": "answer"}))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"provision": "kindness", "quote": "Praise everybody"}, "do not stand in this provision"),
        ({"provision": "nothing"}, 'id="problems"'),
    ],
)
def test_a_place_that_is_not_in_the_text_is_refused(client, wrong, said):
    round_ = about_a_text()
    answer = send(client, round_, **wrong)
    assert answer.status_code == 422
    assert said in text_of(answer)


def test_a_round_on_no_text_has_no_page_of_a_text(client):
    round_ = make.opened()
    assert client.get(url("text", round_.consultation_id, round_)).status_code == 404


def test_its_author_changes_and_withdraws_a_contribution(client):
    round_ = make.opened()
    send(client, round_)
    [said] = queries.contributions(round_.id)
    change = url("change", said.consultation_id, said)
    assert "By the river." in client.get(change).content.decode()
    client.post(change, {"text": "On the hill.", "language": "English"})
    page = url("contribution", said.consultation_id, said)
    assert "On the hill." in text_of(client.get(page))
    assert client.post(url("withdraw", said.consultation_id, said), {}).status_code == 422
    client.post(url("withdraw", said.consultation_id, said), {"sure": "on"})
    assert "Its author withdrew" in text_of(Client().get(page))
    assert "On the hill." not in text_of(Client().get(page))


@pytest.mark.parametrize("page", ["change", "withdraw"])
def test_nobody_else_changes_or_withdraws_it(client, page):
    said = make.contributed(make.opened())
    assert client.get(url(page, said.consultation_id, said)).status_code == 403
    other = signed_in(PersonFactory())
    sent = {"text": "Mine", "language": "English", "sure": "on"}
    assert other.post(url(page, said.consultation_id, said), sent).status_code == 403
    assert queries.contribution(said.id).text == "By the river."


def test_somebody_chooses_to_stand_under_their_name(client):
    round_, person = make.opened(), PersonFactory(display_name="Noor Quill")
    browser = signed_in(person)
    send(browser, round_)
    assert "Noor Quill" not in text_of(client.get(url("round", round_.consultation_id, round_)))
    browser.post(url("part", round_.consultation_id), {"shows_name": "on"})
    assert "Noor Quill" in text_of(client.get(url("round", round_.consultation_id, round_)))


def test_a_wrong_receipt_opens_nothing(client):
    answer = client.post(url("enter"), {"receipt": new_receipt().text})
    assert answer.status_code == 422
    assert "Nobody takes part here with this receipt." in text_of(answer)


def test_a_receipt_is_put_away(client):
    round_ = make.opened()
    send(client, round_)
    client.post(url("leave", round_.consultation_id))
    assert client.get(url("part", round_.consultation_id)).url == url("enter")


def test_a_translation_stands_behind_or_in_front_of_the_original(client):
    said = make.contributed(make.opened(), text="عند النهر", language="ar")
    signed_in(PersonFactory()).post(
        url("translate", said.consultation_id, said),
        {"language": "English", "text": "At the river", "machine": "on"},
    )
    address = url("round", said.consultation_id, said.round_id)
    behind, first = (
        client.get(address, asked).content.decode() for asked in ({}, {"first": "translation"})
    )
    assert behind.index("عند النهر") < behind.index("At the river")
    assert first.index("At the river") < first.index("عند النهر")
    assert "Translated by a machine." in behind


def test_only_somebody_signed_in_translates(client):
    said = make.contributed(make.opened())
    answer = client.get(url("translate", said.consultation_id, said))
    assert answer.status_code == 401


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
    closed = browser.post(step("close"), {"reason": "All was said."})
    assert closed.status_code == 302, text_of(closed)
    browser.post(step("answer"), {"sure": "on"})
    assert rounds.round_(round_.id).state is RoundState.ANSWERED
    assert browser.post(url("end", found.id, "conclude"), {"sure": "on"}).status_code == 404
    assert browser.post(url("end", found.id, "cancel"), {"reason": ""}).status_code == 422
    browser.post(url("end", found.id, "cancel"), {"reason": "It was decided elsewhere."})
    assert rounds.consultation(found.id).stage is Stage.CANCELLED
    assert rounds.round_(round_.id).state is RoundState.ANSWERED


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
