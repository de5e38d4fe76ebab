"""`comity consultation part` and `panel`: how somebody takes part, in their own name."""

import json

import pytest

from comity.consultation.errors.equity import AttributeUnknown
from comity.consultation.errors.panels import AnswersMissing, NotSeated, PanelStepNotPossible
from comity.consultation.errors.rounds import ConsultationOver
from comity.consultation.models import Attribute, PanelEntry, Participant
from comity.consultation.queries import equity, panels
from comity.consultation.queries.taking_part import part_of
from comity.consultation.rules.equity import Dimension
from comity.kernel.errors import NotFound, NotPermitted
from comity.people.models import Person
from tests.actions.test_equity import LANGUAGES, TENURES, measured
from tests.actions.test_panels import drawn, opened, ready
from tests.cli.at_terminal import comity, somebody, written
from tests.factories import consultations as make
from tests.factories.people import PersonFactory
from tests.factories.tokens import shown, token_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture
def who(tmp_path):
    return somebody(tmp_path)


@pytest.fixture
def file(tmp_path):
    return lambda said: written(tmp_path / "me.json", json.dumps(said))


def test_somebody_chooses_how_they_are_shown(who):
    by, me = who
    found = make.consultation()
    show, choose = ("part", "show", found, me), ("part", "choose", found, me)
    assert "You do not take part." in comity(*show).output
    assert comity(*choose, "--letters").exit_code == 0
    part = part_of(by, found.id)
    assert (part.shows_name, part.wants_letters) == (False, True)
    told = comity(*show).output
    assert f"You stand here as {part.participant.code_name}.\nLetters come.\n" in told
    assert comity(*choose, "--name").exit_code == 0
    assert json.loads(comity(*show, "--json").stdout) == {
        "participant": part.participant.id,
        "code_name": part.participant.code_name,
        "name": Person.objects.get(id=by.id).name,
        "shows_name": True,
        "wants_letters": True,
        "about": {},
    }
    assert comity(*choose, "--no-name", "--no-letters").exit_code == 0
    assert "No letters come." in comity(*show).output
    assert Participant.objects.count() == 1


def test_nobody_takes_part_in_what_is_over_or_not_there(who, tmp_path):
    found = make.consultation()
    by = token_file(tmp_path, Person.objects.get(id=make.organiser_of(found).id))
    comity("cancel-all", found, "--reason", "We moved.", by)
    assert isinstance(comity("part", "choose", found, who[1]).exception, ConsultationOver)
    for command in ("show", "choose"):
        missing = comity("part", command, "nothing", who[1])
        assert isinstance(missing.exception, NotFound), command
    assert isinstance(comity("part", "groups", "nothing").exception, NotFound)
    assert not Participant.objects.exists()


def test_somebody_says_something_about_themselves_and_deletes_it(who, file):
    by, me = who
    found = measured(LANGUAGES + TENURES)
    assert comity("part", "groups", found).output.split("\n")[:3] == [
        "language  en",
        "language  ar",
        "language  *",
    ]
    about_me = ("part", "about-me", found)
    assert comity(*about_me, file({"language": "ar", "tenure": "*"}), me).exit_code == 0
    assert "language  ar\ntenure  *\n" in comity("part", "show", found, me).output
    assert comity(*about_me, file({"tenure": "new"}), me).exit_code == 0
    assert equity.own_attributes(by, found.id) == {Dimension.TENURE: "new"}
    assert comity(*about_me, file({}), me).exit_code == 0
    assert not Attribute.objects.exists()


def test_what_somebody_says_of_themselves_is_read_from_the_standard_input():
    found, person = measured(), PersonFactory()
    typed = f'{shown(person)}\nlanguage = "ar"\n'
    done = comity("part", "about-me", found, "-", "--token-file", "-", typed=typed)
    assert (done.exit_code, "ar" in done.output.split()) == (0, False)
    assert Attribute.objects.get().participant.person_id == person.id


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"shoes": "red"}, "there is no dimension shoes. Dimensions: language, region"),
        ({"language": ["ar"]}, 'language has the name of a group, as in language = "Name"'),
        ({"language": "fr"}, AttributeUnknown),
        ({"region": "north"}, AttributeUnknown),
    ],
)
def test_nobody_says_of_themselves_what_is_not_asked(who, file, said, refusal):
    found = measured()
    done = comity("part", "about-me", found, file(said), who[1])
    named = refusal if isinstance(refusal, str) else ""
    assert isinstance(done.exception, SystemExit if named else refusal)
    assert named in done.output
    assert not Participant.objects.exists()


def test_somebody_puts_themselves_forward_and_takes_it_back(who, file):
    by, me = who
    _organiser, one = opened()
    assert comity("panel", "groups", one).output == "language  ar\nlanguage  en\nlanguage  *\n"
    mine, join = ("panel", "mine", one, me), ("panel", "join", one)
    assert "You did not put yourself forward" in comity(*mine).output
    assert isinstance(comity(*join, file({}), me).exception, AnswersMissing)
    assert comity(*join, file({"language": "ar"}), me).exit_code == 0
    assert comity(*join, file({"language": "en"}), me).exit_code == 0
    ticket = panels.own_entry(by, panels.panel(one)).ticket
    assert comity(*mine).output == f"{ticket}  waiting\nlanguage  en\n"
    leave = ("panel", "leave", one, me)
    assert comity(*leave, typed="n\n").exit_code == 1
    assert PanelEntry.objects.count() == 1
    assert comity(*leave, typed="y\n").exit_code == 0
    assert not PanelEntry.objects.exists()
    assert isinstance(comity(*leave, "--yes").exception, NotSeated)


def test_a_pool_that_is_closed_takes_nobody_and_tells_chances(tmp_path, who, file):
    _by, one, people = ready()
    late = comity("panel", "join", one, file({"language": "ar"}), who[1])
    assert isinstance(late.exception, PanelStepNotPossible)
    me = token_file(tmp_path, Person.objects.get(id=people[0].id))
    told = json.loads(comity("panel", "mine", one, me, "--json").stdout)
    assert (told["state"], told["answers"]) == ("waiting", {"language": "ar"})
    assert 0 < told["chance"] <= 1
    assert f"waiting  chance {told['chance']:.0%}" in comity("panel", "mine", one, me).output


def test_whoever_leaves_a_panel_is_replaced(tmp_path, who):
    _by, one, people = drawn()
    seated = panels.panel(one).drawing.seated
    sits = next(by for by in people if panels.own_entry(by, panels.panel(one)).ticket in seated)
    stranger = comity("panel", "leave", one, who[1], "--yes")
    assert isinstance(stranger.exception, NotPermitted)
    me = token_file(tmp_path, Person.objects.get(id=sits.id))
    assert "You do not serve" in comity("panel", "leave", one, me, "--yes").output
    now_seated = panels.panel(one).drawing.seated
    assert panels.own_entry(sits, panels.panel(one)).ticket not in now_seated
    assert len(now_seated) == len(seated)


def test_a_panel_that_is_not_there_is_said_so(who, file):
    for command, words in (
        ("groups", []),
        ("join", [file({})]),
        ("leave", ["--yes"]),
        ("mine", []),
    ):
        me = [] if command == "groups" else [who[1]]
        done = comity("panel", command, "nothing", *words, *me)
        assert isinstance(done.exception, NotFound), command
