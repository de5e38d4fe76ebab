"""`comity code`: bringing a text into the form of a code, and comparing codes as files."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from django.db import DatabaseError
from django.utils.translation import get_language

from comity.cli.codes.files import (
    Form,
    OneLanguage,
    brought,
    document_in,
    language_of,
    text_in,
    written,
)
from comity.cli.printing import tell
from comity.cli.progress import Progress
from comity.cli.stopping import stop
from comity.codes import queries
from comity.codes.rules.documents import Document, Level
from comity.codes.rules.effective import LevelCode, compose
from comity.codes.rules.floor import findings
from comity.codes.rules.imports import Asked, Imported, import_files
from comity.codes.rules.keeping import keep_ids
from comity.codes.rules.provisions import Code, Vocabulary
from comity.codes.rules.reader import read
from comity.codes.rules.redline import Operation, aligned, summary
from comity.codes.rules.redline import redline as compared
from comity.codes.rules.writer import write
from comity.communities import queries as communities
from comity.kernel.errors import NotFound
from comity.messages import words


def add_to(app: typer.Typer) -> None:
    """Put these commands beside the others about codes."""
    app.command("import")(import_command)
    app.command()(export)
    app.command()(redline)
    app.command()(check)


def import_command(
    source: Annotated[Path, typer.Argument(help="The text whose structure counts, of any form.")],
    translations: Annotated[
        list[Path] | None,
        typer.Argument(help="The same text in other languages, as in code.ar.md."),
    ] = None,
    *,
    out: Annotated[
        Path | None, typer.Option(help="Write the code here as TOML; leave out to print it.")
    ] = None,
    previous: Annotated[
        Path | None, typer.Option(help="The version before, as TOML: provisions keep its ids.")
    ] = None,
    language: Annotated[str, typer.Option(help="The language of the source.")] = "en",
    name: Annotated[str, typer.Option(help="The short name of the code.")] = "code",
    licence: Annotated[str, typer.Option(help="Of its words, as SPDX names it.")] = "",
    local: Annotated[bool, typer.Option(help="It adds to a universal code.")] = False,
) -> None:
    """Turn a text into a code in TOML, and name every line that is in no provision."""
    files = {language_of(file): file for file in translations or []}
    if "" in files:
        stop(f"{files['']}: its name does not say which language it is in, as in code.ar.md.")
    progress = Progress("Reading", total=len(files) + 1, unit="files")
    imported = import_files(
        [brought(source, language), *(brought(file, tag) for tag, file in files.items())],
        Asked(name, Level.LOCAL if local else Level.UNIVERSAL, language, licence),
        progress.reach,
    )
    progress.end()
    document = imported.document
    if previous is not None:
        before = read(text_in(previous))
        said = {
            one.provision.id: one.texts[language]
            for one in before.provisions
            if language in one.texts
        }
        document = keep_ids(document, said)
    for line in _left_over(imported, {language: source, **files}):
        typer.echo(line, err=True)
    if out is None:
        typer.echo(write(document), nl=False)
        return
    out.write_text(write(document), encoding="utf-8")
    typer.echo(
        f"{out}: {len(document.provisions)} provisions in {len(document.languages)} languages, "
        "none of them sorted yet."
    )


def export(
    source: Annotated[Path, typer.Argument(help="The code, in any form that import reads.")],
    *,
    form: Form = "toml",
    language: OneLanguage = "",
) -> None:
    """Write a code in another form; import gives the same provisions back."""
    document = document_in(source, Vocabulary())
    typer.echo(written(document, form, language, str(source)), nl=False)


def redline(
    before: Annotated[Path, typer.Argument(help="The earlier code, as a file.")],
    after: Annotated[Path, typer.Argument(help="The later one, or another code.")],
    *,
    language: Annotated[str, typer.Option(help="In which the words are compared.")] = "en",
) -> None:
    """Say what changed from one code to another, and which way each change goes."""
    names = Vocabulary()
    first = document_in(before, names)
    second = aligned(first, document_in(after, first.vocabulary))
    found = compared(first, second, language)
    for one in found:
        kinds = ", ".join(one.kinds)
        way = one.tendency if one.structured else "only words"
        tell(f"{one.provision_id}: {kinds}; {way}")
        for name, tendency in one.tendencies.items():
            tell(f"  {name}: {tendency}")
        for part in one.body:
            if part.op != Operation.SAME and part.text.strip():
                sign = "+" if part.op == Operation.ADDED else "-"
                tell(f"  {sign} {' '.join(part.text.split())}")
    whole = summary(found)
    counted = ", ".join(f"{kind} {count}" for kind, count in whole.kinds.items())
    typer.echo(f"{len(found)} provisions changed. {counted or 'Nothing changed'}.")
    typer.echo(f"Taken together: {whole.tendency}.")


def check(
    local: Annotated[Path, typer.Argument(help="The local code, as TOML or Markdown.")],
    floor: Annotated[
        list[Path] | None,
        typer.Option(help="The codes above it, the universal one first; else what is in force."),
    ] = None,
) -> None:
    """Hold a code against the floor; exit with 1 where it falls below."""
    above: list[Document] = [] if floor else [_in_force()]
    names = Vocabulary()
    for file in floor or []:
        above.append(document_in(file, names))
        names = names.joined(above[-1].vocabulary)
    upper = compose([_level(number, one) for number, one in enumerate(above)])
    document = document_in(local, upper.vocabulary)
    both = compose([_level(number, one) for number, one in enumerate([*above, document])])
    binding = Code(tuple(one.provision for one in upper.provisions))
    found = findings(binding, document.code, both.vocabulary)
    for one in found:
        told = queries.tell(one, both.words, get_language() or "en")
        named = f"{one.local_id} under {one.floor_id}" if one.local_id else one.floor_id
        typer.echo(f"{local}: {named}: {told.sentence} {told.witness}")
    loose = [one.provision.id for one in document.provisions if not one.provision.structured]
    if loose:
        typer.echo(
            f"{local}: {len(loose)} of {len(document.provisions)} provisions are unstructured "
            "and outside the floor."
        )
    if found:
        raise typer.Exit(1)
    typer.echo(f"{local}: nothing falls below the floor.")


def _in_force() -> Document:
    try:
        version = queries.code_in_force(communities.root().id)
    except (NotFound, DatabaseError):
        version = None
    if version is None:
        stop("No universal code is in force here. Name the floor: --floor FILE")
    return queries.document(version.id)


def _level(number: int, document: Document) -> LevelCode:
    return LevelCode(document.slug, number + 1, "", document, {})


def _left_over(imported: Imported, files: dict[str, Path]) -> Iterator[str]:
    """Name every line that is in no provision, and every place that matches no source."""
    for tag, lines in imported.unread.items():
        for line in lines:
            reason = words(f"unread_{line.reason}")
            yield f"{files[tag]}: line {line.number} is not read. {reason} {line.text}"
    for tag, mismatches in imported.mismatches.items():
        for one in mismatches:
            where = _numbers(one.lines)
            yield (
                f"{files[tag]}: built otherwise than the source. "
                f"Without a translation: {', '.join(one.source_ids) or 'nothing'}. "
                f"Without a source: {where}."
            )


def _numbers(lines: Sequence[int]) -> str:
    return f"lines {', '.join(str(one) for one in lines)}" if lines else "nothing"
