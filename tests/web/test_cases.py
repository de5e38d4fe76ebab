"""A case through the pages of its members: each move, by the right person and by others."""

import pytest

from comity.cases import actions
from comity.kernel.ids import new_id
from tests.factories.people import PersonFactory
from tests.web.serving import at_browser, text_of

pytestmark = pytest.mark.django_db

INBOX = "/en/cases/"


def page_of(story, *parts):
    return "/".join(["/en/cases", story.case_id, *parts, ""])


def make(browser, story, move, **typed):
    """Make a move through its page and come back to the case."""
    answer = browser.post(page_of(story, move), typed)
    assert answer.status_code == 302, text_of(answer)
    return answer


def test_a_case_goes_from_the_report_to_the_block_through_its_pages(story, browser_of, paper):
    first, second = (browser_of(person) for person in story.people("alternate")[:2])
    make(first, story, "take")
    make(second, story, "accept", severity="3")
    for person in story.people("invited"):
        make(browser_of(person), story, "declare", conflicts=["none"])
    members = [browser_of(person) for person in story.members]
    one = members[0]
    make(one, story, "open_inquiry")
    make(one, story, "add_evidence", text="A diff that shows it.")
    provision = text_of(one.get(page_of(story, "state_allegation")))
    assert "Mind respect." in provision
    make(one, story, "state_allegation", **allegation(story))
    served = text_of(one.get(page_of(story, "serve")))
    assert "called another editor names." in served
    make(one, story, "serve", note="Take your time.")
    story.respondent = None
    story.prove()
    answered(story)
    make(one, story, "close_hearing")
    vote_for_everything(story, members)
    make(one, story, "conclude_findings")
    make(one, story, "propose_measure", **measure())
    vote_for_everything(story, members)
    preview = text_of(one.get(page_of(story, "decide")))
    assert "What both sides will read" in preview
    assert "so that others can work." in preview
    assert story.state == "measures"
    make(one, story, "decide")
    story.run_measures()
    assert story.state == "decided"
    assert [block["partial"] for block in paper.blocks] == [True]


def allegation(story, **change):
    account = story.account
    return {
        "account": f"{account.provider}:{account.subject}",
        "provision": "respect",
        "what": "called another editor names.",
        "where": "the talk page of Lantern",
        "when": "on 1 March",
        "harm": "2",
        "intent": "knowing",
    } | change


def measure(**change):
    return {
        "level": "4:partial_block",
        "days": "7",
        "pages": "Lantern\n",
        "reason": "so that others can work.",
    } | change


def answered(story):
    actions.answer(receipt=story.respondent, text="I was upset.", now=story.now)


def vote_for_everything(story, members):
    person = story.members[0]
    for question in story.questions(person):
        for browser in members:
            answer = browser.post(page_of(story, "vote", question), {"choice": "for"})
            assert answer.status_code == 302, text_of(answer)


def test_the_inbox_shows_the_next_thing_that_only_i_can_do(story, browser_of):
    page = text_of(browser_of(story.people("alternate")[0]).get(INBOX))
    assert page_of(story) in page
    assert "Take this case" in page


def test_an_inbox_without_cases_says_so(story):
    stranger = at_browser(PersonFactory())
    page = text_of(stranger.get(INBOX))
    assert "Nothing waits for you." in page
    assert story.case_id not in page


def test_nobody_is_asked_to_sign_in(client, story):
    assert client.get(INBOX).status_code == 401
    assert client.get(page_of(story)).status_code == 401


def test_a_member_with_locked_keys_is_asked_to_unlock_and_comes_back(story):
    member = at_browser(story.people("alternate")[0])
    answer = member.get(page_of(story))
    assert answer.status_code == 302
    assert answer.url.startswith("/en/keys/unlock/?next=%2Fen%2Fcases%2F")


def test_a_stranger_cannot_tell_a_case_from_none(story):
    stranger = at_browser(PersonFactory())
    other = new_id()
    there, none = stranger.get(page_of(story)), stranger.get(f"/en/cases/{other}/")
    assert there.status_code == none.status_code == 404
    assert "There is nothing here that you can see." in text_of(there)
    assert text_of(there).replace(story.case_id, "") == text_of(none).replace(other, "")


def test_a_member_of_another_body_finds_nothing(story):
    person = story.house.top.people[0]
    other = at_browser(person, story.keyring(person))
    assert other.get(page_of(story)).status_code == 404
    assert other.get(page_of(story, "take")).status_code == 404
    assert other.post(page_of(story, "take")).status_code == 404


def test_the_page_shows_what_was_reported_and_who_can_see_it(story, browser_of):
    page = text_of(browser_of(story.people("alternate")[0]).get(page_of(story)))
    assert "It hurt." in page
    assert "The reporter" in page
    assert "Who will see this" in page


def test_a_move_that_is_not_possible_yet_says_why_and_has_no_button(story, browser_of):
    story.deliberating()
    member = browser_of(story.members[0])
    page = text_of(member.get(page_of(story)))
    assert "There is a question on which votes are still missing." in page
    asked = text_of(member.get(page_of(story, "conclude_findings")))
    assert "There is a question on which votes are still missing." in asked
    assert "Back to the case" in asked


def test_a_move_of_another_state_is_refused(story, browser_of):
    answer = browser_of(story.people("alternate")[0]).post(page_of(story, "decide"))
    assert answer.status_code == 409
    assert "This cannot be done where the case stands now." in text_of(answer)


@pytest.mark.parametrize("move", ["dance", "close", "answer"])
def test_a_move_that_no_member_makes_has_no_page(story, browser_of, move):
    member = browser_of(story.people("alternate")[0])
    assert member.get(page_of(story, move)).status_code == 404


def test_declining_takes_a_second_member_who_reads_why(story, browser_of):
    story.taken()
    one, two = story.people("alternate")[:2]
    make(browser_of(one), story, "propose_decline", reason="It happened elsewhere.")
    own = browser_of(one).get(page_of(story, "decline"))
    assert "Declining takes two members" in text_of(own)
    other = text_of(browser_of(two).get(page_of(story, "decline")))
    assert "It happened elsewhere." in other
    make(browser_of(two), story, "decline", reason="This is not for us.")
    assert story.state == "declined"


def test_a_reason_that_says_nothing_comes_back(story, browser_of):
    story.taken()
    page = browser_of(story.people("alternate")[0]).post(
        page_of(story, "propose_decline"), {"reason": "  "}
    )
    assert page.status_code == 422
    assert "There is a problem" in text_of(page)


def test_whoever_declares_a_hard_conflict_finds_the_case_gone(story, browser_of):
    story.accepted()
    person = story.people("invited")[0]
    browser = browser_of(person)
    answer = make(browser, story, "declare", conflicts=["close_tie"])
    assert answer.url == INBOX
    assert browser.get(page_of(story)).status_code == 404
    assert page_of(story) not in text_of(browser.get(INBOX))


@pytest.mark.parametrize("ticked", [[], ["none", "party"], ["dislike"]])
def test_a_declaration_that_says_nothing_or_contradicts_itself_is_refused(
    story, browser_of, ticked
):
    story.accepted()
    person = story.people("invited")[0]
    page = browser_of(person).post(page_of(story, "declare"), {"conflicts": ticked})
    assert page.status_code == 422
    assert person in story.people("invited")


def test_whoever_declares_is_told_first_that_it_stays_so(story, browser_of):
    story.accepted()
    asked = text_of(browser_of(story.people("invited")[0]).get(page_of(story, "declare")))
    assert "What you declare cannot be taken back: somebody else is asked to sit at once." in asked


def test_whoever_stands_aside_is_told_first_that_it_stays_so(story, browser_of):
    story.seated()
    aside = text_of(browser_of(story.members[0]).get(page_of(story, "recuse")))
    assert "This cannot be taken back: somebody else is asked to sit at once." in aside


def test_whoever_stands_aside_need_not_say_why(story, browser_of):
    story.seated()
    browser = browser_of(story.members[0])
    answer = make(browser, story, "recuse", conflicts=["none"])
    assert answer.url == INBOX
    assert browser.get(page_of(story)).status_code == 404


def test_the_inbox_can_show_all_open_cases_or_those_of_one_state(story, browser_of):
    story.delivered()
    browser = browser_of(story.members[0])
    for shown, there in (("every", True), ("hearing", True), ("triage", False), ("dance", True)):
        page = text_of(browser.get(INBOX, {"show": shown}))
        assert (page_of(story) in page) is there, shown


def test_a_mark_that_cannot_be_read_starts_from_the_beginning(story, browser_of):
    page = text_of(browser_of(story.people("alternate")[0]).get(INBOX, {"after": "not a mark"}))
    assert page_of(story) in page
    assert "First page" in page


def test_an_allegation_with_gaps_comes_back_with_what_was_typed(story, browser_of):
    story.inquired()
    page = browser_of(story.members[0]).post(
        page_of(story, "state_allegation"), allegation(story, where="", harm="9")
    )
    assert page.status_code == 422
    assert "called another editor names." in text_of(page)


def test_an_account_that_no_report_names_is_looked_up_on_the_wiki(story, browser_of, paper):
    story.inquired()
    other = paper.user("Tern")
    typed = allegation(story, account="other", other="Tern")
    make(browser_of(story.members[0]), story, "state_allegation", **typed)
    page = text_of(browser_of(story.members[0]).get(page_of(story)))
    assert other.name in page


def test_an_account_that_nobody_has_is_refused_beside_its_field(story, browser_of):
    story.inquired()
    typed = allegation(story, account="other", other="Nobody at all")
    page = browser_of(story.members[0]).post(page_of(story, "state_allegation"), typed)
    assert page.status_code == 422
    assert "There is no such account." in text_of(page)


def test_a_vote_is_cast_once_and_shown_with_what_is_needed(story, browser_of):
    story.deliberating()
    person = story.members[0]
    (question,) = story.questions(person)
    browser, address = browser_of(person), page_of(story, "vote", question)
    assert "Did this happen" in text_of(browser.get(address))
    assert browser.post(address, {"choice": "perhaps"}).status_code == 422
    assert browser.post(address, {"choice": "against"}).status_code == 302
    assert "Your vote: Against" in text_of(browser.get(page_of(story)))
    assert browser.post(address, {"choice": "for"}).status_code == 409


def test_there_is_nothing_to_vote_on_before_the_hearing_is_closed(story, browser_of):
    story.alleged()
    page = browser_of(story.members[0]).get(page_of(story, "vote", new_id()))
    assert page.status_code == 422


def test_the_range_of_the_guideline_is_shown_and_leaving_it_needs_a_reason(story, browser_of):
    story.found()
    browser, address = browser_of(story.members[0]), page_of(story, "propose_measure")
    assert "What the guideline gives" in text_of(browser.get(address))
    harsh = measure(level="6:block", days="90", pages="")
    page = browser.post(address, harsh)
    assert page.status_code == 422
    assert "Write why this measure is outside it." in text_of(page)
    make(browser, story, "propose_measure", **harsh, departure_reason="It went on for a year.")
    assert "Outside the guideline's range, because:" in text_of(browser.get(page_of(story)))


def test_a_preview_of_the_reasons_decides_nothing(story, browser_of):
    story.proposed()
    story.vote("for")
    browser = browser_of(story.members[0])
    assert "What both sides will read" in text_of(browser.get(page_of(story, "decide")))
    assert story.state == "measures"
    assert not story.case.measures.exists()


def test_a_message_reaches_one_side_only(story, browser_of):
    story.delivered()
    browser = browser_of(story.members[0])
    answer = browser.post(page_of(story, "message"), {"to": "reporter", "text": "Thank you."})
    assert answer.status_code == 302
    assert "Thank you." in text_of(browser.get(page_of(story)))
    empty = browser.post(page_of(story, "message"), {"to": "reporter", "text": ""})
    assert empty.status_code == 422
    nobody = browser.post(page_of(story, "message"), {"to": "everybody", "text": "Hear!"})
    assert nobody.status_code == 422


def test_an_appeal_is_decided_by_others_through_their_pages(story, browser_of, paper):
    story.appealed()
    judges = [browser_of(person) for person in story.judges]
    page = text_of(judges[0].get(page_of(story)))
    assert "Not so." in page
    assert "I was not heard fairly" in page
    typed = {"outcome": "overturn", "reason": "The evidence was weak.", "level": ""}
    make(judges[0], story, "propose_outcome", **typed)
    (question,) = story.questions(story.judges[0])
    for judge in judges:
        assert judge.post(page_of(story, "vote", question), {"choice": "for"}).status_code == 302
    assert "Overturn the decision" in text_of(judges[0].get(page_of(story, "decide_appeal")))
    make(judges[0], story, "decide_appeal")
    story.run_measures()
    assert paper.blocks == []


def test_a_member_of_the_first_panel_decides_no_appeal(story, browser_of):
    member = story.decided().members[0]
    story.appeal(story.respondent)
    answer = browser_of(member).post(page_of(story, "propose_outcome"), {"outcome": "uphold"})
    assert answer.status_code in {404, 409}
