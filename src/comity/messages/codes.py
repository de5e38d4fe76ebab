"""Words of ``codes``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "code:draft_discarded": _("The draft of version %(number)s of the code was discarded."),
    "code:drafted": _("Version %(number)s of the code was drafted."),
    "code:edition_published": _(
        "Edition %(edition)s of the draft of version %(number)s of the code was published."
    ),
    "code:frozen": _("Version %(number)s of the code was frozen. What it says will not change."),
    "code:put_in_force": _("Version %(number)s of the code was put in force."),
    "code:translated": _("A provision of the code was translated."),
    "code_below_floor": _(
        "This code falls below the floor. Places: %(count)s. Open its findings, mend each, and "
        "try again."
    ),
    "code_contradicts_itself": _(
        "This code forbids in %(first)s what it allows or asks for in %(second)s, or the other "
        "way round. Mend one of the two."
    ),
    "code_draft_has_editions": _(
        "Editions of this draft are public, so it cannot be discarded. Change what it says instead."
    ),
    "code_edition_unchanged": _(
        "This draft still says what edition %(edition)s says. Change it before you publish again."
    ),
    "code_effect_missing": _(
        "Say in the language you write in what this means for people who have just come, and for "
        "groups that were silent or shut out."
    ),
    "code_empty": _("This code has no provision. Write at least one."),
    "code_front_matter_wrong": _(
        "Line %(line)s: the lines between +++ and +++ at the top are not closed, or not TOML."
    ),
    "code_key_missing": _("Line %(line)s: %(field)s is missing. Add it."),
    "code_key_unknown": _("Line %(line)s: a code has no key %(field)s. Remove it."),
    "code_level_wrong": _(
        "The movement has a universal code, every other community a local one. "
        "Set level to %(expected)s."
    ),
    "code_name_unknown": _(
        "Line %(line)s: %(field)s uses the name %(name)s, which is not explained here or in a "
        "code above. Add it or correct it."
    ),
    "code_not_text": _(
        "This file is not text in UTF-8. The byte at place %(byte)s cannot be read."
    ),
    "code_syntax_wrong": _("Line %(line)s, column %(column)s: this is not TOML."),
    "code_too_long": _("This text is longer than %(most)s characters. A code is for reading."),
    "code_value_wrong": _("Line %(line)s: %(field)s must be %(expected)s."),
    "code_version_frozen": _(
        "Version %(number)s is frozen. What it says never changes; write a new draft."
    ),
    "code_version_not_frozen": _(
        "Version %(number)s cannot be put in force. Only a version that is frozen and not yet in "
        "force can."
    ),
    "floor_actors": _("It leaves people out. The floor covers: %(wanted)s. Left out: %(given)s."),
    "floor_behaviours": _(
        "It leaves behaviour out. The floor covers: %(wanted)s. Left out: %(given)s."
    ),
    "floor_clash": _("It says “%(given)s” where the floor says “%(wanted)s”."),
    "floor_derogable": _("It lets others depart from it, and the floor does not."),
    "floor_exceptions": _("It makes more exceptions. The floor has: %(wanted)s. Added: %(given)s."),
    "floor_missing": _("It does not say this at all."),
    "floor_modality_may": _("may"),
    "floor_modality_must": _("must"),
    "floor_modality_must_not": _("must not"),
    "floor_modality_should": _("should"),
    "floor_modality_should_not": _("should not"),
    "floor_nothing": _("nothing"),
    "floor_parameter": _("It changes “%(parameter)s” from %(wanted)s to %(given)s."),
    "floor_side": _("It turns “%(wanted)s” into “%(given)s”."),
    "floor_spaces": _("It leaves places out. The floor covers: %(wanted)s. Left out: %(given)s."),
    "floor_strength": _("It says “%(given)s” where the floor says “%(wanted)s”."),
    "floor_unit_days": _("days: %(count)s"),
    "floor_unit_people": _("people: %(count)s"),
    "floor_witness": _("Example: %(actor)s, %(space)s: %(behaviour)s."),
    "language_tag_wrong": _("%(language)s is no language tag. Write one such as en, ar or pt-br."),
    "source_text_agreed": _(
        "The words in %(language)s are what was agreed. To change them, write a new draft."
    ),
    "unread_markup": _("HTML is not read."),
    "unread_no_text": _("There are no words on it."),
    "unread_only_links": _("It only leads elsewhere."),
    "unread_program": _("It is set as program text."),
    "unread_rule": _("It only draws a line."),
    "unread_table": _("Tables are not read."),
    "unread_unused": _("Nothing refers to this address."),
}
"""``floor_`` says how a local code falls below the floor, ``unread_`` why a line was left over."""
