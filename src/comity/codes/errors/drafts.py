"""What is refused about drafts and their editions."""

from comity.kernel.errors import DomainError, WrongInput


class EditionUnchanged(DomainError):
    """The draft says what its last edition says, so there is nothing new to publish."""

    code = "code_edition_unchanged"


class DraftHasEditions(DomainError):
    """Editions of the draft are public, so it is changed rather than discarded."""

    code = "code_draft_has_editions"


class DraftThere(DomainError):
    """The community has a draft already, which a new one would wipe out."""

    code = "code_draft_there"


class DraftChangedMeanwhile(DomainError):
    """Somebody else changed the draft after it was read."""

    code = "code_draft_changed"


class ProvisionChangedMeanwhile(DomainError):
    """Somebody else changed the provision after the form was opened."""

    code = "code_provision_changed"


class ProvisionIdTaken(WrongInput):
    """Another provision of the draft has this short name."""

    code = "code_provision_id_taken"


class ShortNameWrong(WrongInput):
    """The short name has other letters than addresses take."""

    code = "code_short_name_wrong"


class ProvisionWithoutWords(WrongInput):
    """A provision needs a title or a text in the language of the code."""

    code = "code_provision_without_words"


class HalfSorted(WrongInput):
    """What a provision is about and how strongly it speaks go together, or neither is said."""

    code = "code_half_sorted"


class NameNotExplained(WrongInput):
    """A provision uses a name that neither this draft nor a code above it explains."""

    code = "draft_name_not_explained"


class NameTaken(WrongInput):
    """The draft explains this name already."""

    code = "draft_name_taken"


class NameInUse(DomainError):
    """A provision of the draft, or another name, still uses this name."""

    code = "draft_name_in_use"


class ParameterTwice(WrongInput):
    """One provision gives the same number twice, so nobody knows which of them holds."""

    code = "code_parameter_twice"


class ParameterWrong(WrongInput):
    """A value that its direction cannot compare."""

    code = "code_parameter_wrong"


class AddressWrong(WrongInput):
    """An address on the web starts with https:// or http://."""

    code = "code_address_wrong"
