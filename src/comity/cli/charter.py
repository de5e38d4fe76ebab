"""`comity charter`: reading, comparing and adopting what a movement agreed on."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from comity.charter import actions, queries
from comity.charter.errors import CharterUnreadable, CharterWeaker
from comity.charter.queries import SHIPPED, shipped
from comity.charter.rules import (
    Change,
    Charter,
    numbers,
    origin_of,
    read,
    read_local,
    redline,
    spoken,
)
from comity.communities import queries as communities
from comity.competence.queries import effective_charter
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, SeveralProblems, WrongInput
from comity.messages import words

OPERATOR = Actor(ActorKind.OPERATOR, "terminal")
IN_FORCE = "in-force"
NAMED = f"A file, the number of a version, {IN_FORCE}, or one of: {', '.join(SHIPPED)}."

app = typer.Typer(no_args_is_help=True, help="What a movement agreed on.")

Community = Annotated[str, typer.Option(help="The short name of a community, for its own charter.")]


def text_of(name: str) -> str:
    """Read the text of a charter: a file, or one that comes with Comity.

    Raises:
        CharterUnreadable: there is no such file, or it is no text.
    """
    if name in SHIPPED:
        return shipped(name)
    try:
        return Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise CharterUnreadable(file=name) from None


@app.command()
def show(
    community: Community = "",
    *,
    toml: Annotated[bool, typer.Option("--toml", help="Print the adopted text itself.")] = False,
) -> None:
    """Print every number in force, with where it comes from."""
    charter = _in_force(community)
    version = queries.version(charter.version_id)
    if toml:
        typer.echo(version.text, nl=False)
        return
    typer.echo(f"# version {version.number}, adopted on {version.adopted_on}, {version.hash[:16]}")
    for key, one in numbers(charter.values).items():
        typer.echo(f"{key} = {one.value}  # {_source(key, charter)}")


@app.command()
def check(file: str, community: Community = "") -> None:
    """Read a charter, and hold a community's own against the one above it."""
    text = text_of(file)
    if not community:
        charter = read(text)
        typer.echo(f"{file}: {len(numbers(charter.values))} numbers, nothing is wrong.")
        return
    path = _path(community)
    try:
        charter = read_local(text, queries.effective_charter(path[1:]), community_id=path[0])
    except (WrongInput, SeveralProblems) as refusal:
        found = refusal.problems if isinstance(refusal, SeveralProblems) else (refusal,)
        for problem in found:
            typer.echo(f"{file}: {problem.field}: {_finding(problem)}", err=True)
        raise typer.Exit(1) from None
    own = [key for key, place in charter.own.items() if place == path[0]]
    typer.echo(f"{file}: {len(own)} numbers of its own, none weaker than above.")


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help=NAMED)],
    after: Annotated[str, typer.Argument(help=NAMED)],
) -> None:
    """Print what changed from one charter of the whole movement to another."""
    _print(redline(_charter(before), _charter(after)))


@app.command()
def adopt(
    file: Annotated[str, typer.Argument(help=f"A file, or one of: {', '.join(SHIPPED)}.")],
    community: Community = "",
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
) -> None:
    """Put a charter in force. What it changes is shown first; open cases keep the one they have."""
    text = text_of(file)
    path = _path(community) if community else []
    now_in_force = queries.versions(path[0] if path else queries.MOVEMENT)
    before = _in_force(community)
    if path:
        floor = queries.effective_charter(path[1:])
        after = read_local(text, floor, community_id=path[0])
    else:
        after = read(text)
    _print(redline(before, after))
    if not yes:
        typer.confirm("Adopt it?", abort=True)
    seen = now_in_force[0].number if now_in_force else 0
    if path:
        below = [one.id for one in communities.below(path[0])]
        version = actions.adopt_local_charter(
            path=path, below=below, text=text, by=OPERATOR, now=timezone.now(), on_top_of=seen
        )
    else:
        version = actions.adopt_charter(text=text, by=OPERATOR, now=timezone.now(), on_top_of=seen)
    typer.echo(f"Version {version.number} is in force.")


def _print(changes: list[Change]) -> None:
    """Print a redline: one line for each change."""
    for one in changes:
        typer.echo(f"{one.effect:<12} {one.key}: {one.before or '-'} -> {one.after or '-'}")
    if not changes:
        typer.echo("Nothing changes.")


def _finding(problem: WrongInput) -> str:
    """Say what is wrong, and whose number it is that must be kept."""
    told = words(problem.code, **problem.detail)
    if not isinstance(problem, CharterWeaker):
        return told
    whose = str(problem.detail["whose"])
    place = communities.community(whose) if whose else communities.root()
    return f"{told} ({place.slug}, {problem.detail['direction']})"


def _source(key: str, charter: Charter) -> str:
    if key in charter.own:
        return communities.community(charter.own[key]).slug
    origin = origin_of(key, charter.agreed)
    if origin is None:
        return "no source named"
    source = charter.agreed.sources[origin.source]
    return f"{spoken(source.names, 'en')} ({source.standing})"


def _in_force(community: str) -> Charter:
    if not community:
        return queries.charter_in_force()
    return effective_charter(communities.by_slug(community).id)


def _charter(name: str) -> Charter:
    if name == IN_FORCE:
        return queries.charter_in_force()
    if name.isdecimal():
        found = next((one for one in queries.versions() if one.number == int(name)), None)
        if found is None:
            raise NotFound
        return queries.charter(found.id)
    return read(text_of(name))


def _path(slug: str) -> list[str]:
    return [one.id for one in communities.path_of(communities.by_slug(slug).id)]
