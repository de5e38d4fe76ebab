"""The guide from a draft to a code names pages, operations and commands that are there."""

import json
import re

import pytest
import typer
from django.urls import resolve

from comity.cli.app import app
from tests.architecture.house import ROOT

TEXT = (ROOT / "docs" / "guides" / "consulting.md").read_text()
STEPS = [
    [re.findall(r"`([^`]+)`", cell) for cell in row.split("|")[2:5]]
    for row in TEXT.splitlines()
    if row.startswith("| ") and "`" in row
]
OPERATIONS = {
    (method.upper(), path.removeprefix("/api/v1"))
    for path, methods in json.loads((ROOT / "docs" / "openapi.json").read_text())["paths"].items()
    for method in methods
}


def named(column):
    return [one for step in STEPS for one in step[column]]


def test_every_step_can_be_done_in_all_three_skins():
    assert len(STEPS) >= 10
    assert all(all(step) for step in STEPS)


@pytest.mark.parametrize("address", named(0))
def test_the_page_is_there(address):
    assert resolve("/en" + re.sub(r"<[a-z]+>", "some", address)).func


@pytest.mark.parametrize("operation", named(1))
def test_the_operation_is_there(operation):
    assert tuple(operation.split()) in OPERATIONS


@pytest.mark.parametrize("command", named(2))
def test_the_command_is_there(command):
    found = typer.main.get_command(app)
    for word in command.split()[1:]:
        found = found.commands[word]
    assert found.help


def test_what_the_guide_leads_to_is_there():
    links = re.findall(r"\]\(([^)]+)\)", TEXT)
    assert links
    assert [one for one in links if not (ROOT / "docs" / "guides" / one).exists()] == []
