"""Words of bringing codes in and taking them along, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "code_markup_open": _(
        "Line %(line)s: %(mark)s opens something that is never closed, or closes what was never "
        "opened. Mend it and try again."
    ),
    "code_too_many_provisions": _(
        "This text falls into more than %(most)s provisions. Bring it in as several codes."
    ),
    "code_unit_number_twice": _(
        "Line %(line)s: the unit number %(number)s stands here a second time. Give each unit its "
        "own."
    ),
    "unread_comment": _("It is a note that readers never see."),
    "unread_template": _("Templates are not read."),
    "unread_wiki_link": _("A page of the wiki: its words are kept, its address is not."),
}
"""``unread_`` says why something was left over."""
