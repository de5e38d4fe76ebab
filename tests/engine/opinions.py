"""Votes made up for opinion maps."""

import random

from hypothesis import strategies as st

STATEMENTS = 12


def planted(*, groups, people, seed=2):
    """Make groups that differ on the statements which are theirs, and are of one mind else.

    Returns: the votes, and the names of the members of each group.
    """
    chance = random.Random(seed)  # noqa: S311, nothing is secret here
    votes, members = [], []
    for group in range(groups):
        members.append([f"{group}-{who}" for who in range(people)])
        for name in members[-1]:
            for number in range(1, STATEMENTS + 1):
                side = 1 if number % groups == group else -1
                votes.append((name, number, side if chance.random() < 0.9 else 0))
    return votes, members


def mixed(votes, seed):
    """Put votes into another order."""
    return random.Random(seed).sample(votes, len(votes))  # noqa: S311, as above


def renamed(votes, turn):
    """Give everybody another name."""
    return [(f"{turn}-{who[::-1]}", number, value) for who, number, value in votes]


def votes_of(*, people, statements):
    """Make up votes: who, on what, how; the same pair can come twice."""
    vote = st.tuples(
        st.integers(1, people).map(str), st.integers(1, statements), st.integers(-1, 1)
    )
    return st.lists(vote, max_size=people * statements)
