"""`comity code translation`: putting a code into other languages, and reading what others wrote."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

import typer
from django.db import transaction
from django.utils import timezone

from comity.cli.codes.places import Community, Number, Provision, version_of, writer
from comity.cli.files import Json, Reason, rows
from comity.cli.movement import OPERATOR
from comity.cli.printing import beginning, show_json, tell
from comity.cli.stopping import named_where_refused
from comity.cli.tokens import By
from comity.codes import actions, queries
from comity.codes.actions import keeping
from comity.codes.actions.translating import review
from comity.codes.queries.translations import Unit, unit, units
from comity.codes.rules.documents import Document, Text, TextState
from comity.codes.rules.moves import Move
from comity.codes.rules.sources import ABOUT, source_hash

COLUMNS = ("provision", "title", "text", "example", "made_from")
MISSING = "missing"
NOTHING = Text("", "")

Language = Annotated[str, typer.Argument(help="Into which it is translated, such as ar.")]
Shown = Literal["approved", "complete", "in_review", "draft", "machine", "outdated", "missing"]
Written = Literal["machine", "draft", "in_review", "complete", "outdated"]
Moved = Literal["ask_review", "take_back", "approve", "send_back"]
MadeFrom = Annotated[
    str, typer.Option(help="The hash of the words that the translations were made from.")
]

app = typer.Typer(no_args_is_help=True, help="Translations of a code, provision by provision.")


def add_to(above: typer.Typer) -> None:
    """Put these commands under the others about codes."""
    above.add_typer(app, name="translation")


@app.command("list")
def list_them(
    community: Community,
    language: Language,
    *,
    state: Annotated[Shown | None, typer.Option(help="Only what stands so.")] = None,
    version: Number = 0,
    as_json: Json = False,
) -> None:
    """List every provision with its state in a language; as JSON, to fill in for `write`."""
    found = version_of(community, version, OPERATOR)
    listed = units(
        found.id,
        language,
        state=TextState(state) if state and state != MISSING else None,
        missing=state == MISSING,
        seen_by=OPERATOR,
    )
    if not as_json:
        for one in listed:
            tell(f"{one.key}  {one.state or MISSING}  {beginning(one.title or one.text)}")
        return
    document = queries.document(found.id, seen_by=OPERATOR)
    source, there = _said(document, document.source_language), _said(document, language)
    show_json(
        [
            {"provision": one.key, "state": one.state or MISSING}
            | _words(there.get(one.key, NOTHING))
            | {"made_from": source_hash(document.source_language, source[one.key])}
            | {f"source_{name}": said for name, said in _words(source[one.key]).items()}
            for one in listed
        ]
    )


@app.command()
def show(
    community: Community,
    language: Language,
    provision: Provision,
    *,
    version: Number = 0,
    as_json: Json = False,
) -> None:
    """Print a provision in a language, beside the agreed words, with what was done so far."""
    found = version_of(community, version, OPERATOR)
    one = unit(found.id, language, provision, seen_by=OPERATOR)
    if as_json:
        show_json(_told(one))
        return
    for line in _lines(one):
        tell(line)


@app.command()
def write(
    community: Community,
    language: Language,
    file: Annotated[
        Path,
        typer.Argument(
            help=f"A table in CSV or JSON with the columns {', '.join(COLUMNS)}; - for the "
            "standard input."
        ),
    ],
    *,
    state: Annotated[Written, typer.Option(help="How far the words can be trusted.")] = "draft",
    unchanged: Annotated[
        bool,
        typer.Option(
            "--unchanged-too", help="Also what stands there so already, as machine words that fit."
        ),
    ] = False,
    version: Number = 0,
    by: By = None,
) -> None:
    """Translate provisions from a table, all of it or nothing.

    Rows without words are left out, and so are those whose words stand there already. With
    made_from as `list --json` prints it, nobody translates what has changed meanwhile.
    """
    translator, now, count = writer(by), timezone.now(), 0
    found = version_of(community, version, translator)
    there = _said(queries.document(found.id, seen_by=translator), language)
    with transaction.atomic():
        for number, row in enumerate(rows(file, COLUMNS), start=1):
            text = Text(row["title"], row["text"], row["example"])
            same = _tidy(there.get(row["provision"], NOTHING)) == text
            if text == NOTHING or (same and not unchanged):
                continue
            with named_where_refused(f"{file}, row {number}"):
                actions.translate(
                    version_id=found.id,
                    provision_id=row["provision"],
                    language=language,
                    text=text,
                    state=TextState(state),
                    made_from=row["made_from"],
                    by=translator,
                    now=now,
                )
            count += 1
    typer.echo(f"Translated: {count}.")


@app.command()
def move(
    community: Community,
    language: Language,
    what: Annotated[Moved, typer.Argument(help="Whoever approves did not write the words.")],
    provisions: Annotated[
        list[str], typer.Argument(help="Their ids; _about for title and summary of the code.")
    ],
    *,
    reason: Annotated[
        str, typer.Option(help="Everybody can read it; sending back needs one.")
    ] = "",
    version: Number = 0,
    by: By = None,
) -> None:
    """Ask others to read translations, take that back, approve them, or send them back."""
    translator, now = writer(by), timezone.now()
    found = version_of(community, version, translator)
    with transaction.atomic():
        for one in provisions:
            with named_where_refused(one):
                review(
                    version_id=found.id,
                    provision_id=one,
                    language=language,
                    move=Move(what),
                    reason=reason,
                    by=translator,
                    now=now,
                )
    typer.echo(f"Moved: {len(provisions)}.")


@app.command()
def keep(
    community: Community,
    provision: Provision,
    *,
    made_from: MadeFrom,
    reason: Reason,
    version: Number = 0,
    by: By = None,
) -> None:
    """Say that what was translated from earlier words is right for the present ones too."""
    editor = writer(by)
    keeping.keep_translations(
        version_id=version_of(community, version, editor).id,
        provision_id=provision,
        before=made_from,
        reason=reason,
        by=editor,
        now=timezone.now(),
    )
    typer.echo("They are right for the present words too.")


@app.command("stop-keeping")
def stop_keeping(
    community: Community,
    provision: Provision,
    *,
    made_from: MadeFrom,
    right_for: Annotated[
        str, typer.Option(help="The hash of the words that they were said to be right for.")
    ],
    reason: Reason,
    version: Number = 0,
    by: By = None,
) -> None:
    """Take back that translations made from some words are right for others too."""
    editor = writer(by)
    keeping.stop_keeping_translations(
        version_id=version_of(community, version, editor).id,
        provision_id=provision,
        before=made_from,
        after=right_for,
        reason=reason,
        by=editor,
        now=timezone.now(),
    )
    typer.echo("It is taken back.")


def _said(document: Document, language: str) -> dict[str, Text]:
    """Give the words of every unit in a language, as far as there are any."""
    about = Text(document.title.get(language, ""), document.summary.get(language, ""))
    told = {one.provision.id: one.texts for one in document.provisions}
    return {ABOUT: about} | {key: said[language] for key, said in told.items() if language in said}


def _tidy(text: Text) -> Text:
    """Leave out the space around words, as a row of a table has none."""
    return Text(text.title.strip(), text.body.strip(), text.example.strip())


def _words(text: Text) -> dict[str, str]:
    return {"title": text.title, "text": text.body, "example": text.example}


def _lines(one: Unit) -> Iterator[str]:
    yield f"{one.key}  {one.state or MISSING}"
    yield f"{one.source_language}  {one.source_hash}"
    yield from _indented(one.source)
    if one.text is not None:
        yield f"{one.language}  made from {one.made_from or 'words that nobody knows'}"
        yield from _indented(one.text)
    if one.before is not None:
        yield "It was made from other words:"
        yield from _indented(one.before)
    for kept in one.kept:
        ended = f"  taken back {kept.ended.on}" if kept.ended else ""
        yield f"kept  {kept.before}  {kept.after}  {kept.on}{ended}  {beginning(kept.reason)}"
    for done in one.history:
        yield f"{done.on}  version {done.number}  {done.move}  {done.name}  {done.reason}".rstrip()


def _indented(text: Text) -> Iterator[str]:
    for said in (text.title, text.body, text.example):
        for line in said.splitlines():
            yield f"  {line}"


def _told(one: Unit) -> Mapping[str, object]:
    return {
        "provision": one.key,
        "state": one.state or MISSING,
        "language": one.language,
        "words": _words(one.text) if one.text else None,
        "made_from": one.made_from,
        "source_language": one.source_language,
        "source": _words(one.source),
        "source_hash": one.source_hash,
        "before": _words(one.before) if one.before else None,
        "translator": one.translator,
        "reviewer": one.reviewer,
        "history": [
            {
                "on": done.on.isoformat(),
                "version": done.number,
                "move": done.move,
                "name": done.name,
                "reason": done.reason,
            }
            for done in one.history
        ],
        "kept": [
            {
                "made_from": kept.before,
                "right_for": kept.after,
                "reason": kept.reason,
                "on": kept.on.isoformat(),
                "ended_on": kept.ended.on.isoformat() if kept.ended else None,
            }
            for kept in one.kept
        ],
    }
