"""The desk of translators: pages for everybody to look at, forms for those who may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import gettext

from comity.access.rules import Permission
from comity.codes.actions.translating import translate
from comity.codes.models import AboutText, GlossaryTerm, ProvisionText
from comity.codes.queries.translations import unit
from comity.codes.rules.documents import Text, TextState, Written
from comity.codes.rules.provisions import Provision
from comity.codes.rules.sources import source_hash
from comity.kernel.ids import new_id
from tests.factories.charter import CharterVersionFactory
from tests.factories.codes import ANSWER, KINDNESS, OPERATOR, draft, in_force, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, PersonFactory, as_actor, somebody
from tests.web.serving import at_browser, confirm

pytestmark = pytest.mark.django_db

ARABIC = "لا تُهِن أحدًا، حتى في Talk:Main Page أو بعد 3 أيام."


@pytest.fixture
def movement():
    CharterVersionFactory()
    return MovementFactory(slug="lantern", name="The Lantern", languages=["en", "ar"])


@pytest.fixture
def version(movement):
    return in_force(community=movement)


@pytest.fixture
def amal(movement):
    return somebody(Permission.CODE_TRANSLATE, on=movement)


@pytest.fixture
def bo(movement):
    return somebody(Permission.CODE_TRANSLATE, on=movement)


@pytest.fixture
def editor(movement):
    return somebody(Permission.CODE_EDIT, Permission.CODE_TRANSLATE, on=movement)


def desk(version, rest=""):
    return f"/en/code/lantern/versions/{version.id}/languages/{rest}"


def put(version, by, state=TextState.DRAFT, language="ar", text=ARABIC):
    translate(
        version_id=version.id,
        provision_id="kindness",
        language=language,
        text=Text("اللطف", text),
        state=state,
        by=by,
        now=NOW,
    )


def send(person, address, **typed):
    browser = at_browser(person)
    answer = browser.post(address, typed)
    if answer.status_code == 302:
        answer = browser.get(answer.url)
    return answer.status_code, answer.content.decode()


def test_everybody_sees_how_far_each_language_is(client, version, amal):
    put(version, as_actor(amal), language="de")
    page = client.get(desk(version)).content.decode()
    assert "66 % (2 of 3)" in page
    assert "What counts are" in page
    assert f"{desk(version, 'de/')}?state=draft" in page
    assert "Say who translates" not in page


def test_a_language_nobody_has_begun_is_opened_by_its_tag(client, version):
    answer = client.get(desk(version), {"language": " PT-br "})
    assert answer.url == desk(version, "pt-br/")
    assert "No words yet" in client.get(answer.url).content.decode()
    wrong = client.get(desk(version), {"language": "not a tag"})
    assert (wrong.status_code, "not a tag" in wrong.content.decode()) == (422, True)


def test_units_are_chosen_by_state(client, version, amal):
    put(version, as_actor(amal))
    page = client.get(desk(version, "ar/"), {"state": "draft"}).content.decode()
    assert "Kindness" in page
    assert "Answer" not in page.partition("<ol")[2]
    assert (
        "No provision is in this state."
        in client.get(desk(version, "ar/"), {"state": "machine"}).content.decode()
    )


@pytest.mark.parametrize("rest", ["en/", "1/", "ar/nowhere/", "en/kindness/"])
def test_what_there_is_not_is_not_found(client, version, rest):
    assert client.get(desk(version, rest)).status_code == 404


def test_a_version_is_found_under_its_own_community_alone(client, version, movement):
    CommunityFactory(parent=movement, slug="lighthouse")
    assert client.get(desk(version).replace("lantern", "lighthouse")).status_code == 404
    assert client.get(desk(version).replace(version.id, new_id())).status_code == 404


def test_a_draft_is_on_nobodys_desk_but_its_authors_and_translators(client, movement, amal):
    version = draft(universal(), community=movement)
    assert client.get(desk(version)).status_code == 404
    assert at_browser(PersonFactory()).get(desk(version)).status_code == 404
    assert at_browser(amal).get(desk(version)).status_code == 200


def test_mixed_directions_are_shown_right(client, version, amal):
    put(version, as_actor(amal))
    page = client.get(desk(version, "ar/kindness/")).content.decode()
    assert 'lang="ar" dir="rtl"' in page
    assert ARABIC in page
    assert 'lang="en" dir="ltr"' in page
    form = at_browser(amal).get(desk(version, "ar/kindness/")).content.decode()
    assert 'lang="ar"' in form.partition("<textarea")[2].partition(">")[0]
    assert 'dir="rtl"' in form.partition("<textarea")[2].partition(">")[0]
    shown = client.get("/ar/code/").content.decode()
    assert f'<p dir="auto">{ARABIC}</p>' in shown


def test_a_unit_leads_to_its_neighbours_in_the_same_language(client, version):
    page = client.get(desk(version, "ar/kindness/")).content.decode()
    assert f'rel="prev" href="{desk(version, "ar/answer/")}"' in page
    assert "Provision 2 in Arabic" in page
    assert "The code in Arabic" in client.get(desk(version, "ar/")).content.decode()
    assert desk(version, "ar/kindness/") in client.get(desk(version, "ar/")).content.decode()
    assert "Glossary: Arabic" in client.get("/en/code/lantern/glossary/ar/").content.decode()


def test_two_people_bring_a_translation_to_approved(version, amal, bo):
    where = desk(version, "ar/kindness/")
    status, page = send(amal, where, do="ask_review", title="اللطف", text=ARABIC, example="")
    assert (status, "waits for a second reader" in page) == (200, True)
    assert "Approve these words" not in page
    status, page = send(bo, where, do="send_back", reason="")
    assert (status, "Say why" in page) == (422, True)
    status, page = send(bo, where, do="approve")
    assert (status, "The translation is approved." in page) == (200, True)
    assert unit(version.id, "ar", "kindness").state is TextState.APPROVED


def test_nobody_approves_their_own_words_even_by_hand(version, amal):
    put(version, as_actor(amal), TextState.IN_REVIEW)
    status, page = send(amal, desk(version, "ar/kindness/"), do="approve")
    assert (status, "You wrote these words." in page) == (422, True)


def test_what_was_typed_comes_back_with_what_is_wrong(version, amal):
    typed = {"do": "save", "title": "x" * 301, "text": ARABIC, "example": ""}
    status, page = send(amal, desk(version, "ar/kindness/"), **typed)
    assert (status, ARABIC in page) == (422, True)
    assert not ProvisionText.objects.filter(language="ar", provision__key="kindness").exists()


def test_words_made_from_a_source_that_changed_meanwhile_are_not_lost(movement, editor):
    version = draft(universal(), community=movement)
    typed = {"do": "save", "title": "", "text": ARABIC, "example": "", "made_from": "0" * 64}
    status, page = send(editor, desk(version, "ar/kindness/"), **typed)
    assert (status, ARABIC in page) == (422, True)
    assert "changed while you were translating" in page
    now = unit(version.id, "ar", "kindness", seen_by=as_actor(editor)).source_hash
    status, _page = send(editor, desk(version, "ar/kindness/"), **typed | {"made_from": now})
    assert status == 200


def test_an_outdated_translation_shows_what_changed_and_can_be_kept(movement, editor, bo):
    version = draft(universal(), community=movement)
    put(version, as_actor(bo), TextState.IN_REVIEW)
    again = Written(KINDNESS.provision, {"en": Text("Kindness", "Insult nobody here.")})
    draft(universal(ANSWER, again), community=movement)
    where = desk(version, "ar/kindness/")
    page = at_browser(bo).get(where).content.decode()
    assert "What changed since this was translated" in page
    assert "<ins>" in page
    assert "Leave the translations as they are" not in page
    assert "Approve these words" not in page
    status, page = send(editor, where, do="keep", reason="")
    assert (status, "Say why" in page) == (422, True)
    status, page = send(editor, where, do="keep", reason="One word that says nothing new.")
    assert (status, "One word that says nothing new." in page) == (200, True)
    assert "Approve these words" in page


def test_what_leaves_translations_right_can_be_taken_back_on_the_page(movement, bo, editor):
    version = draft(universal(), community=movement)
    put(version, as_actor(bo))
    again = Written(KINDNESS.provision, {"en": Text("Kindness", "Insult nobody here.")})
    draft(universal(ANSWER, again), community=movement)
    where = desk(version, "ar/kindness/")
    _status, page = send(editor, where, do="keep", reason="One word that says nothing new.")
    assert "Take this back" in page
    assert "Take this back" not in at_browser(bo).get(where).content.decode()
    (kept,) = unit(version.id, "ar", "kindness", seen_by=OPERATOR).kept
    between = {"before": kept.before, "after": kept.after}
    status, page = send(editor, where, do="end", reason="", **between)
    assert (status, "Say why" in page) == (422, True)
    status, page = send(editor, where, do="end", reason="It says more after all.", **between)
    assert (status, "It says more after all." in page) == (200, True)
    assert "Made from earlier words" in page
    assert "Leave the translations as they are" in page


def test_title_and_summary_have_a_page_of_their_own(client, version, amal):
    listed = client.get(desk(version, "de/")).content.decode()
    assert "Title and summary:" in listed
    assert desk(version, "de/_about/") in listed
    where = desk(version, "ar/_about/")
    status, page = send(amal, where, do="save", title="", text="ما يسري هنا.")
    assert (status, "Title and summary in Arabic" in page) == (422, True)
    assert "ما يسري هنا." in page
    assert 'name="example"' not in page
    status, page = send(amal, where, do="ask_review", title="ميثاق الفانوس", text="ما يسري هنا.")
    assert (status, "Waits for a second reader" in page) == (200, True)
    assert "ميثاق الفانوس" in client.get("/ar/code/lantern/versions/").content.decode()


def test_a_title_that_was_translated_from_earlier_words_is_marked_where_the_code_is_read(
    client, version, amal
):
    send(amal, desk(version, "ar/_about/"), do="save", title="ميثاق الفانوس", text="ما يسري هنا.")
    assert "Translation in progress" in code_in_arabic(client)
    earlier = source_hash("en", Text("The Lantern code", "What held here."))
    AboutText.objects.filter(version=version.id, language="ar").update(made_from=earlier)
    page = code_in_arabic(client)
    assert "Translation of an earlier text" in page
    assert "ميثاق الفانوس" in page
    agreed = code_in_arabic(client, "?words=agreed")
    assert "Translation of an earlier text" not in agreed
    assert '<h1><bdi dir="auto">ميثاق الفانوس' not in agreed


def code_in_arabic(client, query=""):
    with translation.override("ar"):
        told = client.get(f"/ar/code/{query}").content.decode()
        for words in ("Translation in progress", "Translation of an earlier text"):
            told = told.replace(gettext(words), words)
    return told


def test_who_may_name_translators_reads_who_was_named(movement, version, amal, editor):
    browser = at_browser(editor)
    confirm(browser)
    page = browser.get("/en/code/lantern/translators/").content.decode()
    assert "Named so far" in page
    assert amal.username in page


def test_strangers_read_and_do_not_write(client, version):
    where = desk(version, "ar/kindness/")
    assert "<textarea" not in client.get(where).content.decode()
    assert client.post(where, {"do": "save", "text": "x"}).status_code == 401
    status, _page = send(PersonFactory(), where, do="save", text=ARABIC)
    assert status == 403
    status, _page = send(PersonFactory(), where, do="approve")
    assert status == 403


def test_a_made_up_deed_is_not_found(version, amal):
    assert send(amal, desk(version, "ar/kindness/"), do="explode")[0] == 404


def test_machine_words_are_marked_wherever_they_are_read(client, version, amal):
    put(version, as_actor(amal), TextState.MACHINE)
    for address in ("/ar/code/", "/ar/code/lantern/rule/kindness/"):
        page = client.get(address).content.decode()
        assert ARABIC in page
        assert 'class="tag warn"' in page


def test_the_agreed_words_are_one_step_away(client, version):
    page = client.get("/ar/code/lantern/rule/answer/").content.decode()
    assert "?words=agreed" in page
    page = client.get("/ar/code/lantern/rule/answer/?words=agreed").content.decode()
    assert "in three days." in page
    page = client.get("/ar/code/?words=agreed").content.decode()
    assert "in three days." in page
    assert "خلال ثلاثة أيام" not in page
    assert "?words=agreed" not in client.get("/en/code/").content.decode()


def test_terms_stand_beside_the_words_in_which_they_occur(version, amal, bo):
    where = "/en/code/lantern/glossary/ar/"
    status, page = send(amal, where, term="insult", said="إهانة", note="Not إساءة.")
    assert (status, "إهانة" in page) == (200, True)
    unit_page = at_browser(amal).get(desk(version, "ar/kindness/")).content.decode()
    assert "(not approved yet)" in unit_page
    assert "إهانة" not in at_browser(amal).get(desk(version, "ar/answer/")).content.decode()
    row = GlossaryTerm.objects.get()
    one = f"{where}{row.id}/"
    status, page = send(amal, one, do="approve", said=row.said, note=row.note)
    assert (status, "You wrote this term." in page) == (422, True)
    status, page = send(bo, one, do="approve", said=row.said, note=row.note)
    assert (status, "The term is approved." in page) == (200, True)
    status, page = send(bo, one, do="write", said="شتم", note="")
    assert (status, "شتم" in page) == (200, True)
    assert GlossaryTerm.objects.get().approved_on is None
    status, page = send(amal, one, do="remove", said="شتم", note="")
    assert (status, "The term is taken out." in page) == (200, True)


def test_a_term_without_its_translation_is_refused(version, amal):
    status, page = send(amal, "/en/code/lantern/glossary/ar/", term="insult", said=" ", note="")
    assert (status, 'value="insult"' in page) == (422, True)


def test_glossaries_are_for_everybody_to_read(client, version):
    assert "There are no terms yet." in client.get("/en/code/lantern/glossary/").content.decode()
    answer = client.get("/en/code/lantern/glossary/", {"language": "DE"})
    assert answer.url == "/en/code/lantern/glossary/de/"
    assert client.get(answer.url).status_code == 200
    assert client.get(f"{answer.url}{new_id()}/").status_code == 404
    assert send(PersonFactory(), answer.url, term="a", said="b", note="")[0] == 403


def test_the_whole_desk_asks_the_database_a_few_times(client, movement):
    tags = ["ar", "bn", "de", "es", "fa", "fr", "hi", "ja", "pt", "zh"]
    said = {tag: Text("T", "W.") for tag in tags}
    written = [
        Written(Provision(f"p{number}", KINDNESS.provision.kind), {"en": Text("T", "W."), **said})
        for number in range(300)
    ]
    version = in_force(universal(*written), community=movement)
    for rest in ("", "ar/", "ar/p7/"):
        client.get(desk(version, rest))
        with CaptureQueriesContext(connection) as asked:
            page = client.get(desk(version, rest))
        assert page.status_code == 200
        assert len(asked) <= 17, [one["sql"][:90] for one in asked]
        assert len(page.content) <= 30_000


def test_operators_who_bring_words_in_need_a_second_reader_too(version, amal):
    put(version, OPERATOR, TextState.COMPLETE)
    status, page = send(amal, desk(version, "ar/kindness/"), do="approve")
    assert (status, "The translation is approved." in page) == (200, True)
