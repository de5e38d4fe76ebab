"""What the components say: dates, distances in time, names of languages, safe Markdown.

Everything here speaks the reader's language, the one that Django has activated.
"""

from datetime import date, timedelta
from functools import cache, lru_cache
from html import unescape

import nh3
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_timedelta
from babel.lists import format_list
from babel.numbers import format_decimal
from django.forms import BaseForm, BoundField
from django.forms.renderers import DjangoTemplates
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from comity.kernel.errors import DomainError, SeveralProblems, WrongInput
from comity.messages import words

SOON = 3
"""From how many days before a deadline on it is shown as pressing."""

COUNTED_IN_DAYS = 60

OWN_DEADLINES = frozenset({"answer", "appeal", "decide", "sign", "take_part"})
"""What a person must do themselves, so that a calendar file helps."""

MOST_CALLED = 60
"""Characters that a text without a title is called by."""
_MARKDOWN_LIMIT = 100_000
_MARKDOWN_NESTING = 12
_TAGS = {
    *("a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre"),
    *("strong", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
_OF_ANY_DIRECTION = ("blockquote", "h3", "h4", "h5", "h6", "li", "p", "td", "th")


class FormRenderer(DjangoTemplates):
    """Draws Django's forms with our field, from the templates of the installed packages."""

    field_template_name = "components/field.html"


@cache
def _locale(language: str) -> Locale:
    """Find what CLDR knows of a language. English is the international one: day before month."""
    try:
        return Locale.parse("en_GB" if language == "en" else language, sep="_")
    except (UnknownLocaleError, ValueError):
        tag = language.replace("-", "_")
        try:
            return Locale.parse(tag)
        except (UnknownLocaleError, ValueError):
            return Locale.parse("en_GB")


def reader() -> Locale:
    """Tell the locale of whoever reads this page."""
    return _locale(get_language() or "en")


def day(when: date) -> str:
    """Write a day in full: 3 March 2026."""
    return format_date(when, "long", locale=reader())


def day_of_year(when: date, today: date) -> str:
    """Write a day, with the year only where it is not this one: 3 March."""
    if when.year == today.year:
        return str(format_skeleton("MMMMd", when, locale=reader()))
    return day(when)


def distance(when: date, today: date) -> str:
    """Say how far a day is away: today, in 5 days, 2 days ago."""
    if when == today:
        return _("today")
    return _length(when - today, directed=True)


def span(length: timedelta) -> str:
    """Say how long something takes: about 7 days."""
    return _("about %(span)s") % {"span": _length(length, directed=False)}


def _length(length: timedelta, *, directed: bool) -> str:
    """Count in days while people do, in months and years after that."""
    threshold = 1000.0 if abs(length.days) <= COUNTED_IN_DAYS else 0.85
    return format_timedelta(
        length, granularity="day", threshold=threshold, add_direction=directed, locale=reader()
    )


def deadline(kind: str, due: date, today: date) -> str:
    """Say what must be done until when.

    Args:
        kind: acknowledge, answer, appeal, decide, end, sign, take_part; anything else is "due".
        due: the last day on which it is in time.
        today: the reader's day.
    """
    sentences = {
        "acknowledge": _("First answer by %(day)s, %(distance)s"),
        "answer": _("Answer by %(day)s, %(distance)s"),
        "appeal": _("Appeal by %(day)s, %(distance)s"),
        "decide": _("Decision by %(day)s, %(distance)s"),
        "end": _("Ends on %(day)s, %(distance)s"),
        "sign": _("Sign by %(day)s, %(distance)s"),
        "take_part": _("Take part until %(day)s, %(distance)s"),
    }
    sentence = sentences.get(kind, _("Due by %(day)s, %(distance)s"))
    if due < today:
        sentence = _("Was due on %(day)s, %(distance)s")
    if due < today and kind == "end":
        sentence = _("Ended on %(day)s, %(distance)s")
    return sentence % {"day": day_of_year(due, today), "distance": distance(due, today)}


def pressure(due: date, today: date) -> str:
    """Tell whether a deadline is far, soon or late."""
    if due < today:
        return "late"
    return "soon" if (due - today).days <= SOON else "far"


def calendar_summary(kind: str) -> str:
    """Say in a calendar what is to be done, without saying where or about what.

    Raises:
        KeyError: it is nothing that a person must do themselves.
    """
    return {
        "answer": _("Last day to answer"),
        "appeal": _("Last day to appeal"),
        "decide": _("Last day to decide"),
        "sign": _("Last day to sign"),
        "take_part": _("Last day to take part"),
    }[kind]


def progress(done: int, total: int, per_minute: float | None) -> str:
    """Say how fast something goes and how long it still takes; nothing while nobody knows."""
    if done >= total:
        return _("Done.")
    if per_minute is None:
        return ""
    if per_minute <= 0:
        return _("It stands still.")
    left = timedelta(minutes=(total - done) / per_minute)
    said = format_timedelta(left, granularity="minute", threshold=1.5, locale=reader())
    # Translators: how fast something goes and how long it takes: "40 a minute. 3 minutes left."
    return _("%(rate)s a minute. About %(time)s left.") % {
        "rate": number(round(per_minute, 0 if per_minute >= 1 else 2)),
        "time": said,
    }


def number(value: float) -> str:
    """Write a number with the reader's numerals and separators."""
    return format_decimal(value, locale=reader(), numbering_system="default")


def listed(things: list[str]) -> str:
    """Write several things as one phrase: Amal, Bo and Chidi."""
    return format_list(things, locale=reader())


def language_name(tag: str, *, own: bool = False) -> str:
    """Name a language in the reader's language, or in its own.

    Args:
        tag: BCP 47; one that nobody knows is returned as it is.
        own: whether its own speakers should recognise it.
    """
    try:
        known = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return tag
    return known.get_display_name(known if own else reader()) or tag


@lru_cache(maxsize=256)
def direction(tag: str) -> str:
    """Tell which way a language is written: ltr or rtl; auto where nobody knows."""
    try:
        return Locale.parse(tag, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "auto"


_markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": _MARKDOWN_NESTING})
_markdown.enable("table").disable("image")


def markdown(text: str, *, top: int = 3) -> SafeString:
    """Turn Markdown that anybody may have written into HTML that harms nobody.

    No markup passes through, nothing is loaded from elsewhere, links name no referrer, and each
    paragraph finds its own direction.

    Args:
        text: what was written; only its first 100,000 characters are shown.
        top: the level of its largest heading on the page, 3 or more.
    """
    tokens = _markdown.parse(text[:_MARKDOWN_LIMIT])
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + top - 1)}"
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https"},
        link_rel="nofollow noopener noreferrer",
        set_tag_attribute_values={tag: {"dir": "auto"} for tag in _OF_ANY_DIRECTION},
    )
    # nh3 built this from its own list of tags and attributes.
    return mark_safe(clean)  # noqa: S308 -- cleaned in the line above


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """Take the words out of Markdown, for lists and summaries. The result is not HTML."""
    return unescape(strip_tags(markdown(text))).strip()


def first_words(text: str) -> str:
    """Give the words that a text without a title begins with, to call it by."""
    said = " ".join(plain(text[: 3 * MOST_CALLED]).split())
    return f"{said[:MOST_CALLED].rstrip()}…" if len(said) > MOST_CALLED else said


def anchor(field: BoundField) -> str:
    """Name the element that a problem with a field should lead to."""
    if field.id_for_label:
        return field.id_for_label
    return f"{field.auto_id}_0" if field.use_fieldset else str(field.auto_id)


def show_problems(form: BaseForm, refusal: DomainError) -> None:
    """Put a refusal that came from below beside the fields it speaks of.

    What names no field of the form stands above it. The form is wrong afterwards, so the view
    shows it again, with what was typed and status 422.
    """
    several = refusal.problems if isinstance(refusal, SeveralProblems) else (refusal,)
    for problem in several:
        named = problem.field if isinstance(problem, WrongInput) else None
        place = named if named in form.fields else None
        form.add_error(place, words(problem.code, **problem.detail))
