"""What a reply by e-mail says, read from the letter as a mail server hands it over."""

import codecs
import re
import secrets
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from enum import StrEnum, auto

from comity.kernel.ids import ALPHABET

LARGEST = 1_000_000
"""Bytes of a letter that are read; a text of this size is no contribution."""
TOKEN_LENGTH = 26
"""Drawn letters and digits of an address to reply to, so 130 bits."""
MARKER = "~~~ ~~~ ~~~ ~~~ ~~~"
"""Stands above what we write: whatever follows it in a reply is ours, in any language."""

LONGEST_INTRODUCTION = 3
"""Lines over which mail programs break what stands before a quote."""

LONGEST_HEADER = 1_000
"""Bytes of a header that says what a part is. Reading one takes the square of its length."""

_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape"})
"""What Python calls encodings and no mail program writes; some take the square of the length."""

_TOKEN = re.compile(rf"\+([0-9a-z]{{{TOKEN_LENGTH}}})@", re.IGNORECASE)
_TO = ("Delivered-To", "X-Original-To", "To", "Cc")
_MACHINES = re.compile(r"^(mailer-daemon|postmaster|no-?reply|bounces?)[@+]", re.IGNORECASE)
_INTRODUCES = re.compile(r"@|\d{1,2}[:.h]\d{2}|\b\d{4}\b")
_FIELD = re.compile(r"[^\s:\uff1a][^:\uff1a]{0,30}[:\uff1a]\s*\S")
LEAST_FIELDS = 3
"""Lines that make a head as some programs put before a quote: from, sent, to, about."""
_RULE = re.compile(r"^(-{2,}[^-]{3,60}-{2,}|_{20,})$")
_PART = re.compile(rb"^content-[a-z-]+:.*(?:\n[ \t].*)*", re.IGNORECASE | re.MULTILINE)


class Kind(StrEnum):
    """What sort of letter came in."""

    REPLY = auto()
    AUTOMATIC = auto()
    """An absence notice, a bounce, a list: nobody has written it, and nobody is answered."""
    WITHOUT_TEXT = auto()
    """It comes as a page only, or says nothing of its own."""
    TOO_LARGE = auto()


@dataclass(frozen=True, slots=True)
class Reply:
    """A letter that came in.

    Attributes:
        token: the random part of the address it came to; empty where there is none.
        text: what was written above the quoted letter, without the signature.
        name: of the letter, which its sender's program gave it; may be empty.
        sender: the address that it says it comes from, which anybody can write; may be empty.
    """

    kind: Kind
    token: str = ""
    text: str = ""
    name: str = ""
    sender: str = ""


def new_token() -> str:
    """Draw the random part of an address to reply to."""
    return "".join(secrets.choice(ALPHABET) for _ in range(TOKEN_LENGTH)).lower()


def with_token(address: str, token: str) -> str:
    """Write the address to which somebody replies: ``reply+token@…``."""
    local, _at, host = address.rpartition("@")
    return f"{local}+{token}@{host}"


def read(raw: bytes) -> Reply:
    """Read a letter as it came (RFC 5322), whatever is in it.

    What no mail program writes is nobody's letter, and read like one of a machine.
    """
    whole = raw[:LARGEST].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if any(len(found[0]) > LONGEST_HEADER for found in _PART.finditer(whole)):
        return Reply(Kind.AUTOMATIC)
    try:
        return _read(message_from_bytes(whole), too_large=len(raw) > LARGEST)
    except (RecursionError, TypeError, ValueError):
        # The parser of the standard library gives up on some letters, such as very nested ones.
        return Reply(Kind.AUTOMATIC)


def _read(message: Message, *, too_large: bool) -> Reply:
    token, name = _token(message), _header(message, "Message-ID").strip()
    if _automatic(message):
        return Reply(Kind.AUTOMATIC, token, name=name)
    if too_large:
        return Reply(Kind.TOO_LARGE, token, name=name)
    text = own_words(_plain(message))
    return Reply(Kind.REPLY if text else Kind.WITHOUT_TEXT, token, text, name, _sender(message))


def names_somebody(text: str, *addresses: str | None) -> bool:
    """Tell whether one of these addresses, or parts of one, stands in a text; none is nowhere."""
    folded = text.casefold()
    return any(one.casefold() in folded for one in addresses if one)


def own_words(text: str) -> str:
    """Cut away what a reply quotes, the line that introduces it, and the signature."""
    kept: list[str] = []
    quoted = False
    for line in text.replace("\r\n", "\n").split("\n"):
        quotes = line.lstrip().startswith(">")
        if (quotes and not quoted) or MARKER in line:
            _drop_introduction(kept)
        quoted = quotes or (quoted and not line.strip())
        if MARKER in line or _RULE.match(line.strip()) or line.rstrip() == "--":
            break
        if not quotes:
            kept.append(line)
    return "\n".join(kept).strip()


def _drop_introduction(lines: list[str]) -> None:
    """Cut "On Monday somebody wrote:" before a quote; it ends with a colon in every language.

    Only a line that names an address, a time or a year is taken for one, so that a question before
    a quote stays. Some programs write a head of several fields there, with name and address of
    whoever answers.
    """
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    head = end
    while head and _FIELD.match(lines[head - 1]):
        head -= 1
    if end - head >= LEAST_FIELDS and _INTRODUCES.search(" ".join(lines[head:end])):
        del lines[head:]
        return
    if not end or not lines[end - 1].rstrip().endswith((":", "\uff1a")):
        return
    start = end
    while start > max(0, end - LONGEST_INTRODUCTION) and lines[start - 1].strip():
        if start < end and not _INTRODUCES.search(lines[start - 1]):
            break
        start -= 1
    if _INTRODUCES.search(" ".join(lines[start:end])):
        del lines[start:]


def _automatic(message: Message) -> bool:
    """Tell whether a machine wrote it (RFC 3834, and what came before it)."""
    said = _header(message, "Auto-Submitted").lower().partition(";")[0].strip()
    if said not in {"", "no"} or message.get_content_type() == "multipart/report":
        return True
    if _header(message, "Return-Path").strip() == "<>":
        return True
    if _header(message, "Precedence").strip().lower() in {"bulk", "junk", "list", "auto_reply"}:
        return True
    marks = ("X-Autoreply", "X-Autorespond", "X-Auto-Response", "List-Id")
    if any(message.get(name) is not None for name in marks):
        return True
    return bool(_MACHINES.match(_sender(message)))


def _sender(message: Message) -> str:
    return _header(message, "From").rpartition("<")[2].strip("> ")


def _token(message: Message) -> str:
    for name in _TO:
        for value in message.get_all(name, []):
            if found := _TOKEN.search(str(value)):
                return found[1].lower()
    return ""


def _plain(message: Message) -> str:
    """Take the first part that is plain text; empty where there is none.

    Nothing is taken of what is sent along, be it a file or the letter of somebody else.
    """
    if message.get_filename() or message.get_content_disposition() == "attachment":
        return ""
    if message.get_content_maintype() == "multipart":
        parts = [one for one in message.get_payload() if isinstance(one, Message)]
        return next((text for one in parts if (text := _plain(one))), "")
    content = message.get_payload(decode=True)
    if message.get_content_type() != "text/plain" or not isinstance(content, bytes):
        return ""
    return _decoded(content, message.get_content_charset() or "utf-8")


def _decoded(content: bytes, charset: str) -> str:
    try:
        if codecs.lookup(charset).name in _NO_CHARSETS:
            charset = "utf-8"
        return content.decode(charset, errors="replace")
    except (LookupError, ValueError):
        return content.decode("utf-8", errors="replace")


def _header(message: Message, name: str) -> str:
    """Read a header as it stands, encoded words and all: only addresses and marks are looked at."""
    return str(message.get(name, ""))
