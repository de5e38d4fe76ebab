"""Codes and consultations: what they cost at the size that a movement brings."""

from bench.codes import floor, lot, opinion, redline, rounds

TOPICS = (floor, lot, opinion, redline, rounds)


def figures():
    """Measure, one topic after the other."""
    for topic in TOPICS:
        yield from topic.figures()
