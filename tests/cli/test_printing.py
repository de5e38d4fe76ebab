"""What strangers wrote cannot steer the terminal of whoever reads it."""

import json

import pytest

from comity.cli.printing import beginning, show_json, tell
from comity.consultation.models import Contribution
from tests.cli.at_terminal import comity
from tests.factories.answers import Asked
from tests.factories.consultations import contributed

OBEYED = "In \x1b[2Jgood \x9b1mspirit\x07"
SHOWN = "In [2Jgood 1mspirit"


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["waiting", "said", "export"])
def test_lists_of_what_people_said_are_only_shown(command):
    asked = Asked()
    said = contributed(asked.round)
    Contribution.objects.filter(id=said.id).update(text=OBEYED)
    output = comity(command, asked.found).output
    assert SHOWN in output
    assert not set("\x1b\x9b\x07") & set(output)


def test_words_of_any_script_are_printed_as_they_are(capsys):
    tell("مرحبا\tdeux\nlignes")
    assert capsys.readouterr().out == "مرحبا\tdeux\nlignes\n"


def test_programs_get_every_character_and_the_terminal_none_that_it_obeys(capsys):
    show_json({"said": OBEYED})
    printed = capsys.readouterr().out
    assert not set("\x1b\x9b\x07") & set(printed)
    assert json.loads(printed) == {"said": OBEYED}


def test_the_beginning_of_a_text_is_one_line():
    assert beginning("one\ntwo") == "one two"
    assert beginning("word " * 40).endswith("…")
