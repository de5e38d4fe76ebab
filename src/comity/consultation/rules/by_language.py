"""A text in several languages, brought into shape."""

from collections.abc import Mapping

from comity.consultation.rules.texts import clean_tag, clean_text


def tidy(texts: Mapping[str, str], *, field: str, most: int) -> dict[str, str]:
    """Bring a text in several languages into shape; a language without words is left out.

    Args:
        texts: by language tag.
        field: where it was typed, for the refusal.
        most: characters in each language.

    Raises:
        ContributionLanguageWrong: a key is no language tag.
        ContributionTooLong: a text is longer.
        ContributionNotReadable: there is something in a text that is no text.
    """
    return {
        clean_tag(language): clean_text(text, field=field, most=most)
        for language, text in texts.items()
        if text.strip()
    }
