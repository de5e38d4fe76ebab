"""What the readers of codes refuse."""

from comity.kernel.errors import WrongInput


class CodeSyntaxWrong(WrongInput):
    """The text is not TOML."""

    code = "code_syntax_wrong"


class CodeKeyMissing(WrongInput):
    """A code must say this, and the text does not."""

    code = "code_key_missing"


class CodeKeyUnknown(WrongInput):
    """A code knows no such key."""

    code = "code_key_unknown"


class CodeValueWrong(WrongInput):
    """A value is of another kind, or outside what makes sense."""

    code = "code_value_wrong"


class CodeNameUnknown(WrongInput):
    """A provision uses a name that neither this code nor one above it explains."""

    code = "code_name_unknown"


class CodeTooLong(WrongInput):
    """The text is longer than any code for people to read."""

    code = "code_too_long"


class CodeTooManyProvisions(WrongInput):
    """The text falls into more provisions than anybody reads."""

    code = "code_too_many_provisions"


class CodeNotText(WrongInput):
    """The file is not text in UTF-8."""

    code = "code_not_text"


class FrontMatterWrong(WrongInput):
    """The lines between the plus signs at the top are not closed, or not TOML."""

    code = "code_front_matter_wrong"


class CodeMarkupOpen(WrongInput):
    """Markup that encloses something is not closed, or closed and never opened."""

    code = "code_markup_open"


class UnitNumberTwice(WrongInput):
    """Two places of a text carry the same unit number."""

    code = "code_unit_number_twice"
