"""A code from its first draft to the day on which the floor moves, in a real browser.

A text from elsewhere becomes the draft of a first version. People are asked about it, in five
languages, two of them with nothing but a receipt; everything is answered, and the text is frozen
with what they changed. Then communities write codes of their own above it, and it moves.
"""

from contextlib import ExitStack

import pytest

from tests.harness.mail import MailSink
from tests.harness.served import Served
from tests.journeys.conftest import DATABASES
from tests.journeys.steps import consulting, drafting, floors, inside, lots, operators, seats
from tests.journeys.steps.drafting import MOVEMENT
from tests.journeys.steps.people import sign_in
from tests.journeys.steps.program import of_person
from tests.journeys.steps.story import PASSWORD, Story
from tests.journeys.steps.visit import Doors
from tests.journeys.steps.waiting import until

pytestmark = pytest.mark.browser
BROUGHT = drafting.source()
ADDRESS = "robin@lantern.example"
WAITING = """
from comity.notices.models import Notice
told = Notice.objects.filter(person__username=given["name"]).count()
"""


def found(served):
    """Found a movement from its charter, with three communities and no code."""
    words = ("--charter", "small", "--name", "The Lantern Library", "--operator")
    words = (*words, operators.OPERATOR, "--password-fd", "0")
    served.comity("init", *words, stdin=f"{PASSWORD}\n")
    floors.found(served)


def drafted(story, robin):
    """Bring the text in, say exactly what two of its provisions ask, and publish it."""
    drafting.bring(story, robin, BROUGHT)
    drafting.say_exactly(robin, BROUGHT)
    return drafting.publish(robin, MOVEMENT)


def spoken(story, robin, round_):
    """People speak in five languages: two with an account, one without, two offline.

    Returns:
        The receipt of somebody who never had anything else.
    """
    consulting.speak(seats.sign_up(story, "wren"), round_)
    consulting.suggest(seats.sign_up(story, "nour"), round_, BROUGHT)
    assert consulting.speak_once(story.doors.visit(script=False), round_, BROUGHT)
    consulting.write_down(robin, round_, consulting.SPANISH, "Spanish", "paper")
    receipt = consulting.write_down(robin, round_, consulting.SWAHILI, "Swahili", "meeting")
    holder = story.doors.visit(script=False)
    consulting.come_back(holder, receipt)
    consulting.change_own(holder)
    return receipt


def voted(story, robin, here, wren):
    """People answer statements; once groups that are missing were reached, a map is drawn."""
    round_ = consulting.open_round(robin, here, "statements")
    consulting.state(robin, round_)
    consulting.propose(wren, round_)
    consulting.admit(robin, round_)
    consulting.vote(story.doors.visit(script=False), round_, ("agree", "pass", "disagree"))
    consulting.others_vote(story, round_)
    consulting.close(robin, round_, status=422)
    consulting.go_out(robin, here)
    consulting.close(robin, round_)
    consulting.map_is_drawn(story.doors.visit(), round_)
    return round_


def answered(story, robin, here):
    """Everything gets its answer; before the last one nothing can be frozen."""
    consulting.answer_suggestion(robin, here)
    consulting.answer_with_a_change(robin, here, BROUGHT)
    drafting.freeze(story, robin, MOVEMENT).expect(422)
    consulting.conclude(story, robin, here, status=422)
    consulting.answer_rest(robin, here)
    consulting.conclude(story, robin, here)


def compared(visit, here, edition):
    """Anybody reads what became of what was said, and what it changed in the text."""
    visit.page(f"{here}answers/").expect()
    for words in (consulting.WHY, consulting.CREDIT, consulting.OUTCOME["newcomers"]):
        assert words in visit.text, words
    visit.page(f"code/{MOVEMENT}/versions/").expect()
    visit.follow(f"/changes/{edition}/").expect()
    assert "from days: 7 to days: 3" in visit.text
    assert "Protects more" in visit.text
    assert "Changed because of" in visit.text
    visit.follow("/contributions/").expect()
    assert any(said in visit.text for said in (consulting.ARABIC, consulting.FRENCH))


def local_codes(story, robin, program):
    """Three communities write codes of their own."""
    floors.stricter(story, robin, program, BROUGHT)
    stranger = story.doors.visit()
    review = floors.review_of(stranger, floors.STRICTER)
    assert "Nobody is here to judge these words" in stranger.text
    for slug, name in ((MOVEMENT, "wick"), (floors.IN_WORDS, "tern")):
        seats.sign_up(story, name)
        floors.name_reviewer(story, robin, slug, name)
    floors.name_reviewer(story, robin, floors.STRICTER, "tern")
    for name in ("wick", "tern"):
        judge = sign_in(story.doors.visit(), name)
        floors.judge(judge, review, floors.FASTER, said="within 2 days", verdict="above")
    floors.passes(story, robin, program)
    floors.weaker(story, robin, program, BROUGHT)
    floors.in_words(story, robin, program, BROUGHT)
    review = floors.review_of(stranger)
    floors.judge(sign_in(story.doors.visit(), "wick"), review, floors.OUTSIDE)
    floors.judge(sign_in(story.doors.visit(), "tern"), review, floors.INSIDE)
    floors.is_judged(story, stranger, robin, program, review)
    floors.holds(stranger, floors.WEAKER, BROUGHT, 3)
    floors.holds(stranger, floors.STRICTER, BROUGHT, 2)


def read_from_right_to_left(story, paths):
    """Read the public pages in Arabic, without signing in."""
    story.doors.language = "ar"
    visit = story.doors.visit()
    for path in paths:
        visit.page(path).expect()
        assert visit.tab.evaluate("document.documentElement.dir") == "rtl", path


@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.parametrize("brought", [pytest.param(BROUGHT, id=BROUGHT.title.lower())])
def test_a_code_is_drafted_consulted_frozen_and_kept_above_the_floor(
    tmp_path, request, browser, brought, database
):
    url = None
    if database == "postgresql":
        url = request.getfixturevalue("postgres_cluster").create("comity_codes")
    with ExitStack() as stack:
        mail = stack.enter_context(MailSink())
        served = Served(tmp_path, mail=mail, database_url=url, sandbox=False)
        stack.callback(served.stop)
        found(served)
        served.start()
        story = Story(served, None)
        story.doors = Doors(served, stack, browser)
        story.doors.searching = database == "sqlite"
        robin = sign_in(story.doors.visit(), operators.OPERATOR)
        robin.page("account/notices/").expect()
        robin.send({"address": ADDRESS}).expect()

        edition = drafted(story, robin)
        here = consulting.ask(robin)
        round_ = consulting.open_round(robin, here, "text", edition)
        receipt = spoken(story, robin, round_)
        wren = sign_in(story.doors.visit(), "wren")
        statements = voted(story, robin, here, wren)
        panel = lots.draw(story, robin, here, wren)
        lots.check(story, panel)
        consulting.close(robin, round_)
        answered(story, robin, here)
        compared(story.doors.visit(), here, edition)

        program = of_person(story, operators.OPERATOR, unlocked=False)
        drafting.put_in_force(story, robin, program, MOVEMENT).expect()
        local_codes(story, robin, program)
        floors.move(story, robin, program, BROUGHT)
        floors.is_below(story.doors.visit(), BROUGHT)
        until(
            lambda: mail.to(ADDRESS) or inside.run(served, WAITING, name=operators.OPERATOR),
            "those who write the code are told",
        )

        holder = story.doors.visit(script=False)
        consulting.come_back(holder, receipt)
        consulting.withdraw_own(holder)
        public = (
            here,
            round_,
            f"{round_}text/",
            f"{round_}summary/",
            f"{statements}map/",
            panel,
            f"{here}answers/",
            f"{here}who/",
            f"code/{MOVEMENT}/",
            f"code/{MOVEMENT}/versions/",
            f"code/{MOVEMENT}/changes/{edition}/{drafting.newest(program, MOVEMENT)}/",
            f"code/{MOVEMENT}/floor/",
            f"code/{floors.STRICTER}/floor/",
            f"code/{floors.IN_WORDS}/reviews/",
        )
        read_from_right_to_left(story, public)
        assert not [found for visit in story.doors.visits for found in visit.barriers]
