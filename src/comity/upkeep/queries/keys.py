"""The key file: can others read it, and is it the right one?"""

import os
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from comity.record.queries import key_file_fits
from comity.upkeep.rules import Area, Trouble, Weight


def key_file(now: datetime) -> Iterator[Trouble]:
    """Look at the mode and the owner of the key file, its folder, and whether it fits."""
    del now
    path = settings.COMITY_KEY_FILE
    if not path.exists():
        yield Trouble(Area.KEYS, "check_keys_missing", Weight.BROKEN, {"path": path})
        return
    told = path.stat()
    if told.st_mode & 0o077:
        yield Trouble(Area.KEYS, "check_keys_mode", Weight.BROKEN, {"path": path})
    if told.st_uid not in {os.geteuid(), 0}:
        yield Trouble(Area.KEYS, "check_keys_owner", detail={"path": path})
    if path.parent.stat().st_mode & 0o002:
        yield Trouble(Area.KEYS, "check_keys_folder", Weight.BROKEN, {"path": path.parent})
    if not key_file_fits():
        yield Trouble(Area.KEYS, "check_keys_wrong", Weight.BROKEN, {"path": path})
