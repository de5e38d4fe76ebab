"""For whom every operation of the API is."""

from django.conf import settings

from tests.factories.codes import MEANS
from tests.skins.answering import ANSWER_OPERATIONS
from tests.skins.asking import STATEMENT_OPERATIONS
from tests.skins.audiences import (
    ACCUSED,
    ANY_REPORT,
    AUTHORS,
    BY_WORD,
    CASE,
    DRAFT,
    LOCKED,
    MEMBER,
    MOVE,
    PUBLIC,
    REPORTED_CASE,
    SENDING,
    SIGNED_IN,
    THIS_REPORT,
    WRITING_DRAFT,
    Row,
)
from tests.skins.editing import EDITING_OPERATIONS
from tests.skins.flooring import FLOOR_OPERATIONS
from tests.skins.measuring import MEASURING_OPERATIONS
from tests.skins.road_conversing import CONVERSATION_OPERATIONS
from tests.skins.road_rounds import ROUND_OPERATIONS

THE_CASE = {"case_id": "case_id"}
CODE = {"slug": "movement"}
WIKI = {"slug": "wiki_slug"}
WHY = {"reason": "Because."}
TEXT = {"text": "A word."}
APPEAL = {"grounds": ["hearing"], "text": "Not so."}
VISIT = "a visit that nobody else can guess at all"
PLACE = {"community": "project_id"}
TERMS = {"level": 4, "kind": "partial_block", "days": 7, "pages": ["Lantern"]}
ALLEGATION = {
    "account": {"provider": "wiki", "subject": "1", "name": "Ferron"},
    "provision": "respect",
    "what": "called another editor names.",
    "where": "the talk page of Lantern",
    "when": "on 1 March",
    "harm": 2,
    "intent": "knowing",
}
A_CODE = (settings.PACKAGE / "cli" / "sandbox" / "code-universal.toml").read_text()
THE_DRAFT = {"version_id": "draft"}
THE_UNIT = THE_DRAFT | {"provision_id": "answer", "language": "ar"}
A_QUESTION = {"provision": "respect", "kind": "question", "language": "en", "text": "Why?"}
OWN_TALK = BY_WORD | {who: SIGNED_IN[who] for who in (MEMBER, LOCKED)}
"""One member said it, and sits at two browsers."""
A_POLICY = {"title": "Events", "language": "en", "text": "Be kind at events."}
MAPPED = {"relation": "equal", "part": 1}
TRANSLATION = {"title": "الجواب", "text": "لكل بلاغ جواب."}


def _move(**typed):
    return Row(MOVE, at=THE_CASE, typed=typed)


OPERATIONS = {
    "GET /bodies": Row(PUBLIC),
    "GET /bodies/{slug}": Row(PUBLIC, at={"slug": "body_slug"}),
    "GET /cases": Row(SIGNED_IN),
    "GET /cases/{case_id}": Row(CASE, at=THE_CASE),
    "GET /cases/{case_id}/files/{item_id}/{number}": Row(
        CASE, at=THE_CASE | {"item_id": "panel_file", "number": 0}
    ),
    "POST /cases/{case_id}/taking": _move(),
    "POST /cases/{case_id}/decline-proposal": _move(**WHY),
    "POST /cases/{case_id}/decline": _move(**WHY),
    "POST /cases/{case_id}/acceptance": _move(severity=3),
    "POST /cases/{case_id}/resumption": _move(**WHY),
    "POST /cases/{case_id}/conflicts": _move(conflicts=[]),
    "POST /cases/{case_id}/recusal": _move(conflicts=[]),
    "POST /cases/{case_id}/inquiry": _move(),
    "POST /cases/{case_id}/evidence": _move(**TEXT),
    "POST /cases/{case_id}/allegations": _move(**ALLEGATION),
    "POST /cases/{case_id}/service": _move(note=""),
    "POST /cases/{case_id}/extension": _move(),
    "POST /cases/{case_id}/deliberation": _move(),
    "POST /cases/{case_id}/votes": _move(choices={}),
    "POST /cases/{case_id}/findings": _move(),
    "POST /cases/{case_id}/proposals": _move(terms=TERMS, **WHY),
    "POST /cases/{case_id}/decision": _move(),
    "POST /cases/{case_id}/outcomes": _move(outcome="overturn", **WHY),
    "POST /cases/{case_id}/appeal-decision": _move(),
    "POST /cases/{case_id}/messages": _move(to="panel", **TEXT),
    "POST /cases/{case_id}/measures/{measure_id}/retry": Row(
        MOVE, at=THE_CASE | {"measure_id": "measure"}
    ),
    "GET /charter": Row(PUBLIC),
    "GET /charter/versions": Row(PUBLIC),
    "GET /charter/versions/{version_id}": Row(PUBLIC, at={"version_id": "charter_version"}),
    "GET /charter/versions/{before}/changes/{later}": Row(
        PUBLIC, at={"before": "charter_version", "later": "charter_version"}
    ),
    **FLOOR_OPERATIONS,
    **EDITING_OPERATIONS,
    "GET /codes/versions/{version_id}": Row(DRAFT, at={"version_id": "draft"}),
    "GET /codes/versions/{version_id}/findings": Row(DRAFT, at={"version_id": "draft"}),
    "GET /codes/versions/{before}/changes/{later}": Row(
        DRAFT, at={"before": "draft", "later": "draft"}
    ),
    "GET /codes/versions/{before}/summary/{later}": Row(
        DRAFT, at={"before": "draft", "later": "draft"}
    ),
    "GET /codes/versions/{version_id}/file/{format_name}": Row(
        DRAFT, at={"version_id": "draft", "format_name": "json"}
    ),
    "POST /codes/versions/{version_id}/freeze": Row(
        BY_WORD, at=THE_DRAFT, typed=MEANS, by_token=WRITING_DRAFT
    ),
    "POST /codes/versions/{version_id}/put-in-force": Row(
        BY_WORD, at=THE_DRAFT, by_token=WRITING_DRAFT
    ),
    "PUT /codes/versions/{version_id}/provisions/{provision_id}/{language}": Row(
        WRITING_DRAFT,
        at={"version_id": "draft", "provision_id": "answer", "language": "ar"},
        typed=TRANSLATION,
    ),
    "GET /codes/editions/{edition_id}": Row(PUBLIC, at={"edition_id": "edition"}),
    "POST /codes/versions/{version_id}/editions": Row(WRITING_DRAFT, at={"version_id": "draft"}),
    "DELETE /codes/{slug}/draft": Row(BY_WORD, at={"slug": "project_slug"}, by_token=WRITING_DRAFT),
    "GET /codes/{slug}/templates": Row(PUBLIC, at=CODE),
    "GET /codes/{slug}/editions": Row(PUBLIC, at=CODE),
    "GET /codes/{slug}/draft": Row(WRITING_DRAFT, at={"slug": "project_slug"}),
    "POST /codes/{slug}/draft": Row(AUTHORS, at=CODE, typed={"template": "shipped-movement"}),
    "PUT /codes/{slug}/draft": Row(AUTHORS, at=CODE, typed={"toml": A_CODE}),
    "GET /codes/versions/{version_id}/languages": Row(DRAFT, at=THE_DRAFT),
    "GET /codes/versions/{version_id}/languages/{language}": Row(
        DRAFT, at=THE_DRAFT | {"language": "ar"}
    ),
    "GET /codes/versions/{version_id}/languages/{language}/{provision_id}": Row(DRAFT, at=THE_UNIT),
    "POST /codes/versions/{version_id}/provisions/{provision_id}/{language}/review": Row(
        WRITING_DRAFT, at=THE_UNIT, typed={"move": "take_back"}
    ),
    "POST /codes/versions/{version_id}/kept/{provision_id}": Row(
        WRITING_DRAFT,
        at=THE_DRAFT | {"provision_id": "answer"},
        typed={"made_from": "0" * 64, "reason": "Because."},
    ),
    "POST /codes/versions/{version_id}/kept/{provision_id}/end": Row(
        WRITING_DRAFT,
        at=THE_DRAFT | {"provision_id": "answer"},
        typed={"made_from": "0" * 64, "right_for": "1" * 64, "reason": "Because."},
    ),
    "GET /codes/{slug}/glossary/{language}": Row(PUBLIC, at=CODE | {"language": "ar"}),
    "PUT /codes/{slug}/glossary/{language}": Row(
        AUTHORS, at=CODE | {"language": "ar"}, typed={"term": "name", "said": "اسم"}
    ),
    "POST /codes/glossary/{term_id}/approval": Row(AUTHORS, at={"term_id": "term"}),
    "DELETE /codes/glossary/{term_id}": Row(AUTHORS, at={"term_id": "term"}),
    "GET /codes/{slug}/talk": Row(PUBLIC, at=CODE),
    "POST /codes/{slug}/talk": Row(SIGNED_IN, at=CODE, typed=A_QUESTION),
    "POST /codes/talk/{talk_id}/answers": Row(
        SIGNED_IN, at={"talk_id": "talk"}, typed={"language": "en", "text": "Yes."}
    ),
    "POST /codes/talk/{talk_id}/withdrawal": Row(OWN_TALK, at={"talk_id": "talk"}),
    "POST /codes/talk/{talk_id}/hiding": Row(AUTHORS, at={"talk_id": "talk"}, typed=WHY),
    "GET /codes/{slug}": Row(PUBLIC, at=CODE),
    "GET /policies/of/{slug}": Row(PUBLIC, at=CODE),
    "POST /policies/of/{slug}": Row(AUTHORS, at=CODE, typed=A_POLICY),
    "GET /policies/{policy_id}": Row(PUBLIC, at={"policy_id": "policy"}),
    "DELETE /policies/{policy_id}": Row(AUTHORS, at={"policy_id": "policy"}),
    "PUT /policies/{policy_id}/provisions/{provision_id}": Row(
        AUTHORS, at={"policy_id": "policy", "provision_id": "respect"}, typed=MAPPED
    ),
    "GET /codes/{slug}/versions": Row(PUBLIC, at=CODE),
    "POST /codes/{slug}/versions": Row(AUTHORS, at=CODE, typed={"toml": A_CODE}),
    "GET /communities": Row(PUBLIC),
    "GET /communities/{slug}": Row(PUBLIC, at=CODE),
    "GET /communities/{slug}/handlers": Row(
        PUBLIC, at=CODE, asked={"subject": "harassment", "severity": 3}
    ),
    **MEASURING_OPERATIONS,
    "GET /me": Row(SIGNED_IN),
    "GET /me/export": Row(BY_WORD),
    "GET /measures/guideline": Row(PUBLIC),
    "POST /messages/challenges": Row(
        SENDING, typed={"wiki": "wiki", "account": "Ferron", "visit": VISIT}
    ),
    "POST /messages/proofs": Row(SENDING, typed={"token": "", "visit": VISIT}),
    "GET /messages": Row(ACCUSED),
    "POST /messages": Row(ACCUSED, typed=TEXT),
    "GET /messages/files/{item_id}/{number}": Row(
        ACCUSED, at={"item_id": "respondent_file", "number": 0}
    ),
    "POST /messages/appeal": Row(ACCUSED, typed=APPEAL),
    "POST /messages/support": Row(ACCUSED, typed=TEXT),
    "GET /report/case": Row(REPORTED_CASE),
    "POST /report/appeal": Row(ANY_REPORT, typed=APPEAL),
    "POST /report/review": Row(ANY_REPORT, typed=WHY),
    "GET /audience": Row(PUBLIC, asked=PLACE),
    "POST /audience": Row(PUBLIC, typed=PLACE),
    "POST /reports": Row(SENDING, typed=PLACE | {"what": "It hurt."}),
    "GET /report": Row(ANY_REPORT),
    "POST /report": Row(ANY_REPORT, typed=TEXT),
    "GET /report/files/{item_id}/{number}": Row(
        THIS_REPORT, at={"item_id": "reported_file", "number": 0}
    ),
    "POST /report/withdrawal": Row(ANY_REPORT, typed={"reason": ""}),
    "GET /search": Row(PUBLIC, asked={"q": "respect"}),
    "GET /shared-logins": Row(SIGNED_IN),
    "POST /shared-logins": Row(
        BY_WORD,
        typed={
            "community": "movement",
            "name": "All",
            "domain": "wiki.invalid",
            "login": "Keeper@comity",
            "secret": "words of a bot",
        },
    ),
    "POST /shared-logins/{login_id}/drop": Row(BY_WORD, at={"login_id": "shared_login"}),
    "GET /signups/{account}": Row(PUBLIC, at={"account": "wiki:1"}),
    "GET /signups": Row(SIGNED_IN),
    "POST /signups": Row(
        SIGNED_IN, typed={"community": "movement_id", "version": "in_force", "language": "en"}
    ),
    "GET /wikis": Row(SIGNED_IN),
    "GET /wikis/{slug}": Row(AUTHORS, at=WIKI),
    "POST /wikis/{slug}": Row(
        BY_WORD, at=WIKI, typed={"api_url": "https://wiki.invalid/api.php", "secret": "a token"}
    ),
    "POST /wikis/{slug}/check": Row(AUTHORS, at=WIKI),
    "POST /wikis/{slug}/disconnection": Row(BY_WORD, at=WIKI),
    "GET /wikis/{slug}/signing": Row(PUBLIC, at=WIKI),
    "POST /wikis/{slug}/signing/group": Row(AUTHORS, at=WIKI, typed={"keeps": True}),
    "POST /wikis/{slug}/signing/effect": Row(AUTHORS, at=WIKI),
    "POST /wikis/{slug}/signing/refusal": Row(
        BY_WORD, at=WIKI, typed={"refuses": False, "reason": "Because."}
    ),
    **STATEMENT_OPERATIONS,
    **CONVERSATION_OPERATIONS,
    **ANSWER_OPERATIONS,
    **ROUND_OPERATIONS,
}
"""Every operation of the description, by method and address."""
