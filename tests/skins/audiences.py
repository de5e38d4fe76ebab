"""For whom an address can be, and what everybody else is told there."""

from dataclasses import dataclass, field

from tests.skins.answers import Answer

NOBODY = "nobody"
OTHER, REPORTER = "the holder of another receipt", "the reporter"
RESPONDENT = "the respondent"
MEMBER, LOCKED = "a member", "a member with locked keys"
JUDGE = "an appeal member"
OPERATOR = "an operator"
PERSONS = (
    "a contributor",
    "a member of another body",
    "the excluded member",
    "the recused member",
    MEMBER,
    LOCKED,
    JUDGE,
    OPERATOR,
)
WITHOUT_ACCOUNT = (NOBODY, OTHER, REPORTER, RESPONDENT)
EVERYBODY = WITHOUT_ACCOUNT + PERSONS

GIVEN, REFUSED, HIDDEN = Answer.GIVEN, Answer.REFUSED, Answer.HIDDEN
Audience = dict


def _all(roles, *answers):
    return {role: set(answers) for role in roles}


PUBLIC = _all(EVERYBODY, GIVEN)
NOWHERE = _all(EVERYBODY, HIDDEN)
AWAY = _all(EVERYBODY, Answer.ELSEWHERE)
SIGNED_IN = _all(WITHOUT_ACCOUNT, Answer.SIGN_IN) | _all(PERSONS, GIVEN)
GUESTS = _all(WITHOUT_ACCOUNT, GIVEN) | _all(PERSONS, Answer.ELSEWHERE)
BY_PASSKEY = _all(WITHOUT_ACCOUNT, Answer.SIGN_IN) | _all(PERSONS, Answer.ELSEWHERE)
"""What our script asks; people are led to the page that has the script."""
BY_ACCOUNT = BY_PASSKEY
"""Whoever comes back from another site without having been sent there begins again."""
LEAVING = _all(WITHOUT_ACCOUNT, Answer.ELSEWHERE) | _all(PERSONS, GIVEN)
OWN_KEYS = _all(WITHOUT_ACCOUNT, Answer.SIGN_IN) | _all(PERSONS, GIVEN, REFUSED)
"""Keys are made once, and changed only where there are some."""
NOTHING_TO_STOP = _all(WITHOUT_ACCOUNT, Answer.SIGN_IN) | _all(PERSONS, REFUSED)
"""Nobody here asked to be forgotten."""
SECOND_STEP = _all(WITHOUT_ACCOUNT, Answer.SIGN_IN) | _all(PERSONS, GIVEN, Answer.ELSEWHERE, HIDDEN)
"""What is not set up is not there."""
NOT_THEIRS = _all(WITHOUT_ACCOUNT, Answer.SIGN_IN) | _all(PERSONS, HIDDEN)
"""Something that belongs to a person who is not here."""
CONFIRMED = _all(WITHOUT_ACCOUNT, Answer.SIGN_IN) | _all(PERSONS, Answer.CONFIRM)
"""Whoever has not just confirmed that it is them is asked to do so first."""
BY_WORD = _all(WITHOUT_ACCOUNT, Answer.SIGN_IN) | _all(PERSONS, Answer.FORBIDDEN)
"""The same over the API, which leads nobody to a page."""

CASE = (
    _all(WITHOUT_ACCOUNT, Answer.SIGN_IN)
    | _all(PERSONS, HIDDEN)
    | _all((MEMBER, JUDGE), GIVEN)
    | _all((LOCKED,), Answer.UNLOCK)
)
"""Those who can open a case; for everybody else there is none, and they are not told "no"."""
MOVE = CASE | _all((MEMBER, JUDGE), GIVEN, REFUSED, HIDDEN)
"""As a case; a move that is not theirs now is refused in words, and some moves no member makes."""

ANY_REPORT = _all(EVERYBODY, Answer.RECEIPT) | _all((REPORTER, OTHER), GIVEN)
"""Whoever holds a report's receipt, for their own report."""
THIS_REPORT = ANY_REPORT | _all((OTHER,), HIDDEN)
REPORTED_CASE = ANY_REPORT | _all((OTHER,), HIDDEN)
"""A report of which no case was opened yet has none."""
MESSAGE = ANY_REPORT | _all((RESPONDENT,), GIVEN, Answer.RECEIPT)
FRESH = _all(EVERYBODY, Answer.RECEIPT)
"""A receipt that has just been made, and nobody here has just made one."""
SENDING = _all(WITHOUT_ACCOUNT, GIVEN) | _all(PERSONS, Answer.RECEIPT)
"""Reports and proofs come without an account."""
ACCUSED = _all(EVERYBODY, Answer.RECEIPT) | _all((RESPONDENT,), GIVEN, REFUSED)
DOOR = PUBLIC | _all((RESPONDENT,), Answer.ELSEWHERE)
"""Where a receipt is typed or earned; whoever has come in is led on."""

AUTHORS = (
    _all(WITHOUT_ACCOUNT, Answer.SIGN_IN)
    | _all(PERSONS, Answer.FORBIDDEN)
    | _all((OPERATOR,), GIVEN)
)
"""Those who may write a code; that there is one is no secret."""
BROUGHT = AUTHORS | _all((OPERATOR,), HIDDEN)
"""What somebody brought in, which is not there."""
DRAFT = _all(EVERYBODY, HIDDEN) | _all((OPERATOR,), GIVEN)
WRITING_DRAFT = DRAFT | _all(WITHOUT_ACCOUNT, Answer.SIGN_IN)


@dataclass(frozen=True)
class Row:
    """One address.

    Attributes:
        audience: what everybody is told who asks for it.
        at: what stands in its gaps: the name of a thing of the situation, or the thing itself.
        asked: what stands behind the question mark.
        typed: what is sent, right in form, so that nothing but the sender can be wrong.
        sending: what everybody is told who sends something, where that differs.
        only_sent: whether it takes nothing but what is sent.
        by_token: what everybody is told whose token calls it, where that differs.
    """

    audience: dict
    at: dict = field(default_factory=dict)
    asked: dict = field(default_factory=dict)
    typed: dict = field(default_factory=dict)
    sending: dict | None = None
    only_sent: bool = False
    by_token: dict | None = None
