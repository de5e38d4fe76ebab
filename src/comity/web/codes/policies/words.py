"""How a policy stands to a provision of the code, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.codes.rules.policies import Relation

NOT_LOOKED = "open"
"""Stands in an address for what nobody has looked at."""

RELATIONS: dict[str, tuple[Promise | str, str]] = {
    Relation.EQUAL: (_("Says the same"), "good"),
    Relation.STRICTER: (_("Goes further"), "good"),
    Relation.WEAKER: (_("Falls short"), "warn"),
    Relation.MISSING: (_("Says nothing"), "warn"),
    Relation.CONFLICTING: (_("Contradicts it"), "danger"),
    "": (_("Not looked at yet"), "still"),
}
"""By relation: the word, and the tone of its tag."""

MEANINGS: dict[str, Promise | str] = {
    Relation.EQUAL: _("The policy asks for the same"),
    Relation.STRICTER: _("The policy asks for more, or protects more"),
    Relation.WEAKER: _("The policy asks for less in at least one respect"),
    Relation.MISSING: _("The policy says nothing about it"),
    Relation.CONFLICTING: _("Nobody can follow both"),
}
