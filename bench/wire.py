"""A client that adds as little as can be to what it measures: one connection, kept alive."""

import gzip
import http.client
import json
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bench.figure import timed
from tests.harness.html import parse


@dataclass(frozen=True)
class Answer:
    """What came back, and what it took."""

    status: int
    headers: dict
    body: bytes
    milliseconds: float
    bytes_on_the_wire: int

    def json(self):
        """Give the answer as data."""
        packed = self.headers.get("content-encoding") == "gzip"
        return json.loads(gzip.decompress(self.body) if packed else self.body)


class Wire:
    """One keep-alive connection."""

    def __init__(self, url, **headers):
        """Connect when first asked; the headers go with every request."""
        parts = urlsplit(url)
        self.url = url
        self.headers = {"Accept-Encoding": "gzip", "Connection": "keep-alive", **headers}
        self._connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)

    def get(self, path, **headers):
        """Ask for something and read all of the answer."""
        return self._timed("GET", path, None, headers)

    def post(self, path, data, **headers):
        """Send something as JSON and read all of the answer."""
        headers = {"Content-Type": "application/json", **headers}
        return self._timed("POST", path, json.dumps(data).encode(), headers)

    def _timed(self, method, path, body, headers):
        milliseconds, answer = timed(lambda: self._ask(method, path, body, headers))
        status, given, came = answer
        head = sum(len(name) + len(value) + 4 for name, value in given.items())
        return Answer(status, given, came, milliseconds, head + len(came))

    def _ask(self, method, path, body, headers):
        self._connection.request(method, path, body, {**self.headers, **headers})
        answer = self._connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()

    def close(self):
        """End the connection."""
        self._connection.close()


def everything_a_page_needs(url, path):
    """Load a page as a browser does on its first visit, and give all answers, the page first."""
    wire = Wire(url, **{"Accept-Encoding": "identity"})
    html = wire.get(path).body.decode()
    tree = parse(html)
    wanted = [node.get("href") for node in tree.all("link") if _is_loaded(node)]
    wanted += [node.get("src") for node in tree.all("script", "img") if node.get("src")]
    paths = [path, *dict.fromkeys(urljoin(path, one) for one in wanted if _is_ours(one))]
    wire.close()
    browser = Wire(url)
    answers = [browser.get(one) for one in paths]
    browser.close()
    return answers


def _is_loaded(link):
    return bool(
        {"stylesheet", "icon", "preload", "manifest"} & set((link.get("rel") or "").split())
    )


def _is_ours(address):
    return not address.startswith("data:")
