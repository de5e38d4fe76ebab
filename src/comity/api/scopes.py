"""What a token is good for, operation by operation. Its owner's own limits hold besides.

A token comes without keys: it opens no room. It is not used with receipts either, because it says
whose it is. What everybody may do needs no scope; a token that has the one named here sees there
what its owner sees, and any other token what everybody sees.
"""

from collections.abc import Mapping
from enum import StrEnum, auto

from comity.people.rules import Scope


class Beside(StrEnum):
    """What is not a matter of scopes."""

    EVERYBODY = auto()
    NO_TOKEN = auto()


EVERYBODY, NO_TOKEN = Beside.EVERYBODY, Beside.NO_TOKEN

_SEALED = (
    "case",
    "fetch_file",
    "take",
    "propose_decline",
    "decline",
    "accept",
    "resume",
    "declare",
    "recuse",
    "open_inquiry",
    "add_evidence",
    "state_allegation",
    "serve",
    "extend",
    "close_hearing",
    "vote",
    "conclude_findings",
    "propose_measure",
    "decide",
    "propose_outcome",
    "decide_appeal",
    "send_message",
    "retry_measure",
)
_OF_PARTIES = (
    "start_challenge",
    "prove",
    "read",
    "answer",
    "fetch_file",
    "ask_support",
    "appeal",
    "read_as_reporter",
    "appeal_as_reporter",
    "ask_review",
)
_OF_REPORTS = (
    "audience_of_place",
    "audience_of_report",
    "submit",
    "read",
    "reply",
    "fetch_file",
    "withdraw",
)
_OF_OPINIONS = (
    "next_statement",
    "waiting",
    "answers",
    "propose",
    "begin_with",
    "react",
    "take_back",
    "withdraw",
    "show",
    "decline",
    "translate",
    "draw",
)

_OF_TRANSLATORS = (
    "languages",
    "units_of",
    "unit_of",
    "review_unit",
    "keep",
    "end_keeping",
    "put_term",
    "approve",
    "take_out",
)

_OF_EDITORS = (
    "provisions",
    "add",
    "change",
    "remove",
    "move",
    "bring_back",
    "describe",
    "explain",
    "forget",
)
_OF_IMPORTS = ("begin", "look", "write_down", "forget")
_OF_PEOPLE = ("allow", "dismiss", "name", "dismiss_judge")

_OF_ANSWERS = (
    "answer",
    "answer_together",
    "object_to_answer",
    "suggest",
    "enter_suggestion",
    "conclude",
)
_OF_AGREEMENT = ("propose", "take_position", "hear", "record_outcome", "take_back")
_OF_EQUITY = ("set_shares", "about_me", "begin", "settle", "session")
_OF_PANELS = (
    "open_pool",
    "put_forward",
    "take_back",
    "close_pool",
    "relax",
    "draw",
    "free_seat",
    "cancel",
)

_OPEN_CONVERSATION = ("similar", "together", "summary", "results", "set_aside_log")
_OF_CONVERSATION = ("merge", "part", "signals", "set_aside", "take_back_in")
_OF_ROUNDS = (
    "prepare",
    "change_words",
    "end",
    "plan",
    "replan",
    "take_step",
    "contribute",
    "contribute_for",
    "change",
    "withdraw",
    "translate",
    "choose_shown",
)

SCOPES: Mapping[str, Scope | Beside] = {
    "bodies_bodies": EVERYBODY,
    "bodies_body": EVERYBODY,
    "cases_member_inbox": Scope.CASES_LIST,
    **{f"cases_member_{name}": NO_TOKEN for name in _SEALED},
    **{f"cases_party_{name}": NO_TOKEN for name in _OF_PARTIES},
    "charter_charter": EVERYBODY,
    "charter_versions": EVERYBODY,
    "charter_version": EVERYBODY,
    "charter_changes": EVERYBODY,
    "codes_version": Scope.CODES_WRITE,
    "codes_findings": Scope.CODES_WRITE,
    "codes_redline": Scope.CODES_WRITE,
    "codes_compared": Scope.CODES_WRITE,
    "codes_file": Scope.CODES_WRITE,
    "codes_code": EVERYBODY,
    "codes_versions": Scope.CODES_WRITE,
    "codes_freeze": Scope.CODES_WRITE,
    "codes_put_in_force": Scope.CODES_WRITE,
    "codes_translate": Scope.CODES_WRITE,
    "codes_write_draft": Scope.CODES_WRITE,
    "floor_check": Scope.CODES_WRITE,
    "floor_where_codes_stand": EVERYBODY,
    "floor_words_to_judge": EVERYBODY,
    "floor_review": EVERYBODY,
    "floor_take": Scope.CODES_WRITE,
    "floor_leave": Scope.CODES_WRITE,
    "floor_judge": Scope.CODES_WRITE,
    "floor_opinions_asked": EVERYBODY,
    "floor_opinion": EVERYBODY,
    "floor_ask": Scope.CODES_WRITE,
    "floor_answer": Scope.CODES_WRITE,
    "codes_drafts_edition": EVERYBODY,
    "codes_drafts_publish_edition": Scope.CODES_WRITE,
    "codes_drafts_discard": Scope.CODES_WRITE,
    "codes_drafts_templates": EVERYBODY,
    "codes_drafts_editions": EVERYBODY,
    "codes_drafts_draft": Scope.CODES_WRITE,
    "codes_drafts_start": Scope.CODES_WRITE,
    "codes_drafts_replace_draft": Scope.CODES_WRITE,
    **{f"codes_editing_{name}": Scope.CODES_WRITE for name in _OF_EDITORS},
    **{f"codes_importing_{name}": Scope.CODES_WRITE for name in _OF_IMPORTS},
    **{f"codes_people_{name}": Scope.CODES_WRITE for name in _OF_PEOPLE},
    "talk_list_talk": Scope.CODES_WRITE,
    **{f"talk_{name}": Scope.CODES_WRITE for name in ("say", "answer", "take_back", "hide")},
    **{f"translations_{name}": Scope.CODES_WRITE for name in _OF_TRANSLATORS},
    "translations_terms": EVERYBODY,
    "communities_communities": EVERYBODY,
    "communities_community": EVERYBODY,
    "communities_who_handles": EVERYBODY,
    **{f"consultation_conversation_{name}": EVERYBODY for name in _OPEN_CONVERSATION},
    **{f"consultation_conversation_{name}": Scope.CONSULTATIONS_WRITE for name in _OF_CONVERSATION},
    **{
        f"consultation_answers_{name}": EVERYBODY
        for name in ("list_answers", "conclusion", "causes")
    },
    **{f"consultation_answers_{name}": Scope.CONSULTATIONS_WRITE for name in _OF_ANSWERS},
    **{
        f"consultation_agreement_{name}": EVERYBODY
        for name in ("proposals", "proposal", "positions")
    },
    **{f"consultation_agreement_{name}": Scope.CONSULTATIONS_WRITE for name in _OF_AGREEMENT},
    "consultation_rounds_list_consultations": EVERYBODY,
    "consultation_rounds_consultation": EVERYBODY,
    "consultation_rounds_list_contributions": EVERYBODY,
    "consultation_rounds_contribution": EVERYBODY,
    "consultation_rounds_begin": NO_TOKEN,
    "consultation_rounds_begin_part": NO_TOKEN,
    **{f"consultation_rounds_{name}": Scope.CONSULTATIONS_WRITE for name in _OF_ROUNDS},
    "consultation_opinions_statements": EVERYBODY,
    "consultation_opinions_opinion_map": EVERYBODY,
    "consultation_opinions_votes": EVERYBODY,
    "consultation_weighted_weighted_opinion": EVERYBODY,
    **{f"consultation_opinions_{name}": Scope.CONSULTATIONS_WRITE for name in _OF_OPINIONS},
    **{f"consultation_equity_{name}": EVERYBODY for name in ("shares", "report", "outreach")},
    **{f"consultation_equity_{name}": Scope.CONSULTATIONS_WRITE for name in _OF_EQUITY},
    **{f"consultation_panels_{name}": EVERYBODY for name in ("list_panels", "panel", "lot")},
    **{f"consultation_panels_{name}": Scope.CONSULTATIONS_WRITE for name in _OF_PANELS},
    "measures_guideline": EVERYBODY,
    "people_me": Scope.ME_READ,
    "people_export": NO_TOKEN,
    "policies_policies": EVERYBODY,
    "policies_policy": Scope.CODES_WRITE,
    "policies_add": Scope.CODES_WRITE,
    "policies_remove": Scope.CODES_WRITE,
    "policies_map_provision": Scope.CODES_WRITE,
    **{f"reports_{name}": NO_TOKEN for name in _OF_REPORTS},
    "search_search": EVERYBODY,
    "signup_gate": EVERYBODY,
    "signup_mine": Scope.SIGNATURES_READ,
    "signup_sign": Scope.SIGNATURES_WRITE,
    "wikis_wikis": Scope.WIKIS_READ,
    "wikis_wiki": Scope.WIKIS_READ,
    "wikis_shared_logins": Scope.WIKIS_READ,
    "wikis_keep_shared_login": Scope.WIKIS_WRITE,
    "wikis_drop_shared_login": Scope.WIKIS_WRITE,
    "wikis_connect": Scope.WIKIS_WRITE,
    "wikis_check": Scope.WIKIS_WRITE,
    "wikis_disconnect": Scope.WIKIS_WRITE,
    "wikis_signing_here": EVERYBODY,
    "wikis_choose_group": Scope.WIKIS_WRITE,
    "wikis_look_at_effect": Scope.WIKIS_WRITE,
    "wikis_choose_refusing": Scope.WIKIS_WRITE,
}
