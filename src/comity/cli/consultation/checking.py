"""`comity consultation`: taking replies by e-mail, and checking what was published."""

import hashlib
import sys
from pathlib import Path
from typing import Annotated

import typer
from django.db import DatabaseError
from django.utils import timezone

from comity.cli.printing import tell
from comity.consultation.actions import letters
from comity.consultation.rules import lot_audit as lot_audit_rules
from comity.consultation.rules.letters import LARGEST
from comity.consultation.rules.opinion_input import canonical, read
from comity.messages import words

TRY_AGAIN = 75
"""EX_TEMPFAIL of sysexits.h, which mail servers know."""


def add_to(app: typer.Typer) -> None:
    """Put these commands beside the others about consultations."""
    app.command()(receive_mail)
    app.command()(opinion)
    app.command()(lot_audit)


def receive_mail() -> None:
    """Take a reply to a letter about a round, on standard input as a mail server hands it over.

    It ends with 0 also where the letter is ignored, so that nobody is sent a bounce; with 75,
    which asks a mail server to try again, where the database cannot be reached.
    """
    raw = sys.stdin.buffer.read(LARGEST + 1)
    try:
        outcome = letters.receive(raw=raw, now=timezone.now())
    except DatabaseError:
        tell("The database cannot be reached.", err=True)
        raise typer.Exit(TRY_AGAIN) from None
    tell(outcome)


def opinion(
    votes: Annotated[Path, typer.Argument(help="The published votes of a round, as JSON.")],
    *,
    out: Annotated[Path | None, typer.Option(help="Write the whole map here, as JSON.")] = None,
    repeat: Annotated[
        bool, typer.Option(help="Draw it again and again, to see how stable it is.")
    ] = False,
) -> None:
    """Draw an opinion map from published votes, and print the fingerprints to compare."""
    # Only whoever draws a map loads numpy.
    from comity.consultation.engine.opinion import draw  # noqa: PLC0415, said above
    from comity.consultation.engine.opinion_stability import stability  # noqa: PLC0415, said above

    try:
        published = read(votes.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        tell(f"{votes} cannot be read.", err=True)
        raise typer.Exit(1) from None
    result = draw(published)
    text = canonical(result)
    tell(f"algorithm {result['algorithm']}")
    tell(f"votes {published.digest()}")
    tell(f"map {hashlib.sha256(text.encode()).hexdigest()}")
    tell(f"people {result['people']}, groups {[one['size'] for one in result['groups']]}")
    if repeat:
        tell(f"stability {canonical(stability(published))}")
    if out is not None:
        out.write_text(f"{text}\n", encoding="utf-8")


def lot_audit(
    file: Annotated[Path, typer.Argument(help="The public file of a panel that was drawn.")],
    *,
    fairest: Annotated[
        bool, typer.Option(help="Also work out again that no lottery is fairer; takes a while.")
    ] = False,
) -> None:
    """Check that a panel was drawn as it should be; exit with 1 where it was not."""
    try:
        drawing = lot_audit_rules.read(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        tell(f"{file} cannot be read.", err=True)
        raise typer.Exit(1) from None
    checks = [
        (one.holds, words(f"lot_check_{one.code}{'' if one.holds else '_failed'}", **one.detail))
        for one in lot_audit_rules.audit(drawing)
    ]
    if fairest:
        # Only whoever works it out again loads scipy.
        from comity.consultation.engine.lot import as_fair  # noqa: PLC0415, said above

        holds = as_fair(drawing.lots, drawing.pool, drawing.quotas, drawing.seats)
        checks.append((holds, words(f"lot_check_fairest{'' if holds else '_failed'}")))
    for holds, sentence in checks:
        tell(f"{'yes' if holds else 'NO'}  {sentence}")
    tell(f"commitment {drawing.commitment}")
    tell(f"pool {drawing.pool_hash}")
    tell(f"seats {' '.join(drawing.seated)}")
    if not all(holds for holds, _sentence in checks):
        raise typer.Exit(1)
