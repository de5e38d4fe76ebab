"""What people do about codes and in consultations can be done in all three skins, or says why not.

Which address, call or command does an action is read from the code; see ``tests.skins.reach``.
"""

from functools import cache

import pytest

from tests.skins.reach import SKINS, actions, reached, users

AREAS = ("comity.codes.", "comity.consultation.")

AS_A_FILE = "a file says it all: `comity code import` or `show`, an editor, `comity code load`"
ONE_BY_ONE = "the editor of the page sends one provision at a time"
WITH_ANYTHING = "whoever says or chooses anything takes part by it"
WITH_ITS_CONCLUSION = "`conclusions.conclude` asks what came of it, and ends it"


def _for(reason, area, **modules):
    return {
        f"{area}.actions.{module}.{name}": reason
        for module, names in modules.items()
        for name in names.split()
    }


WITHOUT = {
    "web": {
        **_for(ONE_BY_ONE, "codes", drafting="write_draft"),
        **_for(WITH_ANYTHING, "consultation", taking_part="take_part"),
        **_for(WITH_ITS_CONCLUSION, "consultation", consultations="conclude"),
    },
    "api": _for(WITH_ITS_CONCLUSION, "consultation", consultations="conclude"),
    "cli": {
        **_for(
            AS_A_FILE,
            "codes",
            editing="add_provision bring_back_provision change_provision describe_draft "
            "explain_name forget_name move_provision remove_provision",
            importing="begin_import discard_import write_import",
        ),
        **_for(WITH_ITS_CONCLUSION, "consultation", consultations="conclude"),
    },
}
"""Why an action is missing in a skin, where another way leads there."""

PARTS = {
    "codes.actions.about.put_down_about": "codes.actions.documents",
    "codes.actions.carrying.put_down_texts": "codes.actions.documents",
    "codes.actions.documents.put_down": "codes.actions.editing",
    "codes.actions.versions.hold_draft": "consultation.actions.suggestions",
    "consultation.actions.suggestions.carry_over": "consultation.tasks.answers",
    "consultation.actions.suggestions.decide": "consultation.actions.answers",
    "consultation.actions.wishes.keep": "consultation.actions.suggestions",
}
"""What nobody does by itself, and the module that does it as a part of something."""

ONLY_MADE_UP = frozenset({"consultation.actions.statements.react_to_many"})
"""What fills houses to look at and to measure."""


@cache
def ways(skin):
    found = {}
    for action, places in reached(skin).items():
        name = f"{action.module}.{action.name}"
        if name.startswith(AREAS):
            found[name.removeprefix("comity.")] = places
    return found


def whole():
    return set(ways("web")) - set(PARTS) - ONLY_MADE_UP


@pytest.mark.parametrize("skin", SKINS)
def test_every_action_is_in_every_skin_or_says_why_not(skin):
    missing = {name for name in whole() if not ways(skin)[name]}
    assert missing - set(WITHOUT[skin]) == set(), "they need a way there, or a reason"


@pytest.mark.parametrize("skin", SKINS)
def test_no_reason_is_stale(skin):
    stale = {name for name in WITHOUT[skin] if ways(skin).get(name, "gone")}
    assert stale == set(), "they are there, or are no actions any more"


def test_what_is_part_of_something_is_done_by_nobody_alone():
    known = {f"{one.module}.{one.name}".removeprefix("comity."): one for one in actions()}
    for name, module in PARTS.items():
        assert f"comity.{module}" in users(known[name]), name
        assert not any(ways(skin)[name] for skin in SKINS), name


def test_what_only_fills_made_up_houses_is_in_no_skin():
    for name in ONLY_MADE_UP:
        assert not any(ways(skin)[name] for skin in SKINS), name


def test_an_action_is_found_where_it_is_known_to_be():
    assert ways("web")["codes.actions.editing.add_provision"] == {"drafts:add"}
    assert ways("api")["codes.actions.editing.add_provision"] == {
        "POST /codes/{slug}/draft/provisions"
    }
    assert "comity code load" in ways("cli")["codes.actions.drafting.write_draft"]
    assert "consultation:contribute" in ways("web")["consultation.actions.contributions.contribute"]
