"""A real mail server on loopback that keeps what it is given."""

import time
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller

from tests.harness.ports import free_port


@dataclass(frozen=True)
class Letter:
    """One e-mail as it came."""

    to: tuple[str, ...]
    subject: str
    text: str
    raw: bytes


class MailSink:
    """Takes every letter and delivers none."""

    def __init__(self):
        self.letters = []
        self.refusing = False
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    @property
    def url(self):
        """Where it listens, as ``COMITY_MAIL_URL`` wants it."""
        return f"smtp://127.0.0.1:{self.port}"

    def __enter__(self):
        self._controller.start()
        return self

    def __exit__(self, *_):
        self._controller.stop()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802, aiosmtpd calls it so
        """Keep a letter, or refuse it where the test wants that: for now, or in its own words."""
        del server, session
        if self.refusing:
            return self.refusing if isinstance(self.refusing, str) else "451 Not now"
        raw = envelope.content
        message = message_from_bytes(raw, policy=default)
        body = message.get_body(preferencelist=("plain", "html"))
        text = body.get_content() if body else ""
        self.letters.append(Letter(tuple(envelope.rcpt_tos), message["subject"] or "", text, raw))
        return "250 Kept"

    def to(self, address):
        """Give the letters to one address, oldest first."""
        return [letter for letter in list(self.letters) if address in letter.to]

    def wait_for(self, address, count=1, seconds=30):
        """Give the letters to an address as soon as there are enough of them.

        Raises:
            AssertionError: they did not come in time.
        """
        give_up = time.monotonic() + seconds
        while len(self.to(address)) < count:
            if time.monotonic() > give_up:
                found = [(letter.to, letter.subject) for letter in self.letters]
                raise AssertionError(f"no letter for {address} in {seconds} s; got {found}")
            time.sleep(0.05)
        return self.to(address)
