"""The reader without scripts sends what a browser would send."""

from tests.harness.html import parse

PAGE = """<!doctype html><title>A page</title>
<header><form action="/out"><button>Leave</button></form></header>
<main><p>Say what <b>happened</b>.<script>let hidden = 1</script>
<form method="post" action="/send" id="main-form">
<input type="hidden" name="csrf" value="abc">
<label for="t">What happened</label><textarea id="t" name="text">
before</textarea>
<fieldset><legend>How</legend>
<label><input type="radio" name="how" value="named" checked> With my name</label>
<label><input type="radio" name="how" value="anonymous"> Without my name</label></fieldset>
<select name="place"><option value="1">One<option value="2" selected>Two</select>
<input type="checkbox" name="agree"><input name="off" disabled value="x">
<button name="go" value="on">Continue</button>
</form><input form="main-form" name="outside" value="here"></main>"""


def the_form():
    return list(parse(PAGE).all("form"))[1]


def test_text_is_what_a_person_sees():
    paragraph = next(parse(PAGE).all("p"))
    assert paragraph.text().startswith("Say what happened")
    assert "hidden" not in paragraph.text()


def test_an_untouched_form_sends_what_stands_in_it():
    sent = [pair for each in the_form().fields() for pair in each.sent()]
    assert sent == [
        ("csrf", "abc"),
        ("text", "before"),
        ("how", "named"),
        ("place", "2"),
        ("outside", "here"),
    ]


def test_fields_are_known_by_their_labels():
    labels = {field.name: field.labels for field in the_form().fields()}
    assert labels["text"] == ["What happened"]
    assert labels["how"] == ["Without my name", "How"]


def test_choices_are_known_by_their_words():
    radio = [field for field in the_form().fields() if field.name == "how"]
    assert [field.options() for field in radio] == [
        [("named", "With my name")],
        [("anonymous", "Without my name")],
    ]


def test_a_form_knows_its_buttons_and_what_frames_the_page():
    header, main = parse(PAGE).all("form")
    assert header.within("header")
    assert not main.within("header", "footer", "nav")
    assert [button.get("value") for button in main.buttons()] == ["on"]
