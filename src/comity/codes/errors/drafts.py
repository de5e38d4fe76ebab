"""What is refused about drafts and their editions."""

from comity.kernel.errors import DomainError


class EditionUnchanged(DomainError):
    """The draft says what its last edition says, so there is nothing new to publish."""

    code = "code_edition_unchanged"


class DraftHasEditions(DomainError):
    """Editions of the draft are public, so it is changed rather than discarded."""

    code = "code_draft_has_editions"
