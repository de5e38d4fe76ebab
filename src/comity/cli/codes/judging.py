"""`comity code words`: words of local codes that touch the floor, and what people say of them."""

from collections.abc import Iterator
from typing import Annotated, Literal

import typer
from django.utils import timezone

from comity.cli.codes.places import Anywhere, writer
from comity.cli.files import Json, Words, text_of
from comity.cli.printing import beginning, show_json, tell
from comity.cli.stopping import community_called
from comity.cli.tokens import By
from comity.codes.actions import reviews as actions
from comity.codes.queries import reviews as queries
from comity.codes.queries.binding import floor_of
from comity.codes.queries.reviews import ReviewRow
from comity.codes.rules.review import Verdict

Review = Annotated[str, typer.Argument(help="The id of the words, as `list` prints it.")]

app = typer.Typer(no_args_is_help=True, help="Words that touch the floor; people judge them.")


def add_to(above: typer.Typer) -> None:
    """Put these commands under the others about codes."""
    above.add_typer(app, name="words")


@app.command("list")
def list_them(
    community: Anywhere = "",
    *,
    which: Annotated[
        Literal["waiting", "judged", "below"],
        typer.Option("--show", help="What waits, what was judged, or what was judged below."),
    ] = "waiting",
    as_json: Json = False,
) -> None:
    """List words that people judge or have judged; what waits longest stands first."""
    found = queries.reviews(
        community_id=community_called(community).id if community else "",
        waiting=which == "waiting",
        below=which == "below",
    )
    if as_json:
        show_json([_told(one) for one in found.prefetch_related("reviewers")])
        return
    for one in found:
        tell(f"{one.id}  {one.verdict or one.state}  {_named(one)}")


@app.command()
def mine(*, by: By = None, as_json: Json = False) -> None:
    """List the words that you have taken on and not judged, and those that you could take on."""
    judge, today = writer(by), timezone.now().date()
    taken = queries.mine_to_judge(judge)
    waiting = queries.reviews(waiting=True).prefetch_related("reviewers")
    free = [
        one
        for one in (waiting if queries.may_review(judge) else ())
        if queries.reviews_there(one, judge) and queries.why_not(one, judge, on=today) is None
    ]
    listed = [("taken", one) for one in taken] + [("free", one) for one in free]
    if as_json:
        show_json([{"mine": whose, **_told(one)} for whose, one in listed])
        return
    for whose, one in listed:
        tell(f"{one.id}  {whose}  {_named(one)}")


@app.command()
def show(review: Review, *, as_json: Json = False) -> None:
    """Print words beside what the floor says of it, with what people said of them so far."""
    found = queries.review(review)
    if as_json:
        show_json(_told(found))
        return
    for line in _lines(found):
        tell(line)


@app.command()
def take(review: Review, *, by: By = None) -> None:
    """Take words on, to judge them."""
    actions.take_review(review_id=review, by=writer(by), now=timezone.now())
    typer.echo("You have taken these words on. Judge them with `judge`.")


@app.command()
def judge(
    review: Review,
    verdict: Annotated[Verdict, typer.Argument(help="Where they stand against the floor.")],
    reason: Words,
    *,
    by: By = None,
) -> None:
    """Say whether words protect as much as the floor, and why. Everybody can read it, for good."""
    whoever = writer(by)
    actions.judge_words(
        review_id=review, verdict=verdict, reason=text_of(reason), by=whoever, now=timezone.now()
    )
    typer.echo("Your verdict stands. Everybody can read it now.")


@app.command("give-back")
def give_back(review: Review, *, by: By = None) -> None:
    """Give words back that you have taken on and not judged."""
    actions.leave_review(review_id=review, by=writer(by), now=timezone.now())
    typer.echo("You have given these words back.")


def _named(row: ReviewRow) -> str:
    said = beginning(row.title or row.body)
    return f"{row.asked_on}  {row.code.community.slug}  {row.key}  {row.language}  {said}"


def _lines(row: ReviewRow) -> Iterator[str]:
    yield f"{row.id}  {row.verdict or row.state}  {row.asked_on}  {row.code.community.slug}"
    yield f"{row.key}  {row.language}"
    yield from _indented(row.title, row.body, row.example)
    floor = floor_of(row.code.community_id)
    for name in row.touches:
        touched = floor.provision(name) if floor else None
        if touched is not None:
            said = touched.said(row.language)
            yield f"The floor says: {name}  {said.language}"
            yield from _indented(said.text.title, said.text.body, said.text.example)
    hints = queries.hints_in(row.title, row.body, language=row.language)
    if hints:
        yield f"Words that often weaken: {', '.join(hints)}"
    for one in queries.reviewers(row.id):
        from_where = "inside" if one.inside else "outside"
        yield f"{from_where}  {one.verdict or 'has not judged yet'}  {one.reason}".rstrip()


def _indented(*texts: str) -> Iterator[str]:
    for text in texts:
        for line in text.splitlines():
            yield f"  {line}"


def _told(row: ReviewRow) -> dict[str, object]:
    return {
        "id": row.id,
        "community": row.code.community.slug,
        "provision": row.key,
        "touches": list(row.touches),
        "language": row.language,
        "title": row.title,
        "text": row.body,
        "example": row.example,
        "state": row.state,
        "verdict": row.verdict,
        "asked_on": row.asked_on.isoformat(),
        "judged_on": row.judged_on.isoformat() if row.judged_on else None,
        "verdicts": [
            {"inside": one.inside, "verdict": one.verdict, "reason": one.reason}
            for one in sorted(row.reviewers.all(), key=lambda one: (one.taken_on, one.id))
            if one.verdict
        ],
    }
