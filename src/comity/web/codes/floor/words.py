"""What verdicts, states of reviews and reasons are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.codes.rules.review import ReviewState, Verdict

VERDICTS: dict[str, tuple[Promise | str, str]] = {
    Verdict.ABOVE: (_("Above the floor"), "good"),
    Verdict.AT: (_("At the floor"), "good"),
    Verdict.BELOW: (_("Below the floor"), "danger"),
}
"""By verdict: the word, and the tone of its tag."""

STATES: dict[str, tuple[Promise | str, str]] = {
    ReviewState.WANTED: (_("People are wanted to judge this"), "warn"),
    ReviewState.ASSIGNED: (_("Being judged"), "open"),
    ReviewState.CONTESTED: (_("A third person is wanted"), "warn"),
    ReviewState.JUDGED: (_("Judged"), "still"),
    ReviewState.DROPPED: (_("No longer needed"), "still"),
}

SHOWS: dict[str, Promise | str] = {
    "waiting": _("Waiting to be judged"),
    "judged": _("Judged"),
    "below": _("Judged below the floor"),
}
"""What a list of reviews can show."""


def tag(state: str, verdict: str) -> tuple[Promise | str, str]:
    """Say how far a review is: what it came to, or what it waits for."""
    return VERDICTS[verdict] if verdict else STATES[state]
