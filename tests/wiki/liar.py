"""A small web server that answers as a wiki should not, or as one that cannot be had here does."""

import json
import socket
import threading
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs


@dataclass(frozen=True)
class Reply:
    """What to say to one request."""

    body: bytes = b"{}"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def told(answer, **headers):
    """Answer with JSON."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(json.dumps(answer).encode(), headers=headers)


def refused(code, text="The wiki says why.", **headers):
    """Refuse as the Action API does."""
    return told({"errors": [{"code": code, "text": text, "module": "main"}]}, **headers)


class Liar:
    """Gives the replies it was given, one a request, the last one for ever, and keeps what came."""

    def __init__(self):
        self.replies = deque()
        self.requests = []
        liar = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                length = int(self.headers.get("Content-Length", 0))
                fields = parse_qs(self.rfile.read(length).decode())
                liar.requests.append(
                    (dict(self.headers), {name: value[-1] for name, value in fields.items()})
                )
                reply = liar.replies.popleft() if len(liar.replies) > 1 else liar.replies[0]
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)

            def log_message(self, *_):
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self.api_url = f"http://127.0.0.1:{self._server.server_address[1]}/api.php"

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def says(self, *replies):
        """Say what to answer from now on."""
        self.replies = deque(replies)


class Mute:
    """Accepts every connection and answers nothing, or too little, or breaks off."""

    def __init__(self, *, drip=False, hang_up=False):
        self._drip, self._hang_up = drip, hang_up
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._listen)
        self.connections = 0
        self.api_url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/api.php"

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        with socket.create_connection(self._socket.getsockname()):
            self._thread.join()
        self._socket.close()

    def _listen(self):
        while True:
            caller, _ = self._socket.accept()
            with caller:
                if self._over.is_set():
                    return
                self.connections += 1
                if not self._hang_up:
                    self._keep(caller)

    def _keep(self, caller):
        """Hold somebody on the line until they give up."""
        caller.recv(65_536)
        if self._drip:
            caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        caller.settimeout(0.05)
        while not self._over.is_set():
            try:
                if self._drip:
                    caller.sendall(b" ")
                if caller.recv(1) == b"":
                    return
            except TimeoutError:
                continue
            except OSError:
                return
