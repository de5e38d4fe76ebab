"""Title and summary of a version, as one unit among those that are translated."""

from comity.codes.models import CodeVersion
from comity.codes.rules.documents import Text


def about_words(version: CodeVersion, language: str) -> Text:
    """Give title and summary of a version in one language; empty where there are none."""
    return Text(version.title.get(language, ""), version.summary.get(language, ""))
