"""What translations are refused."""

from comity.kernel.errors import WrongInput


class SourceTextAgreed(WrongInput):
    """The words of the source language are what was agreed; translations follow them."""

    code = "source_text_agreed"


class LanguageUnknown(WrongInput):
    """This is no tag of a language."""

    code = "language_tag_wrong"
