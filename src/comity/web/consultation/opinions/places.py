"""What every page about statements knows: the round, the consultation, the way back."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.charter.rules import spoken
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.consultation.queries import opinions, rounds
from comity.consultation.queries.opinions import RoundOfStatements, StatementView
from comity.consultation.queries.rounds import ConsultationView
from comity.kernel.actors import Actor
from comity.web.codes.told import reader
from comity.web.consultation import receipts

ANSWERS: dict[str, Promise] = {
    "agree": _("Agree"),
    "disagree": _("Disagree"),
    "pass": _("Pass"),
}
"""The three answers, in the order of their buttons."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in the words that a reader gets.

    Attributes:
        text: in ``language``, the reader's if there is a translation.
        original: as it was proposed, if that is something else; with its language.
    """

    id: str
    number: int
    text: str
    language: str
    original: str
    original_language: str
    reason: str


@dataclass(frozen=True, slots=True)
class Place:
    """A round of statements as its pages know it.

    Attributes:
        by: who acts: somebody signed in, the holder of a receipt, or nobody yet.
        runs: whether they run the consultations of the community.
        unsaved: whether they hold a receipt that they have not saved.
    """

    community: CommunityRow
    consultation: ConsultationView
    asked: RoundOfStatements
    title: str
    by: Actor | None
    runs: bool
    unsaved: bool

    @property
    def arguments(self) -> list[str]:
        """What stands in the address of every page of the round."""
        return [self.consultation.id, self.asked.round.id]

    @property
    def context(self) -> dict[str, object]:
        """Give a template what every page of the round needs."""
        return {
            "here": self,
            "consultation": self.consultation,
            "round": self.asked.round,
            "community": self.community,
            "trail": [
                (self.community.name, reverse("communities:community", args=[self.community.slug])),
                (self.title, reverse("consultation:consultation", args=[self.consultation.id])),
            ],
        }


def place(request: HttpRequest, consultation_id: str, round_id: str) -> Place:
    """Find the round that a page is about.

    Raises:
        NotFound: there is no such round of statements in this consultation.
    """
    asked = opinions.round_of_statements(round_id, consultation_id=consultation_id)
    found = rounds.consultation(consultation_id)
    by = receipts.acting(request, consultation_id)
    return Place(
        community=communities.community(found.community_id),
        consultation=found,
        asked=asked,
        title=spoken(found.title, reader()),
        by=by,
        runs=rounds.may_run(by, found.community_id),
        unsaved=receipts.is_fresh(request, consultation_id),
    )


def said(one: StatementView) -> Said:
    """Say a statement in the reader's words."""
    text, language = one.said(reader())
    translated = language != one.language
    return Said(
        id=one.id,
        number=one.number,
        text=text,
        language=language,
        original=one.text if translated else "",
        original_language=one.language,
        reason=one.reason,
    )
