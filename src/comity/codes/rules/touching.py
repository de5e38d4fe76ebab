"""Which words of a local code touch the floor, so that people must read them."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from comity.codes.rules.documents import Text, TextState
from comity.codes.rules.effective import EffectiveCode, Phrasing, structure
from comity.codes.rules.floor import link, names_of
from comity.codes.rules.provisions import Provision, Taxonomy, covered
from comity.kernel.chain import canonical

_WORD = re.compile(r"\w+")
_ARTICLE = "ال"
_UNSEEN = re.compile("[\u034f\u0640\u115f\u1160\u17b4\u17b5\u3164\ufe00-\ufe0f\uffa0]")
"""Letters that change nothing of what people read, beside those that Unicode says only format."""
_ALIKE = str.maketrans("авеікмнорсѕтухјһԁԛԝαβειικνορτυχ", "abeikmhopcstyxjhdqwabeiiknoptux")
"""Letters of other scripts that look like ours; a word that mixes the two is read as ours."""
_OURS = re.compile("[a-z]")
SHORTEST_STEM = 4
"""Letters; two shorter words that begin alike mean different things too often."""
VOUCHED_FOR = frozenset({TextState.SOURCE, TextState.COMPLETE, TextState.APPROVED})
"""Words of these states say what the floor says. Whatever else stands there as a translation, one
person or a machine wrote, or it says what the floor said earlier."""


Names = Sequence[frozenset[str]]
"""The words of each name of something."""


@dataclass(frozen=True)
class Upper:
    """What binds above a local code, as far as words are concerned.

    Attributes:
        provisions: of the floor, by id.
        texts: of each provision, by language; only words that somebody vouches for.
        agreed: the language of each whose words were agreed; the others are translations.
        names: of the floor's provisions, as ``floor.names_of`` lists them.
        behaviours: what each behaviour that the floor speaks of is called, by language.
        tree: where the behaviours stand.
    """

    provisions: Mapping[str, Provision]
    texts: Mapping[str, Mapping[str, Text]]
    agreed: Mapping[str, str]
    names: Mapping[str, str]
    behaviours: Mapping[str, Mapping[str, str]]
    tree: Taxonomy
    _called: dict[str, Mapping[str, Names]] = field(init=False, default_factory=dict)
    _asked: dict[str, object] = field(init=False, default_factory=dict)

    @cached_property
    def leaves(self) -> Mapping[str, frozenset[str]]:
        """List the leaves of each behaviour."""
        return self.tree.leaves()

    @cached_property
    def speaking(self) -> Mapping[str, list[str]]:
        """List, by behaviour, the provisions that speak of it or of what stands over it."""
        found: dict[str, list[str]] = {name: [] for name in self.behaviours}
        for key, one in self.provisions.items():
            if one.structured:
                for name in (one.behaviours | covered(self.leaves, one.behaviours)) & found.keys():
                    found[name].append(key)
        return found

    def asks(self, key: str) -> object:
        """Say what a provision of the floor asks for, with its agreed words, as a mark has it."""
        if key not in self._asked:
            words = _said(self.texts[key][self.agreed[key]])
            self._asked[key] = [structure(self.provisions[key]), words]
        return self._asked[key]

    def called(self, language: str) -> Mapping[str, Names]:
        """List the words of the name of each behaviour that the floor speaks of.

        What has no name in a language is looked for by those of all: otherwise whoever says that
        their words are in another language than they are would be read by nobody.
        """
        if language not in self._called:
            wanted = (language, language.partition("-")[0])
            self._called[language] = {
                name: [words for one in found if (words := frozenset(_words(_plain(one))))]
                for name, labels in self.behaviours.items()
                if self.speaking[name]
                for found in [[labels[t] for t in wanted if t in labels][:1] or labels.values()]
            }
        return self._called[language]


def upper_of(code: EffectiveCode) -> Upper:
    """Take out of what binds what local words are held against."""
    provisions = [one.provision for one in code.provisions]
    return Upper(
        {one.id: one for one in provisions},
        {one.id: _vouched_for(one.lead.phrasing) for one in code.provisions},
        {one.id: one.lead.phrasing.source_language for one in code.provisions},
        names_of(provisions),
        code.words.get("behaviours", {}),
        code.vocabulary.behaviours,
    )


def _vouched_for(phrasing: Phrasing) -> Mapping[str, Text]:
    """List the words of a provision that a local code may take over unread."""
    return {
        language: text
        for language, text in phrasing.texts.items()
        if phrasing.states.get(language, TextState.COMPLETE) in VOUCHED_FOR
    }


@dataclass(frozen=True, slots=True)
class Matter:
    """Words that people must judge.

    Attributes:
        provision_id: in the local code.
        text: the words.
        language: in which they were agreed.
        touches: ids of the floor's provisions, in order.
        mark: a hash of the words and of all that they touch; the same words against the same
            floor are judged once.
    """

    provision_id: str
    text: Text
    language: str
    touches: tuple[str, ...]
    mark: str


def touching(
    local: Sequence[tuple[Provision, Text]], upper: Upper, language: str
) -> Iterator[Matter]:
    """List the words of a local code that touch the floor.

    These are words of its own for what the floor says, and other words that name behaviour of
    which the floor speaks and the rule beside them does not. Words that are the floor's own,
    letter by letter, touch nothing.

    Args:
        local: provisions with their agreed words.
        upper: what binds above.
        language: of those words.
    """
    linked = link(upper.names, [one for one, _ in local])
    for (written, text), one in zip(local, linked, strict=True):
        over = upper.provisions.get(one.stands_for)
        if over is not None:
            if text in upper.texts.get(over.id, {}).values():
                continue
            touched = [over.id]
        else:
            touched = _mentioned(text, upper, language, ruled=_ruled(one, upper))
        if touched:
            mark = _mark(written, text, [upper.asks(key) for key in touched])
            yield Matter(written.id, text, language, tuple(touched), mark)


def _ruled(local: Provision, upper: Upper) -> frozenset[str]:
    """List the behaviours of which a rule speaks, with what stands over and under them.

    What it says of these the machine compares, and it binds whatever the words are.
    """
    if not local.structured:
        return frozenset()
    over = {name for one in local.behaviours for name in upper.tree.path(one)}
    return local.behaviours | over | covered(upper.leaves, local.behaviours)


def _mentioned(text: Text, upper: Upper, language: str, *, ruled: frozenset[str]) -> list[str]:
    """Name the provisions of the floor whose behaviour some words name, in their order.

    Args:
        text: the words.
        upper: what binds above.
        language: of those words.
        ruled: behaviours that may be named, since a rule beside the words speaks of them.
    """
    whole = _plain(f"{text.title} {text.body} {text.example}")
    alike: dict[str, set[str]] = {}
    for word in _words(whole):
        alike.setdefault(word[:SHORTEST_STEM], set()).add(word)
    found = {
        key
        for name, names in upper.called(language).items()
        if name not in ruled
        and any(
            all(
                any(_same(one, word) for word in alike.get(one[:SHORTEST_STEM], ()))
                or (not one.isascii() and one in whole)
                for one in words
            )
            for words in names
        )
        for key in upper.speaking[name]
    }
    return [key for key in upper.provisions if key in found] if found else []


def _same(first: str, second: str) -> bool:
    """Tell whether two words are one with different endings: most of the shorter one agrees."""
    shorter = min(len(first), len(second))
    alike = max(SHORTEST_STEM, -(-shorter * 3 // 4)) if shorter > SHORTEST_STEM else shorter
    return first[:alike] == second[:alike]


def _words(plain: str) -> Iterator[str]:
    """Take the words of a text that can name something; short ones of our letters cannot."""
    for found in _WORD.findall(plain):
        word = found.translate(_ALIKE) if _OURS.search(found) else found
        bare = word.removeprefix(_ARTICLE) if len(word) > SHORTEST_STEM else word
        if len(bare) >= SHORTEST_STEM or not bare.isascii():
            yield bare


def _plain(text: str) -> str:
    """Write a text as people read it: without case, accents, and what nobody sees."""
    if text.isascii():
        return text.casefold()
    said = unicodedata.normalize("NFKD", _UNSEEN.sub("", text).casefold())
    unread = {
        ord(one): None
        for one in set(said)
        if unicodedata.combining(one) or unicodedata.category(one) == "Cf"
    }
    return said.translate(unread)


def _mark(written: Provision, text: Text, floor: Sequence[object]) -> str:
    said = {"words": _said(text), "structure": structure(written), "floor": floor}
    return hashlib.sha256(canonical(said)).hexdigest()


def _said(text: Text) -> list[str]:
    return [text.title, text.body, text.example]
