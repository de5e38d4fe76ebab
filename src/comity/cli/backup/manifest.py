"""What a backup says of itself, signed by the service it was made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from comity.cli.backup import file
from comity.cli.backup.errors import BackupNotWhole, BackupTooNew
from comity.cli.backup.tables import Column, Key, Kind, Table
from comity.kernel.chain import canonical
from comity.record.errors import WrongKeyFile
from comity.record.queries import key_index

PURPOSE = "backup"
FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    """What must be in the file, and what is needed to use it.

    Attributes:
        version: of Comity.
        made_on: the day.
        vendor: of the database that it was read from.
        migrations: every one that the database had seen.
        tables: in the order of their numbers in the file.
        rows: of each table.
        hashes: SHA-256 of each table, in hex.
        weight: bytes of all tables together.
        ends: chain of the record to its number of lines and its last hash.
        index: a keyed hash that only the right key file makes.
        field_keys: names of the keys that sealed what is inside, newest first.
    """

    version: str
    made_on: date
    vendor: str
    migrations: Sequence[Key]
    tables: Sequence[Table]
    rows: Sequence[int]
    hashes: Sequence[str]
    weight: int
    ends: Mapping[str, Sequence[Any]]
    index: str
    field_keys: Sequence[str]

    def signed(self) -> bytes:
        """Write it down, with the signature of the service."""
        said = {
            "format": FORMAT,
            "version": self.version,
            "made_on": self.made_on.isoformat(),
            "vendor": self.vendor,
            "migrations": [list(key) for key in self.migrations],
            "tables": [
                {
                    "name": table.name,
                    "columns": [[column.name, column.kind] for column in table.columns],
                    "rows": rows,
                    "sha256": digest,
                }
                for table, rows, digest in zip(self.tables, self.rows, self.hashes, strict=True)
            ],
            "bytes": self.weight,
            "ends": {chain: list(end) for chain, end in self.ends.items()},
            "index": self.index,
            "field_keys": list(self.field_keys),
        }
        signature = settings.COMITY_KEYS.sign(PURPOSE, canonical(said))
        return canonical({"said": said, "signature": signature.hex()})


def read(path: Path) -> Manifest:
    """Read what a backup says of itself, if it was made with these keys.

    Raises:
        BackupNotWhole: it was cut off or changed, or is no backup.
        BackupTooNew: a later version of Comity made it.
        WrongKeyFile: other keys made it, or later ones.
    """
    read = file.read_manifest(path)
    try:
        said, signature = read["said"], bytes.fromhex(read["signature"])
        if said["format"] != FORMAT:
            raise BackupTooNew(version=said["version"])
        manifest = _manifest(said)
    except (KeyError, ValueError, TypeError) as problem:
        raise BackupNotWhole(file=path.name) from problem
    keys = settings.COMITY_KEYS
    if manifest.index != key_index() or not set(manifest.field_keys) <= set(keys.names()):
        raise WrongKeyFile
    if not keys.verify(PURPOSE, canonical(said), signature):
        # The key of keyed hashes fits, so this is our installation: somebody changed the list.
        raise BackupNotWhole(file=path.name)
    return manifest


def _manifest(said: Mapping[str, Any]) -> Manifest:
    tables = [
        Table(one["name"], tuple(Column(name, Kind(kind)) for name, kind in one["columns"]))
        for one in said["tables"]
    ]
    return Manifest(
        version=said["version"],
        made_on=date.fromisoformat(said["made_on"]),
        vendor=said["vendor"],
        migrations=[(app, name) for app, name in said["migrations"]],
        tables=tables,
        rows=[one["rows"] for one in said["tables"]],
        hashes=[one["sha256"] for one in said["tables"]],
        weight=said["bytes"],
        ends=said["ends"],
        index=said["index"],
        field_keys=said["field_keys"],
    )
