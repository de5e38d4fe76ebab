"""What the wikis package refuses, sorted by what a caller can do about it."""

from typing import ClassVar

from comity.kernel.errors import DomainError, WrongInput


class WikiTrouble(DomainError):
    """Something failed between us and a wiki, and nothing more exact can be said.

    Attributes:
        passing: whether trying the same again later can help. If not, a person must act.
    """

    code = "wiki_trouble"
    status = 502
    passing: ClassVar[bool] = False


class WikiUnreachable(WikiTrouble):
    """Nobody answers at the wiki's address, or only an error page does: try again later."""

    code = "wiki_unreachable"
    status = 503
    passing = True


class WikiSlow(WikiTrouble):
    """The wiki did not answer in time or asks us to wait: try again later.

    What was asked for may have happened all the same, so read before asking again.
    """

    code = "wiki_slow"
    status = 503
    passing = True


class WikiNotUnderstood(WikiTrouble):
    """Something answers that is no Action API: try again, and have the address checked."""

    code = "wiki_not_understood"
    passing = True


class WikiRefusesUs(WikiTrouble):
    """The wiki does not let our login do this: a person must renew the login or its rights.

    ``detail`` holds ``wiki_code`` and ``text``, as the wiki said them.
    """

    code = "wiki_refuses_us"


class WikiSaysNo(WikiTrouble):
    """The wiki understood and declined: a person must read why.

    ``detail`` holds ``wiki_code`` and ``text``, as the wiki said them.
    """

    code = "wiki_says_no"


class WikiCannot(WikiTrouble):
    """The wiki has no way to do this at all: choose another way, or ask a person.

    ``detail["capability"]`` names what is missing.
    """

    code = "wiki_cannot"


class WikiDisconnected(WikiTrouble):
    """Our login there was forgotten: somebody must connect the wiki again."""

    code = "wiki_disconnected"


class NoWiki(DomainError):
    """Neither the community nor any above it is connected to a wiki."""

    code = "no_wiki"
    status = 404


class NoSuchAccount(DomainError):
    """The wiki knows no such account. ``detail["account"]`` is the name or number."""

    code = "no_such_account"
    status = 404


class NoSuchPage(DomainError):
    """The wiki has no such page. ``detail["page"]`` is the title or number."""

    code = "no_such_page"
    status = 404


class NoSuchRevision(DomainError):
    """The wiki has no such revision. ``detail["revision"]`` is the number."""

    code = "no_such_revision"
    status = 404


class RevisionHidden(DomainError):
    """The revision exists, but our login may not read it: ask somebody who may."""

    code = "revision_hidden"


class BlockedDifferently(DomainError):
    """A block stands that is not the one asked for; somebody must choose between them.

    ``detail["differences"]`` lists what differs, as ``rules.Difference`` names it.
    """

    code = "blocked_differently"


class CannotBeEmailed(DomainError):
    """The person receives no e-mail through the wiki: use their talk page."""

    code = "cannot_be_emailed"


class EvidenceElsewhere(WrongInput):
    """The address leads to another host than the wiki's. ``detail["host"]`` names the wiki's."""

    code = "evidence_elsewhere"


class EvidenceNotReadable(WrongInput):
    """What was given names neither a revision nor a diff."""

    code = "evidence_not_readable"


class WikiAddressNotUsable(WrongInput):
    """The address of the wiki's API is no https address."""

    code = "wiki_address_not_usable"


class CredentialsNotUsable(WrongInput):
    """What was given is neither a bot name with its password nor a token."""

    code = "wiki_credentials_not_usable"


class SharedLoginElsewhere(WrongInput):
    """The wiki lies outside the domain of the shared login, which is sent nowhere else.

    ``detail["domain"]`` names it.
    """

    code = "shared_login_elsewhere"


class SharedLoginInUse(DomainError):
    """Wikis still use this login. ``detail["count"]`` says how many."""

    code = "shared_login_in_use"


class SharedLoginNotUsable(WrongInput):
    """A shared login needs a name and a domain."""

    code = "shared_login_not_usable"
