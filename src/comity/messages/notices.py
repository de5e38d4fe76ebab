"""Words of ``notices``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "notice_answer_waiting": _(
        "An answer is waiting for you. Sign in to read it: %(address)s\n\n"
        "Nobody reads answers to this letter."
    ),
    "notice_measure_stuck": _(
        "Something that should have happened by itself needs a person. "
        "Sign in to see it: %(address)s\n\n"
        "Nobody reads answers to this letter."
    ),
    # Translators: the subject of every letter. It says nothing about why it is sent.
    "notice_subject": _("There is something for you on Comity"),
    "notice_urgent": _(
        "Something is waiting for you that should not wait until tomorrow. "
        "Sign in to see it: %(address)s\n\n"
        "Nobody reads answers to this letter."
    ),
    "notice_work_waiting": _(
        "Something is waiting for you. Sign in to see it: %(address)s\n\n"
        "Nobody reads answers to this letter."
    ),
}
