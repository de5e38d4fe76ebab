"""The pages that everybody sees: how heavy, how many requests, how fast."""

from bench.figure import Figure, percentile
from bench.wire import Wire, everything_a_page_needs

PAGES = {"home": "", "code": "code/"}
LANGUAGES = ("en", "ar")
ROUNDS = 300
WARM_UP = 20
KILOBYTES = 30
REQUESTS = 3
P95 = 30  # ms
OK = 200


def figures(url):
    """Measure the home page and the page of a code, in both languages."""
    for name, path in PAGES.items():
        for language in LANGUAGES:
            yield from page(url, f"main.{name}_{language}", f"/{language}/{path}")


def page(url, name, path):
    """Measure one page."""
    answers = everything_a_page_needs(url, path)
    refused = [answer.status for answer in answers if answer.status != OK]
    if refused:
        raise AssertionError(f"{path}: {refused}")
    weight = sum(answer.bytes_on_the_wire for answer in answers) / 1000
    how = f"{path} and all it names, first visit, gzip, headers counted"
    yield Figure(name=f"{name}_weight", value=weight, unit="kB", target=KILOBYTES, how=how)
    yield Figure(
        name=f"{name}_requests", value=len(answers), unit="requests", target=REQUESTS, how=how
    )
    wire = Wire(url)
    times = [wire.get(path).milliseconds for _ in range(WARM_UP + ROUNDS)][WARM_UP:]
    wire.close()
    how = f"{ROUNDS} times {path}, one keep-alive client"
    yield Figure(name=f"{name}_p95", value=percentile(times, 0.95), unit="ms", target=P95, how=how)
