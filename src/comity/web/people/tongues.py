"""Languages as people write them: by name in whichever language they read, or by tag."""

import unicodedata
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

from comity.people.errors import LanguageNotReadable
from comity.web.components import language_name


def choices() -> list[str]:
    """List the names of all languages, in the reader's language and order."""
    return sorted(set(_names(get_language() or "en").values()), key=_key)


def name_of(tag: str) -> str:
    """Name a language in the reader's language."""
    return _names(get_language() or "en").get(tag) or language_name(tag)


def tag_of(typed: str) -> str:
    """Find the language that somebody means.

    Names count in the reader's language, in the language itself, and in English; a tag counts too.

    Raises:
        LanguageNotReadable: nobody knows it.
    """
    wanted = _key(typed)
    for names in (_names(get_language() or "en"), _own_names(), _names("en")):
        for tag, name in names.items():
            if wanted in {_key(name), tag.lower()}:
                return tag
    raise LanguageNotReadable(field="languages", language=typed[:60])


@lru_cache(maxsize=16)
def _names(reader: str) -> dict[str, str]:
    """Name every language that the Unicode CLDR knows, by BCP 47 tag."""
    locale = Locale.parse(reader, sep="-")
    return {code.replace("_", "-"): name for code, name in locale.languages.items() if name}


@lru_cache(maxsize=1)
def _own_names() -> dict[str, str]:
    """Name every language in itself, where the CLDR knows that."""
    found = {}
    for tag in _names("en"):
        try:
            found[tag] = Locale.parse(tag, sep="-").get_language_name() or ""
        except (UnknownLocaleError, ValueError):
            continue
    return found


def _key(text: str) -> str:
    """Make names comparable: case, accents' spelling and spaces do not matter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
