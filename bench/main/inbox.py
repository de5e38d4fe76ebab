"""The inbox of a member, where very many cases wait."""

from bench.figure import Figure, percentile
from bench.wire import Wire
from tests.harness.reader import Reader

CASES = 100_000
ROUNDS = 200
WARM_UP = 20
P95 = 50  # ms
OK = 200
PAGE = "/en/cases/"


def figures(url, *, name, password):
    """Sign in as a member and open the first page of their inbox again and again."""
    with Reader(url) as member:
        page = member.get("/en/account/sign-in/").form().fill(login=name, password=password)
        page.submit()
        cookies = "; ".join(f"{one}={value}" for one, value in member.http.cookies.items())
    wire = Wire(url, Cookie=cookies)
    answers = [wire.get(PAGE) for _ in range(WARM_UP + ROUNDS)][WARM_UP:]
    wire.close()
    if {answer.status for answer in answers} != {OK}:
        raise AssertionError(f"{PAGE}: {answers[0].status}")
    yield Figure(
        name="main.inbox_p95",
        value=percentile([answer.milliseconds for answer in answers], 0.95),
        unit="ms",
        target=P95,
        how=f"{ROUNDS} times {PAGE} of a member for whom {CASES} cases wait, one client, SQLite",
    )
