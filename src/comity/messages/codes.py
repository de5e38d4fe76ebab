"""Words of ``codes``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "code_front_matter_wrong": _(
        "Line %(line)s: the lines between +++ and +++ at the top are not closed, or not TOML."
    ),
    "code_key_missing": _("Line %(line)s: %(field)s is missing. Add it."),
    "code_key_unknown": _("Line %(line)s: a code has no key %(field)s. Remove it."),
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
}
