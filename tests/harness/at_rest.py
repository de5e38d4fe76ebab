"""Everything that an installation leaves behind, as bytes, and the search for canaries in it.

A canary is something that must stand nowhere in the clear: a text, a name, a receipt. It is
looked for in plain, JSON-escaped, percent-encoded, UTF-16, base64 and hex.
"""

import base64
import gzip
import json
import sqlite3
import zlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, quote_plus, urlsplit

SHORTEST = 6  # bytes: anything shorter turns up by chance in what is encrypted


@dataclass(frozen=True, order=True)
class Hit:
    """A canary that was found."""

    place: str
    canary: str
    form: str

    def __str__(self):
        """Say where, what and how in one line."""
        return f"{self.place}: {self.canary} ({self.form})"


def forms(canary):
    """Give every way in which a canary may stand in the clear, by name."""
    plain = canary.encode() if isinstance(canary, str) else canary
    if len(plain) < SHORTEST:
        raise ValueError(f"a canary of {len(plain)} bytes is found by chance")
    found = {"plain": plain, "hex": plain.hex().encode(), "HEX": plain.hex().upper().encode()}
    for name, wide in _wide(canary).items():
        found[name] = wide
        found[f"hex of {name}"] = wide.hex().encode()
    for name, inner in {"": plain, **_wide(canary)}.items():
        for shift in range(3):
            label = f"base64 {shift}{' of ' + name if name else ''}"
            standard = _base64_core(inner, shift)
            found[label] = standard
            found[f"{label}, for addresses"] = standard.translate(bytes.maketrans(b"+/", b"-_"))
    if isinstance(canary, str):
        found["JSON"] = json.dumps(canary)[1:-1].encode()
        found["percent"] = quote(canary).encode()
        found["percent, with plus"] = quote_plus(canary).encode()
    return found


def _wide(canary):
    """Give a text as UTF-16 in both orders of bytes; bytes have no such form."""
    if not isinstance(canary, str):
        return {}
    return {"UTF-16LE": canary.encode("utf-16-le"), "UTF-16BE": canary.encode("utf-16-be")}


def _base64_core(plain, shift):
    """Give the letters that stand for these bytes wherever they begin in a base64 text.

    Letters that also hold bits of what stands before or after are left out.
    """
    text = base64.b64encode(b"\0" * shift + plain)
    first = (shift * 8 + 5) // 6
    last = (shift + len(plain)) * 8 // 6
    return text[first:last]


def search(places, canaries):
    """Look for canaries.

    Args:
        places: where to look: a name, and the bytes that lie there.
        canaries: what must not be found: a name, and the text or bytes.
    """
    wanted = {name: forms(canary) for name, canary in canaries.items()}
    hits = set()
    for place, raw in places:
        for content in _unpacked(raw):
            for name, shapes in wanted.items():
                hits |= {
                    Hit(place, name, form) for form, shape in shapes.items() if shape in content
                }
    return sorted(hits)


def _unpacked(raw):
    """Give bytes as they lie, and unpacked where they are packed whole."""
    yield raw
    for unpack in (gzip.decompress, zlib.decompress):
        try:
            yield unpack(raw)
        except (OSError, EOFError, zlib.error):
            continue


def everything(served):
    """Give all that an installation holds at rest: every column and every file, with its place.

    The key file is left out: a dump that holds the keys of the service holds what it opens.
    """
    yield from rows(served.database_url)
    keys = served.var / "keys.json"
    for path in sorted(served.folder.rglob("*")):
        if path.is_file() and path != keys and not path.is_relative_to(served.folder / "tls"):
            yield f"file {path.relative_to(served.folder)}", _read(path)
            yield f"name of {path.relative_to(served.folder)}", str(path).encode()


def _read(path):
    try:
        return path.read_bytes()
    except FileNotFoundError:  # gone since it was listed
        return b""


def rows(database_url):
    """Give every value of every table, third-party ones too, as ``table.column`` and bytes."""
    parts = urlsplit(database_url)
    if parts.scheme == "sqlite":
        yield from _sqlite_rows(Path(parts.path.removeprefix("/")))
    else:
        yield from _postgres_rows(database_url)


def _sqlite_rows(path):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.text_factory = bytes
    try:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in sorted(tables.fetchall()):
            name = table.decode()
            cursor = connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608, its own table
            columns = [column[0] for column in cursor.description]
            for row in cursor:
                for column, value in zip(columns, row, strict=True):
                    yield f"{name}.{column}", _bytes(value)
    finally:
        connection.close()


def _postgres_rows(database_url):
    import psycopg  # noqa: PLC0415, an extra: SQLite is searched without it
    from psycopg import sql  # noqa: PLC0415, as above

    with psycopg.connect(database_url) as connection:
        tables = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        ).fetchall()
        for (table,) in sorted(tables):
            cursor = connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))
            columns = [column.name for column in cursor.description]
            for row in cursor:
                for column, value in zip(columns, row, strict=True):
                    yield f"{table}.{column}", _bytes(value)


def _bytes(value):
    """Give a value of a database as the bytes that a dump would show."""
    if value is None:
        return b""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False).encode()
    return str(value).encode()


def dump(database_url):
    """Give a whole database as one value that can be compared with another."""
    found = {}
    for place, value in rows(database_url):
        found.setdefault(place, []).append(value)
    return {place: sorted(values) for place, values in found.items()}
