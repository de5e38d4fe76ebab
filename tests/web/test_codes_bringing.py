"""Bringing a code in: what becomes which provision, what is not read, and writing it down."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from comity.access.rules import Permission
from comity.codes import queries
from comity.codes.models import CodeImport
from comity.codes.rules.exports.jsoned import write_json
from comity.codes.tasks import read_waiting
from tests.factories.charter import CharterVersionFactory
from tests.factories.codes import in_force, universal
from tests.factories.communities import MovementFactory
from tests.factories.people import NOW, PersonFactory, as_actor, somebody
from tests.web.serving import at_browser

pytestmark = pytest.mark.django_db

WIKI = """<translate>
== Our pledge == <!--T:1-->

<!--T:2-->
Be kind. {{template}}
</translate>
"""
ARABIC = "== عهدنا == <!--T:1-->\n\n<!--T:2-->\nكن لطيفًا.\n"


@pytest.fixture
def movement():
    CharterVersionFactory()
    return MovementFactory(slug="lantern", name="The Lantern")


@pytest.fixture
def editor(movement):
    return somebody(Permission.CODE_EDIT, on=movement)


@pytest.fixture
def browser(editor):
    return at_browser(editor)


def typed(**more):
    return {"language": "en", "form": "", "text": "", "licence": "", **more}


def text_of(answer):
    return answer.content.decode()


def test_a_pasted_text_shows_what_becomes_what_and_is_written_then(browser, movement):
    answer = browser.post(
        "/en/code/lantern/bring/", typed(text="# T\n\n## Be kind\n\nHi.\n\n***\n")
    )
    assert answer.status_code == 302
    page = text_of(browser.get(answer["Location"]))
    assert "be-kind" in page
    assert "It only draws a line." in page
    assert queries.versions(movement.id) == []
    written = browser.post(f"{answer['Location']}write/", follow=True)
    assert "The draft of version 1 says what you brought." in text_of(written)
    assert CodeImport.objects.count() == 0


def test_wikitext_with_its_translation_keeps_unit_numbers_source_and_licence(
    browser, editor, movement
):
    files = [
        SimpleUploadedFile("code.wiki", WIKI.encode()),
        SimpleUploadedFile("code.ar.wiki", ARABIC.encode()),
    ]
    answer = browser.post(
        "/en/code/lantern/bring/",
        typed(files=files, licence="CC-BY-4.0", source="A policy", address="https://p.example/"),
    )
    page = text_of(browser.get(answer["Location"]))
    assert "Unit numbers: 1, 2" in page
    assert "Templates are not read." in page
    assert "Arabic" in page
    browser.post(f"{answer['Location']}write/")
    [version] = queries.versions(movement.id, seen_by=as_actor(editor))
    document = queries.document(version.id, seen_by=as_actor(editor))
    [one] = document.provisions
    assert (one.units, one.source.title, one.source.licence) == (
        ("1", "2"),
        "A policy",
        "CC-BY-4.0",
    )
    assert one.texts["ar"].body == "كن لطيفًا."
    assert document.licence == "CC-BY-4.0"


def test_json_comes_back_whole_and_provisions_keep_their_names(browser, editor, movement):
    answer = browser.post("/en/code/lantern/bring/", typed(text=write_json(universal())))
    browser.post(f"{answer['Location']}write/")
    [version] = queries.versions(movement.id, seen_by=as_actor(editor))
    found = queries.document(version.id, seen_by=as_actor(editor))
    assert found.provisions == universal().provisions


def test_provisions_of_a_new_text_keep_the_names_of_the_version_before(browser, movement):
    version = in_force()
    before = queries.document(version.id)
    body = before.provisions[0].texts["en"].body
    answer = browser.post("/en/code/lantern/bring/", typed(text=f"# T\n\n## Other\n\n{body}\n"))
    assert before.provisions[0].provision.id in text_of(browser.get(answer["Location"]))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<translate>\n== a ==\n", "opens something that is never closed"),
        ("* a\n" * 2_000, "more than 1000 provisions"),
        ('{"format": 1}', "must say format comity-code"),
        ("[code]\nid = 1", "Line"),
    ],
)
def test_a_text_that_cannot_be_read_is_named_with_what_to_mend(browser, movement, text, said):
    answer = browser.post("/en/code/lantern/bring/", typed(text=text))
    page = text_of(browser.get(answer["Location"]))
    assert said in page
    assert "Nothing was written." in page
    refused = browser.post(f"{answer['Location']}write/")
    assert refused.status_code == 409


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "This code has no provision."),
        ({"text": "x", "language": "??"}, "is no language tag"),
        ({"text": "x", "wiki": "javascript:x"}, "address"),
        ({"files": SimpleUploadedFile("a.md", b"\xff\xfe")}, "not text in UTF-8"),
    ],
)
def test_wrong_input_comes_back_with_what_was_typed(browser, movement, more, said):
    answer = browser.post("/en/code/lantern/bring/", typed(licence="CC0-1.0", **more))
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "CC0-1.0" in text_of(answer)


def test_far_too_much_is_refused_in_words(browser, movement):
    pasted = browser.post("/en/code/lantern/bring/", typed(text="a" * 5_000_000))
    assert pasted.status_code == 413
    as_file = SimpleUploadedFile("a.md", b"a " * 2_500_000)
    answer = browser.post("/en/code/lantern/bring/", typed(files=as_file))
    assert answer.status_code == 422
    assert "longer than 1000000 characters" in text_of(answer)
    assert CodeImport.objects.count() == 0


def test_a_long_text_is_read_later_and_shows_how_far_it_is(browser, movement):
    long = "# T\n\n" + "".join(f"## Rule {one}\n\n{'kind ' * 60}\n\n" for one in range(400))
    answer = browser.post("/en/code/lantern/bring/", typed(text=long))
    waiting = browser.get(answer["Location"])
    assert "is being read" in text_of(waiting)
    assert "<progress" in text_of(waiting)
    assert waiting["Refresh"]
    read_waiting(NOW)
    page = text_of(browser.get(answer["Location"]))
    assert "What becomes which provision" in page
    assert "Page 1 of 8" in page


def test_what_nobody_goes_on_with_is_forgotten(browser, movement):
    browser.post("/en/code/lantern/bring/", typed(text="# T\n\nHi."))
    CodeImport.objects.update(begun_on="2026-01-01")
    read_waiting(NOW)
    assert CodeImport.objects.count() == 0


def test_others_can_neither_bring_nor_see(browser, movement):
    answer = browser.post("/en/code/lantern/bring/", typed(text="# T\n\nHi."))
    stranger = at_browser(PersonFactory())
    assert stranger.get("/en/code/lantern/bring/").status_code == 403
    assert stranger.get(answer["Location"]).status_code == 403
    assert stranger.post(f"{answer['Location']}write/").status_code == 403
    assert CodeImport.objects.count() == 1


def test_it_can_be_forgotten(browser, movement):
    answer = browser.post("/en/code/lantern/bring/", typed(text="# T\n\nHi."))
    browser.post(f"{answer['Location']}forget/")
    assert browser.get(answer["Location"]).status_code == 404


def test_what_cannot_be_read_for_whatever_reason_keeps_nothing_else_waiting(movement, caplog):
    """A release wrote it that said other things about files than this one."""
    file = {"name": "a.md", "text": "## A\n\nwords\n", "form": "", "language": ""}
    kept = {"community_id": movement.id, "files": [file], "total": 1, "begun_on": NOW.date()}
    old = CodeImport.objects.create(id="0" * 16, asked={"tongue": "en"}, **kept)
    new = CodeImport.objects.create(id="f" * 16, asked={"language": "en"}, **kept)
    read_waiting(NOW)
    read_waiting(NOW)
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, new.state) == ("refused", "read")
    assert old.problem["problems"][0]["code"] == "code_import_not_read"
    assert "an import cannot be read" in caplog.text
