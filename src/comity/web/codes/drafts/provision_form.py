"""The form for one provision of a draft: its words, what it asks exactly, where it comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.codes.rules.documents import (
    LONGEST_ADDRESS,
    LONGEST_LICENCE,
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Document,
    Source,
    Text,
    Written,
)
from comity.codes.rules.drafts import fingerprint
from comity.codes.rules.names import Above, NewName, short_name
from comity.codes.rules.parameters import Typed, parameters_of, typed_of
from comity.codes.rules.provisions import EVERYONE, EVERYWHERE, Kind, Modality, Provision
from comity.web.codes.drafts.forms import in_list, in_tree
from comity.web.codes.drafts.words import LIMITS, MODALITIES
from comity.web.codes.words import KINDS

BLANK_ROWS = 2
MOST_ROWS = 12
AXES = ("behaviours", "actors", "spaces", "exceptions")
ROW = ("called", "direction", "value", "unit", "scale")
USUAL = {"actors": frozenset({EVERYONE}), "spaces": frozenset({EVERYWHERE})}

LABELS = {
    "behaviours": _("What it is about"),
    "actors": _("For whom"),
    "spaces": _("Where"),
    "exceptions": _("When it does not hold"),
}
UNCHOSEN = {
    "behaviours": _("not said yet"),
    "actors": _("everyone"),
    "spaces": _("everywhere"),
    "exceptions": _("no exceptions"),
}
HINTS = {
    "behaviours": _("Choosing a whole means all its parts."),
    "actors": _("Choose none if it is for everyone."),
    "spaces": _("Choose none if it holds everywhere."),
    "exceptions": _("Choose none if it always holds."),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A list of names to choose from.

    Attributes:
        label: what it is about.
        chosen: what the names are called that are chosen.
        unchosen: what holds while none is.
        wrong: whether something about it cannot be used.
        fields: the list, and another name that is not on it.
    """

    label: Promise | str
    chosen: list[str]
    unchosen: Promise | str
    wrong: bool
    fields: tuple[forms.BoundField, forms.BoundField]


class ProvisionForm(forms.Form):
    """What one provision says."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    id = forms.CharField(
        label=_("Short name"),
        help_text=_(
            "It stands in its address and stays through all versions. Small letters, digits and "
            "single hyphens. Leave it empty to have one made."
        ),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"dir": "ltr", "class": "short", "autocomplete": "off"}),
    )
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    text = forms.CharField(
        label=_("What it says"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("In plain words. An empty line begins a new paragraph."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    example = forms.CharField(
        label=_("An example"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("One sentence that shows what is meant. Invented, about nobody."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    kind = forms.ChoiceField(label=_("It stands under"), choices=lambda: list(KINDS.items()))
    modality = forms.ChoiceField(
        label=_("How strongly it speaks"),
        required=False,
        choices=lambda: list(MODALITIES.items()),
        help_text=_(
            "A machine compares local codes with it once this and what it is about is said."
        ),
    )
    derogable = forms.BooleanField(label=_("A local code may depart from it"), required=False)
    source_title = forms.CharField(
        label=_("Code or policy that its words come from"),
        required=False,
        max_length=LONGEST_TITLE,
        help_text=_("Leave it empty if you wrote them yourselves."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    source_address = forms.CharField(
        label=_("Where one can read it"),
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url", "autocomplete": "off"}),
    )
    source_section = forms.CharField(
        label=_("Its number or name there"),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    source_licence = forms.CharField(
        label=_("Licence of those words"),
        required=False,
        max_length=LONGEST_LICENCE,
        widget=forms.TextInput(attrs={"dir": "ltr", "class": "short", "autocomplete": "off"}),
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        document: Document,
        above: Above,
        floor: list[tuple[str, str]],
        written: Written | None = None,
    ) -> None:
        """Offer the names that there are; start with what the provision says now."""
        self.document, self.above, self.before = document, above, written
        self.offered: dict[str, dict[str, str]] = {}
        self.known = dict(in_list(document, above, "parameters"))
        rows = list(written.provision.parameters.items()) if written else []
        self.rows = min(len(rows) + BLANK_ROWS, max(MOST_ROWS, len(rows)))
        initial = self._initial(written) if written else {}
        for at, (name, bound) in enumerate(rows):
            typed = typed_of(name, bound)
            said = (self.known.get(name, name), bound.direction, typed.value, typed.unit)
            for key, value in zip(ROW, (*said, typed.scale), strict=True):
                initial[f"p{at}_{key}"] = value
        super().__init__(data, initial=initial)
        for axis in AXES:
            self._offer(axis)
        for at in range(self.rows):
            self._ask_for_row(at)
        if floor:
            self.fields["refines"] = forms.ChoiceField(
                label=_("It makes stricter"),
                required=False,
                choices=[("", _("Nothing, or the provision of the same short name")), *floor],
                help_text=_("A provision of the code above that this one adds to."),
            )
        if written:
            del self.fields["id"]

    def written(self) -> tuple[Written, list[NewName]]:
        """Give what was typed as a provision, with the names that it explains.

        Raises:
            WrongInput: a number cannot be compared, or stands there twice.
            SeveralProblems: several are wrong.
        """
        said = self.cleaned_data
        explained: list[NewName] = []
        chosen: dict[str, frozenset[str]] = {}
        for axis in AXES:
            names = set(said[axis])
            if called := said[f"new_{axis}"].strip():
                name = short_name(called)
                names.add(name)
                if name not in self.offered[axis]:
                    usual = next(iter(USUAL.get(axis, ())), "")
                    parent = usual if usual in self.offered[axis] else ""
                    explained.append(NewName(axis, name, called, parent))
            chosen[axis] = frozenset(names) or USUAL.get(axis, frozenset())
        rule = Provision(
            id=self.before.provision.id if self.before else self._made_id(),
            kind=Kind(said["kind"]),
            modality=Modality(said["modality"]) if said["modality"] else None,
            derogable=said["derogable"],
            behaviours=chosen["behaviours"],
            actors=chosen["actors"],
            spaces=chosen["spaces"],
            exceptions=chosen["exceptions"],
            parameters=parameters_of(list(self._typed(explained))),
            refines=said.get("refines", ""),
        )
        text = Text(said["title"].strip(), said["text"].strip(), said["example"].strip())
        return Written(rule, {self.document.source_language: text}, self._source()), explained

    def section(self, *names: str) -> list[forms.BoundField]:
        """Give those of these fields that the form has."""
        return [self[name] for name in names if name in self.fields]

    def its_words(self) -> list[forms.BoundField]:
        """Give the fields of its words."""
        return self.section("title", "text", "example", "kind", "id")

    def its_place(self) -> list[forms.BoundField]:
        """Give the fields that relate it to other codes."""
        return self.section("refines", "derogable")

    def its_source(self) -> list[forms.BoundField]:
        """Give the fields that say where its words come from."""
        return self.section("source_title", "source_address", "source_section", "source_licence")

    def choices(self) -> Iterator[Choice]:
        """Give each list of names with what is chosen from it."""
        for axis in AXES:
            chosen = set(self[axis].value() or ())
            labels = [label for name, label in self.offered[axis].items() if name in chosen]
            wrong = bool(self[axis].errors or self[f"new_{axis}"].errors)
            yield Choice(
                LABELS[axis], labels, UNCHOSEN[axis], wrong, (self[axis], self[f"new_{axis}"])
            )

    def numbers(self) -> list[list[forms.BoundField]]:
        """Give the fields of the numbers, a row each."""
        return [[self[f"p{at}_{key}"] for key in ROW] for at in range(self.rows)]

    def seen_now(self, written: Written) -> None:
        """Let the form be sent once more, now that its author has seen what stands there."""
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        typed["seen"] = fingerprint(written, self.document.source_language)
        self.data = typed

    def _initial(self, written: Written) -> dict[str, Any]:
        rule, language = written.provision, self.document.source_language
        text = written.texts.get(language, Text("", ""))
        source = written.source or Source("")
        chosen: dict[str, Any] = {axis: sorted(getattr(rule, axis)) for axis in AXES}
        for axis, usual in USUAL.items():
            if getattr(rule, axis) == usual:
                chosen[axis] = []
        return chosen | {
            "seen": fingerprint(written, language),
            "title": text.title,
            "text": text.body,
            "example": text.example,
            "kind": rule.kind,
            "modality": rule.modality or "",
            "derogable": rule.derogable,
            "refines": rule.refines,
            "source_title": source.title,
            "source_address": source.address,
            "source_section": source.section,
            "source_licence": source.licence,
        }

    def _offer(self, axis: str) -> None:
        listing = in_list if axis == "exceptions" else in_tree
        choices = listing(self.document, self.above, axis)
        self.offered[axis] = {name: label.lstrip("— ") for name, label in choices}
        self.fields[axis] = forms.MultipleChoiceField(
            label=LABELS[axis],
            help_text=HINTS[axis],
            required=False,
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields[f"new_{axis}"] = forms.CharField(
            label=_("Something that is not on this list"),
            required=False,
            max_length=LONGEST_TITLE,
            widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        )

    def _ask_for_row(self, at: int) -> None:
        text = forms.TextInput
        asked: Mapping[str, forms.Field] = {
            "called": forms.CharField(
                label=_("What is limited"),
                max_length=LONGEST_TITLE,
                required=False,
                widget=text(attrs={"dir": "auto", "list": "known-numbers"}),
            ),
            "direction": forms.ChoiceField(
                label=_("How"), required=False, choices=[("", "—"), *LIMITS.items()]
            ),
            "value": forms.CharField(
                label=_("Number or list"),
                max_length=LONGEST_TEXT,
                required=False,
                widget=text(attrs={"dir": "auto", "autocomplete": "off"}),
            ),
            "unit": forms.CharField(
                label=_("Counted in"),
                max_length=LONGEST_NAME,
                required=False,
                widget=text(attrs={"class": "short", "dir": "auto", "list": "units"}),
            ),
            "scale": forms.CharField(
                label=_("Steps of the scale, the weakest first"),
                max_length=LONGEST_TEXT,
                required=False,
                widget=text(attrs={"dir": "auto", "autocomplete": "off"}),
            ),
        }
        for key, field in asked.items():
            self.fields[f"p{at}_{key}"] = field

    def _typed(self, explained: list[NewName]) -> Iterator[Typed]:
        """Read the rows that were filled; a number that nobody named yet is explained."""
        by_label = {label.casefold(): name for name, label in self.known.items()}
        for at in range(self.rows):
            said = {key: self.cleaned_data[f"p{at}_{key}"].strip() for key in ROW}
            if not said["called"] and not said["value"]:
                continue
            called = said["called"]
            name = called if called in self.known else by_label.get(called.casefold(), "")
            if called and not name:
                name = short_name(called)
                by_label[called.casefold()] = name
                explained.append(NewName("parameters", name, called))
            yield Typed(
                name, said["direction"], said["value"], said["unit"], said["scale"], f"p{at}_value"
            )

    def _source(self) -> Source | None:
        said = self.cleaned_data
        keys = ("title", "address", "section", "licence")
        source = Source(*(said[f"source_{key}"].strip() for key in keys))
        return None if source == Source("") else source

    def _made_id(self) -> str:
        """Take the short name that was typed, or make one that no other provision has."""
        typed = str(self.cleaned_data["id"]).strip()
        if typed:
            return typed
        taken = {one.provision.id for one in self.document.provisions}
        said = self.cleaned_data
        made = short_name(said["title"] or said["text"][:40] or "rule")
        name, number = made, 1
        while name in taken:
            number += 1
            name = f"{made}-{number}"
        return name
