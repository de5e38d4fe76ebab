"""`comity code`: drafting a code, publishing the draft, putting it in force."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer
from django.db import transaction
from django.utils import timezone

from comity.cli.codes.files import File, Form, OneLanguage, document_in, text_in, written
from comity.cli.codes.places import Community, Number, version_of
from comity.cli.files import Yes, by_language, description, wanted
from comity.cli.movement import OPERATOR
from comity.cli.stopping import community_called, stop
from comity.codes import actions, queries
from comity.codes.actions.standings import recheck
from comity.codes.queries.standings import count_below
from comity.codes.rules.effects import Effects
from comity.communities import queries as communities
from comity.kernel.actors import Actor


def add_to(app: typer.Typer) -> None:
    """Put these commands beside the others about codes."""
    app.command()(load)
    app.command("recheck")(recheck_command)
    app.command("draft-from")(draft_from)
    app.command()(show)
    app.command()(publish)
    app.command("discard-draft")(discard_draft)


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
    seen: Annotated[
        Path | None,
        typer.Option(
            help="The draft as `show` printed it before you changed it; where somebody changed "
            "it meanwhile, nothing is written."
        ),
    ] = None,
) -> None:
    """Write a code down as the next draft of a community, or put it in force."""
    place, now = community_called(community).id, timezone.now()
    before = sha256(text_in(seen).encode()).hexdigest() if seen else ""
    if effects and not put_in_force:
        stop("A draft means nothing for anybody yet: --effects belongs to --put-in-force.")
    if put_in_force:
        said = _effects(effects) if effects else None
        version = load_code(file, place, OPERATOR, now, effects=said, seen=before)
        typer.echo(f"Version {version.number} is in force.")
        if said is None:
            typer.echo(
                "It was brought in without a word on what it means for newcomers and for groups "
                "that were silent or shut out. Its page says so."
            )
        return
    version = write_code(file, place, OPERATOR, now, seen=before)
    typer.echo(f"Version {version.number} was drafted.")


def recheck_command(
    community: Annotated[
        str, typer.Argument(help="Its short name; leave out for the whole movement.")
    ] = "",
) -> None:
    """Hold local codes against the floor that have not been since either moved."""
    under = community_called(community).id if community else ""
    checked = recheck(under=under, now=timezone.now())
    typer.echo(f"Checked: {checked}. Below the floor now: {count_below()}.")


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


def show(
    community: Community, *, version: Number = 0, form: Form = "toml", language: OneLanguage = ""
) -> None:
    """Print a version of a code, drafts too, in a form that `load` and `import` read."""
    found = version_of(community, version, OPERATOR)
    document = queries.document(found.id, seen_by=OPERATOR)
    called = f"Version {found.number} of the code of {community}"
    typer.echo(written(document, form, language, called), nl=False)


def publish(
    community: Community,
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


def discard_draft(community: Community, *, yes: Yes = False) -> None:
    """Throw the draft of a community away; not where it was published, for that stays."""
    draft = queries.draft_of(community_called(community).id, seen_by=OPERATOR)
    if draft is None:
        stop(f"{community} has no draft.")
    if not yes:
        typer.confirm(f"Nobody can bring version {draft.number} back. Discard it?", abort=True)
    actions.discard_draft(version_id=draft.id, by=OPERATOR, now=timezone.now())
    typer.echo(f"Version {draft.number} was discarded.")


@transaction.atomic
def load_code(
    file: File,
    community_id: str,
    by: Actor,
    now: datetime,
    *,
    effects: Effects | None = None,
    seen: str = "",
) -> queries.Version:
    """Put the code of a file in force in a community, all of it or nothing.

    Args:
        file: the code.
        community_id: whose code it is.
        by: whoever runs the installation.
        now: the moment.
        effects: what it means for those who are easily overlooked, where it is known.
        seen: the hash of the draft that it is written over; empty for whatever there is.

    Raises:
        WrongInput: the file cannot be read as a code; line and key are named.
        DraftChangedMeanwhile: the draft says something else by now.
        CodeBelowFloor: it falls below what binds above the community.
    """
    version = write_code(file, community_id, by, now, seen=seen)
    actions.freeze(version_id=version.id, effects=effects, by=by, now=now)
    return actions.put_in_force(version_id=version.id, by=by, now=now)


def _effects(file: Path) -> Effects:
    """Read what a version means for some."""
    said = description(file)
    newcomers, silent = (by_language(said, name, file) for name in ("newcomers", "silent"))
    return Effects(wanted(said, "language", str, file), newcomers, silent)


def write_code(
    file: File, community_id: str, by: Actor, now: datetime, *, seen: str = ""
) -> queries.Version:
    """Write the code of a file down as the next draft of a community."""
    document = document_in(file, queries.names_above(community_id).vocabulary)
    return actions.write_draft(
        community_id=community_id, document=document, by=by, now=now, seen=seen
    )
