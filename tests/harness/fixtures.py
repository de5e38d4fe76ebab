"""The harness as pytest hands it out."""

import pytest

from tests.harness import real_parts
from tests.harness.postgres import Cluster


@pytest.fixture(scope="session")
def postgres_cluster():
    """Give a PostgreSQL server of our own, for as long as the tests run."""
    real_parts.need("PostgreSQL")
    with Cluster.started() as cluster:
        yield cluster
