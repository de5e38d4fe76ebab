"""What is refused about contributions and about taking part."""

from comity.kernel.errors import DomainError, WrongInput


class ContingentUsed(DomainError):
    """``detail["most"]`` contributions were made in this round today."""

    code = "contingent_used"


class TooManyNewcomers(DomainError):
    """Very many people began to take part without an account today."""

    code = "too_many_newcomers"


class TakingPartUnknown(WrongInput):
    """Nobody takes part in this consultation with this receipt, or it is none at all."""

    code = "taking_part_unknown"


class ContributionWithdrawn(DomainError):
    """Its author took it back."""

    code = "contribution_withdrawn"


class ContributionEmpty(WrongInput):
    """Nothing was said."""

    code = "contribution_empty"


class ContributionTooLong(WrongInput):
    """``detail["most"]`` says how many characters there may be."""

    code = "contribution_too_long"


class ContributionNotReadable(WrongInput):
    """There are characters in it that are no text, such as a NUL or half a character."""

    code = "contribution_not_readable"


class ContributionLanguageWrong(WrongInput):
    """``detail["language"]`` is no language tag."""

    code = "contribution_language_wrong"


class ConsentMissing(WrongInput):
    """Somebody else's words are entered without saying how they agreed."""

    code = "consent_missing"


class ChannelWrong(WrongInput):
    """Words do not arrive this way."""

    code = "channel_wrong"


class ProvisionUnknown(WrongInput):
    """The text of this round has no such provision."""

    code = "provision_unknown"


class QuoteNotThere(WrongInput):
    """The words do not stand in this provision."""

    code = "quote_not_there"


class TooManyAnchors(WrongInput):
    """One contribution is about at most ``detail["most"]`` places."""

    code = "too_many_anchors"


class NameWithoutAccount(DomainError):
    """Whoever has no account has no name here that others could rely on."""

    code = "name_without_account"


class SameLanguage(WrongInput):
    """A contribution is not translated into its own language."""

    code = "contribution_same_language"


class FormSentBefore(DomainError):
    """Other words came in the same form, so they may be somebody else's."""

    code = "form_sent_before"


class TooManyTranslations(DomainError):
    """A contribution is translated into at most ``detail["most"]`` languages."""

    code = "too_many_translations"


class TranslatedByAPerson(DomainError):
    """A machine does not replace what a person translated."""

    code = "translated_by_a_person"
