"""Words of drafting in ``codes``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "code:draft_changed": _("The draft of version %(number)s of the code was changed."),
    "code_address_wrong": _("Start the address with https:// or http://."),
    "code_draft_changed": _(
        "Somebody else changed the draft of version %(number)s after you read it. Read it again "
        "and put your changes in."
    ),
    "code_draft_there": _(
        "There is a draft of version %(number)s already. Go on with it, or discard it first."
    ),
    "code_half_sorted": _(
        "Say both: how strongly the provision speaks and what it is about. Or leave both open."
    ),
    "draft_name_in_use": _("%(user)s still uses the name %(name)s. Change that first."),
    "draft_name_not_explained": _(
        "Nobody has explained the name %(name)s, here or in a code above. Add it to the names, or "
        "choose another."
    ),
    "draft_name_taken": _("The name %(name)s is explained already, here or in a code above."),
    "code_parameter_twice": _(
        "“%(name)s” stands here twice, so nobody knows which of the two holds. Keep one."
    ),
    "code_parameter_wrong": _(
        "“%(name)s” cannot be compared like this. “At least” and “at most” need a whole number. A "
        "span needs two, such as 3-7. A list needs words with commas between them. A step needs "
        "its scale."
    ),
    "code_provision_changed": _(
        "Somebody else changed this provision after you opened it. Nothing is lost: compare the "
        "two, then save once more."
    ),
    "code_provision_id_taken": _(
        "Another provision of this draft has the short name %(name)s. Choose another."
    ),
    "code_provision_without_words": _("Write something here."),
    "code_short_name_wrong": _(
        "%(name)s is no short name. Use small letters, digits and single hyphens."
    ),
    "policy:added": _("A policy was laid beside the code."),
    "policy:mapped": _("Somebody said how a policy stands to a provision of the code."),
    "policy:removed": _("A policy was taken away from beside the code."),
    "policy_part_missing": _(
        "Choose the part of the policy that speaks of this. Only where it says nothing at all, "
        "choose none."
    ),
    "policy_without_words": _("There are no sentences in this text. Put the policy in here."),
}
