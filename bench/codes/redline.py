"""The redline of a large code as a page, asked for as a browser does.

How much of each figure the processor works is told with it, and that is what bounds them: comparing
words the first time, drawing the page when it is asked for again.
"""

import io
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
LANGUAGES = ("en", "ar", "de", "es", "fr", "pt-br")
BEHAVIOURS = 60
VOCABULARY = ("we", "all", "ask", "answer", "kind", "people", "here", "report", "and", "listen")


def figures():
    """Measure in a database of its own: one process writes, another one is asked."""
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as folder:
        kept = {name: value for name, value in os.environ.items() if "COMITY" not in name}
        kept |= {"COMITY_VAR": folder, "COMITY_DATABASE_URL": f"sqlite:///{folder}/db.sqlite3"}
        [*_, address] = apart(kept, "write")
        for line in apart(kept, "ask", address):
            if line.startswith("{"):
                yield Figure(**json.loads(line))


def apart(environment, *words):
    """Run a part of this in a process of its own, and give the lines it printed."""
    answer = subprocess.run(
        [sys.executable, "-m", "bench.codes.redline", *words],
        env=environment | {"PYTHONPATH": f"{SOURCE}{os.pathsep}{SOURCE.parent}"},
        cwd=SOURCE.parent,
        check=True,
        capture_output=True,
        text=True,
    )
    return answer.stdout.splitlines()


def measure(address):
    """Ask for each page: the first of a process, of texts that are new to it, and again."""
    from comity.codes.queries import comparing  # noqa: PLC0415, needs the settings
    from comity.codes.rules import redline  # noqa: PLC0415, as above
    from comity.config import wsgi  # noqa: PLC0415, as above
    from comity.web.codes import comparing as pages  # noqa: PLC0415, as above

    first, new, again = [], [], []
    for number in range(ROUNDS):
        page = f"{address}?page={number % 15 + 1}"
        comparing._read.cache_clear()
        comparing._KEPT.clear()
        pages._KEPT.clear()
        redline.word_parts.cache_clear()
        (new if first else first).append(timed(wsgi.application, page))
        again.append(timed(wsgi.application, page))
    how = f"{PROVISIONS} provisions of {WORDS} words in {len(LANGUAGES)} languages, all changed"
    for name, took, when in (
        ("first", first, "the first answer of a process"),
        ("new", new, f"p95 of {len(new)} of texts that nobody has asked for"),
        ("again", again, f"p95 of {len(again)} asked again"),
    ):
        wall, processor = (percentile([one[part] for one in took], 0.95) for part in (0, 1))
        yield f"codes.redline_{name}", wall, f"{how}; {when}; {processor:.0f} ms of processor"


def timed(application, page):
    """Say how many milliseconds an answer takes, and how many of them the processor works."""
    path, _, query = page.partition("?")
    asked = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }
    said = []
    started, worked = time.perf_counter(), time.process_time()
    answer = application(asked, lambda status, _headers: said.append(status))
    b"".join(answer)
    took = (time.perf_counter() - started) * 1000, (time.process_time() - worked) * 1000
    answer.close()
    if said != ["200 OK"]:
        raise AssertionError(page, said)
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
    from comity.codes.rules.documents import Document, Level, Text, Written  # noqa: PLC0415, as below
    from comity.codes.rules.provisions import (  # noqa: PLC0415, needs the settings
        Kind,
        Modality,
        Provision,
        Taxonomy,
        Vocabulary,
    )
    from comity.kernel.order import Bound, Direction  # noqa: PLC0415, as above

    below = {f"acting-{number}": f"kind-{number % 6}" for number in range(BEHAVIOURS)}
    names = Taxonomy(below | {f"kind-{number}": "" for number in range(6)})
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
            behaviours=frozenset(
                {f"acting-{number % BEHAVIOURS}", f"kind-{number % 5 + turn % 2}"}
            ),
            parameters={"days": Bound(Direction.AT_MOST, 9 - turn * (number % 3), unit="days")},
        )
        said = {tag: Text(f"Rule {number} ({tag})", " ".join(words)) for tag in LANGUAGES}
        written.append(Written(rule, said))
    words_of = {
        "behaviours": {name: {"en": name} for name in names.parents},
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


def main(part, *words):
    """Write with the settings of this process and print the address, or ask and print figures."""
    import django  # noqa: PLC0415, the settings are those of this process

    os.environ["DJANGO_SETTINGS_MODULE"] = "comity.config.settings"
    django.setup()
    if part == "write":
        print(load(), flush=True)
        return
    for name, value, how in measure(*words):
        figure = {"name": name, "value": value, "unit": "ms", "target": P95, "how": how}
        print(json.dumps(figure), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
