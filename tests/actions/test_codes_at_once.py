"""Two people who change one code at the same moment, on PostgreSQL.

Whoever changes something of a code holds its row before any other row and before the record, so
that no two wait for each other. SQLite has one writer at a time.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.access.rules import Permission
from comity.codes import actions
from comity.codes.actions.reviews import judge_words, take_review
from comity.codes.actions.standings import recheck
from comity.codes.errors import CodeVersionFrozen
from comity.codes.models import FloorStanding, ProvisionText, TranslationStep, WordsReview
from comity.codes.queries import Version
from comity.codes.rules.documents import Text, TextState, Written
from comity.codes.rules.provisions import Provision
from comity.codes.rules.review import Verdict
from comity.kernel.errors import NotFound
from tests.factories.codes import (
    EFFECTS,
    OPERATOR,
    answer_in,
    draft,
    in_force,
    local,
    universal,
)
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, as_actor, somebody
from tests.harness.at_once import at_once

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(
        not connection.features.has_select_for_update, reason="needs rows that can be held"
    ),
]
beside_others = pytest.mark.usefixtures("own_database")
SPIRIT = Written(
    Provision("spirit"), {"en": Text("In good spirit", "Some insults are fine among friends.")}
)


def table_held(table):
    """Keep everybody from a table, before which they stand with whatever they hold already."""

    def hold():
        with connection.cursor() as cursor:
            cursor.execute(f'LOCK TABLE "{table}" IN ACCESS EXCLUSIVE MODE')

    return hold


def localized():
    """Put a universal and a local code in force."""
    movement = MovementFactory()
    in_force(universal(), community=movement)
    return in_force(local(answer_in(2)), community=CommunityFactory(parent=movement))


def said_in_french(version):
    return lambda: actions.translate(
        version_id=version.id,
        provision_id="answer",
        language="fr",
        text=Text("Réponse", "Une réponse vient."),
        state=TextState.DRAFT,
        by=OPERATOR,
        now=NOW,
    )


@beside_others
def test_whoever_translates_and_whoever_checks_against_the_floor_do_not_wait_for_each_other():
    version = localized()
    answers = at_once(
        said_in_french(version),
        lambda: recheck(now=NOW + timedelta(days=1)),
        hold=table_held(ProvisionText._meta.db_table),
    )
    assert [one for one in answers if isinstance(one, Exception)] == []
    assert TranslationStep.objects.exists()
    assert FloorStanding.objects.get().version_id == version.id


@beside_others
def test_of_two_who_discard_a_draft_at_once_the_second_is_told_that_there_is_none():
    version = draft(universal())

    def discard():
        actions.discard_draft(version_id=version.id, by=OPERATOR, now=NOW)

    answers = at_once(discard, discard, hold=table_held("codes_draftedition"))
    assert sorted(type(one).__name__ for one in answers) == ["NoneType", NotFound.__name__]


@beside_others
def test_of_two_who_freeze_a_draft_at_once_one_does():
    version = draft(universal())

    def freeze():
        return actions.freeze(version_id=version.id, effects=EFFECTS, by=OPERATOR, now=NOW)

    answers = at_once(freeze, freeze, hold=table_held(ProvisionText._meta.db_table))
    kinds = sorted(type(one).__name__ for one in answers)
    assert kinds == [CodeVersionFrozen.__name__, Version.__name__]


def order_of(queries, *tables):
    """Tell in which order rows of some tables were held or written first."""
    asked = [one["sql"] for one in queries]
    wanted = {
        table: next(
            number
            for number, sql in enumerate(asked)
            if (f'FROM "{table}"' in sql and "FOR " in sql)
            or sql.startswith((f'INSERT INTO "{table}"', f'UPDATE "{table}"'))
        )
        for table in tables
    }
    return sorted(wanted, key=wanted.get)


@pytest.mark.django_db
def test_whoever_freezes_holds_the_code_then_the_version_and_words_to_judge_before_the_record():
    movement = MovementFactory()
    in_force(universal(), community=movement)
    version = draft(local(SPIRIT), community=CommunityFactory(parent=movement))
    with CaptureQueriesContext(connection) as queries:
        actions.freeze(version_id=version.id, effects=EFFECTS, by=OPERATOR, now=NOW)
    wanted = ["codes_code", "codes_codeversion", "codes_wordsreview", "record_chain"]
    assert order_of(queries, *reversed(wanted)) == wanted


@pytest.mark.django_db
def test_whoever_judges_words_holds_the_code_before_the_record_and_no_other_code():
    movement = MovementFactory()
    in_force(universal(), community=movement)
    project = CommunityFactory(parent=movement)
    below = CommunityFactory(parent=project)
    version = draft(local(SPIRIT), community=project)
    actions.freeze(version_id=version.id, effects=EFFECTS, by=OPERATOR, now=NOW)
    in_force(local(answer_in(1)), community=below)  # its own check is due and is not for judges
    review = WordsReview.objects.get(code=version.code_id)
    judges = [as_actor(somebody(Permission.CODE_REVIEW, on=movement)) for _ in range(2)]
    for one in judges:
        take_review(review_id=review.id, by=one, now=NOW)
    judge(review, judges[0])
    with CaptureQueriesContext(connection) as queries:
        judge(review, judges[1])
    wanted = ["codes_code", "codes_wordsreview", "record_chain"]
    assert order_of(queries, *reversed(wanted)) == wanted
    assert not FloorStanding.objects.exists()


def judge(review, by):
    judge_words(review_id=review.id, verdict=Verdict.AT, reason="It says so.", by=by, now=NOW)
