"""What people do most, with nothing but a keyboard."""

import re
from contextlib import contextmanager

import pytest
import time_machine
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.test.testcases import LiveServerThread

from tests.factories.cases import story as begun
from tests.harness.keyboard import Keyboard
from tests.journeys.steps.story import PASSWORD, SIGNER
from tests.skins.situation import Kept, Role
from tests.web.serving import HOUR, at_browser
from tests.wiki.paper import PaperWiki

RECEIPT = re.compile(r"\b(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}\b")
PRESSES = 3


@pytest.fixture
def sit_down(served, browser):
    """Sit down at a keyboard: ``with sit_down("/en/") as keys``."""

    @contextmanager
    def opened(path):
        with browser.window(served.url, reduced_motion="reduce") as page:
            page.goto(path)
            yield Keyboard(page)

    return opened


class Answering(ThreadedWSGIServer):
    """Waits at its end for every request: they share the connection of the test."""

    daemon_threads = False


class Waiting(LiveServerThread):
    """Serves in a thread, and leaves none behind."""

    server_class = Answering


@pytest.fixture
def host(db, settings):
    """Serve what this test has written, to a browser; nothing of it stays stored."""
    del db
    settings.ALLOWED_HOSTS = ["localhost"]
    server = Waiting(
        "localhost", StaticFilesHandler, connections_override={"default": connections["default"]}
    )
    connections["default"].inc_thread_sharing()
    server.start()
    server.is_ready.wait()
    yield f"http://localhost:{server.port}"
    server.terminate()
    connections["default"].dec_thread_sharing()


@pytest.fixture
def told(host, browser):
    """Sit down as somebody in a story that is under way."""

    @contextmanager
    def opened(story, role, path):
        with (
            browser.window(host, reduced_motion="reduce") as page,
            time_machine.travel(story.now + HOUR),
        ):
            cookies = role.browser.cookies.values()
            page.context.add_cookies(
                [{"name": one.key, "value": one.value, "url": host} for one in cookies]
            )
            page.goto(path)
            yield Keyboard(page)

    return opened


@pytest.fixture
def story(db):
    del db
    with PaperWiki() as paper:
        yield Kept(**vars(begun(paper)))


def test_a_report_is_written_from_the_home_page_to_the_receipt(sit_down):
    with sit_down("/en/") as keys:
        keys.open("Report")
        keys.choose("No")
        keys.press("Continue")
        keys.choose("Lighthouse")
        keys.press("Continue")
        keys.write("What happened", "They called me names.")
        keys.press("Continue")
        keys.press("Continue")
        keys.press("Continue")
        keys.choose("No")
        keys.press("Continue")
        keys.press("Send the report")
        assert RECEIPT.search(keys.page.inner_text("main"))
        keys.press("I have saved it")
        assert "They called me names." in keys.page.inner_text("main")


def test_somebody_signs_in_and_signs_the_code(sit_down):
    with sit_down("/en/") as keys:
        keys.open("Sign in")
        keys.write("Your user name", SIGNER)
        keys.write("Your password", PASSWORD)
        keys.page.keyboard.press("Enter")
        keys.page.wait_for_url(lambda address: "sign-in" not in address)
        keys.page.goto("/en/sign/")
        keys.press("I have read version")
        assert "signed" in keys.page.inner_text("main")


def test_a_respondent_answers(told, story):
    story.proven()
    with told(story, Role(receipt=story.shown), "/en/messages/case/") as keys:
        keys.open("Write my answer")
        keys.write("Your", "I was upset, and I am sorry.")
        keys.press("Send")
        assert "I was upset, and I am sorry." in keys.page.inner_text("main")


def test_a_member_votes(told, story):
    story.deliberating()
    member = story.members[0]
    role = Role(at_browser(member, story.keyring(member)))
    with told(story, role, f"/en/cases/{story.case_id}/") as keys:
        keys.open("Vote on this")
        keys.choose("For")
        keys.write("Why", "The edit says it.")
        keys.press("Cast my vote")
        assert "Your vote is cast." in keys.page.inner_text("main")


def test_something_is_said_and_withdrawn_without_an_account(sit_down):
    with sit_down("/en/consultations/") as keys:
        keys.open("Quiet rooms")
        keys.open("Take part")
        keys.write("What do you want to say?", "A bench by the door, please.")
        keys.press("Publish it")
        assert RECEIPT.search(keys.page.inner_text("main"))
        keys.press("I have saved it")
        keys.open("Withdraw it")
        keys.tick("Yes, I am sure")
        keys.press("Withdraw it")
        assert "Your words are gone." in keys.page.inner_text("main")


def test_whoever_presses_escape_three_times_is_gone_and_cannot_come_back(sit_down):
    with sit_down("/en/report/") as keys:
        page = keys.page
        page.route("**/leave/", lambda route: route.fulfill(body="elsewhere"))
        for _ in range(PRESSES):
            page.keyboard.press("Escape")
        page.wait_for_url("**/leave/")
        assert page.evaluate("history.length") <= 2


PAGES = (
    "/en/",
    "/en/report/",
    "/en/account/sign-in/",
    "/en/code/",
    "/en/communities/",
    "/en/search/",
    "/en/consultations/",
)


@pytest.mark.parametrize("path", PAGES)
def test_the_first_link_skips_to_the_content_and_nothing_keeps_the_focus(sit_down, path):
    with sit_down(path) as keys:
        keys.skip()
        keys.page.goto(path)
        assert len(keys.go_round()) > 5
