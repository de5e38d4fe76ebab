"""What the vault does by the clock."""

import time
from datetime import datetime

from django.conf import settings

from comity.vault.actions.service import renew_seals

LONGEST = 10.0
"""Seconds of each minute: the rest belongs to everybody else."""


def renew(_now: datetime) -> None:
    """Bring some of what older keys sealed or signed under the newest ones."""
    keys = settings.COMITY_KEYS
    if len(keys.field_keys) > 1 or keys.older_signing:
        ends = time.monotonic() + LONGEST
        renew_seals(enough=lambda: time.monotonic() >= ends)
