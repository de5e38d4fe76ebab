"""Words of ``charter``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "charter:adopted": _("A charter was adopted."),
    "charter_already_in_force": _("This text is already the charter in force."),
    "charter_key_missing": _("Line %(line)s: %(field)s is missing. Add it."),
    "charter_key_unknown": _("Line %(line)s: a charter has no key %(field)s. Remove it."),
    "charter_syntax_wrong": _("Line %(line)s, column %(column)s: this is not TOML."),
    "charter_value_wrong": _("Line %(line)s: %(field)s must be %(expected)s."),
    "emergency_call": _("Call the emergency number of the place where you are."),
    "emergency_report_later": _("You can report what happened later. There is no hurry."),
    "emergency_safe_place": _("Go to a place where the person cannot reach you."),
    "emergency_somebody_you_trust": _("Tell somebody you trust where you are."),
    "emergency_tell_us": _("Then write to us, and somebody looks at it day and night."),
    "guideline_not_monotone": _(
        "Line %(line)s: column %(column)s of %(field)s is milder than what stands left of it or "
        "above it. More harm or more history may not lead to a milder answer."
    ),
    "installation:marked": _("The database was marked for its use."),
    "no_charter": _("No charter has been adopted here yet, so nothing can be decided."),
    "wrong_installation": _(
        "This database was made for another use (%(kind)s). Sandbox people and real people are "
        "never kept in one database."
    ),
}
