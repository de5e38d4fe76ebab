"""The words for every refusal, fact and notice, by code, ready for translators."""

from comity.messages import (
    access,
    api,
    bodies,
    cases,
    charter,
    codes,
    codes_drafting,
    codes_exchange,
    codes_floor,
    codes_translations,
    communities,
    competence,
    consultation_answers,
    consultation_conversation,
    consultation_equity,
    consultation_opinions,
    consultation_panels,
    consultation_rounds,
    kernel,
    measures,
    notices,
    operators,
    own,
    people,
    record,
    reports,
    signup,
    upkeep,
    vault,
    web,
    wikis,
    wikis_checklist,
)

_TABLES = (
    access.MESSAGES,
    api.MESSAGES,
    bodies.MESSAGES,
    cases.MESSAGES,
    charter.MESSAGES,
    codes.MESSAGES,
    codes_drafting.MESSAGES,
    codes_exchange.MESSAGES,
    codes_floor.MESSAGES,
    codes_translations.MESSAGES,
    communities.MESSAGES,
    competence.MESSAGES,
    consultation_answers.MESSAGES,
    consultation_conversation.MESSAGES,
    consultation_opinions.MESSAGES,
    consultation_equity.MESSAGES,
    consultation_panels.MESSAGES,
    consultation_rounds.MESSAGES,
    kernel.MESSAGES,
    measures.MESSAGES,
    notices.MESSAGES,
    operators.MESSAGES,
    own.MESSAGES,
    people.MESSAGES,
    record.MESSAGES,
    reports.MESSAGES,
    signup.MESSAGES,
    upkeep.MESSAGES,
    vault.MESSAGES,
    web.MESSAGES,
    wikis.MESSAGES,
    wikis_checklist.MESSAGES,
)

MESSAGES = {code: sentence for table in _TABLES for code, sentence in table.items()}
"""Every code that has words. A code has one meaning, so it stands in one table only."""


def words(code: str, /, **detail: object) -> str:
    """Say what a code means, in the reader's language.

    Args:
        code: of an error, a fact or a notice.
        detail: values for the placeholders of the sentence.

    Raises:
        KeyError: nobody has written the words.
    """
    return str(MESSAGES[code]) % detail
