"""What a guide is made of."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Guide:
    """How to do one thing.

    Attributes:
        slug: its short name in the address.
        title: what somebody wants to do.
        lead: what it is for, and how long it takes.
        steps: in their order, each a paragraph.
        sees: who sees what of it.
        good_to_know: what people ask about it.
        terms: slugs of the glossary that its words come from.
        start: name of the page where it begins; empty where that differs for everybody.
        quiet: whether its title and address bar should give nothing away.
    """

    slug: str
    title: Promise
    lead: Promise
    steps: tuple[Promise, ...]
    sees: tuple[Promise, ...]
    good_to_know: tuple[Promise, ...]
    terms: tuple[str, ...]
    start: str = ""
    quiet: bool = False
