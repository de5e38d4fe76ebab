"""Dependencies: each with its reason, each pinned with hashes, no download address anywhere."""

import re
import tomllib

from tests.architecture.house import ROOT, build, expect_none

NAME = re.compile(r"^[A-Za-z0-9._-]+")
PIN = re.compile(r"^(?P<name>[a-z0-9.-]+)(\[[a-z,-]+\])?==(?P<version>\S+)", re.MULTILINE)
WANTED = {"base": (), "postgres": ("postgres",), "dev": ("postgres", "dev")}
"""Which extras of pyproject.toml stand in which file of pins."""

FILES = (*WANTED, "oracles")
"""The last holds what only the bench compares with, in an environment of its own."""


def plain(name):
    """Write a package's name as pins do."""
    return re.sub(r"[-_.]+", "-", NAME.match(name)[0]).lower()


def without_reason(pyproject):
    """Name the dependencies with no reason beside them."""
    lists = re.findall(
        r"^(?:dependencies|dev|postgres) = \[\n(.*?)^\]", pyproject, re.DOTALL | re.MULTILINE
    )
    lines = [line.strip() for block in lists for line in block.splitlines() if line.strip()]
    return [line for line in lines if not re.search(r'",\s+# \S+ \S+', line)]


def not_pinned(root):
    """Name what pyproject.toml asks for and a file of pins lacks."""
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    found = []
    for file, extras in WANTED.items():
        asked = [*project["dependencies"]]
        asked += [one for extra in extras for one in project["optional-dependencies"][extra]]
        pinned = {pin["name"] for pin in PIN.finditer(text_of(root, file))}
        found += [f"{file}: {plain(one)}" for one in asked if plain(one) not in pinned]
    return found


def without_hash(root):
    """Name the pins that any file of the right name would satisfy."""
    found = []
    for file in FILES:
        for block in re.split(r"\n(?=\S)", text_of(root, file)):
            pin = PIN.match(block)
            if pin and "--hash=sha256:" not in block:
                found.append(f"{file}: {pin['name']}")
    return found


def with_address(root):
    """Name the files of pins that say where to download from."""
    addresses = re.compile(r"https?://|--index-url|--find-links|--extra-index-url| @ ")
    return [file for file in FILES if addresses.search(text_of(root, file))]


def pinned_differently(root):
    """Name what two files of pins give different versions of."""
    seen = {}
    for file in FILES:
        for pin in PIN.finditer(text_of(root, file)):
            seen.setdefault(pin["name"], set()).add(pin["version"])
    return [name for name, versions in sorted(seen.items()) if len(versions) > 1]


def text_of(root, file):
    """Read a file of pins."""
    return (root / "requirements" / f"{file}.txt").read_text()


def test_every_dependency_has_its_reason():
    expect_none(without_reason((ROOT / "pyproject.toml").read_text()))


def test_every_dependency_is_pinned_with_its_hash():
    expect_none(not_pinned(ROOT))
    expect_none(without_hash(ROOT))


def test_pins_name_no_place_to_download_from():
    expect_none(with_address(ROOT))


def test_the_environments_agree():
    expect_none(pinned_differently(ROOT))


PYPROJECT = """
[project]
dependencies = [
    "good>=1", # it is needed for something
    "Planted_One>=1",
]
[project.optional-dependencies]
postgres = []
dev = []
"""


def test_planted_faults_are_found(tmp_path):
    good = "good==1.0 \\\n    --hash=sha256:00\n"
    build(
        tmp_path,
        {
            "pyproject.toml": PYPROJECT,
            "requirements/base.txt": good,
            "requirements/postgres.txt": f"{good}planted-one==2 \\\n    --hash=sha256:00\n",
            "requirements/oracles.txt": good,
            "requirements/dev.txt": "--index-url https://somewhere\ngood==1.1\nplanted-one==2\n",
        },
    )
    assert without_reason(PYPROJECT) == ['"Planted_One>=1",']
    assert not_pinned(tmp_path) == ["base: planted-one"]
    assert without_hash(tmp_path) == ["dev: good", "dev: planted-one"]
    assert with_address(tmp_path) == ["dev"]
    assert pinned_differently(tmp_path) == ["good"]
