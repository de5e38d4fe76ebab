"""The redline: what changed from one text of a code to another, and which way it goes."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.codes import queries
from comity.codes.queries.comparing import CodeText, Comparison, compare
from comity.codes.queries.kept import Kept
from comity.codes.rules.direction import PARAMETER, Tendency
from comity.codes.rules.documents import LONGEST_LANGUAGE, Words
from comity.codes.rules.provisions import Provision
from comity.codes.rules.redline import Change, ChangeKind
from comity.codes.rules.table import LANGUAGE
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.messages import words
from comity.people.queries import actor
from comity.web.codes import told
from comity.web.codes.words import CHANGES, FIELDS, KINDS, TENDENCIES
from comity.web.components import language_name, listed
from comity.web.consultation.answers.caused import causes_of

AT_ONCE = 20
"""Changes on a page: what a phone shows in a few screens, and a page carries in 30 kB."""

NAMED = ("behaviours", "actors", "spaces", "exceptions")

KEPT_DRAWN = 128
"""Pages of redlines in one language each, about 20 kB apiece."""
_KEPT: Kept[SafeString] = Kept(KEPT_DRAWN)

Tag = tuple[Promise | str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A change as the page shows it.

    Attributes:
        change: as the rules gave it.
        kinds: what happened, as tags.
        tendency: which way it goes, as a tag; empty where no machine can weigh it.
        fields: what changed in its meaning.
    """

    change: Change
    kinds: list[SafeString]
    tendency: SafeString
    fields: list["Field"]


@dataclass(frozen=True, slots=True)
class Field:
    """A structured field that changed: what it is called, what it was and is, and which way."""

    name: Promise | str
    was: str
    now: str
    way: SafeString


@require_safe
def redline(request: HttpRequest, slug: str, before: str, after: str) -> HttpResponse:
    """Show what changed from one version or published draft of a code to another."""
    community = communities.by_slug(slug)
    asker = actor(request.user) if request.user.is_authenticated else None
    language = _language(request.GET)
    found = compare(before, after, language=language or told.reader(), seen_by=asker)
    for one in (found.before, found.after):
        if one.version.community_id != community.id:
            raise NotFound
    chosen = request.GET.get("show", "")
    changes = [one for one in found.changes if _is_shown(one, chosen)]
    page = Paginator(changes, AT_ONCE).get_page(request.GET.get("page"))
    kept = QueryDict(mutable=True)
    kept.update({key: value for key, value in (("show", chosen), ("in", language)) if value})
    context = {
        "community": community,
        "trail": [
            (one.name, told.community_url(one))
            for one in reversed(communities.ancestors(community.id))
        ],
        "before": _called(found.before),
        "after": _called(found.after),
        "drawn": _drawn(found, language, chosen, page.number, list(page)),
        "page": page,
        "query": f"{kept.urlencode()}&" if kept else "",
        "filters": _filters(found),
        "chosen": chosen,
        "languages": [(one, language_name(one, own=True)) for one in found.languages],
        "language": language or _nearest(found),
        "tendency": TENDENCIES[found.summary.tendency],
        "anything": bool(found.changes),
        "authority": _authority(found, asker),
    }
    return render(request, "codes/compared.html", context)


def _authority(found: Comparison, asker: Actor | None) -> told.Authority | None:
    """Tell whose words count, where a translation is compared."""
    version = found.after.version
    source, said = version.source_language, {one.language for one in found.changes}
    translated = sorted(said - {source})
    if not translated:
        return None
    url = f"?{urlencode({'in': source})}"
    if found.after.edition:
        return told.Authority(source, url, None)
    keys = {one.provision_id for one in found.changes if one.language != source}
    return told.authority_of(version, url, keys=keys, language=translated[0], seen_by=asker)


def _drawn(
    found: Comparison, language: str, chosen: str, number: int, changes: list[Change]
) -> SafeString:
    """Draw the changes of one page; those of texts that do not change any more are kept."""
    marks = (found.before.mark, found.after.mark)
    tags = _Tags()
    causes = causes_of(
        found.before.version.id,
        found.after.version.id,
        from_draft=bool(found.before.edition),
        to_draft=bool(found.after.edition),
    )
    key = (
        found.before.id,
        found.after.id,
        *marks,
        language,
        chosen,
        str(number),
        told.reader(),
        # An answer can be given anew after the end, and another contribution then be its cause.
        *(f"{name} {one.cause}" for name, several in causes.items() for one in several),
    )
    kept = _KEPT.get(key) if all(marks) else None
    if kept is not None:
        return kept
    rows = [_row(one, found.words, tags) for one in changes]
    drawn = render_to_string("codes/compared_rows.html", {"rows": rows, "causes": causes})
    if all(marks):
        _KEPT.keep(key, drawn)
    return drawn


def _language(asked: QueryDict) -> str:
    tag = asked.get("in", "")
    return tag if len(tag) <= LONGEST_LANGUAGE and LANGUAGE.fullmatch(tag) else ""


def _nearest(found: Comparison) -> str:
    reader = told.reader()
    return reader if reader in found.languages else found.after.version.source_language


def _is_shown(change: Change, chosen: str) -> bool:
    return not chosen or chosen in {*change.kinds, _way(change)}


def _way(change: Change) -> str:
    """Name the class that a change is filtered by; one of prose has none that a machine knows."""
    return "" if change.tendency is Tendency.SAME else change.tendency


def _filters(found: Comparison) -> list[tuple[str, Promise | str, int]]:
    """List what the changes can be filtered by, each with how many there are."""
    kinds = [(str(one), CHANGES[one][0], count) for one, count in found.summary.kinds.items()]
    ways = [
        (str(one), TENDENCIES[one][0], count)
        for one, count in found.summary.tendencies.items()
        if one is not Tendency.SAME
    ]
    return [*ways, *kinds]


class _Tags:
    """The few tags that stand all over a page, each drawn once."""

    def __init__(self) -> None:
        self._drawn: dict[Tag, SafeString] = {}

    def draw(self, tag: Tag | None) -> SafeString:
        """Draw a word with its tone; nothing where there is none."""
        if tag is None:
            return SafeString()
        if tag not in self._drawn:
            context = {"word": tag[0], "tone": tag[1]}
            self._drawn[tag] = render_to_string("components/status_tag.html", context)
        return self._drawn[tag]


def _row(change: Change, names: Words, tags: _Tags) -> Row:
    weighed = change.structured and change.kinds != (ChangeKind.MOVED,)
    return Row(
        change,
        [tags.draw(CHANGES[kind]) for kind in change.kinds],
        tags.draw(TENDENCIES[change.tendency] if weighed else None),
        [_field(change, one, names, tags) for one in change.fields],
    )


def _field(change: Change, name: str, names: Words, tags: _Tags) -> Field:
    called: Promise | str = FIELDS.get(name, name)
    if name.startswith(PARAMETER):
        called = queries.named(names, "parameters", name.removeprefix(PARAMETER), told.reader())
    way = change.tendencies.get(name)
    if name in change.spread:
        was, now = (listed(told.named(names, name, leaves)) for leaves in change.spread[name])
    else:
        was, now = (_value(rule, name, names) for rule in (change.before, change.after))
    return Field(called, was, now, tags.draw(TENDENCIES[way] if way else None))


def _value(rule: Provision | None, name: str, names: Words) -> str:
    """Say what stands in a field."""
    if rule is None:
        return words("floor_nothing")
    if name.startswith(PARAMETER):
        bound = rule.parameters.get(name.removeprefix(PARAMETER))
        return queries.tell_bound(bound) if bound else words("floor_nothing")
    if name in NAMED:
        return listed(told.named(names, name, getattr(rule, name))) or words("floor_nothing")
    if name == "modality":
        return words(f"floor_modality_{rule.modality}" if rule.modality else "floor_nothing")
    if name == "derogable":
        return _("yes") if rule.derogable else _("no")
    return str(KINDS[rule.kind]) if name == "kind" else rule.refines or words("floor_nothing")


def _called(text: CodeText) -> str:
    """Say which text it is: version 2, or edition 3 of the draft of version 2."""
    said = {"number": text.version.number, "edition": text.edition}
    if text.edition:
        return _("edition %(edition)s of the draft of version %(number)s") % said
    return _("version %(number)s") % said
