"""The house from an empty place: founded, at work, lost with its machine, restored, and at work."""

import json
import shutil
from contextlib import ExitStack, contextmanager
from importlib import resources

import pytest

from tests.harness import real_parts
from tests.harness.mail import MailSink
from tests.harness.served import Served
from tests.journeys.conftest import DATABASES, WITH_PAGES
from tests.journeys.steps import inside, operators, road, seats, wiki
from tests.journeys.steps.people import sign_in
from tests.journeys.steps.reporter import ReporterWithPages
from tests.journeys.steps.story import APPEAL, COMMUNITY, EXCLUDED, PANEL, PASSWORD, Story
from tests.journeys.steps.visit import Doors
from tests.journeys.steps.waiting import until
from tests.wiki.server import TestWiki

pytestmark = [pytest.mark.browser, pytest.mark.real_wiki]

BODY, APPEALS = "lighthouse-panel", "appeal-panel"
FOUNDERS = {BODY: (EXCLUDED, *PANEL[:-1]), APPEALS: APPEAL[:3]}
NEWCOMER = PANEL[-1]
CERTIFIED = """
from comity.vault.models import Certificate
told = Certificate.objects.count()
"""
HASTY_FOR_TESTS = {"check_fsync_off"}
"""The PostgreSQL of these tests does not wait for the disk; nothing that it keeps is dear."""
LOCKS_THE_KEYS = "eleven quiet herons by the pier"


class Reporter(ReporterWithPages):
    """Somebody who reports where members are called by the names they sign in with."""

    def _check(self):
        for words in (self.story.said.report, *PANEL):
            assert words in self.visit.text, words


@contextmanager
def machine(stack, mail, folder, url=None):
    """Give a machine on which Comity is installed and has never run."""
    folder.mkdir()
    served = Served(folder, mail=mail, database_url=url, sandbox=False)
    stack.callback(served.stop)
    yield served


def found(served):
    """Found a movement from its charter, with one community, a code and two bodies."""
    words = ("init", "--charter", "small", "--operator", operators.OPERATOR, "--password-fd", "0")
    served.comity(*words, stdin=f"{PASSWORD}\n")
    movement = served.comity("community", "list").split()[0]
    name = ("--name", "en=The Lighthouse Wiki")
    served.comity("community", "add", COMMUNITY, "--parent", movement, *name)
    code = resources.files("comity.cli.sandbox") / "code-universal.toml"
    served.comity("code", "load", str(code), movement, "--put-in-force")
    place = ("--community", COMMUNITY, "--contact", "panel@lighthouse.example")
    served.comity("body", "add", BODY, *place, "--name", "en=The Lighthouse panel")
    served.comity("body", "mandate", BODY)
    place = ("--community", movement, "--contact", "appeals@lantern.example")
    name = ("--name", "en=The appeal panel", "--kind", "appeal_panel")
    served.comity("body", "add", APPEALS, *place, *name)
    served.comity("body", "mandate", APPEALS, "--stage", "appeal")


def seat(story):
    """Members are seated, at first by whoever founds the bodies, then by two members together."""
    for body, names in FOUNDERS.items():
        seats.found_with(story, body, names)
    proposes, confirms, *_others = PANEL
    seats.seat_by_two(story, BODY, NEWCOMER, proposes=proposes, confirms=confirms)
    everybody = len({*sum(FOUNDERS.values(), ()), NEWCOMER})
    until(
        lambda: inside.run(story.served, CERTIFIED) == everybody,
        "the key of every seat is certified",
    )


def lose(served):
    """Let the machine be gone, and everything on it."""
    served.kill_all()
    shutil.rmtree(served.folder)


def broken(served):
    """Say what the checks find that does not work."""
    found = json.loads(served.comity("check", "--json", check=False))
    return [
        one["what"]
        for one in found
        if one["weight"] == "broken" and one["code"] not in HASTY_FOR_TESTS
    ]


@pytest.mark.parametrize("restored_on", DATABASES)
def test_a_lost_machine_is_replaced_and_an_open_case_is_finished(
    tmp_path, request, browser, restored_on
):
    real_parts.need("MediaWiki")
    url = None
    if restored_on == "postgresql":
        url = request.getfixturevalue("postgres_cluster").create("comity_restored")
    with ExitStack() as stack:
        hill, mail = stack.enter_context(TestWiki()), stack.enter_context(MailSink())
        first = stack.enter_context(machine(stack, mail, tmp_path / "first"))
        found(first)
        first.start()
        story = Story(first, hill)
        story.doors = Doors(first, stack, browser)
        story.way = WITH_PAGES
        operators.connect_wiki(story, operators.come(story))
        seat(story)

        wiki.harm(story)
        reporter = Reporter(story, story.doors.visit(script=False))
        reporter.report()
        reporter.follow_up()
        road.triaged(story)
        safe = tmp_path / "safe"
        safe.mkdir()
        first.comity("backup", str(safe / "all.backup"))
        first.comity("keys", "backup", str(safe / "keys.locked"), stdin=f"{LOCKS_THE_KEYS}\n")
        head = first.comity("record", "head").strip()
        shutil.copy(head, safe / "head.json")
        lose(first)
        visits = story.doors.visits

        second = stack.enter_context(machine(stack, mail, tmp_path / "second", url))
        second.comity("keys", "restore", str(safe / "keys.locked"), stdin=f"{LOCKS_THE_KEYS}\n")
        assert "are whole" in second.comity("restore", str(safe / "all.backup"))
        assert "are whole" in second.comity("record", "verify", "--head", str(safe / "head.json"))
        second.start()
        story.served, story.doors = second, Doors(second, stack, browser)
        come = story.way.members.come
        panel = {name: come(story, name) for name in PANEL}
        panel[PANEL[0]].page(f"cases/{story.case_id}/").expect()
        assert story.said.report in panel[PANEL[0]].text
        assert second.comity("restore", "--resume").strip() == "Work goes on."
        assert broken(second) == []

        panel = road.heard(story, panel, story.doors.visit())
        road.decided(story, panel)
        reporter.come_back(story.doors.visit(script=False))
        assert story.said.measure_reason in reporter.read()
        assert "are whole" in second.comity("record", "verify")
        assert sign_in(story.doors.visit(), operators.OPERATOR)
        visits += story.doors.visits
        assert not [found for visit in visits for found in visit.barriers]
