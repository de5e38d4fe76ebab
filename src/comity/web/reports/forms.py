"""Forms of reporters: one question a page while a report is written, few afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity.bodies.rules import Member
from comity.charter.rules import spoken
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.competence.queries import charter_at
from comity.reports.rules import LONGEST_TEXT, Answers, Harmed, Mention
from comity.web.communities.words import KINDS
from comity.web.files import FilesField

MOST_KEPT = 5 * LONGEST_TEXT
"""Characters of a text that is too long which still come back, to be made shorter."""
MOST_PLACES = 60
"""How many places are listed before somebody has to search."""


def _several_lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto", "autocomplete": "off"})


def _one_line() -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})


class StepForm(forms.Form):
    """One page of a report.

    The form shows what was answered before and takes what is typed now, whatever it is: the rules
    of reports say what cannot be used, and even that travels on when somebody goes back.
    """

    takes: ClassVar[tuple[str, ...]] = ()
    """Which answers the page is about."""

    def __init__(self, answers: Answers, data: QueryDict | None = None) -> None:
        """Show the answers so far, or take what was sent."""
        super().__init__(data, initial=self.shown(answers))

    def shown(self, answers: Answers) -> dict[str, object]:
        """Say what stands in the fields at first."""
        return {name: getattr(answers, name) for name in self.takes}

    def taken(self, answers: Answers) -> Answers:
        """Put what was typed into the answers, as it was typed."""
        typed: dict[str, Any] = {name: self._typed(name) for name in self.takes}
        return replace(answers, **typed)

    def _typed(self, name: str) -> str:
        return str(self.data.get(name, ""))[:MOST_KEPT]

    def _lines(self, name: str) -> tuple[str, ...]:
        return tuple(line for line in self._typed(name).splitlines() if line.strip())


class Safety(StepForm):
    """Whether somebody is in danger now."""

    takes = ("danger", "provision", "community_id")
    danger = forms.ChoiceField(
        label=_("Are you, or is somebody else, in danger now?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    community_id = forms.CharField(widget=forms.HiddenInput, required=False)
    provision = forms.CharField(widget=forms.HiddenInput, required=False)

    def shown(self, answers: Answers) -> dict[str, object]:
        """Choose nothing before somebody has chosen."""
        danger = "yes" if answers.danger else None
        return {**super().shown(answers), "danger": danger}

    def taken(self, answers: Answers) -> Answers:
        """Take the choice, and where somebody came from, as far as the page says so."""
        came: dict[str, Any] = {
            name: self._typed(name) or getattr(answers, name) for name in self.takes[1:]
        }
        if "danger" in self.data:
            came["danger"] = self.data["danger"] == "yes"
        return replace(answers, **came)


class Where(StepForm):
    """Where it happened."""

    takes = ("community_id",)
    search = forms.CharField(
        label=_("Search for a community or an event"), widget=_one_line(), required=False
    )
    community_id = forms.ChoiceField(
        label=_("Where did it happen?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where it happened.")},
    )

    def __init__(self, answers: Answers, data: QueryDict | None = None) -> None:
        """Offer the places that were searched for, or the first ones there are."""
        super().__init__(answers, data)
        self.fields["community_id"].choices = _places(self._found(), answers)  # type: ignore[attr-defined]  # it is a ChoiceField

    def _found(self) -> list[CommunityRow]:
        wanted = str(self.data.get("search", "")).replace("\x00", "").strip()
        if wanted:
            return communities.search(wanted)
        return [node.community for node in communities.tree()[:MOST_PLACES]]


class What(StepForm):
    """What happened, and to whom."""

    takes = ("what", "harmed", "subject")
    what = forms.CharField(
        label=_("What happened?"),
        help_text=_("In your own words and your own language. When was it, and who saw it?"),
        widget=_several_lines(10),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Write what happened. A sentence is enough to begin with.")},
    )
    harmed = forms.ChoiceField(
        label=_("Whom did it happen to?"),
        choices=[
            (Harmed.ME, _("To me")),
            (Harmed.SOMEBODY_ELSE, _("To somebody else")),
            (Harmed.SEVERAL, _("To several people")),
            (Harmed.NOT_SAID, _("I do not want to say")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    subject = forms.ChoiceField(
        label=_("What is it about?"), widget=forms.RadioSelect, required=False
    )

    def __init__(self, answers: Answers, data: QueryDict | None = None) -> None:
        """Offer the subjects of the charter that holds there."""
        super().__init__(answers, data)
        language = get_language() or "en"
        subjects = charter_at(answers.community_id).subjects.values()
        self.fields["subject"].choices = [  # type: ignore[attr-defined]  # it is a ChoiceField
            *((one.id, spoken(one.names, language)) for one in subjects),
            ("", _("I do not know, or something else")),
        ]

    def taken(self, answers: Answers) -> Answers:
        """Take the text and the choices."""
        harmed = self.data.get("harmed")
        known = Harmed(harmed) if harmed in set(Harmed) else Harmed.NOT_SAID
        return replace(
            answers, what=self._typed("what"), harmed=known, subject=self._typed("subject")
        )


class About(StepForm):
    """Whom it is about, and which edits show it."""

    takes = ("accounts", "people", "evidence")
    accounts = forms.CharField(
        label=_("Names of accounts on the wiki"),
        help_text=_("One on each line. Former names count too."),
        widget=_several_lines(3),
        required=False,
    )
    people = forms.CharField(
        label=_("Names of people, where you know no account"),
        help_text=_("One on each line."),
        widget=_several_lines(3),
        required=False,
    )
    evidence = forms.CharField(
        label=_("Addresses of edits that show it"),
        help_text=_(
            "One on each line. Open the history of the page, choose the edit, and copy the "
            "address. A copy is kept, in case the edit is hidden or deleted later."
        ),
        widget=_several_lines(3),
        required=False,
    )

    def shown(self, answers: Answers) -> dict[str, object]:
        """Show one name or address a line."""
        return {
            "accounts": "\n".join(mention.typed for mention in answers.accounts),
            "people": "\n".join(answers.people),
            "evidence": "\n".join(answers.evidence),
        }

    def taken(self, answers: Answers) -> Answers:
        """Take each line as a name or an address."""
        known = {mention.typed: mention for mention in answers.accounts}
        return replace(
            answers,
            accounts=tuple(known.get(name, Mention(name)) for name in self._lines("accounts")),
            people=self._lines("people"),
            evidence=self._lines("evidence"),
        )


class KeepOut(StepForm):
    """A form that lists members, each with: must not see this."""

    excluded = forms.MultipleChoiceField(
        label=_("Who must not see this?"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def offer(self, members: Iterable[Member]) -> None:
        """List the members who can be kept out."""
        choices = [(member.person_id, member.display_name) for member in members]
        self.fields["excluded"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField

    def shown(self, answers: Answers) -> dict[str, object]:
        """Tick those who are kept out already."""
        return {**super().shown(answers), "excluded": sorted(answers.excluded)}

    def taken(self, answers: Answers) -> Answers:
        """Take those who are ticked."""
        ticked = self.data.getlist("excluded") if isinstance(self.data, QueryDict) else ()
        return replace(super().taken(answers), excluded=frozenset(ticked))


class Unseen(KeepOut):
    """Who must not see the report."""

    takes = ("keep_from",)
    keep_from = forms.CharField(
        label=_("Is there anybody else who must not learn of it?"),
        help_text=_("Those who read your report take care. They cannot promise it for others."),
        widget=_several_lines(2),
        required=False,
    )


class Name(StepForm):
    """Whether the reporter gives a name."""

    takes = ("name", "contact")
    named = forms.ChoiceField(
        label=_("Do you want to give a name?"),
        choices=[
            ("no", _("No, I stay anonymous")),
            ("yes", _("Yes, to those who read the report")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    name = forms.CharField(
        label=_("What should they call you?"),
        help_text=_("Your name, the name of your account, or any other. Only if you chose yes."),
        widget=_one_line(),
        required=False,
    )
    contact = forms.CharField(
        label=_("How else can they reach you?"),
        help_text=_(
            "They answer on this site, where you read it with your receipt. "
            "Give an address only if it is safe for you to be written to."
        ),
        widget=_one_line(),
        required=False,
    )

    def shown(self, answers: Answers) -> dict[str, object]:
        """Choose anonymity until somebody chooses otherwise."""
        return {**super().shown(answers), "named": "yes" if answers.name else "no"}

    def taken(self, answers: Answers) -> Answers:
        """Take the name only from somebody who wants to give one."""
        if self.data.get("named") != "yes":
            return replace(answers, name="", contact=self._typed("contact"))
        return super().taken(answers)

    def clean(self) -> dict[str, Any]:
        """Ask for the name of whoever wants to give one."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("named") == "yes" and not cleaned.get("name"):
            self.add_error("name", _("Write a name, or choose to stay anonymous."))
        return cleaned


class Check(KeepOut):
    """Everything once more, with the list of those who would be able to open it."""


class OpenReceipt(forms.Form):
    """The receipt, pasted or typed."""

    receipt = forms.CharField(
        label=_("Your receipt"),
        help_text=_(
            "25 letters and digits, or 39 digits of any script. Spaces and dashes do not matter."
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr", "class": "code"}
        ),
    )


class Message(forms.Form):
    """A further message, files, or both."""

    text = forms.CharField(
        label=_("Your message"),
        widget=_several_lines(8),
        max_length=LONGEST_TEXT,
        required=False,
    )
    files = FilesField()  # type: ignore[assignment]  # Django takes fields out of the class


class MessageAgain(Message):
    """The same, by somebody whose hour was over while they wrote."""

    receipt = forms.CharField(
        label=_("Your receipt"),
        help_text=_(
            "You wrote for more than an hour, and your visit ended meanwhile. "
            "What you wrote is still here; choose the files again."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )


class Withdraw(forms.Form):
    """Why a report is taken back."""

    reason = forms.CharField(
        label=_("Do you want to say why?"), widget=_several_lines(4), required=False
    )
    sure = forms.BooleanField(
        label=_("I take my report back."),
        error_messages={"required": _("Tick the box if you want to take your report back.")},
    )


def _places(found: Sequence[CommunityRow], answers: Answers) -> list[tuple[str, str]]:
    """List places with what they are, the chosen one among them."""
    listed = {place.id: place for place in found}
    if answers.community_id and answers.community_id not in listed:
        chosen = [n.community for n in communities.tree() if n.community.id == answers.community_id]
        listed |= {place.id: place for place in chosen}
    return [(place.id, f"{place.name} ({KINDS[place.kind]})") for place in listed.values()]
