"""kill -9 between every two steps of intake and execution: nothing is lost, nothing done twice."""

import threading
import time
import uuid

import httpx
import pytest

from tests.journeys.conftest import DATABASES
from tests.journeys.steps import inside, killing, members, road, wiki
from tests.journeys.steps.reporter import ReporterWithPages
from tests.journeys.steps.story import COMMUNITY
from tests.journeys.steps.waiting import until

pytestmark = pytest.mark.real_wiki

WHILE_A_REPORT_IS_TAKEN = [round(0.015 * step, 3) for step in range(6)]
WHILE_A_WORKER_WORKS = [round(0.025 * step, 3) for step in range(8)]
WHEN_THE_WIKI_HAS_DONE_IT = [0.0, 0.1, 0.2, None, None, None, None, None]

COUNT = """
from collections import Counter
from comity.cases.models import Case, CaseReport
from comity.record.queries import first_broken_line
from comity.reports.models import Evidence, Report
told = {
    "reports": Report.objects.count(),
    "cases": Case.objects.count(),
    "reports with a case": CaseReport.objects.values("report_id").distinct().count(),
    "links": CaseReport.objects.count(),
    "evidence to fetch": Evidence.objects.count(),
    "whole": first_broken_line() is None,
}
"""
ORDER = """
from django.utils import timezone
from comity.kernel.actors import SYSTEM
from comity.measures.actions import order_measure
from comity.measures.rules import Order
from comity.people.rules import WIKI, AccountRef
from comity.wikis.queries import every_wiki
told = [
    order_measure(
        order=Order(account=AccountRef(WIKI, str(number), name), pages=(given["page"],)),
        kind="partial_block", level=4, days=7, wiki_id=every_wiki()[0].id,
        by=SYSTEM, now=timezone.now(),
    )
    for name, number in given["accounts"].items()
]
"""
OVERTURN = """
from django.utils import timezone
from comity.kernel.actors import SYSTEM
from comity.measures.actions import end_measure
for measure in given["measures"]:
    end_measure(measure_id=measure, overturned=True, by=SYSTEM, now=timezone.now())
told = []
"""
STATES = """
from comity.measures.models import Measure
told = sorted(set(Measure.objects.values_list("state", flat=True)))
"""


class Sender:
    """A program that sends a report again and again until it is received."""

    def __init__(self, story):
        self.url = f"{story.served.url}/api/v1"
        places = httpx.get(f"{self.url}/communities", timeout=30).json()["items"]
        self.community = next(one["id"] for one in places if one["slug"] == COMMUNITY)
        self.evidence = [story.diff]

    def send(self, key):
        """Send once; nothing where nobody answers."""
        report = {
            "community": self.community,
            "what": f"Somebody pulled the plug. {key}",
            "evidence": self.evidence,
            "idempotency_key": key,
        }
        try:
            answer = httpx.post(f"{self.url}/reports", json=report, timeout=30)
        except httpx.TransportError:
            return None
        assert answer.status_code in {200, 201}, answer.text
        return answer.json()["receipt"]

    def items(self, receipt, kind):
        """Give what stands in the correspondence, of one kind."""
        headers = {"Comity-Receipt": receipt}
        answer = httpx.get(f"{self.url}/report", headers=headers, timeout=30)
        assert answer.status_code == 200, answer.text
        return [item for item in answer.json()["items"] if item["kind"] == kind]


def new_key():
    return f"{uuid.uuid4()}-{uuid.uuid4()}"


def test_a_report_is_received_once_however_often_the_web_is_killed(begin):
    with begin("sqlite") as story:
        wiki.connect(story)
        wiki.harm(story)
        sender = Sender(story)
        receipts = [killed_while_sending(story, sender, one) for one in WHILE_A_REPORT_IS_TAKEN]
        assert len(set(receipts)) == len(WHILE_A_REPORT_IS_TAKEN)
        until(lambda: inside.run(story.served, COUNT)["evidence to fetch"] == 0, "all is fetched")
        killing.finish(story.served)
        all_is_there_once(story, sender, receipts)


def killed_while_sending(story, sender, moment):
    """Kill the web so long after a report was sent, and send it until it is received."""
    key = new_key()
    first = threading.Thread(target=sender.send, args=(key,))
    first.start()
    time.sleep(moment)
    story.served.kill("web")
    first.join()
    return until(lambda: sender.send(key), "the report is received")


def test_what_follows_a_report_is_done_once_however_often_the_worker_is_killed(begin):
    with begin("sqlite") as story:
        wiki.connect(story)
        wiki.harm(story)
        sender = Sender(story)
        killing.hold_worker(story.served)
        receipts = [sender.send(new_key()) for _ in WHILE_A_WORKER_WORKS]
        story.served.kill_all()
        assert killing.workers(story.served, WHILE_A_WORKER_WORKS) >= len(WHILE_A_WORKER_WORKS) // 2
        killing.finish(story.served)
        story.served.start()
        all_is_there_once(story, sender, receipts)


def test_a_notice_is_left_once_however_often_the_worker_is_killed(begin):
    with begin("sqlite") as story:
        reporter = ReporterWithPages(story, story.doors.visit())
        wiki.connect(story)
        wiki.harm(story)
        reporter.report()
        panel = members.sit(story, road.triaged(story))
        first = next(iter(panel.values()))
        members.state(story, first)
        killing.hold_worker(story.served)
        members.serve(story, first)
        story.served.kill_all()
        assert watched(story)
        killing.finish(story.served)
        wiki.is_told(story)
        assert wiki.talk_page(story).count(f"{story.served.url}/messages") == 1


def watched(story):
    """Kill workers, most of them right after the wiki has done what they asked of it."""
    moments = WHEN_THE_WIKI_HAS_DONE_IT
    return killing.workers(story.served, moments, lambda: wiki.done_so_far(story))


def all_is_there_once(story, sender, receipts):
    told = inside.run(story.served, COUNT)
    wanted = len(receipts)
    assert told == {
        "reports": wanted,
        "cases": wanted,
        "reports with a case": wanted,
        "links": wanted,
        "evidence to fetch": 0,
        "whole": True,
    }
    for receipt in receipts:
        for kind in ("report", "evidence"):
            assert len(sender.items(receipt, kind)) == 1


@pytest.mark.parametrize("database", DATABASES)
def test_a_block_is_placed_once_and_taken_back_once_however_often_a_worker_is_killed(
    begin, database
):
    with begin(database) as story:
        wiki.connect(story)
        wiki.harm(story)
        names = [f"Clockwork {number}" for number, _ in enumerate(WHEN_THE_WIKI_HAS_DONE_IT, 1)]
        accounts = {name: story.wiki.create_user(name) for name in names}
        story.served.stop()
        measures = inside.run(story.served, ORDER, accounts=accounts, page=story.page)
        assert watched(story) >= len(names) // 2
        killing.finish(story.served)
        assert inside.run(story.served, STATES) == ["in_force"]
        for name in names:
            assert len(wiki.blocks(story, name)) == 1
            assert [line["action"] for line in wiki.block_log(story, name)] == ["block"]
        inside.run(story.served, OVERTURN, measures=measures)
        assert watched(story) >= len(names) // 2
        killing.finish(story.served)
        for name in names:
            assert wiki.blocks(story, name) == []
            log = [line["action"] for line in wiki.block_log(story, name)]
            assert log == ["unblock", "block"]
