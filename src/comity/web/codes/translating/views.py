"""The desk of translators. Everybody can look at it; drafts show themselves to their authors."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.access.queries import may, require
from comity.access.rules import Permission
from comity.codes import queries
from comity.codes.actions.keeping import keep_translations, stop_keeping_translations
from comity.codes.actions.translating import refuse_language, review, translate
from comity.codes.actions.translators import allow_translator, dismiss_translator
from comity.codes.errors import LanguageUnknown
from comity.codes.errors.translations import TranslationEmpty
from comity.codes.queries import Version
from comity.codes.queries.glossary import glossary, glossary_languages, names_of, terms_in
from comity.codes.queries.translations import (
    Kept,
    Unit,
    may_translate,
    named_translators,
    tallies,
    unit,
    units,
)
from comity.codes.rules.documents import Text, TextState
from comity.codes.rules.moves import Move
from comity.codes.rules.sources import ABOUT
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.kernel.actors import Actor
from comity.kernel.errors import DomainError, NotFound
from comity.people.queries import actor
from comity.web.acting import SHOWN_INSTEAD, done, reader
from comity.web.codes import told
from comity.web.codes.translating import shown
from comity.web.codes.translating.forms import (
    ChooseState,
    LanguageForm,
    ReasonForm,
    TranslatorForm,
    UnitForm,
)
from comity.web.codes.translating.words import BANNERS, MISSING
from comity.web.components import show_problems
from comity.web.pages import sent, show
from comity.web.people.stepup import confirmed_recently

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Desk:
    """What every page of the desk stands on."""

    community: CommunityRow
    version: Version
    by: Actor | None

    @property
    def context(self) -> dict[str, object]:
        """Give what every page of the desk shows."""
        places = reversed(communities.ancestors(self.community.id))
        return {
            "community": self.community,
            "version": self.version,
            "code_title": told.in_words(self.version.title),
            "trail": [(one.name, told.community_url(one)) for one in places],
            "translates": may_translate(self.by, self.community.id),
            "edits": self.edits,
        }

    @property
    def edits(self) -> bool:
        """Tell whether whoever looks may edit the code."""
        return self.by is not None and may(self.by, Permission.CODE_EDIT, on=self.community.id)


@require_safe
def languages(request: HttpRequest, slug: str, version_id: str) -> HttpResponse:
    """Show how far each language is, and lead to a new one."""
    desk = _desk(request, slug, version_id)
    form = LanguageForm(request.GET or None)
    if form.is_valid() and done(form, partial(refuse_language, form.cleaned_data["language"])):
        return redirect("codes:units", slug, version_id, form.cleaned_data["language"])
    found = tallies(version_id, seen_by=desk.by, languages=desk.community.languages)
    return show(
        request,
        "codes/languages.html",
        form,
        **desk.context,
        rows=shown.rows(found),
        total=found[0].total if found else 0,
    )


@require_safe
def units_page(request: HttpRequest, slug: str, version_id: str, language: str) -> HttpResponse:
    """List the units of one language, or those in one state."""
    desk = _desk(request, slug, version_id)
    known_tag(language)
    form = ChooseState(request.GET)
    chosen = form.cleaned_data["state"] if form.is_valid() else ""
    found = units(
        version_id,
        language,
        state=TextState(chosen) if chosen not in {"", MISSING} else None,
        missing=chosen == MISSING,
        seen_by=desk.by,
    )
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    (tally,) = [
        one
        for one in tallies(version_id, seen_by=desk.by, languages=[language])
        if one.language == language
    ]
    context = desk.context | {
        "into": language,
        "tally": tally,
        "page": page,
        "query": f"{urlencode({'state': chosen})}&" if chosen else "",
        "chosen": chosen,
        "rows": [(one, shown.state(one.state)) for one in page],
        "terms": glossary_languages(desk.community.id).get(language, 0),
    }
    return show(request, "codes/units.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_page(
    request: HttpRequest, slug: str, version_id: str, language: str, provision_id: str
) -> HttpResponse:
    """Show a unit with its source, and do with it what somebody asks for."""
    desk = _desk(request, slug, version_id)
    known_tag(language)
    here = unit(version_id, language, provision_id, seen_by=desk.by)
    forms = _forms(here)
    if request.method == "POST":
        by, asked = actor(request.user), request.POST.get("do", "")
        try:
            banner = _do(asked, request, desk.version, here, by)
        except DomainError as problem:
            if problem.status in SHOWN_INSTEAD:
                raise
            forms |= _refused(asked, request, here, problem)
        else:
            messages.success(request, str(banner))
            return redirect(request.path)
    context = desk.context | {
        "unit": here,
        "into": language,
        "state": shown.state(here.state),
        "difference": shown.difference(here),
        "history": shown.history(here),
        "is_about": here.key == ABOUT,
        "keeping": _keeping(here, forms, request) if desk.edits else [],
        "terms": _terms(desk.community, here),
        "moves": _moves(here, desk),
        "forms": forms,
    }
    wrong = next((one for one in forms.values() if one.is_bound), forms["words"])
    return show(request, "codes/unit.html", wrong, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def translators(request: HttpRequest, slug: str) -> HttpResponse:
    """Let somebody translate the code of a community, or no longer."""
    by, community = actor(request.user), communities.by_slug(slug)
    require(by, Permission.CODE_EDIT, on=community.id)
    form = TranslatorForm(sent(request))
    if form.is_valid():
        ends = request.POST.get("do") == "dismiss"
        act = partial(
            dismiss_translator if ends else allow_translator,
            community_id=community.id,
            username=form.cleaned_data["username"],
            by=by,
            now=timezone.now(),
        )
        if done(form, act):
            messages.success(
                request,
                _("They do not translate this code any more.")
                if ends
                else _("They can translate this code now."),
            )
            return redirect(request.path)
    return show(
        request,
        "codes/translators.html",
        form,
        community=community,
        trail=told.trail(community),
        named=named_translators(community.id),
    )


def known_tag(language: str) -> None:
    """Refuse an address that names no language.

    Raises:
        NotFound: it does not.
    """
    try:
        refuse_language(language)
    except LanguageUnknown:
        raise NotFound from None


def _do(asked: str, request: HttpRequest, version: Version, here: Unit, by: Actor) -> object:
    """Do what was asked for, and give the sentence that says so."""
    where: dict[str, Any] = {
        "version_id": version.id,
        "provision_id": here.key,
        "language": here.language,
        "by": by,
        "now": timezone.now(),
    }
    if asked in {"save", Move.ASK_REVIEW}:
        form = _words_form(here, request.POST)
        if not form.is_valid():
            raise TranslationEmpty(field="text")
        typed = form.cleaned_data
        written = Text(*(str(typed.get(name, "")) for name in ("title", "text", "example")))
        state = TextState.DRAFT if asked == "save" else TextState.IN_REVIEW
        translate(text=written, state=state, made_from=str(typed.get("made_from", "")), **where)
        return BANNERS[Move.WRITE if asked == "save" else Move.ASK_REVIEW]
    reason = request.POST.get("reason", "")
    if asked == "keep":
        del where["language"]
        keep_translations(before=here.made_from, reason=reason, **where)
        return _("The translations made from those words count as current again.")
    if asked == "end":
        del where["language"]
        between: dict[str, Any] = {name: request.POST.get(name, "") for name in ("before", "after")}
        stop_keeping_translations(**between, reason=reason, **where)
        return _("That the translations stay right no longer holds.")
    if asked not in {Move.TAKE_BACK, Move.APPROVE, Move.SEND_BACK}:
        raise NotFound
    review(move=Move(asked), reason=reason, **where)
    return BANNERS[Move(asked)]


def _forms(here: Unit) -> dict[str, Form]:
    said = here.text or Text("", "")
    words = {"title": said.title, "text": said.body, "example": said.example}
    return {
        "words": _words_form(here, initial=words | {"made_from": here.source_hash}),
        "back": ReasonForm(),
        "keep": ReasonForm(auto_id="keep_%s"),
    }


def _keeping(here: Unit, forms: dict[str, Form], request: HttpRequest) -> list[tuple[Kept, Form]]:
    """List the changes that leave the translations right, each with the form to take it back."""
    sent_for = (request.POST.get("before", ""), request.POST.get("after", ""))
    found = []
    for number, one in enumerate(one for one in here.kept if one.ended is None):
        wrong = forms.get("end") if (one.before, one.after) == sent_for else None
        found.append((one, wrong or ReasonForm(auto_id=f"end_{number}_%s")))
    return found


def _words_form(here: Unit, typed: Any = None, **options: Any) -> UnitForm:  # noqa: ANN401, Django's own
    """Give the form for the words of a unit."""
    return UnitForm(
        typed,
        language=here.language,
        needs_text=_has_text(here),
        about=here.key == ABOUT,
        **options,
    )


def _has_text(here: Unit) -> bool:
    return bool(here.source.body.strip())


def _refused(asked: str, request: HttpRequest, here: Unit, problem: DomainError) -> dict[str, Form]:
    """Give back what was typed, with what is wrong about it."""
    if asked in {"save", Move.ASK_REVIEW}:
        # The next try is made from the source that is shown now.
        typed = request.POST.dict() | {"made_from": here.source_hash}
        words = _words_form(here, typed)
        if words.is_valid():
            show_problems(words, problem)
        return {"words": words}
    name = asked if asked in {"keep", "end"} else "back"
    reason = ReasonForm(request.POST, auto_id="id_%s" if name == "back" else f"{name}_%s")
    show_problems(reason, problem)
    return {name: reason}


def _moves(here: Unit, desk: Desk) -> set[str]:
    """Name what whoever looks can do with a unit now, besides writing."""
    if not may_translate(desk.by, desk.community.id):
        return set()
    outdated = here.state is TextState.OUTDATED
    found: set[str] = {one.move for one in here.moves(editor=desk.edits) if not one.writes}
    if here.own or outdated:
        found.discard(Move.APPROVE)
    if outdated:
        found.discard(Move.ASK_REVIEW)
    if outdated and here.before and desk.edits:
        found.add("keep")
    return found


def _terms(community: CommunityRow, here: Unit) -> list[shown.ShownTerm]:
    found = terms_in(here.source, glossary(community.id, here.language))
    return shown.terms(found, names_of(found))


def _desk(request: HttpRequest, slug: str, version_id: str) -> Desk:
    """Open the desk of a version.

    Raises:
        NotFound: it is a version of another community's code, or not to be seen.
    """
    community, by = communities.by_slug(slug), reader(request)
    version = queries.version(version_id, seen_by=by)
    if version.community_id != community.id:
        raise NotFound
    return Desk(community, version, by)
