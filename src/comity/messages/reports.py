"""Words of ``reports``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "already_withdrawn": _("This report was taken back before."),
    "answer_missing": _("This question needs an answer."),
    "audience_changed": _(
        "Other people could open your report now than those you saw before. "
        "Nothing was sent. Look at the list again."
    ),
    "draft_ended": _(
        "This page lay open for more than %(hours)s hours. For your safety it cannot be sent on. "
        "Copy what you typed, and begin again."
    ),
    "draft_not_readable": _(
        "This page was changed on its way, or it is not from here. Begin again."
    ),
    "file_not_usable": _("A file is empty or cannot be read. Choose it again."),
    "files_too_large": _(
        "The files are too large. All files of one message together may have %(megabytes)s MB."
    ),
    "idempotency_key_too_short": _(
        "The key for sending once needs at least %(least)s characters, such as a random UUID."
    ),
    "no_such_person": _("Somebody who is to be kept out is not known here."),
    "no_such_place": _("There is no such community. Choose one from the list."),
    "nobody_can_handle": _(
        "Nobody can take this report here: no body that is responsible has enough members "
        "who may open it."
    ),
    "receipt_unknown": _(
        "This receipt opens nothing. Compare it with what you saved: "
        "25 letters and digits in five groups, or 39 digits."
    ),
    "receipt_with_account": _(
        "Sign out first. A receipt and an account are never used together, "
        "so that nobody can connect them."
    ),
    "report:followed_up": _("The reporter wrote again."),
    "report:received": _("A report was received."),
    "report:withdrawn": _("The reporter took the report back."),
    "report_closed": _("This report is closed and locked away. Nobody would read what you add."),
    "text_not_readable": _(
        "There are signs in this text that cannot be kept. Type it again, or copy it as plain text."
    ),
    "text_too_long": _("This is too long. It may have %(most)s characters."),
    "too_many_files": _("One message carries up to %(most)s files. Send the others in another."),
    "too_many_lines": _("These are too many. Name up to %(most)s."),
}
