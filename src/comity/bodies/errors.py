"""What the bodies package refuses."""

from comity.kernel.errors import DomainError, NotFound, WrongInput


class BodySlugTaken(WrongInput):
    """Another body has this short name."""

    code = "body_slug_taken"


class BodySlugWrong(WrongInput):
    """A short name is lower-case letters, digits and single dashes."""

    code = "body_slug_wrong"


class BodyNameMissing(WrongInput):
    """A body needs a name in at least one language."""

    code = "body_name_missing"


class ResponseDaysWrong(WrongInput):
    """A body answers within at least one day and at most ninety."""

    code = "response_days_wrong"


class MandateWrong(WrongInput):
    """A part of a mandate is outside what makes sense."""

    code = "mandate_wrong"


class MandateOver(DomainError):
    """This mandate is over already."""

    code = "mandate_over"


class PlacesWrong(WrongInput):
    """A body has at least one place and at most a hundred, where anybody says how many."""

    code = "places_wrong"


class ContactMissing(WrongInput):
    """A body says how to reach it without Comity."""

    code = "contact_missing"


class TermWrong(WrongInput):
    """A term ends on or after the day it begins."""

    code = "term_wrong"


class SeatTaken(DomainError):
    """Somebody else holds this seat in that time."""

    code = "seat_taken"


class AlreadySeated(DomainError):
    """The person sits in this body in that time already."""

    code = "already_seated"


class SeatAlreadyEnded(DomainError):
    """Nobody holds this seat any more."""

    code = "seat_already_ended"


class ConflictWithNothing(WrongInput):
    """A conflict is with an account or with a community, and with one of them only."""

    code = "conflict_with_nothing"


class FoundingOver(DomainError):
    """Two people have seated somebody in this body, so one alone changes no seats any more."""

    code = "founding_over"
    status = 403


class NothingToCompare(DomainError):
    """Somebody who made no keys has no fingerprint that others could compare."""

    code = "nothing_to_compare"


class AlreadyProposed(DomainError):
    """The same is proposed already and waits to be confirmed."""

    code = "already_proposed"


class ProposalOver(DomainError):
    """A proposal was carried, withdrawn, or waited too long."""

    code = "proposal_over"


class ProposalAboutYou(DomainError):
    """Nobody has a say in whether they take a seat, or lose one."""

    code = "proposal_about_you"
    status = 403


class ProposalYours(DomainError):
    """Whoever proposed something does not confirm it too."""

    code = "proposal_yours"
    status = 403


class ConfirmedBefore(DomainError):
    """Nobody counts twice."""

    code = "proposal_confirmed_before"


class KeyChanged(DomainError):
    """The key is another one than when it was proposed or compared, so nobody has compared it."""

    code = "proposal_key_changed"


class CodeNameWrong(WrongInput):
    """A code name is a few letters, digits and spaces, and not empty."""

    code = "code_name_wrong"


class NoWish(NotFound):
    """Nobody of this body asked for this code name."""
