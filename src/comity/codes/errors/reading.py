"""What the readers of codes refuse."""

from comity.kernel.errors import DomainError, WrongInput


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


class CodeHeadWrong(WrongInput):
    """What an exported file says of its code, or of a provision, cannot be read."""

    code = "code_head_wrong"


class CodeIdTwice(WrongInput):
    """Two provisions of one code have the same name."""

    code = "code_id_twice"


class CodeLanguageTwice(WrongInput):
    """Two files are in the same language."""

    code = "code_language_twice"


class CodeFilesDiffer(WrongInput):
    """A file cannot be put together with the one before: they are of different kinds."""

    code = "code_files_differ"


class CodeJsonWrong(WrongInput):
    """The text is not JSON."""

    code = "code_json_wrong"


class CodeShapeUnknown(WrongInput):
    """The text is JSON, but no code in the shape that is read here."""

    code = "code_shape_unknown"


class FilesTooMany(WrongInput):
    """More files are brought than anybody translates into."""

    code = "code_files_too_many"


class ImportNotRead(DomainError):
    """What was brought is not read yet, or could not be read."""

    code = "code_import_not_read"
