r"""The file of a backup: tables in pieces, and at the end a signed list of what must be in it.

::

    "comity backup 1\n"
    piece     length of the head (4 bytes), length of the bytes (8), head, bytes
    ...       the head is JSON: which table, and its columns; of a column of bytes, their lengths
    0 0       no more pieces
    manifest  JSON
    length of the manifest (8), "comity backup .\n"

It is written from the beginning to the end without going back. A file that was cut off has no end.
"""

import json
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import IO, Any

from comity.cli.backup.errors import BackupNotWhole
from comity.cli.backup.tables import Kind, Row, Table
from comity.cli.progress import Progress

BEGIN = b"comity backup 1\n"
END = b"comity backup .\n"
LENGTHS = struct.Struct(">IQ")
LENGTH = struct.Struct(">Q")

MOST_ROWS = 2000
MOST_BYTES = 4 * 1024 * 1024
LONGEST_HEAD = 256 * 1024 * 1024
LONGEST_PIECE = 1024 * 1024 * 1024


@dataclass
class Written:
    """What was written of one table: what the manifest will say."""

    rows: int = 0
    digest: Any = field(default_factory=sha256)


def write_table(
    out: IO[bytes], index: int, table: Table, rows: Iterable[Row], at: Progress
) -> Written:
    """Write a table in pieces of a few megabytes."""
    blobs = [place for place, column in enumerate(table.columns) if column.kind is Kind.BYTES]
    done = Written()
    for piece in _pieces(rows, blobs):
        head, data = _packed(index, piece, blobs)
        out.write(LENGTHS.pack(len(head), len(data)))
        out.write(head)
        out.write(data)
        done.digest.update(head)
        done.digest.update(data)
        done.rows += len(piece)
        at.add(len(head) + len(data))
    return done


def write_end(out: IO[bytes], manifest: bytes) -> None:
    """Write what must be in the file, and that it ends here."""
    out.write(LENGTHS.pack(0, 0) + manifest + LENGTH.pack(len(manifest)) + END)


def read_manifest(path: Path) -> Mapping[str, Any]:
    """Read what must be in a backup.

    Raises:
        BackupNotWhole: the file was cut off, or is no backup.
    """
    try:
        with path.open("rb") as file:
            begin = file.read(len(BEGIN))
            tail = len(END) + LENGTH.size
            length = file.seek(0, 2)
            file.seek(max(0, length - tail))
            end = file.read(tail)
            if begin != BEGIN or end[LENGTH.size :] != END:
                raise BackupNotWhole(file=path.name)
            (size,) = LENGTH.unpack(end[: LENGTH.size])
            if size > length - tail:
                raise BackupNotWhole(file=path.name)
            file.seek(length - tail - size)
            read = json.loads(file.read(size))
    except (OSError, ValueError) as problem:
        raise BackupNotWhole(file=path.name) from problem
    if not isinstance(read, dict):
        raise BackupNotWhole(file=path.name)
    return read


def check(path: Path, wanted: Sequence[str], at: Progress) -> None:
    """Read a backup to its end and compare every table with its hash in the manifest.

    Args:
        path: of the file.
        wanted: the SHA-256 of each table, in hex, in the order of their numbers.
        at: told how many bytes were read.

    Raises:
        BackupNotWhole: something was changed, cut out or added.
    """
    digests = [sha256() for _ in wanted]
    for head, data in _read(path):
        try:
            digest = digests[json.loads(head)["table"]]
        except (ValueError, KeyError, IndexError, TypeError) as problem:
            raise BackupNotWhole(file=path.name) from problem
        digest.update(head)
        digest.update(data)
        at.add(len(head) + len(data))
    if [digest.hexdigest() for digest in digests] != list(wanted):
        raise BackupNotWhole(file=path.name)


def pieces(
    path: Path, tables: Sequence[Table], at: Progress
) -> Iterator[tuple[Table, Iterable[Row]]]:
    """Give the rows of a backup that was checked, piece by piece, each with its table."""
    for head, data in _read(path):
        said = json.loads(head)
        table = tables[said["table"]]
        columns = [
            _cut(values, data[start:stop]) if column.kind is Kind.BYTES else values
            for column, values, (start, stop) in zip(
                table.columns, said["columns"], pairwise([0, *said["ends"]]), strict=True
            )
        ]
        yield table, zip(*columns, strict=True)
        at.add(len(head) + len(data))


def _pieces(rows: Iterable[Row], blobs: Sequence[int]) -> Iterator[list[Row]]:
    piece: list[Row] = []
    weight = 0
    for row in rows:
        piece.append(row)
        weight += sum(len(row[place] or b"") for place in blobs)
        if len(piece) >= MOST_ROWS or weight >= MOST_BYTES:
            yield piece
            piece, weight = [], 0
    if piece:
        yield piece


def _packed(index: int, piece: Sequence[Row], blobs: Sequence[int]) -> tuple[bytes, bytes]:
    columns, ends, data = [], [], []
    length = 0
    for place, values in enumerate(zip(*piece, strict=True)):
        if place in blobs:
            columns.append([None if value is None else len(value) for value in values])
            data.append(b"".join(value for value in values if value is not None))
            length += len(data[-1])
        else:
            columns.append(list(values))
        ends.append(length)
    head = {"table": index, "columns": columns, "ends": ends}
    return json.dumps(head, separators=(",", ":")).encode(), b"".join(data)


def _cut(lengths: Iterable[int | None], data: bytes) -> list[bytes | None]:
    cut: list[bytes | None] = []
    start = 0
    for length in lengths:
        stop = start + (length or 0)
        cut.append(None if length is None else data[start:stop])
        start = stop
    return cut


def _read(path: Path) -> Iterator[tuple[bytes, bytes]]:
    try:
        with path.open("rb") as file:
            file.seek(len(BEGIN))
            while True:
                head_length, data_length = LENGTHS.unpack(_exactly(file, LENGTHS.size, path))
                if not head_length:
                    return
                if head_length > LONGEST_HEAD or data_length > LONGEST_PIECE:
                    raise BackupNotWhole(file=path.name)
                yield _exactly(file, head_length, path), _exactly(file, data_length, path)
    except OSError as problem:
        raise BackupNotWhole(file=path.name) from problem


def _exactly(file: IO[bytes], length: int, path: Path) -> bytes:
    read = file.read(length)
    if len(read) != length:
        raise BackupNotWhole(file=path.name)
    return read
