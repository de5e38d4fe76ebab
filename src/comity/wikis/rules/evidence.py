"""Edits as evidence: how people name them, and what is kept of them."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum, auto
from typing import Self, cast
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from comity.wikis.errors import EvidenceElsewhere, EvidenceNotReadable

NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)
LONGEST_ADDRESS = 4000  # characters; browsers and wikis stop before
PORTS = {"http": 80, "https": 443}


class Beside(StrEnum):
    """What a revision is compared with, when that is not named by number."""

    NOTHING = auto()
    PREVIOUS = auto()
    NEXT = auto()
    CURRENT = auto()


@dataclass(frozen=True, slots=True)
class Pointer:
    """A revision or a diff, as somebody named it.

    Attributes:
        revision: its number.
        beside: the older revision, or the way to the other one.
    """

    revision: int
    beside: int | Beside = Beside.NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """A wiki, as it describes itself.

    Attributes:
        name: of the wiki.
        language: BCP 47, as the wiki gives it.
        hosts: names with ports, lower case: its own and its mobile one.
        script: the path of ``index.php``.
        article_path: with ``$1`` where the title stands.
        special: names of the namespace of special pages, lower case.
        diff: names of the special page that shows a diff, lower case.
        permalink: names of the special page that shows a revision, lower case.
        time: on the wiki's clock.
    """

    name: str
    language: str
    hosts: frozenset[str]
    script: str
    article_path: str
    special: frozenset[str] = frozenset({"special"})
    diff: frozenset[str] = frozenset({"diff"})
    permalink: frozenset[str] = frozenset({"permalink", "permanentlink"})
    time: datetime

    def as_json(self) -> dict[str, object]:
        """Write as plain values, in a stable order, without the clock."""
        plain = {field.name: getattr(self, field.name) for field in fields(self)}
        del plain["time"]
        return {
            name: sorted(value) if isinstance(value, frozenset) else value
            for name, value in plain.items()
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, object], *, time: datetime) -> Self:
        """Read what ``as_json`` wrote."""
        return cls(
            name=str(plain["name"]),
            language=str(plain["language"]),
            hosts=_words(plain["hosts"]),
            script=str(plain["script"]),
            article_path=str(plain["article_path"]),
            special=_words(plain["special"]),
            diff=_words(plain["diff"]),
            permalink=_words(plain["permalink"]),
            time=time,
        )

    @classmethod
    def guessed(cls, api_url: str, *, time: datetime) -> Self:
        """Describe a wiki that nobody has asked yet, as most wikis are set up."""
        address = urlsplit(api_url)
        return cls(
            name=address.netloc,
            language="en",
            hosts=frozenset({address.netloc.lower()}),
            script=f"{address.path.rpartition('/')[0]}/index.php",
            article_path="/wiki/$1",
            time=time,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One revision of a page, with its text.

    Attributes:
        id: its number.
        parent: the number of the one before; 0 for the first.
        page: the title now.
        author: the number of the account; 0 for an address; None if the wiki hides it.
        author_name: None if the wiki hides it.
        summary: None if the wiki hides it.
        sha1: hex, as the wiki keeps it; empty if the wiki hides it.
        deleted: whether the page or revision is deleted and only our rights show it.
    """

    id: int
    parent: int
    page: str
    page_id: int
    namespace: int
    author: int | None
    author_name: str | None
    at: datetime
    summary: str | None
    text: str
    sha1: str
    deleted: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is kept of an edit, because a wiki may hide it later.

    Attributes:
        newer: the edit itself.
        older: what it is compared with, if anything.
    """

    newer: Revision
    older: Revision | None

    def as_json(self) -> dict[str, object]:
        """Write as plain values."""
        return {
            "newer": _plain(self.newer),
            "older": None if self.older is None else _plain(self.older),
        }

    @property
    def digest(self) -> str:
        """The SHA-256 of everything kept, in hex: the same edit, the same digest."""
        canonical = json.dumps(self.as_json(), sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(canonical.encode()).hexdigest()


def read_pointer(text: str, site: SiteFacts, *, field: str = "evidence") -> Pointer:
    """Understand how somebody names an edit: by number, by wiki link or by address.

    Args:
        text: as typed or pasted.
        site: the wiki it must be on.
        field: of the form, for the refusal.

    Raises:
        EvidenceElsewhere: the address leads to another host.
        EvidenceNotReadable: it names neither a revision nor a diff.
    """
    text = text.strip()
    if len(text) > LONGEST_ADDRESS or any(character < " " for character in text):
        raise EvidenceNotReadable(field=field)
    if NUMBER.fullmatch(text) and int(text):
        return Pointer(int(text))
    if text.startswith("[["):
        pointer = _from_title(text.removeprefix("[[").split("]]")[0].split("|")[0], site)
    else:
        pointer = _from_address(text, site, field)
    if pointer is None:
        raise EvidenceNotReadable(field=field)
    return pointer


def _from_address(text: str, site: SiteFacts, field: str) -> Pointer | None:
    """Read an address, with or without its scheme."""
    if text.startswith("//"):
        text = f"https:{text}"
    elif "://" not in text:
        host = text.split("/", 1)[0].lower()
        text = f"https://{text}" if host in site.hosts else text
    try:
        address = urlsplit(text)
        host = _host(address)
    except ValueError:
        return None
    if address.scheme not in PORTS:
        return None
    if host not in site.hosts:
        raise EvidenceElsewhere(field=field, host=min(site.hosts))
    title = _title(address, site)
    if title is None:
        return None
    query = parse_qs(address.query)
    if "diff" in query or "oldid" in query:
        return _from_query(query)
    return _from_title(query.get("title", [title])[-1], site)


def _host(address: SplitResult) -> str:
    """Name the host, with its port unless that goes without saying.

    Raises:
        ValueError: there is none, or it comes with a user name, which only tricks use.
    """
    if "@" in address.netloc or "\\" in address.netloc or not address.hostname:
        message = "no plain host"
        raise ValueError(message)
    port = address.port
    plain = port is None or port == PORTS.get(address.scheme)
    return address.hostname if plain else f"{address.hostname}:{port}"


def _title(address: SplitResult, site: SiteFacts) -> str | None:
    """Find the title in a path; empty for the script itself; None outside the wiki."""
    path = unquote(address.path)
    if path in {site.script, site.script.removesuffix("index.php")}:
        return ""
    for prefix in (site.article_path.split("$1")[0], f"{site.script}/"):
        if path.startswith(prefix):
            return path.removeprefix(prefix)
    return None


def _from_query(query: dict[str, list[str]]) -> Pointer | None:
    """Read ``diff`` and ``oldid``, as MediaWiki's own pages do (DifferenceEngine)."""
    diff, oldid = query.get("diff", [""])[-1], query.get("oldid", [""])[-1]
    return _pair(oldid, diff) if diff else _pointer(oldid, Beside.NOTHING)


def _from_title(title: str, site: SiteFacts) -> Pointer | None:
    """Read the title of a special page that shows a diff or a revision."""
    namespace, _, rest = title.replace("_", " ").strip(" :").partition(":")
    name, *parts = (part.strip() for part in rest.strip().strip("/").split("/"))
    if namespace.strip().lower() not in site.special or not parts:
        return None
    name = name.lower()
    if name in site.permalink or (name == "redirect" and parts[0] == "revision"):
        return _pointer(parts[-1], Beside.NOTHING)
    if name == "mobilediff":
        parts = parts[0].split("...")
    elif name not in site.diff:
        return None
    older, newer = (parts[0], parts[1]) if len(parts) > 1 else ("prev", parts[0])
    word_first = NUMBER.fullmatch(older) is None
    return _pair(newer, older) if word_first else _pair(older, newer)


def _pair(oldid: str, diff: str) -> Pointer | None:
    """Read the two halves of a diff; either word order that MediaWiki accepts."""
    match diff:
        case "prev":
            return _pointer(oldid, Beside.PREVIOUS)
        case "next":
            return _pointer(oldid, Beside.NEXT)
        case "cur" | "0":
            return _pointer(oldid, Beside.CURRENT)
    if oldid in {"", "prev"}:
        return _pointer(diff, Beside.PREVIOUS)
    if NUMBER.fullmatch(oldid) and int(oldid):
        return _pointer(diff, int(oldid))
    return None


def _pointer(revision: str, beside: int | Beside) -> Pointer | None:
    if NUMBER.fullmatch(revision) and int(revision):
        return Pointer(int(revision), beside)
    return None


def _plain(revision: Revision) -> dict[str, object]:
    return asdict(revision) | {"at": revision.at.isoformat()}


def _words(plain: object) -> frozenset[str]:
    return frozenset(map(str, cast("list[str]", plain)))
