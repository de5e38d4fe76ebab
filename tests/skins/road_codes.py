"""The ways to everything about codes and consultations, one module an area."""

from tests.skins.answering import ways_to_answers
from tests.skins.asking import ways_to_statements
from tests.skins.editing import ways_to_editing
from tests.skins.flooring import ways_to_floor
from tests.skins.measuring import ways_to_measuring
from tests.skins.road_conversing import ways_to_conversation
from tests.skins.road_drafts import ways_to_drafts, ways_to_policies
from tests.skins.road_rounds import ways_to_rounds
from tests.skins.road_translations import ways_to_translations


def ways_to_codes(way, author):
    """List them; ``way`` makes one, and ``author`` is who writes the code."""
    return {
        **ways_to_drafts(way, author),
        **ways_to_editing(way, author),
        **ways_to_floor(way),
        **ways_to_policies(way, author),
        **ways_to_translations(way, author),
        **ways_to_statements(way),
        **ways_to_measuring(way),
        **ways_to_conversation(way),
        **ways_to_answers(way),
        **ways_to_rounds(way),
    }
