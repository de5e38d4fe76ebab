"""Contributing, in any language and by any way, changing it, and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from comity.access.queries import require
from comity.access.rules import Permission
from comity.consultation.actions import traces
from comity.consultation.actions.taking_part import take_part
from comity.consultation.errors.contributions import (
    ChannelWrong,
    ConsentMissing,
    ContingentUsed,
    ContributionWithdrawn,
    FormSentBefore,
    ProvisionUnknown,
    QuoteNotThere,
    TooManyAnchors,
)
from comity.consultation.errors.rounds import RoundNotOpen
from comity.consultation.facts.contributions import (
    ContributionChanged,
    ContributionMade,
    ContributionTakenBack,
)
from comity.consultation.models import (
    Anchor,
    Contribution,
    ContributionTranslation,
    EarlierText,
    Participant,
    Round,
    Suggestion,
)
from comity.consultation.queries import anchors, contributions
from comity.consultation.queries.contributions import ContributionView
from comity.consultation.queries.taking_part import row_of
from comity.consultation.rules.anchors import LONGEST_QUOTE, Quote, quote
from comity.consultation.rules.kinds import Channel, RoundKind, RoundState
from comity.consultation.rules.rounds import TAKES_WORDS
from comity.consultation.rules.texts import clean_tag, clean_text
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.spans import day_of
from comity.record.actions import record

MOST_ANCHORS = 10
LONGEST_CONSENT = 300


@dataclass(frozen=True, slots=True)
class About:
    """A place in the text of a round, as somebody chose it.

    Attributes:
        provision_id: persistent.
        exact: words of it; empty where the whole provision is meant.
    """

    provision_id: str
    exact: str = ""


@transaction.atomic
def contribute(
    *,
    round_id: str,
    text: str,
    language: str,
    by: Actor,
    now: datetime,
    channel: Channel = Channel.WEB,
    about: Sequence[About] = (),
    once: str = "",
) -> ContributionView:
    """Say something in an open round. Whoever does not take part yet begins to.

    Args:
        round_id: of the round.
        text: in their own words, plain.
        language: in which it is, BCP 47; any.
        by: a person, or whoever holds a receipt: ``Actor(RECEIPT_HOLDER, receipt.lookup)``.
        now: the moment, of which the day is kept.
        channel: web, API or mail.
        about: places in the text of the round.
        once: names the form or the letter it came in: the same words sent in it again change
            nothing and lead to the same contribution; empty for none.

    Raises:
        NotFound: there is no such round.
        RoundNotOpen: it takes no contributions now.
        ContingentUsed: ``by`` has contributed as often today as anybody may.
        TooManyNewcomers: very many people began without an account today.
        WrongInput: a part of it cannot be used.
    """
    if channel.offline:
        raise ChannelWrong(field="channel")
    found = _open(round_id)
    participant = take_part(consultation_id=found.consultation_id, by=by, now=now)
    said = _Said(text, language, channel, about, once=once)
    return _keep(found, participant, said, by=by, now=now)


@transaction.atomic
def contribute_for(
    *,
    round_id: str,
    text: str,
    language: str,
    channel: Channel,
    consent: str,
    speaker: Actor,
    by: Actor,
    now: datetime,
    about: Sequence[About] = (),
    once: str = "",
) -> ContributionView:
    """Write down what somebody said offline. The receipt that is made for them is theirs.

    Args:
        round_id: of the round.
        text: in their own words, plain.
        language: in which it is, BCP 47; any.
        channel: paper, meeting, call or partner.
        consent: how they agreed that it is published, in a sentence.
        speaker: the holder of a receipt, which was made for them or which they have already.
        by: who writes it down: somebody who runs the consultations of the community.
        now: the moment, of which the day is kept.
        about: places in the text of the round.
        once: as ``contribute`` has it, but other words in the same form are refused.

    Raises:
        NotFound: there is no such round.
        NotPermitted: ``by`` does not run the consultations of this community.
        RoundNotOpen: it takes no contributions now.
        ContingentUsed: the speaker has contributed as often today as anybody may.
        FormSentBefore: the form came with other words before, maybe of somebody else.
        WrongInput: a part of it cannot be used.
    """
    if speaker.kind is not ActorKind.RECEIPT_HOLDER:
        raise NotPermitted
    found = _open(round_id)
    require(by, Permission.CONSULTATION_RUN, on=found.consultation.community_id)
    if not channel.offline:
        raise ChannelWrong(field="channel")
    if not consent.strip():
        raise ConsentMissing(field="consent")
    agreed = clean_text(consent, field="consent", most=LONGEST_CONSENT)
    participant = take_part(
        consultation_id=found.consultation_id, by=speaker, now=now, helped_by=by
    )
    said = _Said(text, language, channel, about, agreed, by.id, once)
    return _keep(found, participant, said, by=by, now=now)


@transaction.atomic
def change(
    *,
    contribution_id: str,
    text: str,
    language: str,
    by: Actor,
    now: datetime,
) -> ContributionView:
    """Say it differently, while the round is open.

    What it said on earlier days stays public, and so does what was answered.

    Raises:
        NotFound: there is no such contribution.
        NotPermitted: ``by`` is not its author.
        ContributionWithdrawn: it was taken back.
        RoundNotOpen: its round takes nothing now.
        WrongInput: a part of it cannot be used.
    """
    row = _own(contribution_id, by)
    if row.withdrawn_on is not None:
        raise ContributionWithdrawn
    if row.round.state != RoundState.OPEN:
        raise RoundNotOpen
    said, tag = clean_text(text), clean_tag(language)
    if (row.text, row.language) == (said, tag):
        return contributions.contribution(contribution_id)
    since, today = row.edited_on or row.made_on, day_of(now)
    # An answer is read beside the words that it was given to, also if they change within the day.
    if since < today or row.dispositions.exists():
        EarlierText.objects.get_or_create(
            contribution=row, since=since, defaults={"text": row.text, "language": row.language}
        )
    row.text, row.language, row.edited_on = said, tag, today
    row.save(update_fields=["text", "language", "edited_on"])
    traces.unquote(contribution_id=row.id, round_id=row.round_id)
    record(ContributionChanged(subject=row.id), by=by, now=now)
    return contributions.contribution(contribution_id)


@transaction.atomic
def withdraw(*, contribution_id: str, by: Actor, now: datetime) -> ContributionView:
    """Take a contribution back, at any time: its words go, with all translations of them.

    That there was one stays, so that answers to it are not left hanging. Where it was promoted, its
    words go from the later rounds too.

    Raises:
        NotFound: there is no such contribution.
        NotPermitted: ``by`` is not its author.
        ContributionWithdrawn: it was taken back before.
    """
    row = _own(contribution_id, by)
    if row.withdrawn_on is not None:
        raise ContributionWithdrawn
    said: Contribution | None = row
    while said is not None:
        if said.withdrawn_on is None:
            _take_back(said, by=by, now=now)
        grown = Contribution.objects.select_for_update(of=("self",))
        said = grown.filter(suggestion__grown_from=said.id).first()
    return contributions.contribution(contribution_id)


def _take_back(row: Contribution, *, by: Actor, now: datetime) -> None:
    row.text, row.consent, row.withdrawn_on = "", "", day_of(now)
    row.save(update_fields=["text", "consent", "withdrawn_on"])
    EarlierText.objects.filter(contribution=row).delete()
    ContributionTranslation.objects.filter(contribution=row).delete()
    Suggestion.objects.filter(contribution=row).update(patch={}, credit="")
    # Nobody waits for an answer to what is not there: with the words goes what they missed.
    row.dispositions.update(objection="", objected_on=None)
    traces.unquote(contribution_id=row.id, round_id=row.round_id)
    record(ContributionTakenBack(subject=row.id), by=by, now=now)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is to be kept, as it came."""

    text: str
    language: str
    channel: Channel
    about: Sequence[About]
    consent: str = ""
    entered_by: str | None = None
    once: str = ""


def _keep(
    found: Round, participant: Participant, said: _Said, *, by: Actor, now: datetime
) -> ContributionView:
    today = day_of(now)
    text, language = clean_text(said.text), clean_tag(said.language)
    tag = _sent_once(found, said, text)
    before = Contribution.objects.filter(reply_tag=tag).first() if tag else None
    if before is not None:
        if said.entered_by and before.text not in {"", text}:
            raise FormSentBefore
        return contributions.contribution(before.id)
    quotes = [(one.provision_id, _quoted(found, one, language)) for one in _few(said.about)]
    _count(found, participant, now)
    last = Contribution.objects.filter(round=found).aggregate(last=Max("place"))["last"] or 0
    row = Contribution.objects.create(
        round=found,
        participant=participant,
        place=last + 1,
        channel=said.channel,
        language=language,
        text=text,
        made_on=today,
        entered_by_id=said.entered_by,
        consent=said.consent,
        reply_tag=tag,
    )
    Anchor.objects.bulk_create(
        Anchor(
            contribution=row,
            provision_id=provision_id,
            prefix=one.prefix,
            exact=one.exact,
            suffix=one.suffix,
            language=one.language,
        )
        for provision_id, one in quotes
    )
    record(ContributionMade(subject=row.id), by=by, now=now)
    return contributions.contribution(row.id)


def _sent_once(found: Round, said: _Said, text: str) -> str:
    """Name what came in, so that it counts once; empty where nobody asked for that.

    Whoever goes back to a form and writes something else says something else. Where words of
    others are entered, that may be somebody else, to whom the receipt of the form does not belong.
    """
    if not said.once:
        return ""
    words = "" if said.entered_by else text
    tag: str = settings.COMITY_KEYS.tag("contribution sent once", found.id, said.once, words)
    return tag


def _open(round_id: str) -> Round:
    """Hold an open round while its contributions are counted, one after the other."""
    rows = Round.objects.select_for_update(of=("self",)).select_related("consultation")
    found = rows.filter(id=round_id).first()
    if found is None:
        raise NotFound
    if found.state != RoundState.OPEN or RoundKind(found.kind) not in TAKES_WORDS:
        raise RoundNotOpen
    return found


def _count(found: Round, participant: Participant, now: datetime) -> None:
    most = found.consultation.contingent
    made = Contribution.objects.filter(
        participant=participant, round=found, made_on=day_of(now)
    ).count()
    if made >= most:
        raise ContingentUsed(most=most)


def _few(about: Sequence[About]) -> Sequence[About]:
    if len(about) > MOST_ANCHORS:
        raise TooManyAnchors(field="provision", most=MOST_ANCHORS)
    return list(dict.fromkeys(about))


def _quoted(found: Round, one: About, language: str) -> Quote:
    """Look a quote up in the text of the round, in the language of the contribution first."""
    known = anchors.texts(found.edition_id) if found.edition_id else {}
    here = known.get(one.provision_id)
    if here is None:
        raise ProvisionUnknown(field="provision")
    if len(one.exact) > LONGEST_QUOTE:
        raise QuoteNotThere(field="quote")
    spoken = dict(sorted(here.items(), key=lambda said: said[0] != language))
    quoted = quote(spoken, one.exact)
    if quoted is None:
        raise QuoteNotThere(field="quote")
    return quoted


def _own(contribution_id: str, by: Actor) -> Contribution:
    """Hold a contribution that somebody is the author of, with its round."""
    rows = Contribution.objects.select_for_update(of=("self", "round"), no_key=True)
    row = rows.select_related("round", "participant").filter(id=contribution_id).first()
    if row is None:
        raise NotFound
    author = row_of(by, row.participant.consultation_id)
    if author is None or author.id != row.participant_id:
        raise NotPermitted
    return row
