"""Taking a code along, and showing one provision in a frame on another site."""

import json

import pytest

from comity.codes import actions, queries
from comity.codes.rules.exports.jsoned import read_json
from comity.codes.rules.exports.markdown import read_markdown
from comity.codes.rules.exports.wikitext import read_wikitext
from comity.codes.rules.reader import read
from tests.factories.charter import CharterVersionFactory
from tests.factories.codes import EFFECTS, MEANS, OPERATOR, draft, in_force, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW
from tests.harness.html import parse
from tests.web.hardening import directives, faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def movement():
    CharterVersionFactory()
    return MovementFactory(slug="lantern", name="The Lantern")


def file_of(client, version, name, **asked):
    address = f"/en/code/lantern/versions/{version.id}/file/{name}/"
    answer = client.get(address, {key.strip("_"): value for key, value in asked.items()})
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment;")
    return answer.content.decode()


def test_a_version_is_taken_along_in_every_form_and_comes_back(client, movement):
    version = in_force()
    agreed = universal()
    assert read(file_of(client, version, "toml")).provisions == agreed.provisions
    text = file_of(client, version, "json")
    assert read_json(text).provisions == agreed.provisions
    assert json.loads(text)["hash"] == version.content_hash
    words = [(one.provision.id, one.texts["en"]) for one in agreed.provisions]
    for found in (
        read_markdown(file_of(client, version, "md")),
        read_wikitext(file_of(client, version, "wiki"))[0],
    ):
        assert [(one.id, one.text) for one in found.blocks] == words


@pytest.mark.parametrize(
    ("slug", "name"),
    [("a\nb: c", "a-b-c"), ("../../etc/passwd", "etcpasswd"), ('"; x="', "x"), ("..", "code")],
)
def test_the_short_name_of_a_code_leads_a_file_nowhere_else(client, movement, slug, name):
    version = in_force(universal(slug=slug))
    answer = client.get(f"/en/code/lantern/versions/{version.id}/file/toml/")
    assert answer["Content-Disposition"] == f'attachment; filename="{name}-1.toml"'
    told = client.get(f"/api/v1/codes/versions/{version.id}/file/toml").json()
    assert told["name"] == f"{name}-1.toml"


def test_a_file_of_another_language_holds_its_words_alone(client, movement):
    version = in_force()
    found = read_markdown(file_of(client, version, "md", in_="ar"))
    assert found.head.language == "ar"
    assert 'lang="ar" dir="rtl"' in file_of(client, version, "html", in_="ar")


def test_a_web_page_stands_alone_and_carries_no_markup_of_others(client, movement):
    hostile = universal()
    one = hostile.provisions[0]
    texts = {
        **one.texts,
        "en": type(one.texts["en"])("<b>T</b>", "<script>x</script> [a](javascript:b)"),
    }
    hostile = type(hostile)(
        **{name: getattr(hostile, name) for name in hostile.__slots__ if name != "provisions"},
        provisions=(type(one)(one.provision, texts), *hostile.provisions[1:]),
    )
    page = file_of(client, in_force(hostile), "html")
    html = parse(page)
    assert list(html.all("script")) == []
    assert "javascript:" not in " ".join(one.get("href") or "" for one in html.all("a"))
    assert "&lt;b&gt;T&lt;/b&gt;" in page


def test_the_ways_to_take_it_along_are_listed(client, movement):
    version = in_force()
    page = client.get(f"/en/code/lantern/versions/{version.id}/take/").content.decode()
    for name in ("toml", "json", "md", "wiki", "html"):
        assert f"/file/{name}/" in page


def test_the_page_for_paper_says_what_it_is(client, movement):
    version = in_force()
    page = client.get(f"/en/code/lantern/versions/{version.id}/print/").content.decode()
    assert version.content_hash in page
    assert "Every report is <strong>answered</strong> in three days." in page
    arabic = client.get(f"/ar/code/lantern/versions/{version.id}/print/").content.decode()
    assert 'lang="ar" dir="rtl"' in arabic


def test_the_page_for_paper_says_what_the_version_means_for_some(client, movement):
    version = in_force()
    html = client.get(f"/en/code/lantern/versions/{version.id}/print/").content.decode()
    assert "What it means for people who have just come" in html
    assert EFFECTS.newcomers["en"] in html
    versions = client.get("/en/code/lantern/versions/").content.decode()
    assert f"/versions/{version.id}/print/#means" in versions
    assert 'id="means"' in html
    arabic = client.get(f"/ar/code/lantern/versions/{version.id}/print/").content.decode()
    assert EFFECTS.newcomers["ar"] in arabic
    assert f'lang="en" dir="ltr"><p>{EFFECTS.silent["en"]}' in arabic


def test_files_for_readers_and_programs_say_what_the_version_means_for_some(client, movement):
    version = in_force()
    said = json.loads(file_of(client, version, "json"))["version"]["effects"]
    assert said == MEANS
    page = file_of(client, version, "html")
    assert f'<p lang="en" dir="ltr">{EFFECTS.silent["en"]}</p>' in page


@pytest.mark.parametrize("way", ["print/", "file/html/"])
def test_where_nobody_said_what_a_version_means_the_page_says_so(client, movement, way):
    version = draft(universal())
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    page = client.get(f"/en/code/lantern/versions/{version.id}/{way}").content.decode()
    assert "Nobody said what this version means" in page
    data = json.loads(file_of(client, version, "json"))
    assert "effects" not in data["version"]


@pytest.mark.parametrize("way", ["take/", "print/", "file/json/"])
def test_a_draft_and_another_communitys_text_are_not_there_for_strangers(client, movement, way):
    version = draft(universal())
    assert client.get(f"/en/code/lantern/versions/{version.id}/{way}").status_code == 404
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    assert client.get(f"/en/code/lantern/versions/{version.id}/{way}").status_code == 200
    CommunityFactory(parent=movement, slug="lighthouse")
    assert client.get(f"/en/code/lighthouse/versions/{version.id}/{way}").status_code == 404


def test_a_form_that_nobody_knows_and_a_language_without_words_are_not_there(client, movement):
    base = f"/en/code/lantern/versions/{in_force().id}/file/"
    assert client.get(f"{base}docx/").status_code == 404
    assert client.get(f"{base}md/", {"in": "xx"}).status_code == 404


def test_a_provision_can_stand_in_a_frame_anywhere_and_does_nothing_there(client, movement):
    in_force()
    answer = client.get("/en/embed/code/lantern/rule/answer/")
    assert answer.status_code == 200
    assert list(faults(answer)) == []
    assert directives(answer)["frame-ancestors"] == ["*"]
    assert "X-Frame-Options" not in answer.headers
    assert not answer.cookies
    html = parse(answer.content.decode())
    assert list(html.all("script")) == list(html.all("form")) == []
    [link] = [one for one in html.all("a") if one.get("target")]
    assert (link.get("target"), link.get("rel")) == ("_top", "noopener")
    assert link.get("href").endswith("/en/code/lantern/rule/answer/")


def test_the_frame_speaks_the_language_of_its_address(client, movement):
    in_force()
    page = client.get("/ar/embed/code/lantern/rule/answer/").content.decode()
    assert 'lang="ar" dir="rtl"' in page
    assert "لكل بلاغ جواب خلال ثلاثة أيام" in page


@pytest.mark.parametrize("address", ["lantern/rule/nothing/", "nowhere/rule/answer/"])
def test_what_is_not_there_is_no_frame(client, movement, address):
    in_force()
    answer = client.get(f"/en/embed/code/{address}")
    assert answer.status_code == 404
    assert answer["X-Frame-Options"] == "DENY"


def test_the_lines_for_another_site_can_be_copied(client, movement):
    in_force()
    page = client.get("/en/code/lantern/rule/answer/embed/").content.decode()
    assert "&lt;iframe src=&quot;" in page
    assert "/en/embed/code/lantern/rule/answer/" in page


def test_reading_a_version_takes_few_questions(client, movement, django_assert_max_num_queries):
    version = in_force()
    queries.document(version.id)
    with django_assert_max_num_queries(14):
        client.get(f"/en/code/lantern/versions/{version.id}/print/")
