"""What the respondent does over the API: prove the account, read, answer, appeal."""

import base64
import secrets

from tests.journeys.steps import inside, wiki

WIKIS = """
from comity.wikis.queries import every_wiki
told = [one.id for one in every_wiki()]
"""


def prove(story, program):
    """Show that the account is theirs by an edit with the code, and get a receipt, once."""
    visit = secrets.token_hex(32)
    asked = {
        "wiki": inside.run(story.served, WIKIS)[0],
        "account": story.harasser,
        "way": "edit",
        "visit": visit,
    }
    started = program.ask("POST", "/messages/challenges", 201, json=asked)
    wiki.prove(story, started["summary"])
    proof = {"token": started["token"], "visit": visit}
    [story.answer_receipt] = program.ask("POST", "/messages/proofs", json=proof)["receipts"]
    program.http.headers["Comity-Receipt"] = story.answer_receipt


def read_particulars(story, program):
    """Read what exactly is said; not who reported, nor the report's own words."""
    items = program.ask("GET", "/messages")["items"]
    said, whole = story.said, str(items)
    for words in (said.allegation, said.where, said.when, said.note):
        assert words in whole
    for words in (said.report, said.reporter, said.contact, said.message):
        assert words not in whole


def answer(story, program):
    """Answer, with a file."""
    said = story.said
    file = {"name": said.answer_file_name, "data": base64.b64encode(said.answer_file).decode()}
    program.ask("POST", "/messages", 201, json={"text": said.answer, "files": [file]})


def read_decision(story, program):
    """Read the reasons, and that other people can be asked."""
    told = program.ask("GET", "/messages")
    assert story.said.measure_reason in str(told["items"])
    assert any(one["move"] == "appeal" and one["open"] for one in told["moves"])


def appeal(story, program):
    """Ask other people to look again."""
    body = {"grounds": ["hearing"], "text": story.said.appeal}
    program.ask("POST", "/messages/appeal", 204, json=body)
