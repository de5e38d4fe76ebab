"""Laying the other policies of a community beside its code."""

from datetime import datetime

from django.db import transaction

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes import queries
from comity.codes.errors import (
    AddressWrong,
    LanguageUnknown,
    PolicyPartMissing,
    PolicyWithoutWords,
    ProvisionWithoutWords,
)
from comity.codes.facts.policies import PolicyAdded, PolicyMapped, PolicyRemoved
from comity.codes.models import Policy, PolicyMapping, PolicyUnit
from comity.codes.rules.documents import (
    LONGEST_ADDRESS,
    LONGEST_LANGUAGE,
    LONGEST_LICENCE,
    LONGEST_TITLE,
)
from comity.codes.rules.markdown import take_apart
from comity.codes.rules.policies import LONGEST_NOTE, Part, Relation, parts_of
from comity.codes.rules.reader import read_draft
from comity.codes.rules.stored import names_to, rule_to
from comity.codes.rules.table import ADDRESS, LANGUAGE, refuse_long
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.kernel.spans import day_of
from comity.record.actions import record


@transaction.atomic
def add_policy(
    *,
    community_id: str,
    title: str,
    address: str,
    language: str,
    licence: str,
    text: str,
    by: Actor,
    now: datetime,
) -> queries.PolicyRow:
    """Lay a policy beside the code of a community.

    Args:
        community_id: whose policy it is.
        title: what it is called.
        address: where it stands; may be empty.
        language: in which it is written.
        licence: of its words, as SPDX names it; may be empty.
        text: in Markdown; or a code as TOML, where it begins with ``[code]``.
        by: somebody who may edit the code of that community.
        now: the moment, of which the day is kept.

    Raises:
        NotFound: there is no such community.
        PolicyWithoutWords: nothing in the text can be compared.
        WrongInput: another part cannot be used; the field is named.
    """
    communities.community(community_id)
    require(by, Permission.CODE_EDIT, on=community_id)
    _refuse_wrong(title, address, language, licence)
    structured = text.lstrip().startswith("[code]")
    vocabulary: object = None
    if structured:
        document = read_draft(text)
        parts, vocabulary = parts_of(document), names_to(document)
    else:
        units = enumerate(take_apart(text).units, start=1)
        parts = tuple(Part(number, one.title, one.body) for number, one in units)
    if not parts:
        raise PolicyWithoutWords(field="text")
    policy = Policy.objects.create(
        community_id=community_id,
        title=title.strip(),
        address=address,
        language=language,
        licence=licence,
        vocabulary=vocabulary,
        added_on=day_of(now),
    )
    PolicyUnit.objects.bulk_create(
        PolicyUnit(
            policy=policy,
            number=part.number,
            title=part.title[:LONGEST_TITLE],
            body=part.body,
            structure=rule_to(part.rule) if part.rule else None,
        )
        for part in parts
    )
    record(
        PolicyAdded(subject=policy.id, community=community_id, title=policy.title), by=by, now=now
    )
    return queries.policy(policy.id)


@transaction.atomic
def map_provision(
    *,
    policy_id: str,
    provision_id: str,
    relation: Relation,
    part: int,
    note: str,
    by: Actor,
    now: datetime,
) -> None:
    """Say how a policy stands to one provision of the code it is laid beside.

    Args:
        policy_id: of the policy.
        provision_id: of a provision of the code.
        relation: how the policy stands to it.
        part: the number of the part that speaks of it; 0 where none does.
        note: why; may be empty.
        by: somebody who may edit the code of that community.
        now: the moment, of which the day is kept.

    Raises:
        NotFound: there is no such policy, or no such provision beside it.
        PolicyPartMissing: a part is named for what is missing, or none for anything else.
        CodeTooLong: the note is longer than anybody reads.
    """
    policy = _locked(policy_id)
    require(by, Permission.CODE_EDIT, on=policy.community_id)
    laid = queries.laid_beside(policy_id, seen_by=by)
    if all(row.id != provision_id for row in laid.rows):
        raise NotFound
    refuse_long(("note", note, LONGEST_NOTE))
    unit = PolicyUnit.objects.filter(policy=policy, number=part).first()
    if (unit is None) is not (relation is Relation.MISSING):
        raise PolicyPartMissing(field="part")
    PolicyMapping.objects.update_or_create(
        policy=policy,
        key=provision_id,
        defaults={
            "code_id": laid.code_id,
            "relation": relation,
            "unit": unit,
            "note": note.strip(),
            "marked_on": day_of(now),
        },
    )
    fact = PolicyMapped(
        subject=policy.id,
        community=policy.community_id,
        provision=provision_id,
        relation=relation,
    )
    record(fact, by=by, now=now)


@transaction.atomic
def remove_policy(*, policy_id: str, by: Actor, now: datetime) -> None:
    """Take a policy away from beside the code, with what was said of it.

    Args:
        policy_id: of the policy.
        by: somebody who may edit the code of that community.
        now: the moment.

    Raises:
        NotFound: there is no such policy.
    """
    policy = _locked(policy_id)
    require(by, Permission.CODE_EDIT, on=policy.community_id)
    fact = PolicyRemoved(subject=policy.id, community=policy.community_id, title=policy.title)
    policy.delete()
    record(fact, by=by, now=now)


def _locked(policy_id: str) -> Policy:
    row = Policy.objects.select_for_update(of=("self",)).filter(id=policy_id).first()
    if row is None:
        raise NotFound
    return row


def _refuse_wrong(title: str, address: str, language: str, licence: str) -> None:
    if not title.strip():
        raise ProvisionWithoutWords(field="title")
    refuse_long(
        ("title", title, LONGEST_TITLE),
        ("address", address, LONGEST_ADDRESS),
        ("licence", licence, LONGEST_LICENCE),
    )
    if address and not ADDRESS.fullmatch(address):
        raise AddressWrong(field="address")
    if len(language) > LONGEST_LANGUAGE or not LANGUAGE.fullmatch(language):
        raise LanguageUnknown(field="language", language=language[:LONGEST_LANGUAGE])
