"""Which languages somebody reads."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from comity.kernel.errors import NotPermitted
from comity.people import queries
from comity.people.actions import set_languages
from comity.people.errors import LanguageNotReadable, TooManyLanguages
from comity.people.rules import MOST_LANGUAGES, tidy_languages
from comity.web.people import tongues
from tests.factories.people import PersonFactory, as_actor

PAGE = "/en/account/language/"
TAG = st.from_regex(r"[a-z]{2,3}", fullmatch=True)


@pytest.fixture
def person(db, client):
    del db
    somebody = PersonFactory()
    client.force_login(somebody)
    return somebody


def read(person):
    person.refresh_from_db()
    return person.language, list(person.reads)


@given(st.lists(TAG, max_size=MOST_LANGUAGES))
def test_a_tidy_list_keeps_its_order_and_each_language_once(tags):
    tidy = tidy_languages(tags)
    assert list(tidy) == list(dict.fromkeys(tags))
    assert tidy_languages(tidy) == tidy


@pytest.mark.parametrize("tag", ["Arabic", "e", "en_GB", "en--GB", "اللغة", "en-" + "a" * 9])
def test_what_is_no_tag_is_refused(tag):
    with pytest.raises(LanguageNotReadable):
        tidy_languages([tag])


def test_nobody_reads_more_languages_than_can_be_handled():
    with pytest.raises(TooManyLanguages):
        tidy_languages([f"a{letter}" for letter in "abcdefghi"])


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("Arabic", "ar"),
        ("  arabic ", "ar"),
        ("العربية", "ar"),
        ("Kiswahili", "sw"),
        ("sw", "sw"),
        ("Traditional Chinese", "zh-Hant"),
        ("ZH-HANT", "zh-Hant"),
    ],
)
def test_a_language_is_found_by_any_of_its_names(typed, tag):
    assert tongues.tag_of(typed) == tag


def test_names_are_read_in_the_language_of_the_page():
    with translation.override("ar"):
        assert tongues.tag_of("الفرنسية") == "fr"
        assert tongues.name_of("fr") == "الفرنسية"


def test_every_language_that_is_offered_is_understood():
    for name in tongues.choices():
        assert tongues.tag_of(name)


def test_the_first_language_with_pages_becomes_that_of_the_pages(client, person):
    answer = client.post(PAGE, {"language_1": "Swahili", "language_3": "Arabic"})
    assert answer.url == "/ar/account/"
    assert read(person) == ("ar", ["sw", "ar"])


def test_the_pages_keep_their_language_where_none_of_them_has_pages(client, person):
    client.post(PAGE, {"language_1": "Swahili", "language_2": "Swahili"})
    assert read(person) == ("en", ["sw"])
    assert queries.reads([person.id]) == {person.id: ("sw",)}


def test_what_was_typed_comes_back_beside_what_is_wrong(client, person):
    answer = client.post(PAGE, {"language_1": "Arabic", "language_2": "Lanternish"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "We know no language called “Lanternish”." in page
    assert 'value="Arabic"' in page
    assert read(person) == ("en", ["en"])


def test_the_page_shows_what_is_known_and_a_list_to_choose_from(client, person):
    set_languages(person_id=person.id, languages=["sw"], offered=["en"], by=as_actor(person))
    page = client.get(PAGE).content.decode()
    assert 'value="Swahili"' in page
    assert '<option value="Arabic">' in page


def test_nobody_says_what_another_reads(person):
    other = as_actor(PersonFactory())
    with pytest.raises(NotPermitted):
        set_languages(person_id=person.id, languages=["sw"], offered=[], by=other)
