"""What an answer means to whoever asked, whichever skin gave it."""

import json
from enum import StrEnum

from comity.messages import words


class Answer(StrEnum):
    """How a skin answers somebody."""

    GIVEN = "was given it"
    REFUSED = "was told why not"
    FORBIDDEN = "was told that they may not"
    SIGN_IN = "was asked to sign in"
    CONFIRM = "was asked to confirm that it is them"
    UNLOCK = "was asked to unlock their keys"
    RECEIPT = "was asked for a receipt"
    HIDDEN = "was told that there is nothing"
    ELSEWHERE = "was led elsewhere"
    NO_SUCH_WAY = "was told that it is not asked for in this way"
    BROKEN = "met an error of ours"


BY_CODE = {
    "locked": Answer.UNLOCK,
    "receipt_unknown": Answer.RECEIPT,
    "receipt_with_account": Answer.RECEIPT,
}
"""Refusals that mean something else than their status says."""
BY_STATUS = {
    401: Answer.SIGN_IN,
    403: Answer.FORBIDDEN,
    404: Answer.HIDDEN,
    405: Answer.NO_SUCH_WAY,
    409: Answer.REFUSED,
    422: Answer.REFUSED,
}
BY_PLACE = {
    "/en/account/sign-in/": Answer.SIGN_IN,
    "/en/account/confirm/": Answer.CONFIRM,
    "/en/keys/unlock/": Answer.UNLOCK,
    "/en/receipt/": Answer.RECEIPT,
    "/en/messages/": Answer.RECEIPT,
}
"""What it means to be led to a page."""


def answered(response):
    """Read an answer."""
    status = response.status_code
    if status == 302:
        return BY_PLACE.get(response.headers["Location"].partition("?")[0], Answer.ELSEWHERE)
    if 200 <= status < 300:
        return Answer.GIVEN
    text = response.content.decode()
    if response.headers.get("Content-Type", "").startswith("application/json"):
        codes = {json.loads(text)["code"]}
    else:
        codes = {code for code in BY_CODE if words(code) in text}
    for code in codes & BY_CODE.keys():
        return BY_CODE[code]
    return BY_STATUS.get(status, Answer.BROKEN)
