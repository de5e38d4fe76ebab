"""The invented drafts of the sandbox: what a community thinks of saying next."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from comity.codes import actions as codes
from comity.codes.rules.reader import read
from comity.kernel.actors import Actor


def load(*, base: str, changes: str, community_id: str, by: Actor, now: datetime) -> str:
    """Write a draft and publish it as it is; the id of its edition.

    Args:
        base: the text of a code.
        changes: what the draft says otherwise, as a text of the same shape; may be empty.
        community_id: whose draft it is.
        by: somebody who may edit the code there.
        now: the moment.
    """
    said = _merged(tomllib.loads(base), tomllib.loads(changes))
    draft = codes.write_draft(community_id=community_id, document=read(said), by=by, now=now)
    return codes.publish_edition(version_id=draft.id, by=by, now=now).id


def _merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one table over another; what only one of them has stays."""
    merged = dict(base)
    for name, value in changes.items():
        before = merged.get(name)
        if isinstance(before, dict) and isinstance(value, dict):
            merged[name] = _merged(before, value)
        else:
            merged[name] = value
    return merged
