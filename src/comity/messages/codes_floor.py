"""Words of the floor: codes that fall below it, words that people judge, opinions on drafts."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "advice_by_author": _(
        "Whoever may write a code gives no opinion on its drafts. Somebody else can."
    ),
    "advice_too_many": _(
        "%(most)s questions about this draft wait for an answer. Ask again once one is answered."
    ),
    "code:above_floor_again": _("Version %(number)s of the code is at or above the floor again."),
    "code:advice_asked": _(
        "An opinion was asked for on edition %(edition)s of the draft of version %(number)s."
    ),
    "code:advice_given": _("An opinion on a draft of the code was given."),
    "code:bound_unjudged": _(
        "Version %(number)s of the code binds with words that nobody judged in time. Places: "
        "%(words)s."
    ),
    "code:fell_below_floor": _(
        "Version %(number)s of the code was found below the floor. Respects in which its rules "
        "are: %(findings)s. Texts that people judged to be: %(words)s."
    ),
    "code:mending_time_over": _(
        "The time to mend version %(number)s of the code is over, and it is still below the floor."
    ),
    "code:reviewer_dismissed": _("Somebody no longer judges words of codes here."),
    "code:reviewer_named": _("Somebody was named to judge words of codes here and below."),
    "code:words_judged": _("The words of “%(provision)s” in the code were judged by people."),
    "code:words_judged_by_one": _("One person judged the words of “%(provision)s” in the code."),
    "code_words_below_floor": _(
        "People judged words of this code to be below the floor. Places: %(count)s. Read why, "
        "write those words anew, and try again."
    ),
    "code_words_unjudged": _(
        "People have yet to judge words of this code that touch the floor. Places: %(count)s. "
        "Wait for them; the page of this version shows how far they are."
    ),
    "review_author": _(
        "Whoever may write a code, or wrote on it, does not judge its words. Somebody else can."
    ),
    "review_full": _("Enough people have taken these words on."),
    "review_judged": _("You have judged these words. What you said stays."),
    "review_not_taken": _("You have not taken these words on. Take them on first."),
    "review_outsider_needed": _(
        "The place that is free is for somebody from outside this community."
    ),
    "review_over": _("Nobody is wanted to judge these words any more."),
    "review_reason_missing": _("Write a few words. Without them it helps nobody."),
    "review_seated": _("You have taken these words on already."),
}
"""``review_`` also says why somebody may not take words on."""
