"""Open conversations that others held, read from ``../shared/data`` beside this checkout."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from comity.consultation.rules.opinion_figures import Cell
from comity.consultation.rules.opinion_input import publish

SHARED = Path(__file__).parents[3] / "shared" / "data"
CONVERSATIONS = (
    "15-per-hour-seattle",
    "brexit-consensus",
    "scoop-hivemind.ubi",
    "vtaiwan.uberx",
)
REFERENCES = ("50ptpt-3gp-strict-no-meta", "below-100-ptpts")
REJECTED = "-1"


def needed(folder):
    """Skip, and say so, where the data of others is not there."""
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there: the data of others is not part of this project")
    return folder


def conversation(name):
    """Read an open conversation as it would be published here."""
    folder = SHARED / "polis" / name
    with (folder / "comments.csv").open(encoding="utf-8") as file:
        kept = [
            int(row["comment-id"]) for row in csv.DictReader(file) if row["moderated"] != REJECTED
        ]
    with (folder / "votes.csv").open(encoding="utf-8") as file:
        votes = [
            (row["voter-id"], int(row["comment-id"]), int(row["vote"]))
            for row in csv.DictReader(file)
        ]
    return publish(kept, votes)


@dataclass(frozen=True, kw_only=True)
class Reference:
    """Votes, and what the reference server computed from them."""

    votes: dict  # (participant, statement) -> vote
    computed: dict

    @property
    def groups(self):
        """Give the members of each group of the reference."""
        base = self.computed["base-clusters"]
        members = dict(zip(base["id"], base["members"], strict=True))
        return [
            [person for one in group["members"] for person in members[one]]
            for group in self.computed["group-clusters"]
        ]

    def cell(self, statement, people=None):
        """Count the votes of some people on a statement, or of everybody."""
        cast = [
            vote
            for (person, about), vote in self.votes.items()
            if about == statement and (people is None or person in people)
        ]
        return Cell(cast.count(1), cast.count(-1), len(cast))

    def table(self):
        """Count the votes on every statement by the groups of the reference."""
        groups = [frozenset(group) for group in self.groups]
        return {
            number: [self.cell(number, group) for group in groups]
            for number in self.computed["tids"]
        }


def reference(name):
    """Read a conversation with its results."""
    folder = SHARED / "polis-reference" / name
    cast = json.loads((folder / "votes.json").read_text(encoding="utf-8"))
    return Reference(
        votes={
            (
                vote.get("participant_id", vote.get("pid")),
                vote.get("statement_id", vote.get("tid")),
            ): vote["vote"]
            for vote in cast
        },
        computed=json.loads((folder / "math-pca2.json").read_text(encoding="utf-8")),
    )
