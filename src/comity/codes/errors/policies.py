"""What is refused about policies that are laid beside a code."""

from comity.kernel.errors import WrongInput


class PolicyWithoutWords(WrongInput):
    """There is nothing in the text that could be compared with anything."""

    code = "policy_without_words"


class PolicyPartMissing(WrongInput):
    """A policy that says something of a provision says it somewhere; one that says nothing, not."""

    code = "policy_part_missing"
