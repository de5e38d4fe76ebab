"""Reports: one after the other, many at once, and coming back with a receipt."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from bench.figure import Figure, percentile
from bench.wire import Wire

ROUNDS = 100
WARM_UP = 10
AT_ONCE = 64
WAVES = 3
SUBMIT_P50 = 40  # ms
WAVE_P99 = 2000  # ms
RECEIPT_P50 = 30  # ms
CREATED = 201
OK = 200
TEXT = "On the talk page somebody wrote to me again and again after I had asked them to stop. " * 12


def figures(url):
    """Measure sending, sending all at once, and opening again."""
    community = place(url)
    wire = Wire(url)
    answers = [send(wire, community) for _ in range(WARM_UP + ROUNDS)][WARM_UP:]
    if {answer.status for answer in answers} != {CREATED}:
        raise AssertionError(answers[0].body)
    yield Figure(
        name="main.submit_p50",
        value=percentile([answer.milliseconds for answer in answers], 0.50),
        unit="ms",
        target=SUBMIT_P50,
        how=f"{ROUNDS} reports of {len(TEXT)} characters, one keep-alive client, API, SQLite",
    )
    wire.close()  # the server ends a connection that rests as long as the waves take
    yield from waves(url, community)
    receipts = [answer.json()["receipt"] for answer in answers]
    wire = Wire(url)
    opened = [wire.get("/api/v1/report", **{"Comity-Receipt": one}) for one in receipts]
    wire.close()
    if {answer.status for answer in opened} != {OK}:
        raise AssertionError(opened[0].body)
    yield Figure(
        name="main.receipt_p50",
        value=percentile([answer.milliseconds for answer in opened], 0.50),
        unit="ms",
        target=RECEIPT_P50,
        how=f"{len(opened)} reports opened, each with its receipt, and read, one keep-alive client",
    )


def waves(url, community):
    """Let many people press the button in the same moment, a few times."""
    answers = [answer for _ in range(WAVES) for answer in wave(url, community)]
    refused = [answer for answer in answers if answer.status != CREATED]
    wire = Wire(url)
    lost = [
        answer
        for answer in answers
        if answer.status == CREATED
        and wire.get("/api/v1/report", **{"Comity-Receipt": answer.json()["receipt"]}).status != OK
    ]
    wire.close()
    how = f"{WAVES} times {AT_ONCE} clients at once, a connection each, API, SQLite"
    times = [answer.milliseconds for answer in answers]
    name = f"main.submit_{AT_ONCE}"
    yield Figure(name=f"{name}_refused", value=len(refused), unit="reports", target=0, how=how)
    yield Figure(name=f"{name}_lost", value=len(lost), unit="reports", target=0, how=how)
    yield Figure(
        name=f"{name}_p99", value=percentile(times, 0.99), unit="ms", target=WAVE_P99, how=how
    )


def wave(url, community):
    """Send many reports at once, and give all answers."""
    ready = Barrier(AT_ONCE)

    def one(_number):
        wire = Wire(url)
        wire.get("/en/")  # the connection stands before the clock runs
        ready.wait()
        answer = send(wire, community)
        wire.close()
        return answer

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        return list(crowd.map(one, range(AT_ONCE)))


def send(wire, community):
    """Send one report that names an account."""
    report = {
        "community": community,
        "what": TEXT,
        "accounts": [f"Somebody {secrets.token_hex(3)}"],
        "harmed": "me",
        "language": "en",
    }
    return wire.post("/api/v1/reports", report)


def place(url):
    """Find the community whose panel has five members."""
    wire = Wire(url)
    communities = wire.get("/api/v1/communities?limit=100").json()["items"]
    wire.close()
    return next(one["id"] for one in communities if one["slug"] == "lighthouse")
