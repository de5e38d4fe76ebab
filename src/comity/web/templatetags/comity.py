"""Tags and filters of every page: ``{% load comity %}``."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.template.loader import render_to_string
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from comity import messages
from comity.web import components
from comity.web.home import words

register = template.Library()


def _as_day(when: date | datetime) -> date:
    """Take the reader's day of a moment; a day stays what it is."""
    return timezone.localtime(when).date() if isinstance(when, datetime) else when


@register.filter
def day(when: date | datetime | None) -> str:
    """Write a day in full: 3 March 2026. Nothing stays nothing."""
    return components.day(_as_day(when)) if when else ""


@register.filter
def day_code(when: date | datetime) -> str:
    """Write a day for machines: 2026-03-03."""
    return _as_day(when).isoformat()


@register.filter
def distance(when: date | datetime) -> str:
    """Say how far a day is away: today, in 5 days, 2 days ago."""
    return components.distance(_as_day(when), timezone.localdate())


@register.filter
def deadline(due: date | datetime, kind: str = "") -> str:
    """Say what must be done until when: Answer by 3 March, in 5 days."""
    return components.deadline(kind, _as_day(due), timezone.localdate())


@register.filter
def pressure(due: date | datetime) -> str:
    """Tell whether a deadline is far, soon or late."""
    return components.pressure(_as_day(due), timezone.localdate())


@register.filter
def span(length: timedelta | int) -> str:
    """Say how long something takes: about 7 days. A plain number counts days."""
    return components.span(length if isinstance(length, timedelta) else timedelta(days=length))


@register.filter
def number(value: float) -> str:
    """Write a number with the reader's numerals and separators."""
    return components.number(value)


@register.filter
def listed(things: Iterable[object]) -> str:
    """Write several things as one phrase: Amal, Bo and Chidi."""
    return components.listed([str(thing) for thing in things])


@register.filter
def listed_apart(things: Iterable[object]) -> SafeString:
    """Write things that people named as one phrase, each in its own direction."""
    drawn = [format_html('<bdi dir="auto">{}</bdi>', thing) for thing in things]
    return _as_phrase(drawn)


def _as_phrase(drawn: list[SafeString]) -> SafeString:
    """Join what was drawn as the reader's language joins words."""
    # Each part is HTML already, and between them stands only what the language puts there.
    return SafeString(components.listed([str(one) for one in drawn]))


@register.filter
def language_names(tags: Iterable[str]) -> str:
    """Name several languages in the reader's language, as one phrase."""
    return components.listed([components.language_name(tag) for tag in tags])


@register.filter
def groups(text: str) -> list[str]:
    """Split a receipt into its groups, for reading aloud and typing from paper."""
    return text.replace(" ", "-").split("-")


@register.filter
def language_name(tag: str) -> str:
    """Name a language in the reader's language."""
    return components.language_name(tag)


@register.filter
def own_language_name(tag: str) -> str:
    """Name a language so that its own speakers recognise it."""
    return components.language_name(tag, own=True)


@register.filter
def direction(tag: str) -> str:
    """Tell which way a language is written: ltr, rtl or auto."""
    return components.direction(tag)


@register.filter
def markdown(text: str, top: int = 3) -> SafeString:
    """Turn Markdown that anybody may have written into HTML that harms nobody."""
    return components.markdown(text, top=top)


@register.filter
def plain(text: str) -> str:
    """Take the words out of Markdown, for lists and summaries."""
    return components.plain(text)


@register.filter
def anchor(field: BoundField) -> str:
    """Name the element that a problem with a field should lead to."""
    return components.anchor(field)


@register.simple_tag(name="words")
def words_tag(code: str, **detail: object) -> str:
    """Say what a code means: ``{% words "not_found" %}``."""
    return messages.words(code, **detail)


@register.simple_tag(takes_context=True)
def page_in(context: Context, tag: str) -> str:
    """Give the address of this page in another language."""
    request = context.get("request")
    return translate_url(request.get_full_path() if request else "/", tag)


@register.simple_tag(takes_context=True)
def other_languages(context: Context) -> list[tuple[str, str]]:
    """List this page in the other languages, as (language, address)."""
    request = context.get("request")
    address = request.get_full_path() if request else "/"
    here = get_language()
    return [(tag, translate_url(address, tag)) for tag, _name in settings.LANGUAGES if tag != here]


@register.simple_tag
def operator_contact() -> str:
    """Say how to reach whoever runs this service; empty where nobody said."""
    return settings.COMITY_CONTACT


@register.simple_tag
def calendar_url(due: date | datetime, kind: str = "") -> str:
    """Give the address of a deadline's calendar file; none for what is over or not one's own."""
    last_day = _as_day(due)
    if kind not in components.OWN_DEADLINES or last_day < timezone.localdate():
        return ""
    return reverse("calendar_file", args=[kind, last_day.isoformat()])


@register.simple_tag
def counted_changes(parts: Iterable[Any]) -> dict[str, int]:
    """Count what a redline adds and removes."""
    kinds = Counter(part["op"] if isinstance(part, dict) else part.op for part in parts)
    return {"added": kinds["added"], "removed": kinds["removed"]}


@register.simple_tag
def progress_words(done: int, total: int, per_minute: float | str | None = None) -> str:
    """Say how fast something goes and how long it still takes."""
    return components.progress(done, total, float(per_minute) if per_minute else None)


@register.inclusion_tag("components/term.html")
def term(slug: str, shown: str = "") -> dict[str, object]:
    """Link a word to its meaning: ``{% term "body" %}``, ``{% term "body" "bodies" %}``."""
    found = words.BY_SLUG[slug]
    return {"slug": slug, "shown": shown or found.name, "meaning": found.meaning}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, hint: str = "") -> dict[str, object]:
    """Draw one field of a form: ``{% field form.what %}``."""
    return {"field": bound, "hint": hint}


@register.inclusion_tag("components/fields.html")
def fields(form: BaseForm) -> dict[str, object]:
    """Draw every field of a form, in its order: ``{% fields form %}``."""
    return {"form": form}


class TitleNode(Node):
    """Joins the parts of a title, leaving out those that are empty or were said."""

    def __init__(self, nodelist: NodeList) -> None:
        """Keep what stands between the tags."""
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Draw the parts, one a line, as one line."""
        drawn = self.nodelist.render(context)
        parts = (" ".join(part.split()) for part in drawn.replace(" · ", "|").split("|"))
        return SafeString(" · ".join(dict.fromkeys(part for part in parts if part)))


@register.tag
def titleparts(parser: Parser, _token: Token) -> TitleNode:
    """Join parts that are separated by ``|``: ``{% titleparts %}a | b{% endtitleparts %}``."""
    nodelist = parser.parse(("endtitleparts",))
    parser.delete_first_token()
    return TitleNode(nodelist)


class ListingNode(Node):
    """Draws its inside for each of several things, and joins these as one phrase."""

    def __init__(self, names: list[str], things: FilterExpression, nodelist: NodeList) -> None:
        """Keep what each thing, or each of its parts, is called inside."""
        self.names, self.things, self.nodelist = names, things, nodelist

    def render(self, context: Context) -> SafeString:
        """Draw one after the other, each with its own values."""
        drawn = []
        for thing in self.things.resolve(context):
            parts = [thing] if len(self.names) == 1 else thing
            with context.push(**dict(zip(self.names, parts, strict=True))):
                drawn.append(SafeString(self.nodelist.render(context).strip()))
        return _as_phrase(drawn)


@register.tag
def listing(parser: Parser, token: Token) -> ListingNode:
    """Join several things as the language does: a comma in one is not a comma in another.

    ``{% listing one in names %}<bdi dir="auto">{{ one }}</bdi>{% endlisting %}``
    ``{% listing key, name in pairs %}<a href="{{ key }}">{{ name }}</a>{% endlisting %}``
    """
    _tag, said = token.contents.split(maxsplit=1)
    names, things = said.split(" in ", 1)
    nodelist = parser.parse(("endlisting",))
    parser.delete_first_token()
    called = [name.strip() for name in names.split(",")]
    return ListingNode(called, parser.compile_filter(things.strip()), nodelist)


class ComponentNode(Node):
    """Draws a component around what stands between its tags."""

    def __init__(
        self, name: FilterExpression, values: dict[str, FilterExpression], nodelist: NodeList
    ) -> None:
        """Keep the name of the component, its values and its inside."""
        self.name, self.values, self.nodelist = name, values, nodelist

    def render(self, context: Context) -> SafeString:
        """Draw the inside first, then the component with it as ``body``."""
        given: dict[str, Any] = {key: value.resolve(context) for key, value in self.values.items()}
        given["body"] = conditional_escape(self.nodelist.render(context))
        request = context.get("request")
        return render_to_string(f"components/{self.name.resolve(context)}.html", given, request)


@register.tag
def component(parser: Parser, token: Token) -> ComponentNode:
    """Draw a component with a body.

    ``{% component "inset" title=heading %}<p>…</p>{% endcomponent %}``
    """
    _tag, name, *rest = token.split_contents()
    values = token_kwargs(rest, parser)
    nodelist = parser.parse(("endcomponent",))
    parser.delete_first_token()
    return ComponentNode(parser.compile_filter(name), values, nodelist)
