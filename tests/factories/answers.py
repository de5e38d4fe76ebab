"""Consultations on a code, with suggestions and answers, to test with."""

from dataclasses import replace

from comity.access.actions import grant
from comity.access.rules import Permission
from comity.codes import actions as codes
from comity.codes import queries as code_queries
from comity.codes.rules.documents import Text
from comity.communities.models import Community
from comity.consultation.actions import answers, conclusions, rounds, suggestions
from comity.consultation.actions.conclusions import Said
from comity.consultation.actions.wishes import Wish
from comity.consultation.rules.dispositions import Decision
from comity.consultation.rules.kinds import RoundKind
from comity.consultation.rules.suggestions import Kind, difference
from comity.kernel.actors import SYSTEM
from tests.factories import consultations as make
from tests.factories.codes import ANSWER, draft, universal
from tests.factories.people import NOW, PersonFactory, as_actor

WHY = {"en": "Because a week is what our handlers can keep."}
SOONER = replace(
    ANSWER,
    texts=ANSWER.texts | {"en": Text("Answer", "Every report is **answered** in a week.", "So.")},
)
SAID = Said(
    "en",
    {"en": "The code is shorter now."},
    {"en": "Newcomers find an example beside each rule."},
    {"en": "People who read no English can answer in their language."},
)
SUGGESTION = {
    "title": "Answer",
    "body": "Every report is answered in a week.",
    "example": "A reply comes.",
    "modality": "must",
    "behaviours": ["answering"],
    "actors": ["everyone"],
    "spaces": ["everywhere"],
    "number_days": "3",
    "text": "A week is honest.",
    "language": "en",
    "credit": "",
}
"""What the form of a suggestion sends."""


class Asked:
    """A consultation on the draft of a code, with one open round on its first edition.

    Attributes:
        by: runs the consultation and writes the code.
        version: the draft.
        edition: published of it.
        found: the consultation.
        round: open.
    """

    def __init__(self, document=None, *, community=None):
        """Write a draft, publish it, and ask about it."""
        self.version = draft(document or universal(), community=community)
        self.community = Community.objects.get(id=self.version.community_id)
        person = PersonFactory()
        for one in (Permission.CONSULTATION_RUN, Permission.CODE_EDIT):
            grant(person_id=person.id, permission=one, on=self.community.id)
        self.by = as_actor(person)
        self.edition = self.publish()
        self.found = make.consultation(self.community, by=self.by, code_id=self.version.code_id)
        self.round = make.opened(self.found, kind=RoundKind.TEXT, edition_id=self.edition.id)

    def publish(self):
        return codes.publish_edition(version_id=self.version.id, by=self.by, now=NOW)

    def document(self):
        return code_queries.document(self.version.id, seen_by=self.by)

    def rewrite(self, *written):
        document = replace(self.document(), provisions=written)
        return codes.write_draft(
            community_id=self.community.id, document=document, by=self.by, now=NOW
        )

    def next_round(self, *, publish=True, opens=True):
        edition = self.publish() if publish else self.edition
        begun = make.opened if opens else make.planned
        return begun(self.found, kind=RoundKind.TEXT, edition_id=edition.id)

    def suggested(self, wish=None, *, by=None, text="A week is honest.", language="en", **more):
        patch = difference(ANSWER, SOONER, "en")
        return suggestions.suggest(
            round_id=self.round.id,
            wish=wish or Wish(Kind.CHANGE, "answer", patch),
            text=text,
            language=language,
            by=by or as_actor(PersonFactory()),
            now=NOW,
            **more,
        )

    def answer(self, said, decision=Decision.NOTED, *, reason=None, by=None, now=NOW, **more):
        return answers.answer(
            contribution_id=said.id,
            decision=decision,
            reason=WHY if reason is None else reason,
            by=by or self.by,
            now=now,
            **more,
        )

    def close(self, one=None):
        """Let the clock close a round, and say in public why nobody measured who took part."""
        closed = rounds.close(round_id=(one or self.round).id, by=SYSTEM, now=NOW + make.WEEK)
        if closed.unmeasured is None or closed.unmeasured.reason:
            return closed
        return rounds.explain(
            round_id=closed.id, reason=make.UNMEASURED, by=self.by, now=NOW + make.WEEK
        )

    def conclude(self, *, said=SAID, version_id=None, by=None, now=NOW + make.WEEK):
        return conclusions.conclude(
            consultation_id=self.found.id,
            said=said,
            version_id=self.version.id if version_id is None else version_id,
            by=by or self.by,
            now=now,
        )
