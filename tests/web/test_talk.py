"""Pages of talk: for everybody to read, for people with an account to speak."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.access.rules import Permission
from comity.codes.actions import talking
from comity.codes.models import Talk
from comity.codes.rules.documents import Text
from comity.codes.rules.talk import TalkKind
from comity.kernel.ids import new_id
from tests.factories.charter import CharterVersionFactory
from tests.factories.codes import KINDNESS, draft, in_force, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, PersonFactory, as_actor, somebody
from tests.web.serving import at_browser

pytestmark = pytest.mark.django_db
HERE = "/en/code/lantern/rule/kindness/talk/"
ARABIC = "هل يسري هذا في Talk:Main Page؟"


@pytest.fixture
def movement():
    CharterVersionFactory()
    found = MovementFactory(slug="lantern", name="The Lantern")
    in_force(community=found)
    return found


@pytest.fixture
def amal():
    return PersonFactory(display_name="Amal")


def send(person, address, **typed):
    browser = at_browser(person)
    answer = browser.post(address, typed)
    if answer.status_code == 302:
        answer = browser.get(answer.url)
    return answer.status_code, answer.content.decode()


def said(movement, by, text=ARABIC, language="ar"):
    return talking.say(
        community_id=movement.id,
        provision_id="kindness",
        kind=TalkKind.QUESTION,
        language=language,
        text=text,
        by=as_actor(by),
        now=NOW,
    )


def test_somebody_asks_and_everybody_reads_it(client, movement, amal):
    place = CommunityFactory(parent=movement, name="The Lighthouse")
    typed = {"kind": "question", "text": ARABIC, "language": " AR ", "community": place.id}
    status, page = send(amal, HERE, **typed)
    assert (status, "You have said it." in page) == (200, True)
    page = client.get(HERE).content.decode()
    assert f'<div class="text" lang="ar" dir="rtl"><p>{ARABIC}</p></div>' in page
    assert "Amal" in page
    assert "The Lighthouse" in page
    assert "Sign in to say something" in page
    assert ARABIC in client.get("/en/code/lantern/talk/").content.decode()
    assert "1 question, example or thought" in (
        client.get("/en/code/lantern/rule/kindness/").content.decode()
    )


def test_what_cannot_be_said_comes_back_with_what_was_typed(movement, amal):
    status, page = send(amal, HERE, kind="", text=ARABIC, language="ar", community="")
    assert (status, ARABIC in page) == (422, True)
    status, page = send(amal, HERE, kind="thought", text=ARABIC, language="not a tag", community="")
    assert (status, ARABIC in page) == (422, True)
    assert not Talk.objects.exists()


def test_an_answer_stands_below_and_can_be_taken_back(client, movement, amal):
    first = said(movement, amal)
    bo = PersonFactory()
    where = f"/en/code/lantern/talk/{first.id}/"
    status, page = send(bo, where, do="answer", text="Yes, there too.", language="en")
    assert (status, "Yes, there too." in page) == (200, True)
    assert "1 answer" in client.get(HERE).content.decode()
    given = Talk.objects.exclude(answers=None).get()
    status, page = send(amal, f"/en/code/lantern/talk/{given.id}/", do="take_back")
    assert status == 403
    status, page = send(bo, f"/en/code/lantern/talk/{given.id}/", do="take_back")
    assert (status, "This was taken back on" in page) == (200, True)
    assert "Yes, there too." not in client.get(where).content.decode()


def test_what_is_hidden_gives_its_reason(client, movement, amal):
    first = said(movement, amal)
    where = f"/en/code/lantern/talk/{first.id}/"
    editor = somebody(Permission.CODE_EDIT, on=movement)
    assert "Hide it" not in at_browser(amal).get(where).content.decode()
    status, page = send(editor, where, do="hide", reason="")
    assert status == 422
    status, page = send(editor, where, do="hide", reason="It names somebody.")
    assert (status, "It names somebody." in page) == (200, True)
    assert ARABIC not in client.get(where).content.decode()
    assert "Only you still see your words" in at_browser(amal).get(where).content.decode()
    assert send(amal, where, do="hide", reason="x")[0] == 403


def test_talk_is_chosen_by_kind_language_and_answer(client, movement, amal):
    said(movement, amal)
    said(movement, amal, text="In which cases?", language="en")
    page = client.get("/en/code/lantern/talk/", {"language": "en"}).content.decode()
    assert ("In which cases?" in page, ARABIC in page) == (True, False)
    page = client.get("/en/code/lantern/talk/", {"kind": "example"}).content.decode()
    assert "Nothing fits all of this." in page
    page = client.get("/en/code/lantern/talk/", {"still_open": "on"}).content.decode()
    assert ARABIC in page


def test_where_nobody_spoke_the_page_says_so(client, movement):
    for address in (HERE, "/en/code/lantern/talk/"):
        assert "Nobody has said anything yet." in client.get(address).content.decode()


def test_what_there_is_not_is_not_found(client, movement):
    CommunityFactory(parent=movement, slug="lighthouse")
    for address in (
        "/en/code/lantern/rule/nowhere/talk/",
        "/en/code/lighthouse/talk/",
        f"/en/code/lantern/talk/{new_id()}/",
    ):
        assert client.get(address).status_code == 404


def test_whoever_speaks_signs_in(client, movement, amal):
    first = said(movement, amal)
    for address in (HERE, f"/en/code/lantern/talk/{first.id}/"):
        typed = {"do": "answer", "kind": "thought", "text": "x", "language": "en"}
        assert client.post(address, typed).status_code == 401


def test_words_are_never_markup(client, movement, amal):
    said(movement, amal, text="<script>alert(1)</script>", language="en")
    page = client.get(HERE).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_long_talk_is_paged_and_stays_light(client, movement, amal):
    for number in range(25):
        said(movement, amal, text=f"Question {number}?", language="en")
    client.get(HERE)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(HERE)
    assert len(asked) <= 16
    assert len(page.content) <= 30_000
    assert "Question 24?" in page.content.decode()
    assert "Question 4?" in client.get(HERE, {"page": 2}).content.decode()


def test_no_page_tells_what_a_provision_is_called_in_a_draft(client, movement, amal):
    said(movement, amal)
    renamed = replace(KINDNESS, texts={"en": Text("Kind to boats", "Insult nobody.")})
    draft(universal(renamed), community=movement)
    for address in (HERE, "/en/code/lantern/talk/"):
        page = client.get(address).content.decode()
        assert "Kind to boats" not in page
        assert "Kindness" in page
