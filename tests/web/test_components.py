"""The parts that pages are built from."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django import forms
from django.conf import settings
from django.template import engines
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from comity.kernel.errors import NotFound, SeveralProblems, WrongInput
from comity.web import components
from comity.web.components import show_problems
from tests.harness.html import parse

TODAY = date(2026, 3, 3)


def draw(template, **context):
    """Draw a template as a page would."""
    return engines["django"].from_string("{% load i18n comity %}" + template).render(context)


def text_of(html):
    return parse(html).text()


@pytest.fixture(autouse=True)
def today():
    with (
        translation.override("en"),
        time_machine.travel(datetime(2026, 3, 3, 12, tzinfo=UTC), tick=False),
    ):
        yield TODAY


@pytest.mark.parametrize(
    ("language", "written"), [("en", "3 March 2026"), ("ar", "3 مارس 2026"), ("de", "3. März 2026")]
)
def test_a_day_is_written_as_its_readers_write_it(language, written):
    with translation.override(language):
        assert draw("{{ when|day }}", when=TODAY) == written


def test_a_missing_day_is_nothing():
    assert draw("{{ when|day }}", when=None) == ""


@pytest.mark.parametrize(
    ("days", "kind", "sentence"),
    [
        (5, "answer", "Answer by 8 March, in 5 days"),
        (1, "decide", "Decision by 4 March, in 1 day"),
        (0, "appeal", "Appeal by 3 March, today"),
        (60, "end", "Ends on 2 May, in 60 days"),
        (400, "end", "Ends on 7 April 2027, in 1 year"),
        (9, "no such kind", "Due by 12 March, in 9 days"),
        (-2, "answer", "Was due on 1 March, 2 days ago"),
        (-1, "end", "Ended on 2 March, 1 day ago"),
    ],
)
def test_a_deadline_says_what_and_when_and_how_far(days, kind, sentence):
    assert draw("{{ due|deadline:kind }}", due=TODAY + timedelta(days=days), kind=kind) == sentence


@pytest.mark.parametrize(("days", "state"), [(4, "far"), (3, "soon"), (0, "soon"), (-1, "late")])
def test_a_deadline_presses_when_it_is_near(days, state):
    assert draw("{{ due|pressure }}", due=TODAY + timedelta(days=days)) == state


def test_pressure_is_said_in_words_and_not_by_colour_alone():
    late = '{% include "components/deadline.html" with due=due kind="answer" only %}'
    assert "Late" in text_of(draw(late, due=TODAY - timedelta(days=1)))
    assert "Soon" in text_of(draw(late, due=TODAY))


def test_a_span_of_days_is_about_that_long():
    assert draw("{{ 7|span }}") == "about 7 days"


def test_numbers_and_lists_follow_the_language():
    assert draw("{{ n|number }}", n=1234567) == "1,234,567"
    with translation.override("de"):
        assert draw("{{ n|number }}", n=1234567) == "1.234.567"
    assert draw("{{ names|listed }}", names=["Amal", "Bo", "Chidi"]) == "Amal, Bo and Chidi"


def test_what_people_named_is_listed_with_the_words_of_the_reader_and_a_direction_of_its_own():
    names = ["Amal", "مكتبة", "<b>"]
    phrase = (
        '<bdi dir="auto">Amal</bdi>, <bdi dir="auto">مكتبة</bdi> '
        'and <bdi dir="auto">&lt;b&gt;</bdi>'
    )
    assert draw("{{ names|listed_apart }}", names=names) == phrase
    inside = '{% listing one in names %} <bdi dir="auto">{{ one }}</bdi>\n{% endlisting %}'
    assert draw(inside, names=names) == phrase
    with translation.override("ar"):
        assert "," not in draw("{{ names|listed_apart }}", names=names)


def test_each_part_of_what_is_listed_has_its_name_inside_and_nowhere_else():
    pairs = [("/a", "Amal & Bo"), ("/c", "Chidi")]
    inside = '{% listing url, name in pairs %}<a href="{{ url }}">{{ name }}</a>{% endlisting %}'
    assert draw(inside + "{{ name }}", pairs=pairs) == (
        '<a href="/a">Amal &amp; Bo</a> and <a href="/c">Chidi</a>'
    )
    assert draw(inside, pairs=[]) == ""


def test_a_language_is_named_for_the_reader_or_for_its_speakers():
    assert draw("{{ 'ar'|language_name }}") == "Arabic"
    assert draw("{{ 'ar'|own_language_name }}") == "العربية"
    assert draw("{{ 'zh-Hant'|language_name }}") == "Chinese (Traditional)"


@pytest.mark.parametrize("tag", ["", "x", "no-such-language-at-all", "en_GB;", "<b>"])
def test_a_language_nobody_knows_breaks_nothing(tag):
    assert components.language_name(tag) == tag
    assert components.direction(tag) == "auto"


def test_directions_come_from_the_language():
    assert [components.direction(tag) for tag in ("en", "ar", "he", "zh")] == [
        "ltr",
        "rtl",
        "rtl",
        "ltr",
    ]


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "![p](https://elsewhere.example/pixel.png)",
    '<a href="//elsewhere.example" onclick="x()">a</a>',
    "<style>*{display:none}</style>",
    "<iframe src=//elsewhere.example></iframe>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)>",
    '[x]: javascript:alert(1) "t"\n\n[x]',
    "<form action=//elsewhere.example><input name=a></form>",
    "`<img src=x>`",
]


def elements(html):
    page = parse(html)
    nodes = list(page.all(*_known_tags(page)))
    return {node.tag for node in nodes}, {
        (name, value) for node in nodes for name, value in node.attributes.items()
    }


def _known_tags(page):
    tags = set()
    waiting = [page]
    while waiting:
        for part in waiting.pop().content:
            if not isinstance(part, str):
                tags.add(part.tag)
                waiting.append(part)
    return tags


def assert_harmless(html):
    tags, attributes = elements(html)
    assert tags <= {*components._TAGS}
    assert {name for name, _ in attributes} <= {"href", "rel", "dir", "start"}
    for name, value in attributes:
        if name == "href":
            assert value.split(":")[0].lower() in {"http", "https"} or ":" not in value


@pytest.mark.parametrize("written", HOSTILE)
def test_hostile_markdown_harms_nobody(written):
    assert_harmless(components.markdown(written))


@given(st.text(alphabet=st.sampled_from("<>()[]!`*_#\\\"'&;:/ \n\tjavscriptonel=x"), max_size=200))
def test_no_markdown_harms_anybody(written):
    assert_harmless(components.markdown(written))


def test_markdown_keeps_what_it_is_for():
    html = components.markdown(
        "# Title\n\nBe *kind* and **clear**.\n\n- [one](https://wiki.example/)\n\nحبر"
    )
    assert '<h3 dir="auto">Title</h3>' in html
    assert "<em>kind</em>" in html
    assert 'rel="nofollow noopener noreferrer"' in html
    assert '<p dir="auto">حبر</p>' in html


def test_headings_in_markdown_stand_below_those_of_the_page():
    assert "<h5" in components.markdown("## Two", top=4)
    assert "<h6" in components.markdown("###### Six", top=4)


def test_the_words_of_markdown_are_words_and_not_html():
    assert components.plain("Be *kind* & [clear](https://wiki.example/).") == "Be kind & clear."
    drawn = draw("{{ text|plain }}", text="`<b>` and &lt;script&gt;alert(1)&lt;/script&gt;")
    assert "<" not in drawn


def test_very_long_and_deep_markdown_is_cut_and_not_followed():
    assert len(components.markdown("a " * 500_000)) < 300_000
    assert_harmless(components.markdown(">" * 5_000 + "deep"))


class Question(forms.Form):
    what = forms.CharField(label="What happened?", help_text="In your words.")
    how = forms.ChoiceField(
        label="How?", widget=forms.RadioSelect, choices=[("a", "Aloud"), ("b", "In writing")]
    )
    sure = forms.BooleanField(label="I am sure.")
    more = forms.CharField(label="Anything else?", required=False, widget=forms.Textarea)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_field_is_tied_to_its_label_hint_and_problem():
    page = parse(draw("{% field form.what %}", form=Question({"what": ""})))
    [box] = page.all("input")
    [label] = page.all("label")
    assert label.get("for") == box.get("id")
    assert box.get("aria-invalid") == "true"
    described = box.get("aria-describedby").split()
    assert {node.get("id") for node in page.all("div")} >= set(described)
    assert len(described) == 2


def test_a_group_of_choices_has_a_legend_and_says_what_is_wrong():
    page = parse(draw("{% field form.how %}", form=Question({"what": "x"})))
    [group] = page.all("fieldset")
    [legend] = page.all("legend")
    assert legend.text() == "How?"
    assert "id_how_error" in group.get("aria-describedby")
    assert {node.get("id") for node in page.all("div")} >= {"id_how_error"}


def test_what_may_be_left_out_says_so():
    form = Question()
    assert "you may leave this out" in draw("{% field form.more %}", form=form)
    assert "you may leave this out" not in draw("{% field form.what %}", form=form)


def test_all_fields_are_drawn_with_what_was_typed():
    html = draw("{% fields form %}", form=Question({"what": "<b>typed</b>", "secret": "s"}))
    fields = {field.get("name"): field for field in parse(html).all("input", "textarea")}
    assert set(fields) == {"what", "how", "sure", "more", "secret"}
    assert fields["what"].get("value") == "<b>typed</b>"


def test_the_summary_of_problems_leads_to_each_field():
    form = Question({})
    page = parse(draw('{% include "components/error_summary.html" %}{% fields form %}', form=form))
    ids = {node.get("id") for node in page.all("input", "textarea")}
    targets = [link.get("href").removeprefix("#") for link in page.all("a")]
    assert len(targets) == 3
    assert set(targets) <= ids


def test_no_problem_no_summary():
    assert draw('{% include "components/error_summary.html" %}', form=Question()).strip() == ""


class TooLong(WrongInput):
    code = "wrong_input"


def test_a_refusal_from_below_stands_beside_its_field():
    form = Question({"what": "x", "how": "a", "sure": "on"})
    assert form.is_valid()
    show_problems(form, SeveralProblems([TooLong(field="what"), TooLong(field="elsewhere")]))
    assert list(form.errors) == ["what", "__all__"]


def test_a_refusal_without_a_field_stands_above_the_form():
    form = Question({"what": "x", "how": "a", "sure": "on"})
    form.is_valid()
    show_problems(form, NotFound())
    assert list(form.errors) == ["__all__"]


def test_a_component_takes_a_body_and_escapes_its_values():
    html = draw(
        '{% component "inset" heading=heading %}<p>Only {{ who }}.</p>{% endcomponent %}',
        heading="<i>",
        who="<b>",
    )
    assert "<p>Only &lt;b&gt;.</p>" in html
    assert "&lt;i&gt;" in html


def test_a_redline_can_be_read_without_colour_and_aloud():
    html = draw(
        '{% include "components/redline.html" %}',
        parts=[{"op": "removed", "text": "ten"}, {"op": "added", "text": "five"}],
    )
    assert "removed:" in text_of(html)
    assert "\N{MINUS SIGN}" in html
    assert "added:" in text_of(html)


def test_a_receipt_is_there_once_for_eyes_and_once_for_ears():
    receipt = "8YQM0-ZBGND-ZVAE0-XY473-EED7A"
    page = parse(draw('{% include "components/receipt.html" with text=text %}', text=receipt))
    spans = [node for node in page.all("span") if node.within("p")]
    heard = [node.text() for node in spans if node.get("aria-hidden") is None]
    seen = [node.text() for node in spans if node.get("aria-hidden") == "true"]
    assert heard == [receipt]
    assert seen == receipt.split("-")


def test_words_are_found_by_their_code():
    assert draw('{% words "not_found" %}') == "There is nothing here that you can see."


def test_the_page_of_components_shows_them_in_both_directions(client, settings):
    settings.COMITY_SANDBOX = True
    for language, direction in (("en", "ltr"), ("ar", "rtl")):
        with translation.override(language):
            address = reverse("design:design")
        page = client.get(address)
        assert page.status_code == 200
        [html] = parse(page.content.decode()).all("html")
        assert (html.get("lang"), html.get("dir")) == (language, direction)


def test_no_component_is_left_out_of_the_page_of_components():
    folder = settings.PACKAGE / "web" / "templates"
    shown, waiting = set(), ["design/design.html", "base.html"]
    while waiting:
        text = (folder / waiting.pop()).read_text()
        named = set(re.findall(r"components/\w+\.html", text))
        named |= {f"components/{name}.html" for name in re.findall(r'{% component "(\w+)"', text)}
        if "{% fields " in text:
            named |= {"components/fields.html", "components/field.html"}
        if "{% term " in text:
            named |= {"components/term.html"}
        waiting += named - shown
        shown |= named
    there = {f"components/{file.name}" for file in (folder / "components").glob("*.html")}
    assert there - shown == set()


def test_the_page_of_components_is_not_served_in_production(client, settings):
    settings.COMITY_SANDBOX = False
    assert client.get(reverse("design:design")).status_code == 404
