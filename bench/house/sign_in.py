"""Signing in with a password, which is slow on purpose, but not so slow that anybody waits."""

from bench.figure import Figure, percentile, timed
from tests.harness.reader import Reader
from tests.harness.served import served

ROUNDS = 24
WARM_UP = 3
P50 = 150  # ms
PAGE = "/en/account/sign-in/"
AFTERWARDS = "/en/account/"
NAME = "robin"
PASSWORD = "lantern-in-the-window"


def figures():
    """Sign in again and again, each time in a new browser."""
    with served() as running:
        times = [sign_in(running.url) for _ in range(WARM_UP + ROUNDS)][WARM_UP:]
    yield Figure(
        name="house.sign_in_p50",
        value=percentile(times, 0.5),
        unit="ms",
        target=P50,
        how=f"{ROUNDS} times the sign-in form with Argon2id (64 MiB, three passes), one client, "
        f"SQLite; p95 {percentile(times, 0.95):.0f} ms",
    )


def sign_in(url):
    """Give how many milliseconds the answer to a filled form takes, without the page after it."""
    with Reader(url) as person:
        form = person.get(PAGE).form().fill(login=NAME, password=PASSWORD)
        milliseconds, answer = timed(
            lambda: person.http.post(
                PAGE,
                data=dict(form.values),
                headers={"Origin": url, "Referer": url + PAGE},
                follow_redirects=False,
            )
        )
    if answer.headers.get("Location") != AFTERWARDS:
        raise AssertionError(f"{PAGE} answers {answer.status_code}")
    return milliseconds
