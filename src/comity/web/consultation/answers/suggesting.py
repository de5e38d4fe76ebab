"""Suggesting a change of a provision, a new one, or that one goes."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from comity.codes import queries as codes
from comity.codes.rules.documents import LONGEST_TITLE, Text, Written
from comity.codes.rules.provisions import Modality
from comity.consultation.actions import suggestions as actions
from comity.consultation.actions.wishes import Wish
from comity.consultation.errors.rounds import RoundNotOpen, RoundWithoutText
from comity.consultation.queries import rounds, suggestions
from comity.consultation.queries.rounds import RoundView
from comity.consultation.rules.suggestions import LONGEST_CREDIT, Kind, blank, difference
from comity.kernel.errors import NotFound
from comity.kernel.order import Direction
from comity.messages import words
from comity.web.acting import done
from comity.web.components import first_words
from comity.web.consultation import receipts
from comity.web.consultation.alike import NOTHING, said_before
from comity.web.consultation.answers.forms import Words, draw_anew
from comity.web.consultation.rounds.forms import LanguageField
from comity.web.consultation.rounds.show import of
from comity.web.consultation.rounds.told import language, path_to, round_card, said
from comity.web.pages import sent, show

NUMBERS = {Direction.AT_LEAST, Direction.AT_MOST}
AXES = ("behaviours", "actors", "spaces", "exceptions")
NUMBER = "number_"


class Suggest(forms.Form):
    """What should read otherwise, and why."""

    removes = forms.BooleanField(
        label=gettext_lazy(
            "I suggest to remove this provision; what I changed above then does not count"
        ),
        required=False,
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        required=False,
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    body = Words(
        label=gettext_lazy("Text"),
        help_text=gettext_lazy("Change it where it stands. The comparison is made from it."),
        required=False,
        most=60_000,
        rows=8,
    )
    example = Words(label=gettext_lazy("Example"), required=False, rows=3)
    modality = forms.ChoiceField(label=gettext_lazy("How strongly it speaks"), required=False)
    behaviours = forms.MultipleChoiceField(
        label=gettext_lazy("Which behaviour it is about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    actors = forms.MultipleChoiceField(
        label=gettext_lazy("Whose behaviour it is about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    spaces = forms.MultipleChoiceField(
        label=gettext_lazy("Where it holds"), required=False, widget=forms.CheckboxSelectMultiple
    )
    exceptions = forms.MultipleChoiceField(
        label=gettext_lazy("Its exceptions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    text = Words(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("In your own words and your own language. Everybody can read it."),
        error_messages={"required": gettext_lazy("Write why. It is what others answer.")},
        most=40_000,
    )
    language = LanguageField(label=gettext_lazy("In which language do you say why?"))
    credit = forms.CharField(
        label=gettext_lazy("Under which name do you want to be thanked?"),
        help_text=gettext_lazy(
            "It stands with the text if your suggestion goes into it, for everybody to read. "
            "Leave it empty to stay unnamed."
        ),
        required=False,
        max_length=LONGEST_CREDIT,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)

    MEANING = ("modality", *AXES)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401, Django's signature
        before: Written,
        said_in: str,
        names: Mapping[str, Mapping[str, Mapping[str, str]]],
        is_new: bool,
        **options: Any,  # noqa: ANN401, Django's signature
    ) -> None:
        """Offer the names that the code explains, and a field for each number."""
        super().__init__(*args, **options)
        for name in ("title", "body", "example"):
            # The labels are in the reader's language.
            self.fields[name].widget.attrs["lang"] = said_in
        rule, tag = before.provision, language()
        # What is to go needs no words; everything else says something.
        self.fields["body"].required = is_new or not self.data.get("removes")
        if is_new:
            for name in ("removes", *self.MEANING):
                del self.fields[name]
            self.fields["body"].help_text = ""
            return
        _offer(
            self,
            "modality",
            [
                *([] if rule.modality else [("", _("Nobody has said it yet"))]),
                *((one.value, words(f"floor_modality_{one}")) for one in Modality),
            ],
        )
        for axis in AXES:
            known = {*names.get(axis, {}), *getattr(rule, axis)}
            called = sorted((codes.named(names, axis, one, tag), one) for one in known)
            if called:
                _offer(self, axis, [(one, name) for name, one in called])
            else:
                del self.fields[axis]
        for name, bound in rule.parameters.items():
            if bound.direction in NUMBERS:
                self.fields[NUMBER + name] = forms.IntegerField(
                    label=codes.named(names, "parameters", name, tag),
                    help_text=bound.unit,
                    initial=bound.value,
                    min_value=0,
                    max_value=100_000,
                )

    @property
    def wording(self) -> list[forms.BoundField]:
        """The fields of the words."""
        return [self[name] for name in ("title", "body", "example")]

    @property
    def meaning(self) -> list[forms.BoundField]:
        """The fields of the exact meaning."""
        return [
            self[name] for name in self.fields if name in self.MEANING or name.startswith(NUMBER)
        ]

    @property
    def saying(self) -> list[forms.BoundField]:
        """The fields of the contribution that it comes with."""
        return [self[name] for name in ("text", "language", "credit", "once")]

    def after(self, before: Written, said_in: str) -> Written:
        """Give the provision as it was typed."""
        typed = self.cleaned_data
        rule = before.provision
        changed: dict[str, Any] = {
            axis: frozenset(typed[axis]) for axis in AXES if axis in self.fields
        }
        if "modality" in self.fields:
            changed["modality"] = Modality(typed["modality"]) if typed["modality"] else None
        parameters = dict(rule.parameters)
        for name, bound in rule.parameters.items():
            if NUMBER + name in self.fields:
                parameters[name] = replace(bound, value=typed[NUMBER + name])
        text = Text(*(typed[name].replace("\r\n", "\n") for name in ("title", "body", "example")))
        return replace(
            before,
            provision=replace(rule, **changed, parameters=parameters),
            texts={**before.texts, said_in: text},
        )


@require_http_methods(["GET", "HEAD", "POST"])
def suggest(
    request: HttpRequest, consultation_id: str, round_id: str, provision_id: str = ""
) -> HttpResponse:
    """Suggest how a provision should read, or a new one; it is a contribution of its own."""
    found = rounds.consultation(consultation_id)
    here = of(found, round_id)
    if not here.edition_id:
        raise RoundWithoutText
    if not here.is_open:
        raise RoundNotOpen
    before, said_in = provision(here, provision_id)
    form = Suggest(
        sent(request),
        before=before,
        said_in=said_in,
        names=suggestions.names_for(here.edition_id),
        is_new=not provision_id,
        initial=begun(before, said_in, here.id),
    )
    by, alike = receipts.acting(request, consultation_id), NOTHING
    if form.is_valid():
        drawn = receipts.from_form(form.cleaned_data["once"], here.id)
        speaker = by or (receipts.holder(drawn) if drawn else None)
        alike = said_before(request, form, found.id) if speaker else NOTHING
        act = partial(
            actions.suggest,
            round_id=here.id,
            wish=wish(form, before, said_in, is_new=not provision_id),
            text=form.cleaned_data["text"],
            language=form.cleaned_data["language"],
            now=timezone.now(),
            once=drawn.lookup if drawn else "",
        )
        if speaker is not None and not alike and done(form, partial(act, by=speaker)):
            messages.success(request, _("Your suggestion is published."))
            answer = redirect("consultation:part", consultation_id)
            if by is None and drawn is not None:
                receipts.remember(answer, consultation_id, drawn, fresh=True)
            return answer
        if speaker is None:
            draw_anew(request, form, here.id)
    return show(
        request,
        "consultation/answers_suggest.html",
        form,
        found=found,
        title=said(found.title, found.source_language),
        trail=path_to(found),
        card=round_card(here, request),
        provision=before.texts[said_in].title or first_words(before.texts[said_in].body),
        is_new=not provision_id,
        without_account=by is None,
        alike=alike,
    )


def provision(here: RoundView, provision_id: str) -> tuple[Written, str]:
    """Find a provision of the round's text, and the language in which it is changed.

    Raises:
        NotFound: the text has no such provision.
    """
    document = codes.edition_document(here.edition_id)
    if not provision_id:
        return blank("new", language()), language()
    found = suggestions.provision_of(here.edition_id, provision_id)
    if found is None:
        raise NotFound
    return found, language() if language() in found.texts else document.source_language


def begun(before: Written, said_in: str, round_id: str) -> dict[str, Any]:
    """Give what the form shows at first: the text as it stands."""
    text, rule = before.texts[said_in], before.provision
    return {
        "title": text.title,
        "body": text.body,
        "example": text.example,
        "modality": rule.modality or "",
        **{axis: sorted(getattr(rule, axis)) for axis in AXES},
        "language": language(),
        "once": receipts.sealed_receipt(round_id),
    }


def wish(form: Suggest, before: Written, said_in: str, *, is_new: bool) -> Wish:
    """Tell what would be different from what was typed."""
    credit = form.cleaned_data["credit"]
    if form.cleaned_data.get("removes"):
        return Wish(Kind.REMOVE, before.provision.id, credit=credit)
    patch = difference(before, form.after(before, said_in), said_in)
    if is_new:
        return Wish(Kind.NEW, patch=patch, credit=credit)
    return Wish(Kind.CHANGE, before.provision.id, patch, credit)


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
