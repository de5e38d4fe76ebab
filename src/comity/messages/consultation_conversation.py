"""Words of what is brought together or set aside in a consultation, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "contribution:merged": _(
        "Contributions that say the same stand together now: %(count)s beside the first."
    ),
    "contribution:parted": _("A contribution stands for itself again."),
    "merge_needs_two": _("Choose at least one other contribution, and at most %(most)s."),
    "not_merged": _("This contribution stands for itself already."),
    "not_set_aside": _("This decision was taken back before."),
    "participant:set_aside": _(
        "Results are shown with and without one participant. The reason is public."
    ),
    "participant:taken_back_in": _(
        "One participant counts again in every result. The reason is public."
    ),
    "set_aside_already": _("Results are shown without this participant already."),
    "set_aside_without_reason": _("Write the reason. Everybody can read it."),
}
