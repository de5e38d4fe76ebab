"""What somebody answered, as rows to check before it is sent."""

from dataclasses import dataclass

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from comity.charter.rules import spoken
from comity.communities.queries import community
from comity.competence.queries import charter_at
from comity.kernel.errors import NotFound
from comity.reports.rules import Answers, Harmed
from comity.web.components import listed
from comity.web.reports.steps import Step


@dataclass(frozen=True, slots=True)
class Row:
    """A question with its answer, and the page on which it can be changed."""

    label: str
    value: str
    change: str


def rows(answers: Answers) -> list[Row]:
    """List every question with its answer; one that was left out says so."""
    asked = [
        (_("Where did it happen?"), _place(answers), Step.WHERE),
        (_("What happened?"), answers.what, Step.WHAT),
        (_("Whom did it happen to?"), _harmed(answers), Step.WHAT),
        (_("What is it about?"), _subject(answers), Step.WHAT),
        (_("Names of accounts on the wiki"), _accounts(answers), Step.ABOUT),
        (_("Names of people"), "\n".join(answers.people), Step.ABOUT),
        (_("Addresses of edits"), "\n".join(answers.evidence), Step.ABOUT),
        (_("Who else must not learn of it"), answers.keep_from, Step.UNSEEN),
        (_("Your name"), answers.name or _("You stay anonymous"), Step.NAME),
        (_("How else to reach you"), answers.contact, Step.NAME),
    ]
    nothing = pgettext("an answer that was left out", "Nothing")
    return [Row(label, value or nothing, step) for label, value, step in asked]


def _place(answers: Answers) -> str:
    try:
        return community(answers.community_id).name
    except NotFound:
        return ""


def _harmed(answers: Answers) -> str:
    return {
        Harmed.ME: _("To me"),
        Harmed.SOMEBODY_ELSE: _("To somebody else"),
        Harmed.SEVERAL: _("To several people"),
        Harmed.NOT_SAID: _("I do not want to say"),
    }[answers.harmed]


def _subject(answers: Answers) -> str:
    known = charter_at(answers.community_id).subjects.get(answers.subject)
    return spoken(known.names, get_language() or "en") if known else ""


def _accounts(answers: Answers) -> str:
    """Name each account; where it has another name now, that name too."""
    lines = []
    for mention in answers.accounts:
        now = [account.name for account in mention.accounts if account.name != mention.typed]
        called = _("%(typed)s (also known as %(names)s)") if now else "%(typed)s"
        lines.append(called % {"typed": mention.typed, "names": listed(list(dict.fromkeys(now)))})
    return "\n".join(lines)
