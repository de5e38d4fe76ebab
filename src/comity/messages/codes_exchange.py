"""Words of bringing codes in and taking them along, by code."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.messages.words import Words

MESSAGES: Words = {
    "code_files_differ": _(
        "%(field)s is of another kind than the file before it. Bring in files of one kind together."
    ),
    "code_files_too_many": _("These are more than %(most)s files. Leave some languages out."),
    "code_head_wrong": _(
        "This file was written by Comity and changed since: “%(key)s” cannot be read any more. "
        "Export the code anew, or take the lines at the top out."
    ),
    "code_id_twice": _("Two provisions are called %(name)s. Give each its own name."),
    "code_import_not_read": _("What you brought is not read yet, or could not be read."),
    "code_json_wrong": _("Line %(line)s, column %(column)s: this is not JSON."),
    "code_language_twice": _(
        "Two files are in the same language: %(language)s. Take one of them out."
    ),
    "code_markup_open": _(
        "Line %(line)s: %(mark)s opens something that is never closed, or closes what was never "
        "opened. Mend it and try again."
    ),
    "code_shape_unknown": _(
        "This JSON is no code in the shape that is read here. It must say format comity-code and "
        "format_version %(version)s."
    ),
    "code_too_many_provisions": _(
        "This text falls into more than %(most)s provisions. Bring it in as several codes."
    ),
    "code_unit_number_twice": _(
        "Line %(line)s: the unit number %(number)s stands here a second time. Give each unit its "
        "own."
    ),
    "export_community": _("Community"),
    "export_edition": _("Edition of the draft"),
    "export_effects_unsaid": _(
        "Nobody said what this version means for people who have just come, and for groups that "
        "were silent or shut out."
    ),
    "export_example": _("Example:"),
    "export_hash": pgettext_lazy("of a file", "Fingerprint"),
    "export_licence": _("Licence"),
    "export_newcomers": _("What it means for people who have just come"),
    "export_silent": _("What it means for groups that were silent or shut out"),
    "export_source": _("Words taken from:"),
    "export_state": _("State"),
    "export_state_draft": _("draft"),
    "export_state_edition": _("published draft"),
    "export_state_frozen": _("frozen, not in force yet"),
    "export_state_in_force": _("in force"),
    "export_state_superseded": _("no longer in force"),
    "export_version": _("Version"),
    "unread_comment": _("It is a note that readers never see."),
    "unread_no_source": _("The source has no provision of this name."),
    "unread_template": _("Templates are not read."),
    "unread_wiki_link": _("A page of the wiki: its words are kept, its address is not."),
}
"""``unread_`` says why something was left over."""
