"""How consultations, rounds and contributions look over the API."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AwareDatetime, Field

from comity.consultation.queries import conversation
from comity.consultation.queries.contributions import ContributionView
from comity.consultation.queries.rounds import ConsultationView, RoundView
from comity.consultation.rules.kinds import Channel, RoundKind
from comity.consultation.rules.rounds import Step
from comity.consultation.rules.similar import Alike
from comity.consultation.rules.texts import LONGEST_CONTRIBUTION
from comity.kernel.receipts import Receipt

LONGEST_TEXT = 2 * LONGEST_CONTRIBUTION
LONGEST_LANGUAGE = 100
Tag = Annotated[str, Field(max_length=LONGEST_LANGUAGE)]


class UnmeasuredOut(Schema):
    """Why nobody measured who took part; both are empty until those who run the round said it."""

    reason: str
    language: str


class RoundOut(Schema):
    """A round. Its moments are in UTC.

    Attributes:
        unmeasured: of a round that closed without anybody knowing who was missing; else null.
    """

    id: str
    place: int
    kind: str
    state: str
    opens: datetime
    closes: datetime
    languages: list[str]
    target_groups: list[str]
    edition: str
    unmeasured: UnmeasuredOut | None


class ConsultationOut(Schema):
    """A consultation with its rounds; title and question are by language."""

    id: str
    community: str
    subject: str
    code: str
    stage: str
    title: dict[str, str]
    question: dict[str, str]
    source_language: str
    coverage_target: int
    contingent: int
    made_on: date
    rounds: list[RoundOut]


class PlaceOut(Schema):
    """A place in the text that a contribution is about; ``quote`` is empty for all of it."""

    provision: str
    quote: str
    prefix: str
    suffix: str
    language: str


class TranslationOut(Schema):
    """A contribution in another language; ``outdated`` where it was changed since."""

    language: str
    text: str
    by: str
    machine: bool
    outdated: bool


class ContributionOut(Schema):
    """A contribution. ``participant`` is random and good for this consultation only."""

    id: str
    number: int
    participant: str
    name: str
    channel: str
    language: str
    text: str
    made_on: date
    edited_on: date | None
    withdrawn_on: date | None
    entered_by: str
    about: list[PlaceOut]
    translations: list[TranslationOut]


class AlikeOut(Schema):
    """A contribution that is like something; ``likeness`` is from 0 to 1."""

    contribution: str
    language: str
    likeness: float


class ContributionMadeOut(Schema):
    """What was published; ``receipt`` is there once, for whoever has no account.

    ``alike`` names what was said before and is like it, the likest first: whoever wants to know
    before publishing asks ``/consultations/{id}/similar``.
    """

    contribution: ContributionOut
    alike: list[AlikeOut]
    receipt: str
    receipt_digits: str


class ReceiptOut(Schema):
    """A receipt, shown this once. Whoever holds it acts for whom it was made."""

    receipt: str
    receipt_digits: str


class PlaceAboutIn(Schema):
    """A place in the text of the round: a provision, and words of it."""

    provision: Annotated[str, Field(max_length=200)]
    quote: Annotated[str, Field(max_length=2000)] = ""


class ConsultationContributionIn(Schema):
    """What somebody says, in any language."""

    text: Annotated[str, Field(max_length=LONGEST_TEXT)]
    language: Tag
    about: Annotated[list[PlaceAboutIn], Field(max_length=100)] = []


class ForOtherIn(ConsultationContributionIn):
    """What somebody said offline. ``receipt`` is theirs, if they have one already."""

    channel: Channel
    consent: Annotated[str, Field(max_length=1000)]
    receipt: Annotated[str, Field(max_length=200)] = ""


class ChangeIn(Schema):
    """The same, said differently."""

    text: Annotated[str, Field(max_length=LONGEST_TEXT)]
    language: Tag


class ContributionTranslationIn(Schema):
    """A contribution in another language."""

    text: Annotated[str, Field(max_length=2 * LONGEST_TEXT)]
    machine: bool = False


class ShownIn(Schema):
    """How one stands in a consultation."""

    shows_name: bool
    wants_letters: bool


class AskIn(Schema):
    """What a community asks: title and question by language."""

    title: dict[str, str]
    question: dict[str, str]
    source_language: Tag
    about_code: bool = False
    coverage_target: int = 70
    contingent: int = 20


class ConsultationWordsIn(Schema):
    """What is asked, by language."""

    title: dict[str, str]
    question: dict[str, str]


class ReplanIn(Schema):
    """The plan of a round that has not opened; what sort of round it is stays."""

    opens: AwareDatetime
    closes: AwareDatetime
    languages: Annotated[list[Tag], Field(max_length=200)]
    target_groups: Annotated[list[str], Field(max_length=200)] = []
    edition: Annotated[str, Field(max_length=40)] = ""


class PlanIn(ReplanIn):
    """The plan of a round."""

    kind: RoundKind


class StepIn(Schema):
    """A step of a round: why, and until when it goes on where it is extended.

    Attributes:
        unmeasured: why nobody measured who takes part, where a round closes without that.
    """

    step: Step
    reason: Annotated[str, Field(max_length=5000)] = ""
    language: Tag = "en"
    closes: AwareDatetime | None = None
    unmeasured: Annotated[str, Field(max_length=5000)] = ""


class EndIn(Schema):
    """That a consultation is cancelled, and why."""

    cancelled: Literal[True]
    reason: Annotated[str, Field(max_length=5000)] = ""


def told_consultation(one: ConsultationView) -> dict[str, object]:
    """Tell a consultation with its rounds."""
    return {
        "id": one.id,
        "community": one.community_id,
        "subject": one.subject,
        "code": one.code_id,
        "stage": one.stage,
        "title": one.title,
        "question": one.question,
        "source_language": one.source_language,
        "coverage_target": one.coverage_target,
        "contingent": one.contingent,
        "made_on": one.made_on,
        "rounds": [told_round(each) for each in one.rounds],
    }


def told_round(one: RoundView) -> dict[str, object]:
    """Tell a round."""
    return {
        "id": one.id,
        "place": one.place,
        "kind": one.kind,
        "state": one.state,
        "opens": one.opens,
        "closes": one.closes,
        "languages": list(one.languages),
        "target_groups": list(one.target_groups),
        "edition": one.edition_id,
        "unmeasured": one.unmeasured and asdict(one.unmeasured),
    }


def told_contribution(one: ContributionView) -> dict[str, object]:
    """Tell a contribution."""
    return {
        "id": one.id,
        "number": one.place,
        "participant": one.participant.id,
        "name": one.participant.name,
        "channel": one.channel,
        "language": one.language,
        "text": one.text,
        "made_on": one.made_on,
        "edited_on": one.edited_on,
        "withdrawn_on": one.withdrawn_on,
        "entered_by": one.entered_by,
        "about": [
            {
                "provision": each.provision_id,
                "quote": each.quote.exact,
                "prefix": each.quote.prefix,
                "suffix": each.quote.suffix,
                "language": each.quote.language,
            }
            for each in one.anchors
        ],
        "translations": [
            {
                "language": each.language,
                "text": each.text,
                "by": each.by,
                "machine": each.machine,
                "outdated": each.outdated,
            }
            for each in one.translations
        ],
    }


def told_alike(found: Iterable[Alike]) -> list[dict[str, object]]:
    """Tell what is like something."""
    return [
        {"contribution": one.id, "language": one.language, "likeness": round(one.likeness, 3)}
        for one in found
    ]


def said_before(one: ContributionView) -> list[dict[str, object]]:
    """Tell what was said in the same consultation and is like what was just published."""
    typed = {one.language: one.text}
    return told_alike(conversation.similar(one.consultation_id, typed, without=[one.id]))


def told_made(one: ContributionView, drawn: Receipt | None) -> dict[str, object]:
    """Tell what was published, with the receipt that was made for it."""
    return {
        "contribution": told_contribution(one),
        "alike": said_before(one),
        "receipt": drawn.text if drawn else "",
        "receipt_digits": drawn.digits if drawn else "",
    }
