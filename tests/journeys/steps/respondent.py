"""What the respondent does: prove the account by an edit, read, answer, appeal."""

import re

from tests.journeys.steps import wiki

RECEIPT = re.compile(r"\b(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}\b")


def prove(story, visit):
    """Show that the account is theirs by an edit with the code, and get a receipt, once."""
    visit.open("/messages").expect()
    visit.page("messages/").expect()
    visit.send({"account": story.harasser, "way": "edit"}).expect()
    summary = visit.value("summary")
    assert summary
    assert summary in visit.text
    wiki.prove(story, summary)
    visit.send({"summary": summary}).expect()
    shown = RECEIPT.findall(visit.html)
    assert len(set(shown)) == 1, visit.text
    story.answer_receipt = shown[0]


def read_particulars(story, visit):
    """Read what exactly is said, who decides, and by when to answer; not who reported."""
    visit.page("messages/case/").expect()
    said = story.said
    for words in (said.allegation, said.where, said.when, said.note):
        assert words in visit.text
    for words in (said.report, said.reporter, said.contact, said.message, said.among_members):
        assert words not in visit.html


def answer(story, visit):
    """Answer, with a file."""
    said = story.said
    visit.page("messages/answer/").expect()
    file = ("files", (said.answer_file_name, said.answer_file))
    visit.send({"text": said.answer}, [file]).expect()
    assert said.answer in visit.text


def read_decision(story, visit):
    """Read the reasons, and that other people can be asked."""
    visit.page("messages/case/").expect()
    assert story.said.measure_reason in visit.text
    assert visit.links("/messages/appeal/")


def appeal(story, visit):
    """Ask other people to look again."""
    visit.page("messages/appeal/").expect()
    visit.send({"grounds": ["hearing"], "text": story.said.appeal}).expect()
    assert not visit.links("/messages/appeal/")
