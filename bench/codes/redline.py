"""The redline of a large code as a page, asked for as a browser does."""

import json
import os
import random
import subprocess
import sys
import tempfile
import time

from bench.figure import Figure, percentile
from tests.harness.served import SOURCE

PROVISIONS = 300
WORDS = 60
ROUNDS = 30
P95 = 150  # ms
VOCABULARY = ("we", "all", "ask", "answer", "kind", "people", "here", "report", "and", "listen")


def figures():
    """Measure in a process and a database of its own."""
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as folder:
        kept = {name: value for name, value in os.environ.items() if "COMITY" not in name}
        kept |= {"COMITY_VAR": folder, "COMITY_DATABASE_URL": f"sqlite:///{folder}/db.sqlite3"}
        answer = subprocess.run(
            [sys.executable, "-m", "bench.codes.redline"],
            env=kept | {"PYTHONPATH": f"{SOURCE}{os.pathsep}{SOURCE.parent}"},
            cwd=SOURCE.parent,
            check=True,
            capture_output=True,
            text=True,
        )
    for line in answer.stdout.splitlines():
        if line.startswith("{"):
            yield Figure(**json.loads(line))


def measure():
    """Load two versions of which every provision changed, and ask for each page of the redline."""
    from django.test import Client  # noqa: PLC0415, needs the settings

    from comity.codes.queries import comparing  # noqa: PLC0415, as above
    from comity.codes.rules import redline  # noqa: PLC0415, as above

    address = load()
    client = Client(headers={"host": "localhost"})
    cold, warm = [], []
    for number in range(ROUNDS):
        page = f"{address}?page={number % 15 + 1}"
        comparing._read.cache_clear()
        redline.word_parts.cache_clear()
        cold.append(timed(client, page))
        warm.append(timed(client, page))
    how = f"{PROVISIONS} provisions of {WORDS} words, all changed; p95 of {ROUNDS}"
    yield "codes.redline_first", percentile(cold, 0.95), f"{how}, nothing kept in memory"
    yield "codes.redline_again", percentile(warm, 0.95), f"{how}, asked again"


def timed(client, page):
    """Say how many milliseconds a page takes."""
    started = time.perf_counter()
    answer = client.get(page)
    took = (time.perf_counter() - started) * 1000
    if answer.status_code != 200:  # noqa: PLR2004, that is what a page answers
        raise AssertionError(page)
    return took


def load():
    """Write two versions of a code, and give the address of their redline."""
    from django.utils import timezone  # noqa: PLC0415, needs the settings

    from comity.cli.serve import migrate  # noqa: PLC0415, as above
    from comity.codes import actions  # noqa: PLC0415, as above
    from comity.communities import actions as communities  # noqa: PLC0415, as above
    from comity.communities.rules import Kind  # noqa: PLC0415, as above
    from comity.kernel.actors import Actor, ActorKind  # noqa: PLC0415, as above

    migrate()
    by, now = Actor(ActorKind.OPERATOR, "bench"), timezone.now()
    movement = communities.create_community(
        slug="movement",
        kind=Kind.MOVEMENT,
        names={"en": "Movement"},
        languages=["en"],
        by=by,
        now=now,
    )
    versions = []
    for turn in (1, 2):
        written = document(turn)
        version = actions.write_draft(community_id=movement.id, document=written, by=by, now=now)
        actions.freeze(version_id=version.id, by=by, now=now)
        versions.append(version.id)
    return f"/en/code/movement/changes/{versions[0]}/{versions[1]}/"


def document(turn):
    """Make a code; each turn words it otherwise and moves its numbers."""
    from comity.codes.rules.documents import Document, Level, Text, Written  # noqa: PLC0415
    from comity.codes.rules.provisions import (  # noqa: PLC0415, as above
        Kind,
        Modality,
        Provision,
        Taxonomy,
        Vocabulary,
    )
    from comity.kernel.order import Bound, Direction  # noqa: PLC0415, as above

    names = Taxonomy({"acting": ""})
    written = []
    for number in range(PROVISIONS):
        drawn = random.Random(number)  # noqa: S311, only words
        words = [drawn.choice(VOCABULARY) for _ in range(WORDS)]
        words[turn * 7] = f"changed{turn}"
        words[turn * 11] = f"again{turn}"
        rule = Provision(
            f"rule-{number}",
            Kind.EXPECTED,
            Modality.MUST,
            behaviours=frozenset({"acting"}),
            parameters={"days": Bound(Direction.AT_MOST, 9 - turn * (number % 3), unit="days")},
        )
        said = {"en": Text(f"Rule {number}", " ".join(words)), "ar": Text(f"قاعدة {number}", "نص")}
        written.append(Written(rule, said))
    words_of = {
        "behaviours": {"acting": {"en": "acting"}},
        "actors": {"everyone": {"en": "everybody"}},
        "spaces": {"everywhere": {"en": "anywhere"}},
        "exceptions": {},
        "parameters": {"days": {"en": "days"}},
    }
    return Document(
        "large",
        Level.UNIVERSAL,
        "en",
        "",
        {"en": "A large code"},
        {},
        tuple(written),
        Vocabulary(names, Taxonomy({"everyone": ""}), Taxonomy({"everywhere": ""})),
        words_of,
    )


def main():
    """Measure with the settings of this process, and print one line a figure."""
    import django  # noqa: PLC0415, the settings are those of this process

    os.environ["DJANGO_SETTINGS_MODULE"] = "comity.config.settings"
    django.setup()
    for name, value, how in measure():
        figure = {"name": name, "value": value, "unit": "ms", "target": P95, "how": how}
        print(json.dumps(figure), flush=True)


if __name__ == "__main__":
    main()
