"""`comity code`: reading codes, holding them against the floor, putting them in force."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

import typer
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import get_language

from comity.cli.consultation.files import by_language, description, wanted
from comity.cli.movement import OPERATOR
from comity.cli.progress import Progress
from comity.cli.stopping import community_called, stop
from comity.codes import actions, queries
from comity.codes.actions.standings import recheck
from comity.codes.queries.standings import count_below
from comity.codes.rules.documents import Document, Level
from comity.codes.rules.effective import LevelCode, compose
from comity.codes.rules.effects import Effects
from comity.codes.rules.exports.jsoned import write_json
from comity.codes.rules.exports.markdown import write_markdown
from comity.codes.rules.exports.wikitext import write_wikitext
from comity.codes.rules.floor import findings
from comity.codes.rules.imports import Asked, Imported, decode, import_files
from comity.codes.rules.imports import File as Brought
from comity.codes.rules.keeping import keep_ids
from comity.codes.rules.provisions import Code, Vocabulary
from comity.codes.rules.reader import read, read_local
from comity.codes.rules.redline import Operation, aligned, summary
from comity.codes.rules.redline import redline as compared
from comity.codes.rules.writer import write
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound, SeveralProblems, WrongInput
from comity.messages import words

READ_WHOLE = {".toml"}
_LANGUAGE = re.compile(
    r".+\.([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\.(?:md|markdown|wiki|wikitext|mediawiki)", re.IGNORECASE
)

app = typer.Typer(no_args_is_help=True, help="Codes of conduct and the floor.")
File = Path | Traversable


@app.command(name="import")
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
    files = {_language_of(file): file for file in translations or []}
    if "" in files:
        stop(f"{files['']}: its name does not say which language it is in, as in code.ar.md.")
    progress = Progress("Reading", total=len(files) + 1, unit="files")
    imported = import_files(
        [_brought(source, language), *(_brought(file, tag) for tag, file in files.items())],
        Asked(name, Level.LOCAL if local else Level.UNIVERSAL, language, licence),
        progress.reach,
    )
    progress.end()
    document = imported.document
    if previous is not None:
        before = read(_text(previous))
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


@app.command()
def export(
    source: Annotated[Path, typer.Argument(help="The code, in any form that import reads.")],
    *,
    form: Annotated[str, typer.Option(help="markdown, wikitext, json or toml.")] = "toml",
    language: Annotated[str, typer.Option(help="Of a form with one language a file.")] = "",
) -> None:
    """Write a code in another form; import gives the same provisions back."""
    document = _document(source, Vocabulary())
    tag = language or document.source_language
    if tag not in document.languages:
        stop(f"{source} has no words in {tag}.")
    forms = {
        "json": lambda: write_json(document),
        "markdown": lambda: write_markdown(document, tag),
        "toml": lambda: write(document),
        "wikitext": lambda: write_wikitext(document, tag),
    }
    if form not in forms:
        stop(f"There is no form {form}. Forms: {', '.join(forms)}.")
    typer.echo(forms[form](), nl=False)


@app.command()
def redline(
    before: Annotated[Path, typer.Argument(help="The earlier code, as a file.")],
    after: Annotated[Path, typer.Argument(help="The later one, or another code.")],
    *,
    language: Annotated[str, typer.Option(help="In which the words are compared.")] = "en",
) -> None:
    """Say what changed from one code to another, and which way each change goes."""
    names = Vocabulary()
    first = _document(before, names)
    second = aligned(first, _document(after, first.vocabulary))
    found = compared(first, second, language)
    for one in found:
        kinds = ", ".join(one.kinds)
        way = one.tendency if one.structured else "only words"
        typer.echo(f"{one.provision_id}: {kinds}; {way}")
        for name, tendency in one.tendencies.items():
            typer.echo(f"  {name}: {tendency}")
        for part in one.body:
            if part.op != Operation.SAME and part.text.strip():
                sign = "+" if part.op == Operation.ADDED else "-"
                typer.echo(f"  {sign} {' '.join(part.text.split())}")
    whole = summary(found)
    counted = ", ".join(f"{kind} {count}" for kind, count in whole.kinds.items())
    typer.echo(f"{len(found)} provisions changed. {counted or 'Nothing changed'}.")
    typer.echo(f"Taken together: {whole.tendency}.")


@app.command()
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
        above.append(_document(file, names))
        names = names.joined(above[-1].vocabulary)
    upper = compose([_level(number, one) for number, one in enumerate(above)])
    document = _document(local, upper.vocabulary)
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


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="The code, as TOML or Markdown.")],
    community: Annotated[str, typer.Argument(help="The short name of the community.")],
    *,
    put_in_force: Annotated[bool, typer.Option(help="Freeze it and let it bind.")] = False,
    effects: Annotated[
        Path | None,
        typer.Option(
            help="What it means for newcomers and for groups that were silent or shut out, in "
            "TOML or JSON; see OPERATIONS. Only with --put-in-force."
        ),
    ] = None,
) -> None:
    """Write a code down as the next draft of a community, or put it in force."""
    place, now = community_called(community).id, timezone.now()
    if effects and not put_in_force:
        stop("A draft means nothing for anybody yet: --effects belongs to --put-in-force.")
    if put_in_force:
        said = _effects(effects) if effects else None
        version = load_code(file, place, OPERATOR, now, effects=said)
        typer.echo(f"Version {version.number} is in force.")
        if said is None:
            typer.echo(
                "It was brought in without a word on what it means for newcomers and for groups "
                "that were silent or shut out. Its page says so."
            )
        return
    version = write_code(file, place, OPERATOR, now)
    typer.echo(f"Version {version.number} was drafted.")


@app.command("recheck")
def recheck_command(
    community: Annotated[
        str, typer.Argument(help="Its short name; leave out for the whole movement.")
    ] = "",
) -> None:
    """Hold local codes against the floor that have not been since either moved."""
    under = community_called(community).id if community else ""
    checked = recheck(under=under, now=timezone.now())
    typer.echo(f"Checked: {checked}. Below the floor now: {count_below()}.")


@app.command("draft-from")
def draft_from(
    template: Annotated[
        str, typer.Argument(help="As --list names it, such as shipped-event.")
    ] = "",
    community: Annotated[str, typer.Argument(help="The short name of the community.")] = "",
    *,
    title: Annotated[str, typer.Option(help="What the code will be called.")] = "",
    list_them: Annotated[bool, typer.Option("--list", help="Only list the templates.")] = False,
) -> None:
    """Start the draft of a community from a template."""
    place = community_called(community).id if community else communities.root().id
    if list_them or not template:
        for one in queries.templates(place):
            typer.echo(f"{one.name}: {one.title.get(one.source_language, '')}")
        return
    version = actions.start_draft(
        community_id=place,
        template=template,
        title=title,
        language="en",
        by=OPERATOR,
        now=timezone.now(),
    )
    typer.echo(f"Version {version.number} was drafted.")


@app.command()
def publish(
    community: Annotated[str, typer.Argument(help="The short name of the community.")],
) -> None:
    """Publish the draft of a community as it is now, as an edition that never changes."""
    draft = queries.draft_of(community_called(community).id, seen_by=OPERATOR)
    if draft is None:
        stop(f"{community} has no draft.")
    edition = actions.publish_edition(version_id=draft.id, by=OPERATOR, now=timezone.now())
    typer.echo(
        f"Edition {edition.number} of version {edition.version_number} was published. "
        f"Fingerprint: {edition.content_hash}"
    )


@transaction.atomic
def load_code(
    file: File, community_id: str, by: Actor, now: datetime, *, effects: Effects | None = None
) -> queries.Version:
    """Put the code of a file in force in a community, all of it or nothing.

    Args:
        file: the code.
        community_id: whose code it is.
        by: whoever runs the installation.
        now: the moment.
        effects: what it means for those who are easily overlooked, where it is known.

    Raises:
        WrongInput: the file cannot be read as a code; line and key are named.
        CodeBelowFloor: it falls below what binds above the community.
    """
    version = write_code(file, community_id, by, now)
    actions.freeze(version_id=version.id, effects=effects, by=by, now=now)
    return actions.put_in_force(version_id=version.id, by=by, now=now)


def _effects(file: Path) -> Effects:
    """Read what a version means for some."""
    said = description(file)
    newcomers, silent = (by_language(said, name, file) for name in ("newcomers", "silent"))
    return Effects(wanted(said, "language", str, file), newcomers, silent)


def write_code(file: File, community_id: str, by: Actor, now: datetime) -> queries.Version:
    """Write the code of a file down as the next draft of a community."""
    above = communities.ancestors(community_id)[1:]
    upper = queries.effective_code(above[0].id) if above else None
    document = _document(file, upper.vocabulary if upper else Vocabulary())
    return actions.write_draft(community_id=community_id, document=document, by=by, now=now)


def _document(file: File, above: Vocabulary) -> Document:
    """Read a code of either kind of file; the names of a local one may be explained above it."""
    try:
        return _read(file, above)
    except (WrongInput, SeveralProblems):
        typer.echo(f"{file}:", err=True)
        raise


def _read(file: File, above: Vocabulary) -> Document:
    text = _text(file)
    if Path(file.name).suffix.lower() in READ_WHOLE:
        document = read(text)
        return read_local(text, above) if document.level is Level.LOCAL else document
    slug = Path(file.name).name.partition(".")[0]
    language = _language_of(file) or "en"
    return import_files([_brought(file, language)], Asked(slug, language=language)).document


def _brought(file: File, language: str) -> Brought:
    """Take a file as it is; how it is written shows from its name and its words."""
    return Brought(file.name, _text(file), None, language)


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


def _language_of(file: File) -> str:
    match = _LANGUAGE.fullmatch(file.name)
    return match[1].lower() if match else ""


def _text(file: File) -> str:
    try:
        data = file.read_bytes()
    except OSError as problem:
        stop(f"{file} cannot be read: {problem.strerror}.")
    return decode(data, field=str(file))
