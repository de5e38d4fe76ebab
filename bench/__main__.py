"""``python -m bench [area]``: measure and print one JSON line a figure; 1 where one is missed."""

import sys

from bench import codes, house
from bench.main import run as main

AREAS = {"main": main, "house": house, "codes": codes}


def run(names):
    """Measure the named areas, or all.

    Raises:
        SystemExit: an area has no such name (2), or a figure was missed (1).
    """
    unknown = sorted(set(names) - set(AREAS))
    if unknown:
        sys.stderr.write(f"No such area: {', '.join(unknown)}. Areas: {', '.join(AREAS)}\n")
        raise SystemExit(2)
    missed = False
    for name in names or AREAS:
        for figure in AREAS[name].figures():
            print(figure.line(), flush=True)
            missed = missed or figure.met is False
    raise SystemExit(1 if missed else 0)


if __name__ == "__main__":
    run(sys.argv[1:])
