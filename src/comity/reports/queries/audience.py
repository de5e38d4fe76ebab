"""Who would be able to open a report, and whom it is about."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from comity.bodies import queries as bodies
from comity.communities import queries as communities
from comity.communities.rules import ancestors
from comity.competence import queries as competence
from comity.competence.rules import CaseFacts
from comity.competence.rules import competence as decides
from comity.kernel.errors import NotFound
from comity.kernel.spans import day_of
from comity.people.queries import accounts_named, person_of, persons
from comity.people.rules import AccountRef
from comity.reports import rules
from comity.reports.errors import NoSuchPlace
from comity.reports.rules import Answers, Audience, Bench, Mention
from comity.wikis import queries as wikis
from comity.wikis.errors import NoWiki, WikiTrouble
from comity.wikis.mediawiki import Patience

HASTY = Patience(tries=1, longest_pause=1, longest_answer=3, connect=1)
"""How long a reporter waits for a wiki: seconds."""

UNJUDGED = 3
"""How grave a matter counts while nobody has judged it: the middle of the scale."""


def audience(
    *,
    community_id: str,
    respondents: Sequence[AccountRef] = (),
    excluded_person_ids: Collection[str] = (),
    now: datetime,
    names: Sequence[str] = (),
    subject: str = "",
    danger: bool = False,
    language: str = "",
) -> Audience:
    """Find who would be able to open a report, before anything is stored.

    Args:
        community_id: where it happened.
        respondents: every account it may be about, found by any name they ever had.
        excluded_person_ids: whom the reporter keeps out.
        now: the moment.
        names: of people it is about; a member who is called so is a respondent.
        subject: what it is about, as the charter names it; empty if nobody knows.
        danger: whether somebody is in danger now.
        language: of the reporter, BCP 47; empty if nobody knows. Where no body works in it, one
            that works in another is better than none.

    Raises:
        NoSuchPlace: there is no such community.
        NoCharter: no charter has been adopted yet.
    """
    asked = partial(
        _audience,
        community_id=community_id,
        respondents=respondents,
        excluded=frozenset(excluded_person_ids),
        now=now,
        names=names,
        subject=subject,
        danger=danger,
    )
    found = asked(languages=frozenset({language} - {""}))
    return found if found.body_id is not None or not language else asked(languages=frozenset())


def _audience(
    *,
    community_id: str,
    respondents: Sequence[AccountRef],
    excluded: frozenset[str],
    now: datetime,
    names: Sequence[str],
    subject: str,
    danger: bool,
    languages: frozenset[str],
) -> Audience:
    """Find who would be able to open a report, as far as bodies work in one of the languages."""
    today = day_of(now)
    try:
        house = competence.structure(today, [community_id])
    except NotFound:
        raise NoSuchPlace(field="community_id") from None
    meant = [*respondents, *_bearers(names, community_id)]
    facts = CaseFacts(
        places=(community_id,),
        subject=subject,
        severity=house.charter.emergency.severity if danger else UNJUDGED,
        languages=languages,
        respondents=_people_of(meant),
        unavailable=excluded,
        danger=danger,
    )
    answer = decides(facts, house)
    members = bodies.members_of([step.body_id for step in answer.path], today)
    sitting = {body_id: tuple(row) for body_id, row in members.items()}
    everybody = [member.person_id for row in sitting.values() for member in row]
    if called := _called(names, everybody) - facts.respondents:
        facts = replace(facts, respondents=facts.respondents | called)
        answer = decides(facts, house)
    conflicts = bodies.conflicted(
        everybody, accounts=meant, community_ids=ancestors(community_id, house.parents)
    )
    keyed = {
        body.id: frozenset(seat.person_id for seat in body.seats if seat.sits and seat.certified)
        for body in house.bodies
    }
    benches = [
        Bench(
            body_id=step.body_id,
            members=sitting[step.body_id],
            keyed=keyed[step.body_id],
            conflicted=frozenset(conflicts),
            against=() if step.competent else step.reasons,
        )
        for step in answer.path
    ]
    return rules.choose(
        benches,
        minimum=house.charter.handlers_minimum,
        respondents=facts.respondents,
        excluded=excluded,
        hard=frozenset(person_id for person_id, hard in conflicts.items() if hard),
    )


def audience_of(answers: Answers, *, now: datetime) -> Audience:
    """Find who would be able to open a report with these answers.

    Raises:
        NoSuchPlace: there is no such community.
    """
    return audience(
        community_id=answers.community_id,
        respondents=answers.respondents(),
        excluded_person_ids=answers.excluded,
        now=now,
        names=[*answers.people, *(mention.typed for mention in answers.accounts)],
        subject=answers.subject,
        danger=answers.danger,
        language=answers.language,
    )


def reachable(answers: Answers, *, now: datetime) -> bool:
    """Tell whether somebody could take a report from a place, as long as it names nobody.

    Raises:
        NoSuchPlace: there is no such community.
    """
    found = audience(
        community_id=answers.community_id,
        danger=answers.danger,
        language=answers.language,
        now=now,
    )
    return found.body_id is not None


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What is known about names that a reporter gave.

    Attributes:
        mentions: each name with every account that bears it or once bore it.
        wiki_silent: whether the wiki could not be asked, so that only people known here count.
    """

    mentions: tuple[Mention, ...]
    wiki_silent: bool

    @property
    def unknown(self) -> tuple[str, ...]:
        """The names that nobody knows."""
        return tuple(one.typed for one in self.mentions if not one.accounts)


def look_up(names: Iterable[str], *, community_id: str) -> LookedUp:
    """Find for each name every account that bears it or once bore it, on the wiki and here.

    The wiki is asked in haste: a reporter is waiting, and a wiki that is down keeps nobody from
    reporting.

    Raises:
        NoSuchPlace: there is no such community.
    """
    provider, names = provider_at(community_id), list(names)
    there, silent = _on_the_wiki(names, community_id)
    mentions = []
    for name in names:
        here = accounts_named(provider=provider, name=name)
        found = {(one.provider, one.subject): one for one in [*here, *there.get(name, ())]}
        order = [*there.get(name, ()), *here]
        kept = dict.fromkeys((one.provider, one.subject) for one in order)
        mentions.append(Mention(name, tuple(found[key] for key in kept)))
    return LookedUp(tuple(mentions), silent and bool(names))


def provider_at(community_id: str) -> str:
    """Name the provider of the accounts that people use at a place; empty if nobody said.

    Raises:
        NoSuchPlace: there is no such community.
    """
    try:
        return communities.provider_of(community_id)
    except NotFound:
        raise NoSuchPlace(field="community_id") from None


def _on_the_wiki(
    names: Sequence[str], community_id: str
) -> tuple[dict[str, list[AccountRef]], bool]:
    """Ask the wiki for names; also say whether it kept silent."""
    found: dict[str, list[AccountRef]] = {}
    try:
        wiki = wikis.wiki_for(community_id)
        with wikis.client_for(wiki, patience=HASTY) as client:
            for name in names:
                found[name] = [
                    AccountRef(wiki.provider, str(one.id), one.name)
                    for one in client.accounts_ever_named(name)
                ]
    except (NoWiki, WikiTrouble):
        return found, True
    return found, False


def _bearers(names: Sequence[str], community_id: str) -> list[AccountRef]:
    """Find every linked account that bears one of these names or once bore it."""
    if not names:
        return []
    provider = provider_at(community_id)
    return [one for name in names for one in accounts_named(provider=provider, name=name)]


def _people_of(accounts: Iterable[AccountRef]) -> frozenset[str]:
    """Find the people behind accounts, as far as they have linked them."""
    found = (person_of(provider=one.provider, subject=one.subject) for one in accounts)
    return frozenset(person_id for person_id in found if person_id)


def _called(names: Sequence[str], member_ids: Iterable[str]) -> frozenset[str]:
    """Find the members who are called by one of these names, here or on a wiki."""
    if not names:
        return frozenset()
    return frozenset(
        person.id
        for person in persons(member_ids).values()
        for name in names
        if any(
            rules.same_name(name, one)
            for one in (person.name, person.display_name, person.username)
        )
    )
