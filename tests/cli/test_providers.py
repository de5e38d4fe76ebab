import os

import pytest
from typer.testing import CliRunner

from comity.cli.app import app
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.people import queries
from comity.people.actions import add_provider, remove_provider
from comity.people.errors import ProviderNotUsable
from comity.people.models import Provider
from comity.people.rules import Registration
from comity.record.models import Line
from tests.factories.people import NOW, PersonFactory, as_actor

pytestmark = pytest.mark.django_db
REST = "https://wiki.example/w/rest.php"
SECRET = "words of a client"
OPERATOR = Actor(ActorKind.OPERATOR, "terminal")


def comity(*words, typed=""):
    return CliRunner().invoke(app, ["provider", *words], input=typed)


def add(key="wiki", url=REST, *more, typed=SECRET + "\n"):
    return comity(
        "add", key, url, "--client-id", "the key", "--name", "Lantern wiki", *more, typed=typed
    )


def test_a_provider_is_added_with_its_secret_from_the_standard_input():
    result = add()
    assert result.exit_code == 0
    assert "http://localhost:8000/arrive/wiki/" in result.output
    assert SECRET not in result.output
    assert SECRET.encode() not in bytes(Provider.objects.get().secret)
    site = Registration("wiki", "Lantern wiki", REST, "the key", SECRET)
    assert queries.registration("wiki") == site
    assert Line.objects.get().kind == "provider:added"


def test_the_secret_can_come_from_a_file_descriptor_and_be_renewed():
    add()
    reader, writer = os.pipe()
    os.write(writer, b"newer words\n")
    os.close(writer)
    assert add("wiki", REST, "--secret-fd", str(reader), typed="").exit_code == 0
    assert queries.registration("wiki").secret == "newer words"


def test_no_option_takes_the_secret():
    assert add("wiki", REST, "--secret", SECRET).exit_code == 2
    assert not Provider.objects.exists()


@pytest.mark.parametrize(
    ("key", "url", "typed"),
    [
        ("Wiki", REST, SECRET),
        ("my wiki", REST, SECRET),
        ("wiki", "http://wiki.example/w/rest.php", SECRET),
        ("wiki", "https://user:word@wiki.example/rest.php", SECRET),
        ("wiki", "https://wiki.example/rest.php?a=b", SECRET),
        ("wiki", "wiki.example", SECRET),
        ("wiki", "https://[", SECRET),
        ("wiki", REST, ""),
    ],
)
def test_what_could_leak_a_secret_or_name_nothing_is_refused(key, url, typed):
    result = add(key, url, typed=f"{typed}\n")
    assert isinstance(result.exception, ProviderNotUsable)
    assert not Provider.objects.exists()


def test_many_providers_stand_side_by_side_and_can_be_removed():
    assert add().exit_code == add("other", "https://other.example/rest.php").exit_code == 0
    assert comity("list").output.splitlines() == [
        "other  https://other.example/rest.php  Lantern wiki",
        f"wiki  {REST}  Lantern wiki",
    ]
    assert comity("remove", "other").exit_code == 0
    assert [site.key for site in queries.providers()] == ["wiki"]
    assert isinstance(comity("remove", "other").exception, NotFound)


def test_only_who_runs_the_machine_adds_and_removes():
    site = Registration("wiki", "Lantern wiki", REST, "the key", SECRET)
    by = as_actor(PersonFactory())
    with pytest.raises(NotPermitted):
        add_provider(site=site, by=by, now=NOW)
    add_provider(site=site, by=OPERATOR, now=NOW)
    with pytest.raises(NotPermitted):
        remove_provider(key="wiki", by=by, now=NOW)
