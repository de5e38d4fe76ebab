import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from comity.charter.models import CharterVersion, Installation
from tests.factories.charter import CharterVersionFactory, InstallationFactory

pytestmark = pytest.mark.django_db


def test_the_database_refuses_a_charter_number_twice():
    CharterVersionFactory(number=1)
    with pytest.raises(IntegrityError):
        CharterVersionFactory(number=1)


def test_the_database_refuses_a_charter_before_the_first():
    with pytest.raises(IntegrityError, match="charters_count_from_one"):
        CharterVersionFactory(number=0)


def test_the_database_is_for_one_use():
    first = InstallationFactory()
    with pytest.raises(IntegrityError):
        Installation.objects.create(use="sandbox", marked_on=first.marked_on)


def test_the_database_refuses_a_use_that_does_not_exist():
    with pytest.raises(IntegrityError, match="an_installation_is_a_sandbox_or_real"):
        InstallationFactory(use="party")


def test_the_database_refuses_to_change_or_delete_an_adopted_charter():
    adopted = CharterVersionFactory()
    for change in (
        lambda: CharterVersion.objects.filter(id=adopted.id).update(text="x = 1"),
        lambda: CharterVersion.objects.filter(id=adopted.id).delete(),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()
    assert CharterVersion.objects.get().text == adopted.text


def test_the_database_refuses_to_put_a_charter_in_the_place_of_another():
    adopted = CharterVersionFactory()
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite can replace a row while inserting one")
    copy = (
        "INSERT OR REPLACE INTO charter_charterversion "
        "SELECT id, number, 'x = 1', hash, adopted_on, community_id, above_id "
        "FROM charter_charterversion"
    )
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(copy)
    assert CharterVersion.objects.get().text == adopted.text


def test_the_database_refuses_a_communitys_charter_that_stands_on_nothing():
    with pytest.raises(IntegrityError, match="only_a_communitys_charter_stands_on_another"):
        CharterVersionFactory(community_id="0000000000001")
