"""A served Comity starts, answers, keeps its data, and leaves nothing running."""

import httpx

from tests.harness import processes
from tests.harness.served import served as run_served


def test_it_answers_in_both_languages(served):
    with served.reader() as reader:
        english, arabic = reader.get("/en/"), reader.get("/ar/")
    assert (english.status, arabic.status) == (200, 200)
    assert english.all("html")[0].get("dir") == "ltr"
    assert arabic.all("html")[0].get("dir") == "rtl"


def test_web_worker_and_clock_run(served):
    assert len({served.part(name) for name in ("web", "worker", "clock")}) == 3
    assert served.web_workers()


def test_every_file_is_written_below_its_folder(served):
    assert (served.var / "comity.sqlite3").exists()
    assert (served.var / "keys.json").stat().st_mode & 0o077 == 0


def test_only_this_machine_can_reach_it(served):
    words = processes.command(served.part("web"))
    assert words[words.index("--host") + 1] == "127.0.0.1"


def test_ctrl_c_ends_all_of_it_and_a_second_start_keeps_everything():
    with run_served() as running:
        pids = [running.part(name) for name in ("web", "worker", "clock")]
        before = running.comity("record", "verify")
        running.stop()
        assert not any(processes.alive(pid) for pid in pids)
        running.start()
        assert running.comity("record", "verify") == before
        assert "The sandbox was loaded" not in running.logs()


def test_a_part_that_is_killed_is_started_again():
    with run_served() as running:
        first = running.part("worker")
        running.kill("worker")
        second = first
        while second == first or not processes.alive(second):
            second = running.part_or_none("worker") or first
        running.stop()


def test_over_tls_cookies_belong_to_one_host(served_by_tls):
    with httpx.Client(base_url=served_by_tls.url, verify=False) as client:  # noqa: S501, our own
        cookies = client.get("/en/account/sign-in/").headers.get_list("set-cookie")
    assert cookies
    assert all(cookie.startswith("__Host-") and "Secure" in cookie for cookie in cookies)


def test_it_runs_on_postgresql_too(fresh_served):
    with fresh_served.reader() as reader:
        assert reader.get("/en/").status == 200
    assert "whole" in fresh_served.comity("record", "verify")
