"""Pages of consultations: reading them, and taking part with and without an account."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import segno
from django.test import Client
from django.urls import reverse
from django.utils import translation

from comity.codes.rules.documents import Text
from comity.consultation.actions import rounds as running
from comity.consultation.queries import contributions as queries
from comity.consultation.rules.kinds import RoundKind
from comity.kernel.actors import SYSTEM
from comity.kernel.receipts import new_receipt, parse_receipt
from comity.web.consultation import zones
from comity.web.consultation.rounds import told
from tests.factories import consultations as make
from tests.factories.codes import KINDNESS, universal
from tests.factories.people import NOW, PersonFactory
from tests.harness.html import parse
from tests.web.consulting import about_a_text, send, signed_in, typed, url
from tests.web.serving import text_of

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


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


def test_taking_part_in_a_round_of_statements_means_answering_them(client):
    round_ = make.opened(kind=RoundKind.STATEMENTS)
    statements = url("statements", round_.consultation_id, round_)
    page = parse(client.get(url("consultation", round_.consultation_id)).content.decode())
    [take_part] = [one for one in page.all("a") if one.text() == "Take part"]
    assert take_part.get("href") == statements
    person = signed_in(PersonFactory())
    assert statements in person.get(url("part", round_.consultation_id)).content.decode()


def test_each_kind_of_receipt_leads_to_where_the_other_is_typed_in(client):
    consulting, reporting = url("enter"), reverse("reports:receipt")
    assert reporting in client.get(consulting).content.decode().split("<footer")[0]
    assert consulting in client.get(reporting).content.decode()


def test_consultations_are_one_tap_away_from_every_page(client):
    page = parse(client.get(url("consultations")).content.decode())
    [here] = [one for one in page.all("a") if one.get("aria-current") == "page"]
    assert (here.text(), here.get("href")) == ("Consultations", url("consultations"))
    elsewhere = parse(client.get(reverse("glossary")).content.decode())
    assert "Consultations" in [one.text() for one in elsewhere.all("a")]


def test_whoever_has_no_account_is_led_to_signing_in_and_back(client):
    round_ = make.opened()
    address = url("contribute", round_.consultation_id, round_)
    page = client.get(address, {"provision": "a b"}).content.decode()
    assert f"?next={address}%3Fprovision%3Da%2Bb" in page
    inside = signed_in(PersonFactory()).get(address).content.decode()
    assert "?next=" not in inside


def test_moments_are_shown_in_the_zone_that_somebody_chooses(client):
    round_ = make.opened()
    page = client.get(url("consultation", round_.consultation_id), {"zone": "Asia/Tokyo"})
    assert "2 March 2026, 21:30 UTC+0900" in text_of(page)
    assert 'title="2 March 2026, 12:30 UTC"' in page.content.decode()


def test_day_and_hour_are_joined_as_the_readers_language_does():
    assert ", 10:" in zones.moment(NOW.replace(hour=10)).shown
    with translation.override("ar"):
        shown = zones.moment(NOW.replace(hour=10)).shown
    assert "، 10:" in shown


def test_the_zone_that_somebody_chose_is_kept_for_the_next_pages_and_given_up_again(client):
    round_ = make.opened()
    first, page = (
        url("consultation", round_.consultation_id),
        url("round", round_.consultation_id, round_),
    )
    assert zones.COOKIE not in client.get(first).cookies
    cookie = client.get(url("consultations"), {"zone": "Asia/Tokyo"}).cookies[zones.COOKIE]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("Asia/Tokyo", True, "Lax")
    assert not cookie["max-age"]
    assert not cookie["expires"]
    for address in (
        first,
        page,
        url("consultations"),
        url("contribute", round_.consultation_id, round_),
    ):
        answer = client.get(address)
        assert "21:30 UTC+0900" in text_of(answer)
        assert zones.COOKIE not in answer.cookies
    client.get(page, {"zone": "UTC"})
    assert "2 March 2026, 12:30 UTC" in text_of(client.get(first))


def test_choosing_a_zone_keeps_what_else_somebody_looked_for(client):
    said = make.contributed(make.opened(), language="ar")
    page = client.get(url("round", said.consultation_id, said.round_id), {"language": "ar"})
    assert '<input type="hidden" name="language" value="ar">' in page.content.decode()


@pytest.mark.parametrize("kept", ["../etc/passwd", "Asia/Tokyo\\x00", ""])
def test_a_kept_zone_that_nobody_offers_is_utc(client, kept):
    client.cookies[zones.COOKIE] = kept
    round_ = make.opened()
    answer = client.get(url("consultation", round_.consultation_id))
    assert "2 March 2026, 12:30 UTC" in text_of(answer)


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
    symbols, digits, address = file.content.decode().split("\n\n")
    assert symbols == receipt
    assert parse_receipt(digits) == parse_receipt(receipt)
    assert address.strip().endswith(url("enter"))
    client.post(url("saved", round_.consultation_id))
    again = client.get(url("part", round_.consultation_id))
    assert receipt not in again.content.decode()
    assert client.get(url("receipt_file", round_.consultation_id)).status_code == 404
    elsewhere = Client()
    back = elsewhere.post(url("enter"), {"receipt": receipt.lower()})
    assert back.url == url("part", round_.consultation_id)
    assert "By the river." in text_of(elsewhere.get(back.url))


def test_a_new_receipt_can_be_photographed_until_it_is_kept(client):
    round_ = make.opened()
    send(client, round_)
    address = url("part", round_.consultation_id)
    page = client.get(address).content.decode()
    receipt = re.search(r"[0-9A-Z]{5}(-[0-9A-Z]{5}){4}", page)[0]
    drawn = segno.make(receipt, error="m").svg_inline(scale=4, omitsize=True)
    assert drawn in page
    assert "It is typed in here:" in page
    client.post(url("saved", round_.consultation_id))
    assert "The receipt as a picture" not in client.get(address).content.decode()


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


def test_only_the_words_of_a_text_are_said_to_be_in_its_language(client):
    round_ = about_a_text()
    page = parse(text_of(client.get(url("text", round_.consultation_id, round_))))
    links = [link for link in page.all("a") if "?provision=" in link.get("href")]
    assert links
    assert not any(node.get("lang") for node in page.all("section"))
    suggest = url("suggest", round_.consultation_id, round_, "kindness").replace("/en/", "/ar/")
    fields = {one.get("name"): one for one in parse(text_of(client.get(suggest))).all("textarea")}
    assert {name: fields[name].get("lang") for name in ("body", "text")} == {
        "body": "en",
        "text": None,
    }


def test_a_contribution_shows_the_words_it_is_about(client):
    round_ = about_a_text()
    send(client, round_, provision="kindness", quote="Insult  nobody")
    page = text_of(client.get(url("round", round_.consultation_id, round_)))
    assert "“Insult nobody”" in page
    about = url("round", round_.consultation_id, round_)
    assert "By the river." in text_of(client.get(about, {"provision": "kindness"}))
    assert "By the river." not in text_of(client.get(about, {"provision": "answer"}))
    own = text_of(client.get(url("part", round_.consultation_id)))
    assert "“Insult nobody”" in own
    assert "Not in the text any more" not in own


def test_a_part_of_the_text_without_a_title_is_called_by_its_first_words():
    untitled = replace(KINDNESS, texts={"en": Text("", f"Listen. {'Be *kind* to others. ' * 9}")})
    assert told.titles(universal(untitled)) == {
        "kindness": "Listen. Be kind to others. Be kind to others. Be kind to oth…"
    }


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
