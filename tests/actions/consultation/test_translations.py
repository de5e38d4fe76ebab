"""Translating what somebody else contributed."""

import pytest

from comity.consultation.actions import contributions
from comity.consultation.actions import translations as actions
from comity.consultation.errors.contributions import (
    ContributionWithdrawn,
    SameLanguage,
    TooManyTranslations,
    TranslatedByAPerson,
)
from comity.kernel.errors import NotFound
from comity.kernel.ids import new_id
from comity.people.errors import NotSignedIn
from tests.factories import consultations as make
from tests.factories.people import NOW, PersonFactory, as_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def said():
    return make.contributed(make.opened(), by=as_actor(PersonFactory()), language="sw")


def translate(contribution_id, language="en", text="By the river.", *, by=None, machine=False):
    return actions.translate(
        contribution_id=contribution_id,
        language=language,
        text=text,
        machine=machine,
        by=by or as_actor(PersonFactory()),
        now=NOW,
    )


def test_a_newer_translation_takes_the_place_of_the_one_before_and_names_who_made_it(said):
    translate(said.id, text="At a river.", machine=True)
    kit = PersonFactory()
    [told] = translate(said.id, "EN", by=as_actor(kit)).translations
    assert (told.language, told.text, told.by) == ("en", "By the river.", kit.name)
    assert (told.machine, told.outdated) == (False, False)


def test_a_machine_replaces_a_person_only_where_the_words_have_changed():
    by, round_ = as_actor(PersonFactory()), make.opened()
    said = make.contributed(round_, by=by, language="sw")
    translate(said.id)
    with pytest.raises(TranslatedByAPerson):
        translate(said.id, machine=True)
    contributions.change(
        contribution_id=said.id, text="Kando ya ziwa.", language="sw", by=by, now=NOW
    )
    [told] = translate(said.id, text="By the lake.", machine=True).translations
    assert (told.text, told.machine) == ("By the lake.", True)


def test_a_contribution_does_not_grow_without_end(said, monkeypatch):
    monkeypatch.setattr(actions, "MOST_TRANSLATIONS", 2)
    for language in ("en", "ar"):
        translate(said.id, language)
    with pytest.raises(TooManyTranslations):
        translate(said.id, "de")
    assert len(translate(said.id, "ar", "قرب النهر.").translations) == 2


def test_what_cannot_be_translated_is_refused(said):
    with pytest.raises(SameLanguage):
        translate(said.id, "SW")
    with pytest.raises(NotFound):
        translate(new_id())
    with pytest.raises(NotSignedIn):
        translate(said.id, by=make.receipt_holder())


def test_what_was_taken_back_is_not_translated_and_its_translations_go():
    by = as_actor(PersonFactory())
    said = make.contributed(make.opened(), by=by, language="sw")
    translate(said.id)
    gone = contributions.withdraw(contribution_id=said.id, by=by, now=NOW)
    assert gone.translations == ()
    with pytest.raises(ContributionWithdrawn):
        translate(said.id)
