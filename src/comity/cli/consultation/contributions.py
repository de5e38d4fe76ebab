"""`comity consultation contribution`: what somebody says in their own name, and its answers."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from comity.cli.consultation.alike import Anyway, show_contributions
from comity.cli.consultation.asking import Consultation, Description, Round
from comity.cli.consultation.gathering import Contribution
from comity.cli.consultation.telling import shown
from comity.cli.files import Json, Language, Table, Words, Yes, description, text_of, wanted
from comity.cli.printing import beginning, show_json, tell
from comity.cli.stopping import stop
from comity.cli.tokens import By, person
from comity.codes import queries as codes
from comity.consultation.actions import contributions as actions
from comity.consultation.actions import translations
from comity.consultation.actions.answers import object_to_answer
from comity.consultation.actions.contributions import About
from comity.consultation.actions.suggestions import suggest as suggest_it
from comity.consultation.actions.wishes import Wish
from comity.consultation.errors.rounds import RoundWithoutText
from comity.consultation.queries import answers, contributions, rounds
from comity.consultation.rules.kinds import Channel
from comity.consultation.rules.suggestions import Kind, Patch

app = typer.Typer(
    no_args_is_help=True, help="Say something in your own name, change it, and read its answers."
)


def add_to(above: typer.Typer) -> None:
    """Put these commands under the others about consultations."""
    above.add_typer(app, name="contribution")


@app.command()
def mine(consultation: Consultation, *, by: By = None, as_json: Json = False) -> None:
    """List what you said in a consultation, and what became of it. Nobody else can ask for this."""
    me, found = person(by), rounds.consultation(consultation)
    listed = answers.mine(found.id, by=me, today=timezone.now().date())
    if as_json:
        show_json([shown(one) | {"may_object": one.may_object} for one in listed])
        return
    for one in listed:
        became = one.replies[-1].decision if one.answered else "waits"
        tell(f"{one.id}  {one.number}  {one.language}  {became}  {beginning(one.text)}")
        if one.answered:
            reason = one.replies[-1].reason
            tell(f"  {reason.get(one.language) or next(iter(reason.values()))}")
        if one.may_object:
            tell("  If this misses the point, say so: `object`.")


@app.command()
def parts(
    round_id: Round,
    *,
    language: Annotated[str, typer.Option(help="In which, as far as there are words in it.")] = "",
    as_json: Json = False,
) -> None:
    """List the parts of the text that a round is about: the id and the title of each provision.

    As JSON they have all their words, to see what a suggestion would change.
    """
    here = rounds.round_(round_id)
    if not here.edition_id:
        raise RoundWithoutText
    document, told = codes.edition_document(here.edition_id), []
    for one in document.provisions:
        tag = language if language in one.texts else document.source_language
        said = one.texts[tag]
        words = {"title": said.title, "body": said.body, "example": said.example}
        told.append({"provision": one.provision.id, "language": tag, **words})
    if as_json:
        show_json(told)
        return
    for part in told:
        tell(f"{part['provision']}  {part['title']}")


@app.command()
def make(
    round_id: Round,
    words: Words,
    *,
    language: Language,
    provision: Annotated[str, typer.Option(help="What it is about, as `parts` prints it.")] = "",
    quote: Annotated[str, typer.Option(help="Words of that provision; else all of it.")] = "",
    anyway: Anyway = False,
    by: By = None,
) -> None:
    """Say something in an open round, in any language. Prints the id of your contribution."""
    me, text = person(by), text_of(words)
    if not anyway:
        show_contributions(round_id, language, text)
    made = actions.contribute(
        round_id=round_id,
        text=text,
        language=language,
        about=[About(provision, quote)] if provision or quote else [],
        channel=Channel.API,
        by=me,
        now=timezone.now(),
    )
    tell(made.id)


@app.command()
def suggest(round_id: Round, file: Description, *, anyway: Anyway = False, by: By = None) -> None:
    """Suggest how a provision should read, that one goes, or a new one. Prints its id.

    The file says kind (change, new, remove), provision, text (why), language of that text, credit
    (a name to be thanked under) and, as over the API, patch with fields, words and language.
    """
    me, said = person(by), description(file)
    kind = wanted(said, "kind", str, file)
    if kind not in set(Kind):
        stop(f"{file}: there is no kind {kind}. Kinds: {', '.join(Kind)}.")
    optional = {"provision": "", "credit": "", "patch": {}, **said}
    name, credit, changes = (
        wanted(optional, one, kind_of, file)
        for one, kind_of in (("provision", str), ("credit", str), ("patch", dict))
    )
    text, language = (wanted(said, one, str, file) for one in ("text", "language"))
    if not anyway:
        show_contributions(round_id, language, text)
    made = suggest_it(
        round_id=round_id,
        wish=Wish(Kind(kind), name, _patch(changes, file, language), credit),
        text=text,
        language=language,
        channel=Channel.API,
        by=me,
        now=timezone.now(),
    )
    tell(made.id)


@app.command()
def change(
    contribution: Contribution,
    words: Words,
    *,
    language: Annotated[str, typer.Option(help="If it is another one than before.")] = "",
    by: By = None,
) -> None:
    """Say it differently, while the round is open. What it said before stays public."""
    me, text = person(by), text_of(words)
    found = contributions.contribution(contribution)
    actions.change(
        contribution_id=found.id,
        text=text,
        language=language or found.language,
        by=me,
        now=timezone.now(),
    )
    tell("The change is published.")


@app.command()
def withdraw(contribution: Contribution, *, by: By = None, yes: Yes = False) -> None:
    """Take back what you said, at any time: its words go, with all translations of them."""
    me = person(by)
    if not yes:
        typer.confirm("This cannot be undone. Take it back?", abort=True)
    actions.withdraw(contribution_id=contribution, by=me, now=timezone.now())
    tell("Your words are gone. Only that there were some is shown.")


@app.command("object")
def object_to(contribution: Contribution, words: Words, *, by: By = None) -> None:
    """Say that the answer to your contribution misses the point, once. It is answered again."""
    me, text = person(by), text_of(words)
    object_to_answer(contribution_id=contribution, text=text, by=me, now=timezone.now())
    tell("It is published, and your contribution waits for another answer.")


@app.command()
def translate(
    contribution: Contribution,
    words: Words,
    *,
    language: Language,
    machine: Annotated[
        bool, typer.Option("--machine", help="A machine made it; everybody is told.")
    ] = False,
    by: By = None,
) -> None:
    """Translate what somebody said. Your name stands beside it."""
    me, text = person(by), text_of(words)
    translations.translate(
        contribution_id=contribution,
        language=language,
        text=text,
        machine=machine,
        by=me,
        now=timezone.now(),
    )
    tell("Your translation is published.")


def _patch(said: Table, file: Path, language: str) -> Patch:
    changes = {"fields": {}, "words": {}, "language": language, **said}
    words = wanted(changes, "words", dict, file)
    if not all(isinstance(one, str) for one in words.values()):
        stop(f"{file}: the words of a patch are texts.")
    spoken = wanted(changes, "language", str, file)
    return Patch(wanted(changes, "fields", dict, file), words, spoken if words else "")
