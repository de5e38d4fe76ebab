"""What kinds of provisions, states of versions and sorts of change are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.codes.queries import State
from comity.codes.rules.direction import Tendency
from comity.codes.rules.provisions import Kind
from comity.codes.rules.redline import ChangeKind
from comity.kernel.order import Direction

KINDS: dict[str, Promise | str] = {
    Kind.PRINCIPLE: _("What we hold to"),
    Kind.EXPECTED: _("What we expect of each other"),
    Kind.UNACCEPTABLE: _("What nobody has to put up with"),
    Kind.RIGHT: _("What everybody can count on"),
    Kind.PROCEDURE: _("What those who decide must do"),
    Kind.MEASURE: _("What can follow"),
    Kind.DEFINITION: _("What words mean"),
    Kind.TEXT: _("What the code says"),
}

STATES: dict[str, tuple[Promise | str, str]] = {
    State.DRAFT: (_("Draft"), "warn"),
    State.FROZEN: (_("Frozen, not in force yet"), "open"),
    State.IN_FORCE: (_("In force"), "good"),
    State.SUPERSEDED: (_("No longer in force"), "still"),
}
"""By state: the word, and the tone of its tag."""

CHANGES: dict[str, tuple[Promise | str, str]] = {
    ChangeKind.ADDED: (_("Added"), "good"),
    ChangeKind.REMOVED: (_("Removed"), "danger"),
    ChangeKind.REWORDED: (_("Reworded"), "open"),
    ChangeKind.RESTRUCTURED: (_("Its meaning changed"), "warn"),
    ChangeKind.MOVED: (_("Moved"), "still"),
}

TENDENCIES: dict[str, tuple[Promise | str, str]] = {
    Tendency.SAME: (_("Protects as much"), "still"),
    Tendency.STRENGTHENING: (_("Protects more"), "good"),
    Tendency.WEAKENING: (_("Protects less"), "danger"),
    Tendency.INCOMPARABLE: (_("Neither more nor less"), "warn"),
}
"""Which way a change goes."""

FIELDS: dict[str, Promise | str] = {
    "kind": _("its kind"),
    "modality": _("how strongly it speaks"),
    "derogable": _("whether local codes may depart from it"),
    "behaviours": _("which behaviour it is about"),
    "actors": _("whose behaviour it is about"),
    "spaces": _("where it holds"),
    "exceptions": _("its exceptions"),
    "parameters": _("its numbers"),
    "refines": _("what it makes stricter"),
}
"""Structured fields of a provision, as a list of what changed names them."""

DIRECTIONS: dict[str, Promise | str] = {
    Direction.AT_LEAST: _("A local code may only raise it."),
    Direction.AT_MOST: _("A local code may only lower it."),
    Direction.SUPERSET: _("A local code may only add to it."),
    Direction.SUBSET: _("A local code may only take from it."),
    Direction.ONE_OF_ORDER: _("A local code may only go further up."),
    Direction.INTERVAL: _("A local code may only narrow it."),
    Direction.EXACT: _("A local code may not change it."),
}
