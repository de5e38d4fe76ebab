"""What follows on wikis when people sign: their group, and what is known of newcomers.

All of it can run twice. Nothing is locked while a wiki is asked.
"""

from datetime import datetime, timedelta

from comity.kernel.spans import day_of
from comity.messages import words
from comity.signup import actions, queries
from comity.signup.queries import Errand, Work
from comity.signup.rules import AT_ONCE, LOOK_BACK, Effect, Place
from comity.wikis import queries as wikis
from comity.wikis.errors import NoSuchAccount, WikiSaysNo, WikiTrouble
from comity.wikis.mediawiki import MediaWiki, Patience
from comity.wikis.queries import WikiRow

ONCE = Patience(tries=1, longest_answer=10)
"""What does not go now is done in another minute."""

A_MINUTE = timedelta(minutes=1)
MOST_EDITS = 20_000
"""Edits that are read to see who edits; the page says where reading stopped."""


def fill(subject: str, now: datetime) -> None:
    """Put everybody into a group that was chosen just now. The subject is a wiki."""
    actions.fill_group(wiki_id=subject, now=now)
    keep(subject, now)


def follow_person(subject: str, now: datetime) -> None:
    """Look at somebody whose accounts have changed. The subject is a person."""
    actions.look_at_person(person_id=subject)
    keep_groups(now)


def follow_unlinking(_subject: str, now: datetime) -> None:
    """Take accounts out of groups that are nobody's any more as far as we know."""
    actions.sweep_again()
    keep_groups(now)


def follow_signature(_subject: str, now: datetime) -> None:
    """Put whoever signed just now into the groups of their wikis."""
    keep_groups(now)


def keep_groups(now: datetime) -> None:
    """Bring every group in step that needs it."""
    for wiki_id in queries.groups_to_keep(now):
        keep(wiki_id, now)


def keep(wiki_id: str, now: datetime) -> None:
    """Bring the group of one wiki in step, as far as one minute goes."""
    work = actions.take_group(wiki_id=wiki_id, now=now)
    if work is None:
        return
    wiki = wikis.wiki(wiki_id)
    try:
        with wikis.client_for(wiki, patience=ONCE) as client:
            full = _run_errands(work, wiki, client, now)
            if not full:
                _sweep(work, wiki, client, now)
    except WikiTrouble as trouble:
        actions.note_trouble(wiki_id=wiki_id, trouble=trouble.code, now=now)
        return
    actions.release_group(wiki_id=wiki_id, not_before=now + A_MINUTE if full else None)


def look_at_effect(subject: str, now: datetime) -> None:
    """Find out who edited a wiki lately and has signed. The subject is a wiki."""
    effect = None
    try:
        wiki = wikis.wiki(subject)
        wikis.require_login(wiki)
        effect = _effect(wiki, now)
    except WikiTrouble:
        # The page shows what was known before, and on which day; somebody can ask again.
        pass
    actions.keep_effect(wiki_id=subject, effect=effect, now=now)


def watch_effects(now: datetime) -> None:
    """Look once a week at what a decision does to newcomers, one wiki a minute."""
    for wiki_id in queries.effects_to_look_at(now)[:1]:
        look_at_effect(wiki_id, now)


def _run_errands(work: Work, wiki: WikiRow, client: MediaWiki, now: datetime) -> bool:
    """Do what is due, and tell whether there may be more."""
    due = queries.errands(work.wiki_id)
    coming = [str(errand.account) for errand in due if errand.member]
    belong = queries.entitled(wiki.provider, grace_days=work.grace_days, now=now, among=coming)
    entitled = set(belong or ())
    here = client.accounts(errand.account for errand in due)
    for errand in due:
        facts = here.get(errand.account)
        if errand.member and str(errand.account) not in entitled:
            # It lapsed while it waited; it may be in the group from before.
            place: Place | None = Place.TO_REMOVE
        elif facts is None:
            place = Place.GONE if errand.member else None
        elif (work.group in facts.groups) is errand.member:
            place = Place.IN if errand.member else None
        else:
            place = _change(work, errand, client)
        actions.settle(errand_id=errand.id, member=errand.member, place=place)
    return len(due) == AT_ONCE


def _change(work: Work, errand: Errand, client: MediaWiki) -> Place | None:
    """Put one account into the group or take it out, and say where it is then."""
    reason = words("signing_added" if errand.member else "signing_removed")
    try:
        client.set_member(errand.account, work.group, member=errand.member, reason=reason)
    except NoSuchAccount:
        return Place.GONE if errand.member else None
    except WikiSaysNo:
        # It is about this account alone, and must not keep the others waiting.
        return Place.REFUSED
    return Place.IN if errand.member else None


def _sweep(work: Work, wiki: WikiRow, client: MediaWiki, now: datetime) -> None:
    """Look again at some of those who are in the group: do they still belong, are they there?"""
    settled = queries.to_sweep(work.wiki_id)
    numbers = [subject for subject, _place in settled]
    belong = queries.entitled(wiki.provider, grace_days=work.grace_days, now=now, among=numbers)
    if belong is None:
        actions.note_sweep(wiki_id=work.wiki_id, changed={}, up_to=None, now=now)
        return
    entitled = set(belong)
    here = client.accounts(int(number) for number in numbers if number in entitled)
    changed: dict[str, Place | None] = {}
    for subject, place in settled:
        facts = here.get(int(subject))
        if subject not in entitled:
            changed[subject] = None if place == Place.GONE else Place.TO_REMOVE
        elif facts is None:
            changed[subject] = Place.GONE
        elif work.group not in facts.groups:
            changed[subject] = Place.TO_ADD
        elif place != Place.IN:
            changed[subject] = Place.IN
    more = numbers[-1] if len(settled) == AT_ONCE else None
    actions.note_sweep(wiki_id=work.wiki_id, changed=changed, up_to=more, now=now)


def _effect(wiki: WikiRow, now: datetime) -> Effect:
    since = now - LOOK_BACK
    with wikis.client_for(wiki, patience=ONCE) as client:
        editors = client.recent_editors(since, most=MOST_EDITS)
        joined = client.joined(editors.since, most=MOST_EDITS)
    numbers = sorted(map(str, editors.accounts))
    grace = queries.signing(wiki).grace_days
    signed: set[int] = set()
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        found = queries.entitled(wiki.provider, grace_days=grace, now=now, among=some)
        signed |= set(map(int, found or ()))
    new = editors.accounts & joined
    return Effect(
        looked_on=day_of(now),
        since=day_of(editors.since),
        complete=editors.complete and len(joined) < MOST_EDITS,
        edited=len(editors.accounts),
        signed=len(signed),
        new=len(new),
        new_signed=len(new & signed),
        joined=len(joined),
        without_account=editors.without_account,
    )
