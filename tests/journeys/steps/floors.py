"""Local codes and the floor: a stricter one, a weaker one, one in words, and a floor that moves."""

from tests.journeys.steps import drafting, operators
from tests.journeys.steps.drafting import ANSWER, DAYS, MOVEMENT
from tests.journeys.steps.pages import press
from tests.journeys.steps.waiting import until

STRICTER, WEAKER, IN_WORDS = "lighthouse", "palm", "harbour"
NAMES = {
    STRICTER: "The Lighthouse Wiki",
    WEAKER: "The Palm Wiki",
    IN_WORDS: "The Harbour Circle",
}
PROSE = "Whoever was insulted talks to the harbour master, and is answered after the next regatta."
OUTSIDE = "After the next regatta can be weeks away, and the floor says three days."
FASTER = "Two days are less than three."
INSIDE = "A harbour master is no panel, and nobody says when."


def found(served):
    """Add the communities below the movement."""
    for slug, name in NAMES.items():
        served.comity("community", "add", slug, "--parent", MOVEMENT, "--name", f"en={name}")


def draft(visit, slug, brought, days):
    """Draft a local code that says in how many days a report is answered there."""
    drafting.start_with_nothing(visit, slug, f"What {NAMES[slug]} adds")
    said = ANSWER | DAYS | {"p0_value": days, "refines": brought.answering}
    names = {"behaviours": ["answering-reports"], "actors": ["community-leaders"]}
    words = {"title": "Answers here", "text": f"Every report is answered within {days} days."}
    drafting.write(visit, slug, said | names | words)


def stricter(story, visit, program, brought):
    """What goes further than the floor passes, as soon as people have read its words."""
    draft(visit, STRICTER, brought, "2")
    drafting.freeze(story, visit, STRICTER).expect()
    drafting.put_in_force(story, visit, program, STRICTER).expect(422)
    assert "nobody has judged" in visit.text


def passes(story, visit, program):
    """What was judged to protect as much can bind."""
    drafting.put_in_force(story, visit, program, STRICTER).expect()
    assert "The version is in force" in visit.text


def weaker(story, visit, program, brought):
    """What falls below the floor is shown with a witness, and is not frozen."""
    draft(visit, WEAKER, brought, "10")
    visit.page(f"code/{WEAKER}/versions/{drafting.newest(program, WEAKER)}/floor/").expect()
    assert "falls below the floor in 1 place" in visit.text
    assert "from days: 3 to days: 10" in visit.text
    assert "community leaders, everywhere: answering reports" in visit.text
    drafting.freeze(story, visit, WEAKER).expect(422)


def holds(visit, slug, brought, days):
    """Anybody reads what binds in a community."""
    visit.page(f"code/{slug}/rule/{brought.answering}/").expect()
    assert f"days: {days}" in visit.text


def in_words(story, visit, program, brought):
    """What is said in words only is asked of two people."""
    drafting.start_with_nothing(visit, IN_WORDS, f"What {NAMES[IN_WORDS]} adds")
    said = {"title": "Answers at the harbour", "text": PROSE, "refines": brought.answering}
    drafting.write(visit, IN_WORDS, said | {"kind": "procedure"})
    drafting.freeze(story, visit, IN_WORDS).expect()
    drafting.put_in_force(story, visit, program, IN_WORDS).expect(422)
    assert "nobody has judged" in visit.text


def name_reviewer(story, visit, slug, name):
    """Let somebody judge words at a community."""
    operators.a_while_later(story, visit)
    operators.confirm(visit, f"code/{slug}/reviewers/")
    press(visit, "button[name=do][value=name]", {"username": name}).expect()


def review_of(visit, slug=IN_WORDS):
    """Find the words that wait to be judged."""
    visit.page(f"code/{slug}/reviews/").expect()
    visit.follow(f"/en/code/{slug}/reviews/").expect()
    return visit.path


def judge(visit, review, reason, said=PROSE, verdict="below"):
    """Take words on, and say whether they protect less."""
    visit.open(review).expect()
    assert said in visit.text
    press(visit, "button[value=take]").expect()
    verdict = {"verdict": verdict, "reason": reason}
    press(visit, "button[value=judge]", verdict).expect()


def is_judged(story, visit, writer, program, review):
    """Anybody reads the verdict with its reasons; the code cannot bind like this."""
    visit.open(review).expect()
    for words in (OUTSIDE, INSIDE, "from outside this community", "Below the floor"):
        assert words in visit.text, words
    drafting.put_in_force(story, writer, program, IN_WORDS).expect(422)
    assert "People judged words of it below the floor" in writer.text


def move(story, visit, program, brought):
    """The movement lets a new version of its code bind, which asks for more."""
    visit.page(f"code/{MOVEMENT}/draft/start/").expect()
    visit.send({"template": visit.option("template", "version 1")}).expect()
    drafting.write(visit, MOVEMENT, {"p0_value": "1"}, brought.answering)
    drafting.freeze(story, visit, MOVEMENT).expect()
    drafting.put_in_force(story, visit, program, MOVEMENT).expect()


def is_below(visit, brought):
    """Anybody finds which local code is below the floor now, since when, and what binds."""

    def told():
        visit.page(f"code/{MOVEMENT}/floor/").expect()
        return "Below the floor since" in visit.text

    until(told, "the re-check finds the code that is below now")
    assert NAMES[STRICTER] in visit.text
    visit.page(f"code/{STRICTER}/floor/").expect()
    assert "Below the floor since" in visit.text
    assert "from days: 1 to days: 2" in visit.text
    assert "People are protected meanwhile" in visit.text
    holds(visit, STRICTER, brought, 1)
