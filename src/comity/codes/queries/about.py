"""Title and summary of a version, as one unit among those that are translated."""

from comity.codes.models import AboutText, CodeVersion
from comity.codes.queries.keeping import kept_pairs
from comity.codes.rules.documents import Document, Text, TextState
from comity.codes.rules.sources import ABOUT, shown_state, source_hash


def about_words(version: CodeVersion, language: str) -> Text:
    """Give title and summary of a version in one language; empty where there are none."""
    return Text(version.title.get(language, ""), version.summary.get(language, ""))


def about_state(version_id: str, document: Document, language: str) -> TextState | None:
    """Tell how far title and summary in one language can be trusted; none where nobody knows.

    Args:
        version_id: whose title and summary they are.
        document: what that version says.
        language: of the translation.
    """
    found = (
        AboutText.objects.filter(version=version_id, language=language)
        .values_list("state", "made_from", "version__code")
        .first()
    )
    if found is None:
        return None
    state, made_from, code_id = found
    source = document.source_language
    agreed = Text(document.title.get(source, ""), document.summary.get(source, ""))
    now = source_hash(source, agreed)
    kept = () if made_from == now else kept_pairs(code_id).get(ABOUT, ())
    return shown_state(TextState(state), made_from, now, kept)
