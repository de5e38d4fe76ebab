"""What is refused about translations."""

from comity.kernel.errors import DomainError, WrongInput


class SourceTextAgreed(WrongInput):
    """The words of the source language are what was agreed; translations follow them."""

    code = "source_text_agreed"


class LanguageUnknown(WrongInput):
    """This is no tag of a language."""

    code = "language_tag_wrong"


class TranslationEmpty(WrongInput):
    """A translation without words says nothing."""

    code = "translation_empty"


class TranslationStateGiven(WrongInput):
    """This state cannot be chosen: it follows from what is done, or from the source."""

    code = "translation_state_given"


class TranslationMoveImpossible(DomainError):
    """From the state in which the translation is, this leads nowhere."""

    code = "translation_move_impossible"


class TranslationOutdated(DomainError):
    """The source changed after the translation was made, so it is mended before it is read."""

    code = "translation_outdated"


class OwnTranslation(DomainError):
    """A translation is approved by somebody other than whoever wrote it."""

    code = "own_translation"


class ReasonMissing(WrongInput):
    """Whoever does this says why."""

    code = "reason_missing"


class SourceChanged(WrongInput):
    """The source is not the one that the translation was made from any more."""

    code = "source_changed"


class SourceNotTranslated(WrongInput):
    """No translation of this provision was made from that source, or it is the present one."""

    code = "source_not_translated"


class AlreadyKept(DomainError):
    """The change was let through before."""

    code = "translations_kept_already"


class NotKept(DomainError):
    """Nobody said that this change leaves translations right, or it was taken back."""

    code = "translations_not_kept"


class TermsTooMany(WrongInput):
    """A glossary with more terms is a dictionary."""

    code = "terms_too_many"


class TermEmpty(WrongInput):
    """A term needs the word and its translation."""

    code = "term_empty"


class OwnTerm(DomainError):
    """A term is approved by somebody other than whoever wrote it."""

    code = "own_term"


class NobodySignsInSo(WrongInput):
    """Nobody signs in with this name."""

    code = "nobody_signs_in_so"
