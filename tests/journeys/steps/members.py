"""What members of a panel do with a case, each move on its own page."""

from tests.journeys.steps.people import sign_in, unlock
from tests.journeys.steps.waiting import until

NO_CONFLICT = {"conflicts": ["none"]}
NO_INSULTS = "2.1 "
"""The number of the provision that forbids them, which is the same in every language."""


def come(story, name):
    """Come as a member: signed in, keys unlocked."""
    return unlock(sign_in(story.doors.visit(), name))


def find_case(story, visit):
    """See the one case in the inbox, as soon as the worker has opened it."""

    def listed():
        return visit.page("cases/").expect().links("/cases/")

    found = until(lambda: [path for path in listed() if path.count("/") == 4], "the case is listed")
    assert len(found) == 1, found
    story.case_id = found[0].split("/")[3]


def finds_nothing(story, visit):
    """See neither the case in the inbox nor anything at its address."""
    visit.page("cases/").expect()
    assert story.case_id not in visit.html
    for address in ("", "take/", "message/"):
        visit.page(f"cases/{story.case_id}/{address}").expect(404)


def move(story, visit, name, values=None, files=()):
    """Make a move on its page, and come back to the case."""
    visit.page(f"cases/{story.case_id}/{name}/").expect()
    visit.send(values or {}, files).expect()
    assert name not in visit.path.split("/"), f"{name} was not made:\n{visit.text[:3000]}"
    return visit


def triage(story, visit):
    """Read the report, say so, and take the case."""
    visit.page(f"cases/{story.case_id}/").expect()
    move(story, visit, "take")
    move(story, visit, "accept", {"severity": "2"})


def sit(story, visits):
    """Everybody who is asked declares that they have no conflict; then the inquiry begins.

    Returns:
        The visits of those who sit, by name.
    """
    asked = {name: visit for name, visit in visits.items() if offers(story, visit, "declare")}
    assert len(asked) == 3, list(asked)
    for visit in asked.values():
        move(story, visit, "declare", NO_CONFLICT)
    move(story, next(iter(asked.values())), "open_inquiry")
    return asked


def offers(story, visit, name):
    """Tell whether the page of the case offers somebody a move."""
    visit.page(f"cases/{story.case_id}/").expect()
    return bool(visit.links(f"/cases/{story.case_id}/{name}/"))


def state(story, visit):
    """Say what exactly is alleged, under which provision, with the edit as evidence."""
    visit.page(f"cases/{story.case_id}/").expect()
    visit.page(f"cases/{story.case_id}/state_allegation/").expect()
    said = story.said
    visit.send(
        {
            "account": f"wiki:{story.harasser_id}",
            "provision": visit.option("provision", NO_INSULTS),
            "what": said.allegation,
            "where": said.where,
            "when": said.when,
            "harm": "2",
            "intent": "targeted",
        }
    ).expect()
    assert said.allegation in visit.text


def serve(story, visit):
    """Send the particulars on their way."""
    move(story, visit, "serve", {"note": story.said.note})


def close_hearing(story, visit):
    """Go on to the findings."""
    move(story, visit, "close_hearing")


def conclude_findings(story, visit):
    """Settle what was found."""
    move(story, visit, "conclude_findings")


def decide(story, visit):
    """Decide: the measure is ordered, the reasons are served."""
    move(story, visit, "decide")


def vote_on_everything(story, visits):
    """Every member votes for everything that is before the panel."""
    for visit in visits.values():
        visit.page(f"cases/{story.case_id}/").expect()
        questions = visit.links("/vote/")
        assert questions, visit.text
        for path in questions:
            visit.open(path).expect()
            visit.send({"choice": "for", "reason": story.said.vote_reason}).expect()


def propose_block(story, visit):
    """Propose a partial block of one page for a week."""
    move(
        story,
        visit,
        "propose_measure",
        {
            "level": "4:partial_block",
            "days": "7",
            "pages": story.page,
            "reason": story.said.measure_reason,
        },
    )


def is_asked_to_hear(story, visit):
    """Tell whether somebody of the appeal panel was asked to hear the case."""
    visit.page("cases/").expect()
    return story.case_id in visit.html and offers(story, visit, "declare")


def decide_appeal(story, bench):
    """Other people look again, and find that the decision cannot stand."""
    assert len(bench) == 3, list(bench)
    for visit in bench.values():
        move(story, visit, "declare", NO_CONFLICT)
    first = next(iter(bench.values()))
    values = {"outcome": "overturn", "reason": story.said.outcome_reason}
    move(story, first, "propose_outcome", values)
    vote_on_everything(story, bench)
    move(story, first, "decide_appeal")


def write(story, visit, to, text):
    """Write to a side, or a note among members."""
    visit.page(f"cases/{story.case_id}/message/").expect()
    visit.send({"to": to, "text": text}).expect()
    assert text in visit.text
