"""What anyone can be allowed to do."""

from enum import StrEnum


class Permission(StrEnum):
    """Every permission there is, in one alphabetical list.

    A permission is written ``thing:verb``, both in the singular and in lower
    case; its name is the same in capitals, ``THING_VERB``.
    """

    BODY_CREATE = "body:create"
    BODY_SEAT = "body:seat"
    CASE_HANDLE = "case:handle"
    CHARTER_ADOPT = "charter:adopt"
    CODE_EDIT = "code:edit"
    CODE_PUT_IN_FORCE = "code:put_in_force"
    CODE_REVIEW = "code:review"
    CODE_TRANSLATE = "code:translate"
    COMMUNITY_CREATE = "community:create"
    CONSULTATION_RUN = "consultation:run"
    INSTALLATION_WATCH = "installation:watch"
    SIGNING_REQUIRE = "signing:require"
    WIKI_CONNECT = "wiki:connect"


OPERATOR_MAY = frozenset(
    {
        Permission.BODY_CREATE,
        Permission.BODY_SEAT,
        Permission.CHARTER_ADOPT,
        Permission.CODE_EDIT,
        Permission.CODE_PUT_IN_FORCE,
        Permission.COMMUNITY_CREATE,
        Permission.INSTALLATION_WATCH,
        Permission.WIKI_CONNECT,
    }
)
"""What whoever runs the machine may do from the command line: set up, never read or decide."""
