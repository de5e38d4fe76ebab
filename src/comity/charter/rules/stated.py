"""Reading what the second format of a charter adds."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from comity.charter.rules.agreed import (
    ROLE_DUTIES,
    ROLE_NUMBERS,
    Agreed,
    AppealRoute,
    Appellant,
    BodyClass,
    Clock,
    Duty,
    Limit,
    Missed,
    Origin,
    Role,
    Route,
    Scope,
    Signing,
    Source,
    Standing,
)
from comity.charter.rules.ballots import Ballot
from comity.charter.rules.majorities import Base, Majority
from comity.charter.rules.toml import Section, hours

MOST = 1_000_000
MOST_MEMBERS = 10_000
SEVERITIES = range(1, 6)
GROUNDS = ("competence", "conflict", "hearing", "procedure", "proportion", "new_facts")
"""On which an appeal can rest, as ``cases.rules.words.Ground`` names them."""
KINDS = (
    "event_team",
    "local_panel",
    "technical_panel",
    "affiliate_committee",
    "shared_panel",
    "movement_panel",
    "appeal_panel",
)
"""The kinds of bodies of this house, as ``bodies.rules.BodyKind`` names them."""

T = TypeVar("T")


def agreed(top: Section) -> Agreed:
    """Read everything that only the second format has, except the ballots."""
    sources = _each(top.section("sources"), _source)
    roles = _each(top.maybe("roles"), _role)
    classes = _each(top.maybe("classes"), _class)
    clocks = _each(top.maybe("clocks"), _clock)
    return Agreed(
        sources=sources,
        origins=tuple(_origin(one, sources) for one in top.tables("origin")),
        clocks=clocks,
        notices=_each(top.maybe("notices"), _clock),
        retention=_each(top.maybe("retention"), _kept),
        caps=_each(top.maybe("caps"), _limit),
        thresholds=_each(top.maybe("thresholds"), _limit),
        roles=roles,
        signing=_signing(top.maybe("signing"), roles),
        classes=classes,
        routes=tuple(_route(one, classes, _subjects(top)) for one in top.tables("routing")),
        appeal_routes=tuple(_appeal(one, classes, clocks) for one in top.tables("appealing")),
        free=top.texts("free") if top.has("free") else (),
    )


def ballots(top: Section) -> Mapping[str, Ballot]:
    """Read who must agree where no panel decides."""
    section = top.maybe("ballots")
    known = section.given()
    return _each(section, lambda part: _ballot(part, known))


def _each(section: Section, one: Callable[[Section], T]) -> dict[str, T]:
    found = {key: one(section.section(key)) for key in section.given()}
    section.end()
    return found


def _subjects(top: Section) -> list[str]:
    return top.section("subjects").given()


def _source(part: Section) -> Source:
    source = Source(
        names=part.names("name"),
        standing=Standing(part.one_of("standing", [*Standing])),
        address=part.text_or_none("address"),
        adopted_on=part.day_or_none("adopted_on"),
    )
    part.end()
    return source


def _origin(part: Section, sources: Mapping[str, Source]) -> Origin:
    origin = Origin(
        keys=part.texts("keys"),
        source=_known(part, "source", sources),
        where=part.text_or_none("where"),
        note=part.names("note") if part.has("note") else {},
    )
    part.end()
    return origin


def _clock(part: Section) -> Clock:
    missed = Missed(part.one_of("missed", [*Missed]))
    return _spanned(part, missed)


def _kept(part: Section) -> Clock:
    return _spanned(part, None)


def _spanned(part: Section, missed: Missed | None) -> Clock:
    span = part.span("span")
    clock = Clock(
        names=part.names("name"),
        span=span if hours(span) is not None else "1 day",
        stricter=part.direction("stricter"),
        missed=missed,
    )
    part.end()
    return clock


def _limit(part: Section) -> Limit:
    limit = Limit(
        names=part.names("name"),
        count=part.number("count", 0, MOST),
        stricter=part.direction("stricter"),
    )
    part.end()
    return limit


def _role(part: Section) -> Role:
    training = part.maybe("training")
    role = Role(
        names=part.names("name"),
        numbers={key: part.number(key, 0, MOST) for key in ROLE_NUMBERS if part.has(key)},
        duties={key: _duty(part, key) for key in ROLE_DUTIES if part.has(key)},
        training={module: _duty(training, module) for module in training.given()},
    )
    training.end()
    part.end()
    return role


def _duty(part: Section, key: str) -> Duty:
    return Duty(part.one_of(key, [*Duty]))


def _signing(part: Section, roles: Mapping[str, Role]) -> Signing:
    if not part.given():
        return Signing()
    signing = Signing(
        roles=frozenset(part.texts_of("roles", [*roles])),
        grace_days=part.number("grace_days", 0, 3650),
        renew=part.truth("renew"),
    )
    part.end()
    return signing


def _class(part: Section) -> BodyClass:
    kinds = frozenset(part.texts_of("kinds", [*KINDS]))
    contact = part.text_or_none("contact")
    if not kinds and not contact:
        part.wrong("contact", "there for a class that has no kinds in this house")
    one = BodyClass(part.names("name"), kinds, part.truth("final"), contact)
    part.end()
    return one


def _route(part: Section, classes: Mapping[str, BodyClass], subjects: list[str]) -> Route:
    least = part.number("severity_from", 1, 5) if part.has("severity_from") else min(SEVERITIES)
    most = part.number("severity_to", 1, 5) if part.has("severity_to") else max(SEVERITIES)
    if least > most:
        part.wrong("severity_to", "at least as much as severity_from")
    route = Route(
        id=part.text("id"),
        subjects=frozenset(part.texts_of("subjects", subjects)),
        scopes=frozenset(Scope(one) for one in part.texts_of("scopes", [*Scope])),
        severity=(least, max(least, most)),
        systemic=part.truth("systemic") if part.has("systemic") else False,
        to=part.texts_of("to", [*classes]),
        if_none=_known(part, "if_none", classes) if part.has("if_none") else "",
        because=part.names("because"),
    )
    if not route.to:
        part.wrong("to", "a list of classes, nearest first")
    part.end()
    return route


def _appeal(
    part: Section, classes: Mapping[str, BodyClass], clocks: Mapping[str, Clock]
) -> AppealRoute:
    route = AppealRoute(
        id=part.text("id"),
        decided_by=frozenset(part.texts_of("decided_by", [*classes])),
        alone=part.truth("alone") if part.has("alone") else None,
        to=part.texts_of("to", [*classes]),
        if_none=_known(part, "if_none", classes) if part.has("if_none") else "",
        who=frozenset(Appellant(one) for one in part.texts_of("who", [*Appellant])),
        grounds=frozenset(part.texts_of("grounds", [*GROUNDS])),
        within=_known(part, "within", clocks) if part.has("within") else "",
        because=part.names("because"),
    )
    part.end()
    return route


def _ballot(part: Section, known: list[str]) -> Ballot:
    quorum = part.number("quorum", 0, MOST_MEMBERS) if part.has("quorum") else 0
    majority = None
    if part.has("numerator"):
        majority = Majority(
            numerator=part.number("numerator", 1, 100),
            denominator=part.number("denominator", 1, 100),
            strict=part.truth("strict"),
            base=Base(part.one_of("base", [*Base])),
            quorum=quorum,
        )
        most = majority.denominator - majority.strict
        if majority.numerator > most:
            part.wrong("numerator", "a share of the whole that can be reached")
    ballot = Ballot(
        names=part.names("name"),
        majority=majority,
        quorum=quorum,
        in_favour=part.number("in_favour", 1, MOST_MEMBERS) if part.has("in_favour") else 0,
        net=part.number("net", 1, MOST_MEMBERS) if part.has("net") else 0,
        any_way=part.truth("any_way") if part.has("any_way") else False,
        wait_hours=(hours(part.span("wait")) or 0) if part.has("wait") else 0,
        also=part.texts_of("also", known),
    )
    if majority is None and not ballot.in_favour and not ballot.net:
        part.wrong("in_favour", "there, or a share, or net: something that carries the vote")
    part.end()
    return ballot


def _known(part: Section, key: str, known: Mapping[str, object]) -> str:
    """Read the id of something that this charter defines."""
    value = part.text(key)
    if value and value not in known:
        part.wrong(key, "one of " + ", ".join(known))
    return value
