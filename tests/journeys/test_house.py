"""The house from an empty place: founded, at work, lost with its machine, restored, and at work."""

import shutil
from contextlib import ExitStack, contextmanager
from importlib import resources
from types import SimpleNamespace

import pytest

from tests.harness import real_parts
from tests.harness.mail import MailSink
from tests.harness.served import Served
from tests.journeys.conftest import WITH_PAGES
from tests.journeys.steps import inside, road
from tests.journeys.steps.people import sign_in
from tests.journeys.steps.reporter import ReporterWithPages
from tests.journeys.steps.story import (
    APPEAL,
    COMMUNITY,
    EXCLUDED,
    PANEL,
    PASSPHRASE,
    PASSWORD,
    Story,
)
from tests.journeys.steps.visit import Doors
from tests.journeys.steps.waiting import until
from tests.wiki.server import TestWiki

pytestmark = pytest.mark.real_wiki

BODIES = {"lighthouse-panel": (EXCLUDED, *PANEL), "appeal-panel": APPEAL[:4]}
CERTIFIED = """
from comity.vault.models import Certificate
told = Certificate.objects.count()
"""
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
    shipped = resources.files("comity.charter") / "shipped" / "small.toml"
    charter = served.folder / "charter.toml"
    charter.write_text(shipped.read_text())
    words = ("init", str(charter), "--operator", "robin", "--password-fd", "0")
    served.comity(*words, stdin=f"{PASSWORD}\n")
    movement = served.comity("community", "list").split()[0]
    name = ("--name", "en=The Lighthouse Wiki")
    served.comity("community", "add", COMMUNITY, "--parent", movement, *name)
    code = resources.files("comity.cli.sandbox") / "code-universal.toml"
    served.comity("code", "load", str(code), movement, "--put-in-force")
    panel, appeals = BODIES
    place = ("--community", COMMUNITY, "--contact", "panel@lighthouse.example")
    served.comity("body", "add", panel, *place, "--name", "en=The Lighthouse panel")
    served.comity("body", "mandate", panel)
    place = ("--community", movement, "--contact", "appeals@lantern.example")
    name = ("--name", "en=The appeal panel", "--kind", "appeal_panel")
    served.comity("body", "add", appeals, *place, *name)
    served.comity("body", "mandate", appeals, "--stage", "appeal")


def seat(story):
    """Members sign up, are seated, and make their keys; the service certifies each."""
    people = [(body, name) for body, names in BODIES.items() for name in names]
    for body, name in people:
        visit = story.doors.visit()
        visit.page("account/sign-up/").expect()
        visit.send({"username": name, "password1": PASSWORD}).expect()
        story.served.comity("body", "seat", body, name, "--until", "2099-01-01")
        visit.page("keys/make/").expect()
        visit.send({"passphrase": PASSPHRASE, "again": PASSPHRASE}).expect()
    until(
        lambda: inside.run(story.served, CERTIFIED) == len(people),
        "the key of every seat is certified",
    )


def lose(served):
    """Let the machine be gone, and everything on it."""
    served.kill_all()
    shutil.rmtree(served.folder)


@pytest.mark.parametrize(
    "restored_on", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def test_a_lost_machine_is_replaced_and_an_open_case_is_finished(tmp_path, request, restored_on):
    real_parts.need("MediaWiki")
    url = None
    if restored_on == "postgresql":
        url = request.getfixturevalue("postgres_cluster").create("comity_restored")
    with ExitStack() as stack:
        wiki, mail = stack.enter_context(TestWiki()), stack.enter_context(MailSink())
        first = stack.enter_context(machine(stack, mail, tmp_path / "first"))
        found(first)
        first.start()
        story = Story(first, wiki)
        story.doors = Doors(first, stack)
        story.way = SimpleNamespace(**vars(WITH_PAGES) | {"sign": lambda _story, _name: None})
        seat(story)

        reporter = Reporter(story, story.doors.visit())
        road.reported(story, reporter)
        road.triaged(story)
        safe = tmp_path / "safe"
        safe.mkdir()
        first.comity("backup", str(safe / "all.backup"))
        first.comity("keys", "backup", str(safe / "keys.locked"), stdin=f"{LOCKS_THE_KEYS}\n")
        head = first.comity("record", "head").strip()
        shutil.copy(head, safe / "head.json")
        lose(first)

        second = stack.enter_context(machine(stack, mail, tmp_path / "second", url))
        second.comity("keys", "restore", str(safe / "keys.locked"), stdin=f"{LOCKS_THE_KEYS}\n")
        assert "are whole" in second.comity("restore", str(safe / "all.backup"))
        assert "are whole" in second.comity("record", "verify", "--head", str(safe / "head.json"))
        second.start()
        story.served, story.doors = second, Doors(second, stack)
        come = story.way.members.come
        panel = {name: come(story, name) for name in PANEL}
        panel[PANEL[0]].page(f"cases/{story.case_id}/").expect()
        assert story.said.report in panel[PANEL[0]].text
        assert second.comity("restore", "--resume").strip() == "Work goes on."

        panel = road.heard(story, panel, story.doors.visit())
        road.decided(story, panel)
        reporter.come_back(story.doors.visit())
        assert story.said.measure_reason in reporter.read()
        assert "are whole" in second.comity("record", "verify")
        assert sign_in(story.doors.visit(), "robin")
