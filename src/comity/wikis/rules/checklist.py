"""What we need on a wiki, why, and how to grant it: one table for every skin.

The words stand in ``comity.messages`` under ``wiki_need_``, ``wiki_why_`` and ``wiki_without_``
with the name of the need. Names of grants stand here, as wikis show them in English, and lines
of configuration, which are the same in every language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto

from comity.wikis.rules.capabilities import Capabilities
from comity.wikis.rules.configuration import group_lines, refusing_lines, rights_lines
from comity.wikis.rules.connecting import usable
from comity.wikis.rules.survey import GRAVE, Editing, Survey

READ = "Basic rights"
EDIT = "Edit existing pages"
CREATE = "Create, edit, and move pages"
BLOCK = "Block and unblock users"
EMAIL = "Send email to other users"
OWN_ADDRESS = "Access private information"
DELETED = "View deleted files and pages"

UNREACHED = frozenset({"wiki_unreachable", "wiki_slow", "wiki_not_understood", "wiki_trouble"})
"""Troubles in which nobody answered as a wiki does, so that nothing is known of the login."""


class Met(StrEnum):
    """Whether a need is met."""

    MET = auto()
    MISSING = auto()
    EXCESS = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the checklist.

    Attributes:
        name: of the need.
        met: how it stands.
        needed: whether nothing works without it.
        grants: what to tick on ``Special:BotPasswords``, or for an OAuth consumer.
        configuration: lines for ``LocalSettings.php``.
        found: what the wiki said: a version, a name, a list of rights.
    """

    name: str
    met: Met
    needed: bool = False
    grants: tuple[str, ...] = ()
    configuration: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is known of a wiki, and what is wanted of it.

    Attributes:
        api_url: of its ``api.php``.
        trouble: the code of what went wrong at the last check; empty if nothing did.
        said: what the wiki said of it, in its own words.
        can: what can be done there; None if the wiki was never asked.
        survey: of its groups; None if the wiki was never asked.
        group: into which people are put who have signed; empty where nobody wants that.
        refuses: whether only they shall edit.
        sign_url: where people sign.
    """

    api_url: str
    trouble: str = ""
    said: str = ""
    can: Capabilities | None = None
    survey: Survey | None = None
    group: str = ""
    refuses: bool = False
    sign_url: str = ""


@dataclass(frozen=True, slots=True)
class _Right:
    """A need that the rights of our login meet."""

    name: str
    rights: tuple[str, ...]
    grants: tuple[str, ...]
    needed: bool = False
    also: Mapping[str, str] = field(default_factory=dict)


RIGHTS = (
    _Right("read", ("read",), (READ,), needed=True),
    _Right("write", ("edit", "createtalk"), (EDIT, CREATE), needed=True),
    _Right("block", ("block",), (BLOCK,), needed=True),
    _Right("block_mail", ("blockemail",), (BLOCK,)),
    _Right("read_deleted", ("deletedhistory", "deletedtext"), (DELETED,)),
)


def checklist(found: Found) -> tuple[Line, ...]:
    """Hold what is known of a wiki against everything we need there, in the order of mending."""
    lines = [*_reaching(found), *_rights(found), *_abilities(found)]
    if found.group:
        lines.append(_group(found))
    if found.refuses:
        lines.append(_only_group(found))
    return tuple(lines)


def usable_now(lines: tuple[Line, ...]) -> bool:
    """Whether everything is met without which nothing works."""
    return all(line.met is Met.MET for line in lines if line.needed)


def _known(found: Found) -> bool:
    return not found.trouble and found.can is not None and found.survey is not None


def _met(truth: object) -> Met:
    return Met.MET if truth else Met.MISSING


def _reaching(found: Found) -> list[Line]:
    """Say whether we come in at all."""
    asked = bool(found.trouble) or found.can is not None
    answers = found.trouble not in UNREACHED
    enters = not found.trouble
    survey = found.survey if _known(found) else None
    return [
        Line(name="address", met=_met(usable(found.api_url)), needed=True, found=found.api_url),
        Line(name="answer", met=_met(answers) if asked else Met.UNKNOWN, needed=True),
        Line(
            name="login",
            met=_met(enters) if asked and answers else Met.UNKNOWN,
            needed=True,
            found=found.can.login if enters and found.can else found.said,
        ),
        Line(
            name="version",
            met=Met.UNKNOWN if survey is None else _met(not survey.old),
            found=survey.version if survey else "",
        ),
        Line(
            name="free",
            met=Met.UNKNOWN if survey is None else _met(not survey.blocked),
            needed=True,
        ),
    ]


def _rights(found: Found) -> list[Line]:
    """Say which rights our login holds and lacks."""
    held = found.can.rights if _known(found) and found.can else None
    return [
        Line(
            name=need.name,
            met=Met.UNKNOWN if held is None else _met(held.issuperset(need.rights)),
            needed=need.needed,
            grants=need.grants,
            configuration=rights_lines(need.rights),
            found=", ".join(one for one in need.rights if held is not None and one not in held),
        )
        for need in RIGHTS
    ]


def _abilities(found: Found) -> list[Line]:
    """Say what the wiki itself can do, and what our login could do but never should."""
    can = found.can if _known(found) else None
    survey = found.survey if _known(found) else None
    parts = can is not None and can.partial_blocks and can.page_restrictions
    excess = sorted(can.rights & GRAVE) if can else []
    return [
        Line(name="partial_blocks", met=_met(parts) if can else Met.UNKNOWN),
        Line(
            name="mail",
            met=_met(can.email) if can else Met.UNKNOWN,
            grants=(EMAIL, OWN_ADDRESS),
            configuration="$wgEnableEmail = true;\n$wgEnableUserEmail = true;",
        ),
        Line(name="renames", met=_met(can.rename_log) if can else Met.UNKNOWN),
        Line(
            name="temporary",
            met=_met(survey.temporary_accounts) if survey else Met.UNKNOWN,
            configuration="$wgAutoCreateTempUser['enabled'] = true;",
        ),
        Line(
            name="little",
            met=(Met.EXCESS if excess else Met.MET) if can else Met.UNKNOWN,
            found=", ".join(excess),
        ),
    ]


def _group(found: Found) -> Line:
    survey = found.survey if _known(found) else None
    return Line(
        name="group",
        met=_met(survey.can_keep(found.group)) if survey else Met.UNKNOWN,
        configuration=group_lines(found.group),
        found=found.group,
    )


def _only_group(found: Found) -> Line:
    survey = found.survey if _known(found) else None
    editing = survey.editing(found.group) if survey else None
    return Line(
        name="only_group",
        met=Met.UNKNOWN if editing is None else _met(editing is Editing.ONLY_GROUP),
        configuration=refusing_lines(found.group, found.sign_url),
        found=", ".join(sorted(survey.editors)) if survey else "",
    )
