"""What the reports package refuses."""

from comity.kernel.errors import DomainError, NotFound, WrongInput


class AnswerMissing(WrongInput):
    """A question that needs an answer has none."""

    code = "answer_missing"


class TextTooLong(WrongInput):
    """``detail["most"]`` says how many characters there may be."""

    code = "text_too_long"


class TextNotReadable(WrongInput):
    """There are characters in it that are no text, such as a NUL or half a character."""

    code = "text_not_readable"


class TooManyLines(WrongInput):
    """``detail["most"]`` says how many there may be."""

    code = "too_many_lines"


class TooManyFiles(WrongInput):
    """``detail["most"]`` says how many files one message carries."""

    code = "too_many_files"


class FilesTooLarge(WrongInput):
    """``detail["megabytes"]`` says how large all files of one message may be together."""

    code = "files_too_large"


class FileNotUsable(WrongInput):
    """A file is empty, or was sent in a form that cannot be read."""

    code = "file_not_usable"


class NoSuchPlace(WrongInput):
    """There is no community of this id."""

    code = "no_such_place"


class NoSuchPerson(WrongInput):
    """Somebody is to be kept out who is not known here."""

    code = "no_such_person"


class KeyTooShort(WrongInput):
    """A key for sending once is so short that somebody else may choose the same."""

    code = "idempotency_key_too_short"


class ReceiptUnknown(WrongInput):
    """No report belongs to this receipt, or it is none at all. The two look the same."""

    code = "receipt_unknown"


class DraftNotReadable(WrongInput):
    """A draft was changed on its way, or comes from elsewhere."""

    code = "draft_not_readable"


class DraftEnded(WrongInput):
    """A draft lay open for longer than it may."""

    code = "draft_ended"


class NobodyCanHandle(DomainError):
    """No body that is competent here has enough members who may open this report."""

    code = "nobody_can_handle"


class AudienceChanged(DomainError):
    """Other people could open the report now than those whom the reporter saw."""

    code = "audience_changed"


class AlreadyWithdrawn(DomainError):
    """The report was withdrawn before."""

    code = "already_withdrawn"


class ReportClosed(DomainError):
    """The report was closed and locked away; nobody would read what is added."""

    code = "report_closed"


class ReceiptWithAccount(DomainError):
    """A receipt and an account are never used together, so that nobody can connect them."""

    code = "receipt_with_account"


class NoSuchFile(NotFound):
    """There is no such file in what the receipt opens."""
