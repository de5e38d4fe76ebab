"""The house as it stands: its folders, its floors, and how to build a small one to break."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "comity"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS = {c["name"]: c for c in PYPROJECT["tool"]["importlinter"]["contracts"]}
FLOORS = [row.split(" | ") for row in CONTRACTS["Packages only look down"]["layers"]]
DEPTH = {name: depth for depth, row in enumerate(FLOORS) for name in row}
"""How far down each package stands; the ground floor has the highest number."""

SKINS = frozenset({"config", "web", "api", "cli"})
GROUND = frozenset({"messages", "kernel"})
DOMAIN = frozenset(DEPTH) - SKINS - GROUND
"""The packages that keep to the file names of docs/ARCHITECTURE.md."""


def build(root, files):
    """Write a small tree of files, with a package at every folder that holds Python."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        if path.suffix == ".py":
            for folder in path.relative_to(root).parents[:-1]:
                (root / folder / "__init__.py").touch()
    return root


def python_files(root):
    """List the Python files below a folder, without what tools keep there."""
    return sorted(path for path in root.rglob("*.py") if "__pycache__" not in path.parts)


def expect_none(found):
    """Fail with every finding on a line of its own."""
    assert not found, "\n".join(["", *found])
