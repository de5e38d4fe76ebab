"""Words of ``charter``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "charter:adopted": _("A charter was adopted."),
    "charter:adopted_in_community": _("A community adopted a charter of its own."),
    "charter:carried_over": _("A community's charter was put on the new charter above it."),
    "charter_already_in_force": _("This text is already the charter in force."),
    "charter_changed_meanwhile": _(
        "Version %(number)s was adopted since you compared. Read what changed, then adopt again."
    ),
    "charter_key_missing": _("Line %(line)s: this key is missing here. Add it."),
    "charter_key_unknown": _("Line %(line)s: a charter has no such key. Remove it."),
    "charter_leaves_out": _(
        "Line %(line)s: the charter above lists %(floor)s. This leaves something out: %(local)s."
    ),
    "charter_milder": _(
        "Line %(line)s: the charter above asks for %(floor)s. This asks for less: %(local)s."
    ),
    "charter_not_local": _("Line %(line)s: this is not a community's own to say. Remove it here."),
    "charter_not_the_same": _(
        "Line %(line)s: the charter above says %(floor)s, and it must be the same everywhere. "
        "This says %(local)s."
    ),
    "charter_origin_missing": _(
        "Line %(line)s: nobody says which agreed text this comes from. Add it to an origin."
    ),
    "charter_syntax_wrong": _("Line %(line)s, column %(column)s: from here on it is not TOML."),
    "charter_too_high": _(
        "Line %(line)s: the charter above says %(floor)s, and this may only be lower. It is "
        "%(local)s."
    ),
    "charter_too_low": _(
        "Line %(line)s: the charter above says %(floor)s, and this may only be higher. It is "
        "%(local)s."
    ),
    "charter_unit_wrong": _(
        "Line %(line)s: “%(given)s” is no span of time. Write it with its unit, such as 3 hours, "
        "14 days or 4 weeks."
    ),
    "charter_unreadable": _("%(file)s cannot be read. Check its name, and that it is a text."),
    "charter_value_wrong": _("Line %(line)s: it must be %(expected)s."),
    "charter_weaker": _(
        "Line %(line)s: the charter above says %(floor)s. This protects people less: %(local)s."
    ),
    "database_in_use": _("There are people here already. Begin with an empty database."),
    "emergency_call": _("Call the emergency number of the place where you are."),
    "emergency_report_later": _("You can report what happened later. There is no hurry."),
    "emergency_safe_place": _("Go to a place where the person cannot reach you."),
    "emergency_somebody_you_trust": _("Tell somebody you trust where you are."),
    "emergency_tell_us": _("Then write to us, and somebody looks at it day and night."),
    "guideline_not_monotone": _(
        "Line %(line)s: number %(column)s of this row is milder than what stands before it or "
        "above it. More harm or more history may not lead to a milder answer."
    ),
    "installation:marked": _("The database was marked for its use."),
    "no_charter": _("No charter has been adopted here yet, so nothing can be decided."),
    "nothing_set_up": _(
        "Nothing has been set up here. Begin with: comity init, or try: comity sandbox"
    ),
    "sandbox_in_public": _(
        "Everybody knows the passwords of the sandbox, so it is served on this machine alone. "
        "Use: comity sandbox"
    ),
    "wrong_installation": _(
        "This database was made for another use (%(kind)s). Sandbox people and real people are "
        "never kept in one database."
    ),
}
