"""What the communities package refuses."""

from comity.kernel.errors import WrongInput


class SlugTaken(WrongInput):
    """Another community has this short name."""

    code = "community_slug_taken"


class SlugWrong(WrongInput):
    """A short name is lower-case letters, digits and single dashes."""

    code = "community_slug_wrong"


class SlugHidden(WrongInput):
    """An address of ours has this word where the short name would stand."""

    code = "community_slug_hidden"


class NameMissing(WrongInput):
    """A community needs a name in at least one language."""

    code = "community_name_missing"


class LanguageWrong(WrongInput):
    """This is no BCP 47 language tag."""

    code = "community_language_wrong"


class ParentWrong(WrongInput):
    """Only a movement stands alone, there is one, and nothing stands under itself."""

    code = "community_parent_wrong"


class DatesWrong(WrongInput):
    """An event has a first and a last day, in that order; nothing else has any."""

    code = "community_dates_wrong"
