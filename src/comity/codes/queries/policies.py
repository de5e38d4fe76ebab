"""What can be known about the policies beside a code. All of it is public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Manager, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from comity.codes.models import Policy, PolicyMapping, PolicyUnit
from comity.codes.queries.drafts import draft_of
from comity.codes.queries.editions import edition_document, newest_edition
from comity.codes.queries.loading import names_of
from comity.codes.queries.versions import code_in_force, document
from comity.codes.rules.documents import Document, Text
from comity.codes.rules.policies import Laid, Part, Suggestion, counts, suggestions
from comity.codes.rules.provisions import Vocabulary
from comity.codes.rules.stored import rule_from
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A policy that is laid beside a code.

    Attributes:
        id: random, as in addresses.
        community_id: whose it is.
        title: what it is called.
        address: where it stands; may be empty.
        language: in which it is written.
        licence: of its words; may be empty.
        added_on: the day.
        parts: of how many parts it is made.
        mapped: of how many provisions somebody has said how it stands to them.
    """

    id: str
    community_id: str
    title: str
    address: str
    language: str
    licence: str
    added_on: date
    parts: int
    mapped: int


@dataclass(frozen=True, slots=True)
class Beside:
    """A provision of the code with what the policy says of it.

    Attributes:
        id: of the provision.
        place: in the code, counted from 1.
        title: in the language of the code; its id where it has none.
        body: likewise.
        relation: how the policy stands to it; empty where nobody has looked.
        part: the part that speaks of it; nothing where none does.
        note: why; may be empty.
        suggestion: what a machine would say, where both sides are structured.
    """

    id: str
    place: int
    title: str
    body: str
    relation: str
    part: Part | None
    note: str
    suggestion: Suggestion | None


@dataclass(frozen=True, slots=True)
class LaidBeside:
    """A policy beside the code of its community.

    Attributes:
        policy: the policy.
        code_id: of the code; empty where there is nothing to compare with.
        language: in which the words of the code were agreed.
        rows: every provision of the code.
        parts: every part of the policy.
        loose: those parts that no provision was said to speak of.
        counts: how often the policy stands how; what nobody has looked at under nothing.
    """

    policy: PolicyRow
    code_id: str
    language: str
    rows: Sequence[Beside]
    parts: Sequence[Part]
    loose: Sequence[Part]
    counts: Mapping[str, int]


def policy_rows(community_id: str) -> QuerySet[Policy]:
    """List the policies beside the code of a community, by title."""
    return _policies().filter(community=community_id).order_by("title", "id")


def policies(community_id: str) -> list[PolicyRow]:
    """Tell every policy beside the code of a community, by title."""
    return [told_policy(one) for one in policy_rows(community_id)]


def policy(policy_id: str) -> PolicyRow:
    """Find a policy.

    Raises:
        NotFound: there is none.
    """
    row = _policies().filter(id=policy_id).first()
    if row is None:
        raise NotFound
    return told_policy(row)


def laid_beside(policy_id: str, *, seen_by: Actor | None = None) -> LaidBeside:
    """Lay a policy beside the code of its community.

    That is the version in force, else the last published draft; whoever writes the code may
    compare with a draft that nobody has published.

    Raises:
        NotFound: there is no such policy.
    """
    found = policy(policy_id)
    code_id, code = _code(found.community_id, seen_by)
    laid = _laid(policy_id)
    parts = {part.number: part for part in laid.parts}
    said = {
        one.key: one
        for one in PolicyMapping.objects.filter(policy=policy_id).select_related("unit")
    }
    offered = suggestions(code, laid) if code else {}
    rows = []
    for place, written in enumerate(code.provisions if code else (), start=1):
        name, mapping = written.provision.id, said.get(written.provision.id)
        text = written.texts.get(code.source_language, Text("", "")) if code else Text("", "")
        rows.append(
            Beside(
                name,
                place,
                text.title or name,
                text.body,
                mapping.relation if mapping else "",
                parts.get(mapping.unit.number) if mapping and mapping.unit else None,
                mapping.note if mapping else "",
                offered.get(name),
            )
        )
    used = {row.part.number for row in rows if row.part}
    return LaidBeside(
        found,
        code_id,
        code.source_language if code else "",
        rows,
        laid.parts,
        [part for part in laid.parts if part.number not in used],
        counts([row.relation for row in rows]),
    )


def _code(community_id: str, seen_by: Actor | None) -> tuple[str, Document | None]:
    """Find what a policy is compared with."""
    if binding := code_in_force(community_id):
        return binding.code_id, document(binding.id)
    if published := newest_edition(community_id):
        return published.code_id, edition_document(published.id)
    draft = draft_of(community_id, seen_by=seen_by) if seen_by else None
    return (draft.code_id, document(draft.id, seen_by=seen_by)) if draft else ("", None)


def _laid(policy_id: str) -> Laid:
    units = PolicyUnit.objects.filter(policy=policy_id)
    parts = tuple(
        Part(one.number, one.title, one.body, rule_from(one.structure) if one.structure else None)
        for one in units
    )
    stored = Policy.objects.values_list("vocabulary", flat=True).get(id=policy_id)
    return Laid(parts, names_of(stored)[0] if stored else Vocabulary())


def _policies() -> QuerySet[Policy]:
    # Counted apart: joined, each part of a policy would be read once for each of its mappings.
    return Policy.objects.defer("vocabulary").annotate(
        parts=_count_of(PolicyUnit.objects), mapped=_count_of(PolicyMapping.objects)
    )


def _count_of(rows: Manager[PolicyUnit] | Manager[PolicyMapping]) -> Coalesce:
    counted = rows.filter(policy=OuterRef("pk")).order_by().values("policy")
    return Coalesce(Subquery(counted.annotate(count=Count("pk")).values("count")), 0)


def told_policy(row: Policy) -> PolicyRow:
    """Tell what is known of a policy from its row."""
    made = vars(row)
    return PolicyRow(
        row.id,
        row.community_id,
        row.title,
        row.address,
        row.language,
        row.licence,
        row.added_on,
        made["parts"],
        made["mapped"],
    )
