"""docs/OWN-DATA.toml says of every table about people what they get of it, and why not the rest."""

import re
import tomllib

from django.apps import apps

from comity.people.models import Person
from tests.architecture.house import ROOT, expect_none
from tests.architecture.test_columns import LIST, listed

OWN = ROOT / "docs" / "OWN-DATA.toml"
NAMES_SOMEBODY = re.compile(
    r"(.*_)?(person|user|holder|participant)(_id)?|actor|.*(?<!acknowledge)_by|.*_tag"
)
"""Columns that name a person without pointing at one."""
IN_PART = frozenset({"cases_case", "cases_delivery", "measures_measure", "reports_report"})
"""Tables about cases, of which only the columns that name somebody need a reason."""
MADE_FOR_TELLING = frozenset({"people_session.since"})
"""What is told in place of a column that means nothing to people."""
SHORTEST_REASON = 10


def about_people(columns, pointing):
    """Name the tables that speak of people: table to the columns that need an answer."""
    found = {}
    for column in columns:
        table, _, name = column.partition(".")
        if table in pointing or NAMES_SOMEBODY.fullmatch(name):
            found.setdefault(table, set())
    for column in columns:
        table, _, name = column.partition(".")
        if table in found and (table not in IN_PART or NAMES_SOMEBODY.fullmatch(name)):
            found[table].add(name)
    return found


def faults(tables, answers):
    """Name columns without an answer, answers for no column, and reasons that are none."""
    wrong = [f"{table} has no answer" for table in sorted(tables.keys() - answers.keys())]
    for table, answer in sorted(answers.items()):
        told, left_out = set(answer["told"]), set(answer.get("left_out", {}))
        known = tables.get(table, set())
        made = {name for name in told if f"{table}.{name}" in MADE_FOR_TELLING}
        wrong += [f"{table}.{name} has no answer" for name in sorted(known - told - left_out)]
        wrong += [f"{table}.{name} has two" for name in sorted(told & left_out)]
        wrong += [
            f"{table}.{name} is not there" for name in sorted((told | left_out) - known - made)
        ]
        reasons = answer.get("left_out", {}).items()
        wrong += [f"{table}.{name}: why?" for name, why in reasons if len(why) < SHORTEST_REASON]
    return wrong


def pointing_at_people():
    return {
        table._meta.db_table
        for table in apps.get_models(include_auto_created=True)
        if table is Person or any(one.related_model is Person for one in table._meta.fields)
    }


def test_every_column_about_people_is_told_or_has_a_reason():
    columns = listed(LIST.read_text())
    answers = tomllib.loads(OWN.read_text())
    expect_none(faults(about_people(columns, pointing_at_people()), answers))


def test_a_planted_table_about_people_is_found():
    tables = about_people({"planted.person_id", "planted.secret", "other.id"}, set())
    assert tables == {"planted": {"person_id", "secret"}}
    assert faults(tables, {}) == ["planted has no answer"]


def test_a_planted_column_and_a_planted_answer_are_found():
    answers = {"planted": {"told": ["gone"], "left_out": {"person_id": "no"}}}
    assert faults({"planted": {"person_id", "secret"}}, answers) == [
        "planted.secret has no answer",
        "planted.gone is not there",
        "planted.person_id: why?",
    ]
