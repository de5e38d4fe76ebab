"""Pages for those who draft a code, and the page of what they publish."""

import hashlib
from dataclasses import replace
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from comity.access.rules import Permission
from comity.codes import actions, queries
from comity.codes.models import CodeVersion
from comity.codes.rules.documents import Source
from comity.codes.rules.provisions import Modality
from tests.factories.codes import ANSWER, KINDNESS, OPERATOR, answer_in, draft, in_force, local
from tests.factories.codes import universal as universal_code
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import PersonFactory, somebody
from tests.web.serving import at_browser, confirm, text_of

pytestmark = pytest.mark.django_db
DRAFT = "/en/code/lantern/draft/"
MEANS = {"language": "en", "newcomers": "An example each.", "silent": "They can report now."}
FROZEN = MEANS | {"sure": "on"}


@pytest.fixture
def movement():
    return MovementFactory(slug="lantern", name="The Lantern")


@pytest.fixture
def author(movement):
    return at_browser(somebody(Permission.CODE_EDIT, on=movement))


@pytest.fixture
def drafted(movement):
    return draft(universal_code(), community=movement)


def line(answer):
    return " ".join(unescape(strip_tags(text_of(answer))).split())


def said(version):
    return queries.document(version.id, seen_by=OPERATOR)


def ids(version):
    return [one.provision.id for one in said(version).provisions]


def typed_in(answer):
    """Give what a form holds as a browser would send it."""
    form = answer.context["form"]
    sent = {}
    for bound in form:
        value = bound.value()
        if bound.field.__class__.__name__ == "BooleanField":
            sent |= {bound.html_name: "on"} if value else {}
        else:
            sent[bound.html_name] = value or ([] if "Multiple" in str(type(bound.field)) else "")
    return sent


def change(author, name="answer", **typed):
    page = f"{DRAFT}rule/{name}/"
    return author.post(page, typed_in(author.get(page)) | typed)


def test_a_draft_starts_from_a_template(author, movement):
    assert author.get(DRAFT).headers["Location"] == f"{DRAFT}start/"
    page = author.get(f"{DRAFT}start/")
    assert "Code of conduct for an event (comes with Comity)" in line(page)
    sent = {"template": "shipped-event", "title": "Our code", "language": "en"}
    assert author.post(f"{DRAFT}start/", sent).headers["Location"] == DRAFT
    version = CodeVersion.objects.get(code__community=movement)
    assert said(version).title == {"en": "Our code"}
    page = author.get(DRAFT)
    assert "Only those who write the code see this." in line(page)
    assert "from Code of conduct for an event" in line(page)


def test_a_draft_starts_with_nothing(author, movement):
    sent = {"template": "nothing", "title": "Unsere", "language": "DE "}
    author.post(f"{DRAFT}start/", sent)
    assert said(CodeVersion.objects.get()).title == {"de": "Unsere"}
    assert "The draft says nothing yet." in line(author.get(DRAFT))
    assert "The draft says nothing yet." in line(author.get(f"{DRAFT}preview/"))
    assert movement.code.versions.count() == 1


def test_what_cannot_be_started_comes_back_with_what_was_typed(author, movement):
    sent = {"template": "nothing", "title": "Unsere", "language": "Deutsch"}
    answer = author.post(f"{DRAFT}start/", sent)
    assert answer.status_code == 422
    assert "deutsch is no language tag" in line(answer)
    assert 'value="Unsere"' in answer.content.decode()
    assert author.post(f"{DRAFT}start/", {"template": "version-x"}).status_code == 422
    draft(universal_code(), community=movement)
    answer = author.post(f"{DRAFT}start/", sent | {"language": "de"})
    assert "There is a draft of version 1 already." in line(answer)


def test_a_provision_is_written_without_knowing_any_names(author, drafted):
    sent = typed_in(author.get(f"{DRAFT}add/")) | {
        "title": "Keep it quiet",
        "text": "Do not shout.\r\nWhisper.",
        "kind": "unacceptable",
        "modality": "must_not",
        "new_behaviours": "shouting at people",
        "new_actors": "members of the choir",
        "new_exceptions": "there is a fire",
        "p0_called": "Loudness",
        "p0_direction": "at_most",
        "p0_value": "60",
        "p0_unit": "decibels",
        "source_title": "A sign in the library",
        "source_address": "https://library.example/",
    }
    answer = author.post(f"{DRAFT}add/", sent)
    assert answer.headers["Location"] == DRAFT
    written = said(drafted).provisions[-1]
    assert written.provision.id == "keep-it-quiet"
    assert written.texts["en"].body == "Do not shout.\nWhisper."
    assert written.provision.behaviours == {"shouting-at-people"}
    assert written.provision.actors == {"members-of-the-choir"}
    actors = said(drafted).vocabulary.actors.parents
    assert actors["members-of-the-choir"] == "everyone"
    assert written.provision.spaces == {"everywhere"}
    assert written.provision.exceptions == {"there-is-a-fire"}
    assert written.provision.parameters["loudness"].value == 60
    assert written.source.title == "A sign in the library"
    words = said(drafted).words
    assert words["behaviours"]["shouting-at-people"] == {"en": "shouting at people"}
    assert words["parameters"]["loudness"] == {"en": "Loudness"}


def test_a_provision_is_opened_as_it_is_and_saved_unchanged(author, drafted):
    before = said(drafted)
    assert change(author).status_code == 302
    assert said(drafted) == before


def test_a_name_that_is_typed_though_it_is_on_the_list_is_chosen(author, drafted):
    assert change(author, new_behaviours="Insult").status_code == 302
    assert said(drafted).provisions[0].provision.behaviours == {"answering", "insult"}


def test_after_one_provision_comes_the_next(author, drafted):
    sent = {"title": "One", "kind": "expected", "another": "1"}
    assert author.post(f"{DRAFT}add/", sent).headers["Location"] == f"{DRAFT}add/"
    author.post(f"{DRAFT}add/", {"title": "One", "kind": "expected"})
    assert ids(drafted) == ["answer", "kindness", "one", "one-2"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": "", "text": ""}, "Write something here."),
        ({"modality": ""}, "Say both: how strongly the provision speaks and what it is about."),
        ({"behaviours": ["juggling"]}, "“juggling” is not on the list."),
        ({"p1_called": "Weeks", "p1_value": "5"}, "“weeks” cannot be compared like this."),
        (
            {"p1_called": "answer within", "p1_direction": "at_least", "p1_value": "5"},
            "“days” stands here twice",
        ),
        ({"p1_value": "5", "p1_direction": "at_least"}, "is no short name"),
        ({"source_address": "example.org"}, "Start the address with https://"),
        (
            {"source_title": "Us", "source_address": "example.org"},
            "Start the address with https://",
        ),
    ],
)
def test_what_cannot_be_used_comes_back_with_what_was_typed(author, drafted, typed, sentence):
    before = said(drafted)
    answer = change(author, **({"example": "My example."} | typed))
    assert answer.status_code == 422
    assert sentence in line(answer)
    assert "My example." in answer.content.decode()
    assert said(drafted) == before


def test_a_short_name_is_given_once(author, drafted):
    answer = author.post(f"{DRAFT}add/", {"title": "Kind", "id": "kindness", "kind": "expected"})
    assert "Another provision of this draft has the short name kindness." in line(answer)
    assert ids(drafted) == ["answer", "kindness"]


def test_who_comes_second_sees_both_texts_and_decides(author, drafted):
    opened = typed_in(author.get(f"{DRAFT}rule/answer/"))
    change(author, text="Every report is answered at once.")
    answer = author.post(f"{DRAFT}rule/answer/", opened | {"text": "Somebody answers."})
    assert answer.status_code == 409
    assert "Somebody else changed this provision after you opened it." in line(answer)
    assert "answered at once" in line(answer)
    assert "Somebody answers." in answer.context["form"]["text"].value()
    again = author.post(f"{DRAFT}rule/answer/", typed_in(answer))
    assert again.status_code == 302
    assert said(drafted).provisions[0].texts["en"].body == "Somebody answers."


def test_a_provision_moves_and_the_page_stays_where_it_is(author, drafted):
    answer = author.post(f"{DRAFT}move/", {"down": "answer"})
    assert answer.headers["Location"] == f"{DRAFT}?page=1#p-answer"
    assert ids(drafted) == ["kindness", "answer"]
    author.post(f"{DRAFT}move/", {"up": "answer"})
    assert ids(drafted) == ["answer", "kindness"]
    assert author.post(f"{DRAFT}move/", {"up": "nothing"}).status_code == 404


def test_a_provision_is_taken_out_and_brought_back(author, drafted):
    page = f"{DRAFT}rule/answer/remove/"
    assert "it cannot be brought back" in line(author.get(page))
    assert author.post(page, {"seen": author.get(page).context["seen"]}).status_code == 422
    edition = actions.publish_edition(version_id=drafted.id, by=OPERATOR, now=timezone.now())
    asked = author.get(page)
    assert "Edition 1 has it. You can bring it back from there." in line(asked)
    author.post(page, {"seen": asked.context["seen"], "sure": "on"})
    assert ids(drafted) == ["kindness"]
    assert "Taken out since edition 1" in line(author.get(DRAFT))
    author.post(f"{DRAFT}bring-back/", {"edition": edition.id, "provision": "answer"})
    assert ids(drafted) == ["answer", "kindness"]


def test_what_somebody_else_changed_is_not_taken_out(author, drafted):
    page = f"{DRAFT}rule/answer/remove/"
    seen = author.get(page).context["seen"]
    change(author, text="Something new.")
    assert author.post(page, {"seen": seen, "sure": "on"}).status_code == 422
    assert ids(drafted) == ["answer", "kindness"]


def test_names_are_explained_and_taken_out(author, drafted):
    page = f"{DRAFT}names/"
    sent = {"axis": "behaviours", "called": "shouting", "name": "", "parent": "behaviours/insult"}
    assert author.post(page, sent).status_code == 302
    assert said(drafted).vocabulary.behaviours.parents["shouting"] == "insult"
    assert "shouting" in line(author.get(page))
    assert author.post(page, sent).status_code == 422
    wrong = sent | {"called": "yelling", "axis": "actors"}
    assert "Choose something of the same sort" in line(author.post(page, wrong))
    author.post(f"{page}forget/", {"name": "behaviours/shouting"})
    assert "shouting" not in said(drafted).words["behaviours"]
    assert author.post(f"{page}forget/", {"name": "behaviours/insult"}).status_code == 409
    assert author.post(f"{page}forget/", {"name": "nonsense"}).status_code == 404


def test_a_draft_is_described(author, drafted):
    sent = typed_in(author.get(f"{DRAFT}about/")) | {"title": "Ours", "licence": "CC-BY-4.0"}
    assert author.post(f"{DRAFT}about/", sent).status_code == 302
    assert (said(drafted).title["en"], said(drafted).licence) == ("Ours", "CC-BY-4.0")
    assert author.post(f"{DRAFT}about/", {"title": ""}).status_code == 422


def test_an_edition_is_published_and_everybody_can_read_it(author, movement, drafted):
    assert author.post(f"{DRAFT}publish/", {}).status_code == 422
    answer = author.post(f"{DRAFT}publish/", {"sure": "on"})
    page = Client().get(answer.headers["Location"])
    assert "This is a draft, not in force. It binds nobody." in line(page)
    assert "Every report is answered in three days." in line(page)
    assert "Edition 1 of the draft of version 1" in line(Client().get("/en/code/lantern/versions/"))
    answer = author.post(f"{DRAFT}publish/", {"sure": "on"})
    assert "This draft still says what edition 1 says." in line(answer)
    assert movement.code.versions.get().state == "draft"


def test_the_file_of_an_edition_has_its_fingerprint(author, drafted):
    place = author.post(f"{DRAFT}publish/", {"sure": "on"}).headers["Location"]
    (edition,) = queries.editions(drafted.id)
    file = Client().get(f"{place}code.toml")
    assert file.headers["Content-Type"] == "application/toml; charset=utf-8"
    assert hashlib.sha256(file.content).hexdigest() == edition.content_hash


def test_an_older_edition_leads_to_the_newer_one(author, drafted):
    first = author.post(f"{DRAFT}publish/", {"sure": "on"}).headers["Location"]
    change(author, text="Another text.")
    second = author.post(f"{DRAFT}publish/", {"sure": "on"}).headers["Location"]
    assert "there is a newer edition of it" in line(Client().get(first))
    assert first in Client().get(second).content.decode()
    confirm(author)
    author.post(f"{DRAFT}freeze/", FROZEN)
    assert "The version has been frozen since" in line(Client().get(second))
    assert said(drafted).provisions[0].texts["en"].body == "Another text."


def test_an_edition_under_the_address_of_another_community_is_not_found(author, drafted):
    place = author.post(f"{DRAFT}publish/", {"sure": "on"}).headers["Location"]
    other = CommunityFactory(slug="lighthouse")
    assert Client().get(place.replace("lantern", other.slug)).status_code == 404
    assert Client().get("/en/code/lantern/drafts/nothing/").status_code == 404
    assert drafted.number == 1


def test_freezing_asks_who_it_is_and_says_what_it_means(author, drafted):
    assert author.get(f"{DRAFT}freeze/").status_code == 302
    confirm(author)
    assert "nobody can change what it says, not even you" in line(author.get(f"{DRAFT}freeze/"))
    assert author.post(f"{DRAFT}freeze/", {}).status_code == 422
    answer = author.post(f"{DRAFT}freeze/", FROZEN)
    assert answer.headers["Location"] == "/en/code/lantern/versions/"
    assert queries.version(drafted.id).state == "frozen"


def test_whoever_freezes_says_what_it_means_in_one_language_or_two(author, drafted):
    confirm(author)
    silent = FROZEN | {"silent": " "}
    answer = author.post(f"{DRAFT}freeze/", silent)
    assert (answer.status_code, MEANS["newcomers"] in answer.content.decode()) == (422, True)
    second = {"second_language": "ar", "second_newcomers": "مثال لكل قاعدة."}
    author.post(f"{DRAFT}freeze/", FROZEN | second)
    said = queries.version(drafted.id).effects
    assert said.newcomers == {"en": MEANS["newcomers"], "ar": "مثال لكل قاعدة."}
    assert said.silent == {"en": MEANS["silent"]}


def test_a_draft_is_discarded_while_nobody_was_asked_about_it(author, movement, drafted):
    confirm(author)
    assert "2 provisions are lost for good." in line(author.get(f"{DRAFT}discard/"))
    author.post(f"{DRAFT}discard/", {"sure": "on"})
    assert not movement.code.versions.exists()
    again = draft(universal_code(), community=movement)
    actions.publish_edition(version_id=again.id, by=OPERATOR, now=timezone.now())
    assert "cannot be discarded" in line(author.get(f"{DRAFT}discard/"))
    assert author.post(f"{DRAFT}discard/", {"sure": "on"}).status_code == 422
    assert drafted.number == again.number


def test_a_local_draft_shows_where_it_falls_below_the_floor(movement):
    in_force(universal_code(), community=movement)
    place = CommunityFactory(slug="lighthouse", parent=movement)
    draft(local(answer_in(9)), community=place)
    author = at_browser(somebody(Permission.CODE_EDIT, on=place))
    page = author.get("/en/code/lighthouse/draft/")
    assert "1 place keeps this draft from being frozen." in line(page)
    assert "Cannot be frozen like this" in line(page)
    edit = author.get("/en/code/lighthouse/draft/rule/answer/")
    assert "It changes “answer within” from days: 3 to days: 9." in line(edit)
    assert "2.1 Answer" in line(edit) or "1.1 Answer" in line(edit)
    assert "days: 9" in line(author.get("/en/code/lighthouse/draft/preview/"))
    confirm(author)
    answer = author.post("/en/code/lighthouse/draft/freeze/", FROZEN)
    assert "falls below the floor. Places: 1." in line(answer)


def test_a_draft_that_contradicts_itself_says_where(author, movement):
    banter = replace(
        KINDNESS, provision=replace(KINDNESS.provision, id="banter", modality=Modality.MAY)
    )
    draft(universal_code(KINDNESS, banter, ANSWER), community=movement)
    assert "keep this draft from being frozen" in line(author.get(DRAFT))
    assert "It says “may”" in line(author.get(f"{DRAFT}rule/banter/"))


@pytest.mark.parametrize(
    "page", ["", "start/", "add/", "rule/answer/", "rule/answer/remove/", "names/", "about/"]
)
def test_nobody_but_its_authors_opens_the_editor(drafted, page):
    assert at_browser(PersonFactory()).get(DRAFT + page).status_code == 403
    assert Client().get(DRAFT + page).status_code == 401
    assert drafted.state == "draft"


def test_the_page_of_versions_leads_authors_to_the_draft(author, drafted):
    assert f'href="{DRAFT}"' in author.get("/en/code/lantern/versions/").content.decode()
    assert DRAFT not in Client().get("/en/code/lantern/versions/").content.decode()
    assert drafted.number == 1


def test_where_words_come_from_is_shown_with_the_code(movement):
    source = Source("A leaflet", "https://leaflet.example/", "Page 3", "CC-BY-4.0")
    in_force(universal_code(replace(ANSWER, source=source), KINDNESS), community=movement)
    whole = line(Client().get("/en/code/lantern/"))
    assert "Where words come from A leaflet (CC-BY-4.0): 1 provision" in whole
    one = Client().get("/en/code/lantern/rule/answer/")
    assert "Words from: A leaflet, Page 3 (CC-BY-4.0)" in line(one)
    assert 'href="https://leaflet.example/" rel="noreferrer"' in one.content.decode()
    assert "Words from:" not in line(Client().get("/en/code/lantern/rule/kindness/"))


def test_the_list_of_a_long_draft_asks_no_more_than_a_short_one(
    author, movement, django_assert_max_num_queries
):
    author.post(f"{DRAFT}start/", {"template": "shipped-movement", "title": "", "language": "en"})
    with django_assert_max_num_queries(40):
        assert author.get(DRAFT).status_code == 200
    assert movement.code.versions.count() == 1


def test_the_language_of_a_draft_is_told_apart_from_the_readers(movement, author):
    arabic = replace(ANSWER, texts={"ar": ANSWER.texts["en"]})
    draft(universal_code(arabic, source_language="ar", title={"ar": "قواعد"}), community=movement)
    answer = author.get(DRAFT)
    assert "<dt>Agreed words will be in</dt><dd>Arabic</dd>" in text_of(answer)
    assert '<html lang="en" dir="ltr">' in text_of(answer)
