"""Holding local codes against the floor: all of them after it moved, one, and what binds in all.

How much of each figure the processor works is told with it. That is what bounds them; the rest is
reading codes from the disk, or waiting for others on a busy machine.
"""

import gc
import json
import os
import random
import subprocess
import sys
import tempfile
import time

from bench.figure import Figure, percentile
from tests.harness.served import SOURCE

FLOOR = 300
LOCAL = 40
CODES = 1000
CHAINS = 25
"""Of three communities under one another; the other codes stand right below the movement."""
LANGUAGES = ("en", "ar", "es", "fr")
GROUPS, LEAVES, PLACES = 20, 5, 8
OWN_NAMES = 0.1  # share of local codes that add names
WORDS = 30
ALL_CODES, ONE_CODE, EFFECTIVE = 10, 15, 20  # s, ms, ms


def figures():
    """Measure in a process and a database of its own, so that nothing is warm or in the way."""
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as folder:
        kept = {name: value for name, value in os.environ.items() if "COMITY" not in name}
        answer = subprocess.run(
            [sys.executable, "-c", "from bench.codes.floor import run; run()"],
            env=kept | {"COMITY_VAR": folder, "PYTHONPATH": f"{SOURCE}{os.pathsep}{SOURCE.parent}"},
            cwd=SOURCE.parent,
            check=True,
            capture_output=True,
            text=True,
        )
    for line in answer.stdout.splitlines():
        if line.startswith("{"):
            yield Figure(**json.loads(line))


def measure():
    """Load a movement, let its floor move, and tell how long everything took."""
    from comity.codes.actions.standings import recheck  # noqa: PLC0415, needs the settings
    from comity.codes.queries import binding  # noqa: PLC0415, as above
    from comity.codes.queries.standings import count_below  # noqa: PLC0415, as above

    places, versions, now = load()
    recheck(now=now)
    empty(binding)
    # What it took to make up a movement is no part of a worker that serves one.
    gc.collect()
    gc.freeze()

    binding.effective_code(places[0])
    first = [timed(effective, place) for place in places[1:]]
    again = [timed(effective, place) for place in places]
    how = f"p95 of {len(first)} communities of depth 4, each asked for the first time"
    yield "codes.effective_first", high(first), "ms", EFFECTIVE, f"{how}; {said(first)}"
    yield "codes.effective_again", high(again), "ms", EFFECTIVE, f"p95, asked again; {said(again)}"

    binding.findings_of(versions[0])
    one = [timed(binding.findings_of, version) for version in versions[:200]]
    how = "p95 with reading it, the floor laid out"
    yield "codes.floor_one_code", high(one), "ms", ONE_CODE, f"{how}; {said(one)}"

    before = count_below()
    move_floor(now)
    took = timed(recheck, now=now)
    how = f"{CODES} codes of {LOCAL} provisions, floor of {FLOOR}; {count_below() - before} fell"
    yield "codes.floor_recheck", took[0] / 1000, "s", ALL_CODES, f"{how}; {said([took])}"


def effective(place):
    """Ask what binds somewhere, with the hash that pages show."""
    from comity.codes.queries import binding  # noqa: PLC0415, needs the settings

    return binding.effective_code(place).hash


def timed(act, *given, **named):
    """Say how many milliseconds something takes by the clock, and how many of the processor's."""
    started, worked = time.perf_counter(), time.process_time()
    act(*given, **named)
    return (time.perf_counter() - started) * 1000, (time.process_time() - worked) * 1000


def high(times):
    """Give what 95 of 100 times do not exceed by the clock."""
    return percentile([clock for clock, _ in times], 0.95)


def said(times):
    """Say how much of it was work: the rest is waiting for others on a busy machine."""
    return f"{percentile([work for _, work in times], 0.95):.1f} ms of the processor"


def empty(binding):
    """Forget what is kept in memory."""
    binding.composed.cache_clear()


def load():
    """Write communities and codes straight into their tables.

    Returns:
        The communities of depth 4, versions of local codes, and the moment.
    """
    from django.utils import timezone  # noqa: PLC0415, needs the settings

    from comity.communities.models import Community  # noqa: PLC0415, as above

    now = timezone.now()
    movement = Community.objects.create(slug="movement", kind="movement", languages=["en"])
    chance = random.Random(4)  # noqa: S311, nothing is secret here
    floor = [provision(number, chance) for number in range(FLOOR)]
    write({movement.id: floor}, "universal", now)
    events, places = [], []
    for number in range(CHAINS):
        above = movement
        for kind, depth in (("affiliate", 1), ("project", 2), ("project", 3)):
            above = Community(
                slug=f"{kind}-{number}-{depth}", kind=kind, parent=above, languages=["en"]
            )
            above.save()
            places.append(above.id)
        events.append(above.id)
    rest = [
        Community(slug=f"place-{number}", kind="project", parent=movement, languages=["en"])
        for number in range(CODES - len(places))
    ]
    Community.objects.bulk_create(rest)
    places += [one.id for one in rest]
    versions = write({place: local(floor, chance) for place in places}, "local", now)
    return events, versions[-500:], now


def move_floor(now):
    """Put a new version of the universal code in force, in which three provisions are stricter."""
    from comity.codes.models import CodeVersion  # noqa: PLC0415, needs the settings
    from comity.communities.queries import root  # noqa: PLC0415, as above

    chance = random.Random(4)  # noqa: S311, nothing is secret here
    floor = [provision(number, chance) for number in range(FLOOR)]
    for one in floor[::100]:
        for bound in one["parameters"].values():
            bound["value"] = 4
    universal = CodeVersion.objects.filter(level="universal")
    universal.update(state="superseded", superseded_at=now)
    write({root().id: floor}, "universal", now, number=2)


def provision(number, chance):
    """Make up a provision of the floor; its sides speak of different leaves, so it agrees."""
    modality = ("must_not", "must", "may", "should", "should_not")[number % 5]
    odd = modality not in {"must_not", "should_not"}
    leaves = [f"b{group}-{leaf}" for group in range(GROUPS) for leaf in range(odd, LEAVES, 2)]
    bound = {"direction": "at_most", "value": 7, "scale": [], "unit": "days"}
    return {
        "key": f"rule-{number}",
        "kind": "expected",
        "modality": modality,
        "behaviours": sorted(chance.sample(leaves, 3)),
        "actors": ["everyone"] if number % 3 else ["a1", "a2"],
        "spaces": ["everywhere"] if number % 4 else ["s1"],
        "exceptions": ["quoting"] if not number % 7 else [],
        "parameters": {"days": dict(bound)},
        "refines": "",
    }


def local(floor, chance):
    """Make up a local code: most of it makes the floor stricter, some of it is its own."""
    written = []
    for one in chance.sample(floor, LOCAL - 10):
        bound = dict(one["parameters"]["days"], value=chance.choice((2, 3, 5)))
        written.append({**one, "parameters": {"days": bound}, "exceptions": []})
    written += [
        {**provision(chance.randrange(FLOOR), chance), "key": f"ours-{number}"}
        for number in range(8)
    ]
    loose = {"kind": "text", "modality": "", "behaviours": [], "parameters": {}, "refines": ""}
    return [
        *written,
        *({**floor[0], **loose, "key": f"prose-{number}", "exceptions": []} for number in range(2)),
    ]


def names():
    """Write the names that codes are written with, as their table keeps them."""
    behaviours = {f"g{group}": {"en": f"kind of harm {group}"} for group in range(GROUPS)}
    for group in range(GROUPS):
        for leaf in range(LEAVES):
            name = f"b{group}-{leaf}"
            behaviours[name] = {"parent": f"g{group}", "en": f"harming{group} in way{leaf}"}
    trees = {"behaviours": behaviours}
    for axis, whole, letter in (("actors", "everyone", "a"), ("spaces", "everywhere", "s")):
        trees[axis] = {whole: {"en": whole}} | {
            f"{letter}{number}": {"parent": whole, "en": f"{axis} {number}"}
            for number in range(PLACES)
        }
    return trees | {"exceptions": {"quoting": {"en": "quoting"}}, "parameters": {}}


def write(codes, level, now, number=1):
    """Put codes in force, each with its words."""
    from comity.codes.models import (  # noqa: PLC0415, needs the settings
        Code,
        CodeVersion,
        Provision,
        ProvisionText,
    )

    chance = random.Random(8)  # noqa: S311, nothing is secret here
    own = (
        names() if level == "universal" else {"behaviours": {"prank": {"parent": "g1", "en": "x"}}}
    )
    rows, provisions, texts = [], [], []
    for community_id, written in codes.items():
        code = Code.objects.get_or_create(community_id=community_id, defaults={"slug": "code"})[0]
        version = CodeVersion(
            code=code,
            number=number,
            level=level,
            title={"en": "A code"},
            source_language="en",
            vocabulary=own if level == "universal" or chance.random() < OWN_NAMES else {},
        )
        rows.append(version)
        for place, one in enumerate(written, start=1):
            provisions.append(Provision(version=version, place=place, **one))
            spoken = LANGUAGES if level == "universal" else LANGUAGES[:2]
            texts += [
                ProvisionText(
                    provision=provisions[-1],
                    language=tag,
                    title=f"{one['key']} {tag}",
                    body=" ".join(f"word{chance.randrange(900)}" for _ in range(WORDS)),
                    state="source" if tag == "en" else "complete",
                )
                for tag in spoken
            ]
    CodeVersion.objects.bulk_create(rows)
    Provision.objects.bulk_create(provisions, batch_size=500)
    ProvisionText.objects.bulk_create(texts, batch_size=500)
    ids = [row.id for row in rows]
    # What is frozen never changes, so they are frozen last.
    for start in range(0, len(ids), 500):
        some = CodeVersion.objects.filter(id__in=ids[start : start + 500])
        some.update(state="frozen", content_hash="0" * 64)
        some.update(state="in_force", in_force_since=now)
    return ids


def run():
    """Make a database, measure, and print the figures; run in a process of its own."""
    # As a web worker starts, so that it is as large, and as ready.
    import comity.config.wsgi  # noqa: F401, PLC0415, only here
    from comity.cli.serve import migrate  # noqa: PLC0415, needs the settings

    migrate()
    for name, value, unit, target, how in measure():
        figure = {"name": name, "value": value, "unit": unit, "target": target, "how": how}
        print(json.dumps(figure), flush=True)
