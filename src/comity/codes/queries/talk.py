"""What was said about provisions. Everybody can read it; what was hidden, its author alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from comity.codes.models import Code, CodeVersion, Provision, ProvisionText, Talk
from comity.codes.queries.translations import may_translate
from comity.codes.rules.talk import TalkKind
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound
from comity.people.queries import persons


@dataclass(frozen=True, slots=True)
class Said:
    """Something that somebody said.

    Attributes:
        id: random, as in addresses.
        key: of the provision.
        kind: question, example or thought; an answer has that of what it answers.
        language: in which it is said.
        text: empty once it is taken back, and where it is hidden from whoever looks.
        community_id: from which community it speaks; empty for none.
        answers_id: what it answers; empty where it answers nothing.
        person_id: who said it; empty once they are forgotten.
        said_on: the day.
        withdrawn_on: the day on which it was taken back.
        hidden_on: the day on which it was hidden.
        hidden_reason: why.
        own: whether whoever looks said it.
    """

    id: str
    key: str
    kind: TalkKind
    language: str
    text: str
    community_id: str
    answers_id: str
    person_id: str
    said_on: date
    withdrawn_on: date | None
    hidden_on: date | None
    hidden_reason: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """What began a talk, and what was answered, in order."""

    first: Said
    answers: Sequence[Said]


def own_code(community_id: str) -> Code:
    """Find a community's own code.

    Raises:
        NotFound: it has none.
    """
    code = Code.objects.filter(community=community_id).first()
    if code is None:
        raise NotFound
    return code


def require_provision(code: Code, key: str, *, seen_by: Actor | None) -> None:
    """Refuse to go on unless a provision stands in a version that somebody may know of.

    Raises:
        NotFound: it does not.
    """
    found = Provision.objects.filter(version__code=code, key=key)
    public = found.exclude(version__state=CodeVersion.State.DRAFT)
    if public.exists():
        return
    if not (found.exists() and may_translate(seen_by, code.community_id)):
        raise NotFound


def talk(
    community_id: str,
    *,
    key: str = "",
    kind: TalkKind | None = None,
    language: str = "",
    still_open: bool = False,
    seen_by: Actor | None = None,
) -> QuerySet[Talk]:
    """Look for what began a talk, the newest first; cut a page out and give it to ``threads``.

    Args:
        community_id: whose own code it is about.
        key: of a provision; empty for all that ``seen_by`` may know of.
        kind: of what began the talk; none for all.
        language: in which it is said; empty for all.
        still_open: only questions that nobody has answered.
        seen_by: who is looking.

    Raises:
        NotFound: the community has no code, or no such provision.
    """
    code = own_code(community_id)
    rows = Talk.objects.filter(code=code, answers=None).order_by("-number")
    if key:
        require_provision(code, key, seen_by=seen_by)
        rows = rows.filter(key=key)
    elif not may_translate(seen_by, community_id):
        public = Provision.objects.filter(version__code=code, key=OuterRef("key"))
        rows = rows.filter(Exists(public.exclude(version__state=CodeVersion.State.DRAFT)))
    if kind is not None:
        rows = rows.filter(kind=kind)
    if language:
        rows = rows.filter(language=language)
    if still_open:
        answered = Talk.objects.filter(answers=OuterRef("pk"), withdrawn_on=None, hidden_on=None)
        rows = rows.filter(kind=TalkKind.QUESTION, withdrawn_on=None, hidden_on=None)
        rows = rows.exclude(Exists(answered))
    return rows


def threads(rows: Iterable[Talk], *, seen_by: Actor | None = None) -> list[Thread]:
    """Tell what was said, each with its answers, in one query more."""
    firsts = list(rows)
    answers: dict[int, list[Said]] = {}
    found = Talk.objects.filter(answers__in=[one.pk for one in firsts]).order_by("number")
    ids = {one.pk: one.id for one in firsts}
    for row in found:
        first = ids[row.answers_id or 0]
        answers.setdefault(row.answers_id or 0, []).append(told_talk(row, seen_by, first))
    return [Thread(told_talk(one, seen_by), answers.get(one.pk, ())) for one in firsts]


def one_talk(talk_id: str, *, community_id: str, seen_by: Actor | None = None) -> Said:
    """Find something that was said.

    Raises:
        NotFound: there is no such thing, or it is about what ``seen_by`` may not know of.
    """
    row = Talk.objects.select_related("code", "answers").filter(id=talk_id).first()
    if row is None or row.code.community_id != community_id:
        raise NotFound
    require_provision(row.code, row.key, seen_by=seen_by)
    return told_talk(row, seen_by, row.answers.id if row.answers else "")


def thread_of(said: Said, *, seen_by: Actor | None = None) -> Thread:
    """Tell the whole talk that something belongs to, whether it began it or answers."""
    row = Talk.objects.get(id=said.answers_id or said.id)
    return threads([row], seen_by=seen_by)[0]


def spoken_languages(community_id: str) -> list[str]:
    """List the languages in which anything was said about a community's code."""
    rows = Talk.objects.filter(code__community=community_id, answers=None)
    return list(rows.order_by("language").values_list("language", flat=True).distinct())


def counted(community_id: str, key: str) -> int:
    """Count what was said about a provision and still stands, answers left out."""
    rows = Talk.objects.filter(code__community=community_id, key=key, answers=None)
    return rows.filter(withdrawn_on=None, hidden_on=None).count()


def counted_by_provision(community_id: str) -> dict[str, int]:
    """Count what was said by provision, answers left out."""
    rows = Talk.objects.filter(code__community=community_id, answers=None)
    standing = rows.filter(withdrawn_on=None, hidden_on=None).values("key")
    return {row["key"]: row["count"] for row in standing.annotate(count=Count("pk"))}


def titles(community_id: str, keys: Iterable[str], language: str) -> dict[str, str]:
    """Name provisions by their newest title: in a language, or else in the agreed one.

    A draft names only what stands in no other version: whoever may not know of the draft is told
    of no such provision anyway, and of no title that it has there.
    """
    rows = ProvisionText.objects.filter(
        Q(language=language) | Q(state="source"),
        provision__version__code__community=community_id,
        provision__key__in=set(keys),
    ).order_by("provision__version__number")
    named = list(
        rows.values_list("provision__key", "language", "title", "provision__version__state")
    )
    drafted = CodeVersion.State.DRAFT
    public = {key for key, _, _, state in named if state != drafted}
    found: dict[str, tuple[bool, str]] = {}
    for key, tag, title, state in named:
        if state == drafted and key in public:
            continue
        before = found.get(key, (False, ""))
        if title and (tag == language or not before[0]):
            found[key] = (tag == language, title)
    return {key: title for key, (_, title) in found.items()}


def names_of(said: Iterable[Said]) -> dict[str, str]:
    """Name the people who said something, by id: by their code name, if they have one."""
    wanted = {one.person_id for one in said if one.person_id}
    return {one.id: one.name for one in persons(wanted).values()} if wanted else {}


def told_talk(row: Talk, seen_by: Actor | None = None, answers_id: str = "") -> Said:
    """Tell what is known of something that was said."""
    own = seen_by is not None and seen_by.kind is ActorKind.PERSON and row.person_id == seen_by.id
    return Said(
        row.id,
        row.key,
        TalkKind(row.kind),
        row.language,
        row.text if own or not row.hidden_on else "",
        row.community_id or "",
        answers_id,
        row.person_id or "",
        row.said_on,
        row.withdrawn_on,
        row.hidden_on,
        row.hidden_reason,
        own,
    )
