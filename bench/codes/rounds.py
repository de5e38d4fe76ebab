"""A round with 1,000 contributions as pages, and one person who has said 10,000 things.

How much of each figure the processor works is told with it. That is what bounds pages; the rest is
waiting for the disk, as whatever is written has to, or for others on a busy machine.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import timedelta

from bench.figure import MILLISECONDS, Figure, percentile, timed
from tests.harness.served import SOURCE

CONTRIBUTIONS = 1_000
BY_ONE = 10_000
REPEATS = 60
P95 = 40  # ms
OK = 200


def figures():
    """Measure in a process and a database of its own."""
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as folder:
        kept = {name: value for name, value in os.environ.items() if "COMITY" not in name}
        kept |= {"COMITY_VAR": folder, "COMITY_DATABASE_URL": f"sqlite:///{folder}/db.sqlite3"}
        answer = subprocess.run(
            [sys.executable, "-m", "bench.codes.rounds"],
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
    """Ask for every page of the round, then for one's own page, then contribute once more."""
    from django.core.management import call_command  # noqa: PLC0415, needs the settings
    from django.test import Client  # noqa: PLC0415, as above
    from django.urls import reverse  # noqa: PLC0415, as above

    call_command("migrate", verbosity=0)
    from tests.factories import consultations as make  # noqa: PLC0415, needs the tables
    from tests.factories.people import NOW, PersonFactory, as_actor  # noqa: PLC0415, as above

    person = PersonFactory()
    found = make.consultation(contingent=100_000)
    many, few = make.opened(found), make.opened(found)
    said = make.contributed(many, by=as_actor(person))
    fill(many.id, said.participant.id, BY_ONE, NOW)
    for _one in range(20):
        make.contributed(few)
    fill(few.id, said.participant.id, CONTRIBUTIONS, NOW)
    reader, author = (Client(headers={"host": "localhost"}) for _each in range(2))
    author.force_login(person)
    pages = [reverse("consultation:round", args=[found.id, one.id]) for one in (few, many)]
    own = reverse("consultation:part", args=[found.id])
    for name, client, address, last, what in (
        ("round", reader, pages[0], CONTRIBUTIONS, f"{CONTRIBUTIONS} contributions"),
        ("large_round", reader, pages[1], BY_ONE, f"{BY_ONE} contributions by one person"),
        ("own", author, own, 0, f"the page of one's own, with {BY_ONE} contributions"),
    ):
        times = []
        for number in range(REPEATS):
            page = f"{address}?after={number * last // REPEATS}" if last else address
            *took, answer = worked(lambda page=page, client=client: client.get(page))
            if answer.status_code != OK:
                raise AssertionError(page)
            times.append(took)
        yield f"codes.{name}_p95", *high(times, f"{what}, paged; p95 of {REPEATS}")
    by = as_actor(person)
    times = [
        worked(
            lambda number=number: make.contributed(many, by=by, now=NOW + timedelta(hours=number))
        )[:2]
        for number in range(20)
    ]
    how = f"one more contribution by somebody with {BY_ONE}; p95 of 20"
    yield "codes.contribute_p95", *high(times, how)


def worked(act):
    """Do something and give its milliseconds, those of the processor, and what came of it."""
    before = time.process_time()
    took, result = timed(act)
    return took, (time.process_time() - before) * MILLISECONDS, result


def high(times, how):
    """Give what 95 of 100 times do not exceed, and how it was measured."""
    clock, processor = (percentile([one[part] for one in times], 0.95) for part in (0, 1))
    return clock, f"{how}; {processor:.0f} ms of the processor"


def fill(round_id, participant_id, upto, now):
    """Add contributions as rows: what is measured is reading."""
    from comity.consultation.models import Contribution  # noqa: PLC0415, needs the settings

    begun = Contribution.objects.filter(round=round_id).count()
    Contribution.objects.bulk_create(
        Contribution(
            round_id=round_id,
            participant_id=participant_id,
            place=number,
            channel="web",
            language=("en", "ar", "sw")[number % 3],
            text=f"Contribution {number}. " + "A few words more. " * 12,
            made_on=now.date(),
        )
        for number in range(begun + 1, upto + 1)
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
