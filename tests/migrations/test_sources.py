"""Translations of earlier installations learn which words they were made from."""

from importlib import import_module

import pytest
from django.apps import apps

from comity.codes.models import AboutText, ProvisionText, SourceText
from comity.codes.queries.translations import unit
from comity.codes.rules.documents import TextState
from comity.codes.rules.sources import ABOUT
from tests.factories.codes import OPERATOR, draft, in_force, universal
from tests.factories.communities import MovementFactory

pytestmark = pytest.mark.django_db
MIGRATION = import_module("comity.codes.migrations.0007_old_translations_name_their_source")
TITLES = import_module("comity.codes.migrations.0012_old_titles_name_their_source")


def state(version, language):
    return unit(version.id, language, "answer", seen_by=OPERATOR).state


def forget_sources(version, **before):
    texts = ProvisionText.objects.filter(provision__version=version.id).exclude(state="source")
    texts.update(made_from=None, translator=None, **before)
    SourceText.objects.all().delete()


@pytest.mark.parametrize("make", [draft, in_force])
def test_what_was_complete_stays_complete(make):
    version = make(universal(), community=MovementFactory())
    forget_sources(version)
    assert state(version, "ar") is TextState.OUTDATED
    MIGRATION.name_sources(apps, None)
    assert state(version, "ar") is TextState.COMPLETE
    assert SourceText.objects.get().title == "Answer"


def test_what_was_marked_as_outdated_stays_outdated_until_somebody_mends_it():
    version = draft(universal(), community=MovementFactory())
    forget_sources(version, state="outdated")
    MIGRATION.name_sources(apps, None)
    assert state(version, "ar") is TextState.OUTDATED
    assert not SourceText.objects.exists()


def test_titles_that_were_translated_before_count_as_complete_once_they_name_their_source():
    version = draft(universal(), community=MovementFactory())
    AboutText.objects.all().delete()
    SourceText.objects.all().delete()
    assert unit(version.id, "ar", ABOUT, seen_by=OPERATOR).state is None
    for _ in range(2):
        TITLES.name_sources(apps, None)
    found = unit(version.id, "ar", ABOUT, seen_by=OPERATOR)
    assert (found.state, found.text.title) == (TextState.COMPLETE, "المدونة")
    assert SourceText.objects.get().title == "The code"


def test_naming_sources_twice_changes_nothing():
    version = draft(universal(), community=MovementFactory())
    forget_sources(version)
    for _ in range(2):
        MIGRATION.name_sources(apps, None)
    assert state(version, "ar") is TextState.COMPLETE
