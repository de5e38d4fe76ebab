"""What a version means for newcomers and for groups that were silent or shut out."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from comity.access.rules import Permission
from comity.codes import actions, queries
from comity.codes.errors import CodeNotText, CodeTooLong, LanguageUnknown
from comity.codes.errors.versions import EffectMissing
from comity.codes.models import CodeVersion
from comity.codes.rules.effects import LONGEST_EFFECT, Effects
from tests.factories.codes import EFFECTS, MEANS, OPERATOR, draft, in_force, universal
from tests.factories.communities import MovementFactory
from tests.factories.people import NOW, as_actor, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return as_actor(somebody(Permission.CODE_EDIT, on=MovementFactory()))


def test_what_a_version_means_for_some_is_kept_as_it_was_said(author):
    version = draft(universal(), by=author)
    said = Effects(" EN ", {"EN": "  An example.\r\nFor each. ", "ar": " "}, {"en": "A voice."})
    frozen = actions.freeze(version_id=version.id, effects=said, by=author, now=NOW)
    assert frozen.effects == Effects("en", {"en": "An example.\nFor each."}, {"en": "A voice."})
    assert queries.version(version.id).effects == frozen.effects


@pytest.mark.parametrize("name", ["newcomers", "silent"])
@pytest.mark.parametrize(
    ("texts", "refusal"),
    [
        ({}, EffectMissing),
        ({"en": " \n"}, EffectMissing),
        ({"ar": "للجميع."}, EffectMissing),
        ({"en": "x" * (LONGEST_EFFECT + 1)}, CodeTooLong),
        ({"en": "a\0b"}, CodeNotText),
        ({"en": "a\ud800b"}, CodeNotText),
        ({"en": "A word.", "not a language": "A word."}, LanguageUnknown),
    ],
)
def test_nothing_is_frozen_before_it_is_said_what_it_means(author, name, texts, refusal):
    version = draft(universal(), by=author)
    effects = replace(EFFECTS, **{name: texts})
    with pytest.raises(refusal):
        actions.freeze(version_id=version.id, effects=effects, by=author, now=NOW)
    assert queries.version(version.id, seen_by=author).state == "draft"


def test_only_an_operator_brings_a_code_in_without_a_word_on_what_it_means(author):
    version = draft(universal(), by=author)
    with pytest.raises(EffectMissing):
        actions.freeze(version_id=version.id, by=author, now=NOW)
    frozen = actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    assert (frozen.state, frozen.effects) == ("frozen", None)


def test_nobody_says_later_what_a_frozen_version_means(author):
    version = draft(universal(), by=author)
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    with pytest.raises(DatabaseError, match="said to mean is never changed"), transaction.atomic():
        CodeVersion.objects.filter(id=version.id).update(effects=MEANS)


def test_what_a_frozen_version_was_said_to_mean_never_changes():
    version = in_force()
    for later in (None, MEANS | {"newcomers": {"en": "Something else."}}):
        with (
            pytest.raises(DatabaseError, match="said to mean is never changed"),
            transaction.atomic(),
        ):
            CodeVersion.objects.filter(id=version.id).update(effects=later)
    CodeVersion.objects.filter(id=version.id).update(effects=MEANS, revision=7)
    assert queries.version(version.id).effects == EFFECTS
