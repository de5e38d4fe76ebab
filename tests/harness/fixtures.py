"""The harness as pytest hands it out."""

import pytest
from django.db import connection

from tests.harness import real_parts
from tests.harness.mail import MailSink
from tests.harness.postgres import Cluster
from tests.harness.served import served as run_served


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request):
    """Keep the tests' SQLite in memory: by its name alone ours is not known to be SQLite."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = ":memory:"
    request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(scope="session")
def postgres_cluster():
    """Give a PostgreSQL server of our own, for as long as the tests run."""
    real_parts.need("PostgreSQL")
    with Cluster.started() as cluster:
        yield cluster


@pytest.fixture
def mail_sink():
    """Give a mail server that keeps what it gets."""
    with MailSink() as sink:
        yield sink


@pytest.fixture(scope="session")
def served():
    """Give a running Comity on SQLite with the sandbox, shared by the tests of one worker."""
    with run_served() as running:
        yield running


@pytest.fixture(scope="session")
def served_by_tls():
    """Give a running Comity that speaks TLS, as production does: its cookies need it."""
    with run_served(tls=True) as running:
        yield running


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def fresh_served(request):
    """Give a running Comity for one test alone, once on each database."""
    on_postgres = request.param == "postgresql"
    cluster = request.getfixturevalue("postgres_cluster") if on_postgres else None
    with run_served(cluster=cluster) as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    """Give a real browser; ``with browser.window(served.url) as page`` opens a window."""
    from tests.harness import browser as harness  # noqa: PLC0415, drives a system part

    with harness.started(real_parts.need("Chromium")) as running:
        yield running


@pytest.fixture
def reader(served):
    """Give somebody who reads English and runs no scripts."""
    with served.reader() as somebody:
        yield somebody
