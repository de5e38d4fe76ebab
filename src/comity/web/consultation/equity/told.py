"""Reports on who takes part as a page shows them: sentences first, then tables, then a picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from comity.consultation.queries.equity import OutreachView
from comity.consultation.rules.equity import (
    Dimension,
    GroupLine,
    Heard,
    Interval,
    Participation,
    Standing,
)
from comity.consultation.rules.equity_report import Report, Side
from comity.consultation.rules.hiding import UNSAID
from comity.consultation.rules.voice import VoiceLine
from comity.consultation.rules.weights import MOST
from comity.web.components import listed, number
from comity.web.consultation.equity.words import DIMENSIONS, STANDINGS, STATES, group

WIDTH, LINE, BAR = 340, 22, 6
NAMED = 5
"""Silent groups that a sentence names; the table has them all."""

MANY = 100
"""People from whom on it is told how much those wrote who wrote most; among few it says nothing."""

PICTURED = 12
"""Groups of a picture; more than that is none."""


@dataclass(frozen=True, slots=True)
class Gone:
    """To whom somebody goes or went out, when, and by what.

    Attributes:
        by: what was done, in a few words; empty where nothing is written down yet.
    """

    task: OutreachView
    name: str
    dimension: Promise
    state: Promise
    tone: str
    by: Sequence[str]


@dataclass(frozen=True, slots=True)
class Row:
    """A group as the table shows it; empty strings where nothing is told.

    Attributes:
        share: of the people concerned.
        people: how many take part.
        part: of all who take part.
        ratio: how many times as many as if everybody took part alike, with its range.
        heard: how much of what they said changed something.
        words: for each of them.
        mark: which line of the picture it is; empty for none.
        gone: how somebody goes or went out to it, where it hardly takes part; None for nobody.
    """

    name: str
    share: str
    people: str
    part: str
    ratio: str
    ratio_range: str
    standing: Promise | str
    tone: str
    hidden: bool
    heard: str
    words: str
    mark: str
    gone: Gone | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of the picture: how large a group is, and how large a part it has."""

    mark: str
    y: int
    share: str
    part: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The same as the table, drawn; mirrored where people read from right to left.

    Attributes:
        edge: where the letters of the lines stand.
    """

    width: int
    height: int
    edge: int
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Shown:
    """One dimension of a report."""

    dimension: Dimension
    name: Promise
    sentences: Sequence[str]
    rows: Sequence[Row]
    picture: Picture | None
    hides: bool

    @property
    def has_words(self) -> bool:
        """Whether it is told of any group how much its people wrote."""
        return any(one.words for one in self.rows)

    @property
    def has_heard(self) -> bool:
        """Whether it is told of any group what became of what its people said."""
        return any(one.heard for one in self.rows)


def gone_out(task: OutreachView) -> Gone:
    """Show how somebody goes or went out to a group."""
    state, tone = STATES[task.state]
    by = []
    if held := len(task.sessions):
        by.append(
            ngettext("%(count)s listening session", "%(count)s listening sessions", held)
            % {"count": number(held)}
        )
        people = sum(one.people for one in task.sessions)
        by.append(
            ngettext("%(count)s person came.", "%(count)s people came.", people)
            % {"count": number(people)}
        )
    return Gone(
        task, group(task.dimension, task.category), DIMENSIONS[task.dimension], state, tone, by
    )


def percent(share: float | None) -> str:
    """Write a share as people say it: 12 %; below one percent with a place more."""
    if share is None:
        return ""
    value = 100 * share
    return _("%(number)s %%") % {"number": number(round(value, 0 if value >= 1 else 1))}


def about_all(report: Report) -> list[str]:
    """Say how many take part, how unevenly they speak, and what weights would leave."""
    if not report.people:
        return [_("Nobody has taken part yet.")]
    told = [_("People who took part so far: %(people)s.") % {"people": number(report.people)}]
    if few := report.dominance:
        if report.people >= MANY:
            told.append(
                _(
                    "Of all words, the one in a hundred who wrote most wrote %(percent)s. "
                    "The ten who wrote most wrote %(ten)s."
                )
                % {"percent": percent(few.top_percent), "ten": percent(few.top_ten)}
            )
        told.append(
            _("Half of all words come from so many people: %(half)s.") % {"half": number(few.half)}
        )
    if weighing := report.weighing:
        told.append(
            _(
                "If every group counted by its true size (%(dimensions)s), the answers of "
                "%(answers)s people would tell as much as those of %(effective)s. Such weights "
                "only describe opinion: no vote is ever counted with them."
            )
            % {
                "dimensions": listed([str(DIMENSIONS[one]) for one in weighing.dimensions]),
                "answers": number(weighing.answers),
                "effective": number(weighing.effective),
            }
        )
        if weighing.trimmed:
            told.append(
                _(
                    "Some weights were cut, so that no answer counts more than %(most)s times as "
                    "much as another; the true sizes of the groups are then not quite reached."
                )
                % {"most": number(MOST)}
            )
    return told


def side(found: Side, target: int, gone: Mapping[tuple[Dimension, str], OutreachView]) -> Shown:
    """Show one dimension.

    Args:
        found: of the report.
        target: how many percent should be reached.
        gone: how somebody goes or went out to groups.
    """
    measured = found.taking_part
    heard = {one.category: one for one in found.heard}
    voices = {one.category: one for one in found.voices}
    drawn = _drawn(measured)
    marks = {one.category: _letter(place) for place, one in enumerate(drawn)}
    return Shown(
        measured.dimension,
        DIMENSIONS[measured.dimension],
        _sentences(measured, target),
        [
            _row(
                measured.dimension,
                one,
                heard.get(one.category),
                voices.get(one.category),
                marks.get(one.category, ""),
                task=gone.get((measured.dimension, one.category)),
            )
            for one in measured.lines
            if one.standing is not Standing.OUTSIDE or one.people != 0
        ]
        + [_unsaid(measured)],
        _picture(drawn),
        measured.hides,
    )


def _sentences(measured: Participation, target: int) -> list[str]:
    told = [
        _(
            "The groups that take part make up %(coverage)s of the people concerned. "
            "The aim is %(target)s."
        )
        % {"coverage": percent(measured.coverage), "target": percent(target / 100)}
    ]
    silent = [one for one in measured.lines if one.share and one.standing is Standing.SILENT]
    if silent:
        names = [group(measured.dimension, one.category) for one in silent]
        if len(names) > NAMED:
            rest = _("%(count)s more") % {"count": number(len(names) - NAMED)}
            names = [*names[:NAMED], rest]
        told.append(_("Hardly heard: %(groups)s.") % {"groups": listed(names)})
    if measured.dissimilarity is not None and measured.people:
        told.append(
            _("So many of those who take part would have to be others to make it right: %(part)s.")
            % {"part": percent(measured.dissimilarity)}
        )
    return told


def _row(
    dimension: Dimension,
    line: GroupLine,
    heard: Heard | None,
    voice: VoiceLine | None,
    mark: str,
    *,
    task: OutreachView | None,
) -> Row:
    standing, tone = STANDINGS[line.standing]
    missed = line.standing in {Standing.SILENT, Standing.TOO_FEW}
    return Row(
        name=group(dimension, line.category),
        share=percent(line.share),
        people="" if line.people is None else number(line.people),
        part=percent(line.part),
        ratio="" if line.ratio is None else number(round(line.ratio, 2)),
        ratio_range=_range(line.ratio_range) if line.people is not None else "",
        standing=standing,
        tone=tone,
        hidden=line.people is None,
        heard=_heard(heard),
        words=number(round(voice.words)) if voice else "",
        mark=mark,
        gone=gone_out(task) if task and missed else None,
    )


def _unsaid(measured: Participation) -> Row:
    return Row(
        name=group(measured.dimension, UNSAID),
        share="",
        people="" if measured.unsaid is None else number(measured.unsaid),
        part="",
        ratio="",
        ratio_range="",
        standing=STANDINGS[Standing.TOO_FEW][0] if measured.unsaid is None else "",
        tone="still",
        hidden=measured.unsaid is None,
        heard="",
        words="",
        mark="",
    )


def _range(found: Interval | None) -> str:
    if found is None:
        return ""
    return _("%(low)s to %(high)s") % {
        "low": number(round(found.low, 2)),
        "high": number(round(found.high, 2)),
    }


def _heard(found: Heard | None) -> str:
    if found is None or found.share is None or found.share_range is None:
        return ""
    return _("%(share)s of %(answered)s (%(low)s to %(high)s)") % {
        "share": percent(found.share),
        "answered": number(found.answered or 0),
        "low": percent(found.share_range.low),
        "high": percent(found.share_range.high),
    }


def _drawn(measured: Participation) -> list[GroupLine]:
    shown = [one for one in measured.lines if one.share and one.part is not None]
    return shown if 0 < len(shown) <= PICTURED else []


def _letter(place: int) -> str:
    return chr(ord("A") + place)


def _picture(lines: Sequence[GroupLine]) -> Picture | None:
    if not lines:
        return None
    most = max(max(one.share or 0, one.part or 0) for one in lines)
    mirrored = get_language_bidi()
    start, room = 20, WIDTH - 30

    def path(value: float, y: int) -> str:
        begin, end = start, start + max(1, round(room * value / most))
        if mirrored:
            begin, end = WIDTH - begin, WIDTH - end
        return f"M{begin} {y}H{end}"

    bars = [
        Bar(
            _letter(place),
            LINE * place + LINE // 2,
            path(one.share or 0, LINE * place + LINE // 2 - BAR // 2),
            path(one.part or 0, LINE * place + LINE // 2 + BAR // 2),
        )
        for place, one in enumerate(lines)
    ]
    return Picture(WIDTH, LINE * len(lines), WIDTH - 8 if mirrored else 8, bars)
