"""What a report is, who may open it, and how one is written. Plain Python."""

from comity.reports.rules.answers import (
    LONGEST_TEXT,
    MOST_FILES,
    Answers,
    Harmed,
    Mention,
    clean_files,
    clean_line,
    clean_lines,
    clean_text,
    complete,
    from_json,
    tidy,
)
from comity.reports.rules.audience import (
    Audience,
    Bench,
    LeftOut,
    PassedOver,
    Reason,
    choose,
    same_name,
)
from comity.reports.rules.draft import LIFETIME, Draft, begin, begin_again, seal, unseal

__all__ = [
    "LIFETIME",
    "LONGEST_TEXT",
    "MOST_FILES",
    "Answers",
    "Audience",
    "Bench",
    "Draft",
    "Harmed",
    "LeftOut",
    "Mention",
    "PassedOver",
    "Reason",
    "begin",
    "begin_again",
    "choose",
    "clean_files",
    "clean_line",
    "clean_lines",
    "clean_text",
    "complete",
    "from_json",
    "same_name",
    "seal",
    "tidy",
    "unseal",
]
