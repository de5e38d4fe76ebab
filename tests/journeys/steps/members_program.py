"""What members of a panel do with a case over the API, a call for each move."""

from tests.journeys.steps.program import of_person
from tests.journeys.steps.waiting import until


def come(story, name):
    """Come as a member: signed in, keys unlocked."""
    return of_person(story, name, unlocked=True)


def find_case(story, program):
    """See the one case in the inbox, as soon as the worker has opened it."""
    rows = until(lambda: program.ask("GET", "/cases")["items"], "the case is listed")
    assert len(rows) == 1, rows
    story.case_id = rows[0]["head"]["id"]


def finds_nothing(story, program):
    """See neither the case in the inbox nor anything at its address."""
    assert program.ask("GET", "/cases")["items"] == []
    program.ask("GET", f"/cases/{story.case_id}", 404)
    program.ask("POST", f"/cases/{story.case_id}/taking", 404)


def move(story, program, name, body=None, status=204):
    """Make a move."""
    return program.ask("POST", f"/cases/{story.case_id}/{name}", status, json=body or {})


def read(story, program):
    """Read the case."""
    return program.ask("GET", f"/cases/{story.case_id}")


def offers(story, program, name):
    """Tell whether somebody can make a move now."""
    moves = read(story, program)["moves"]
    return any(one["move"] == name and one["open"] for one in moves)


def triage(story, program):
    """Read the report, say so, and take the case."""
    [report] = read(story, program)["reports"]
    assert story.said.report in {item["content"].get("what") for item in report["items"]}
    move(story, program, "taking")
    move(story, program, "acceptance", {"severity": 2})


def sit(story, programs):
    """Everybody who is asked declares that they have no conflict; then the inquiry begins.

    Returns:
        The programs of those who sit, by name.
    """
    asked = {name: one for name, one in programs.items() if offers(story, one, "declare")}
    assert len(asked) == 3, list(asked)
    for one in asked.values():
        move(story, one, "conflicts", {"conflicts": []})
    move(story, next(iter(asked.values())), "inquiry")
    return asked


def state(story, program):
    """Say what exactly is alleged, under which provision, against which account."""
    said = story.said
    provisions = read(story, program)["provisions"]
    provision = next(
        one for one in provisions if any("insult" in text.lower() for text in one["texts"].values())
    )
    account = {
        "provider": "wiki",
        "subject": str(story.harasser_id),
        "name": story.harasser,
    }
    allegation = {
        "account": account,
        "provision": provision["id"],
        "what": said.allegation,
        "where": said.where,
        "when": said.when,
        "harm": 2,
        "intent": "targeted",
    }
    move(story, program, "allegations", allegation, 201)


def serve(story, program):
    """Send the particulars on their way."""
    move(story, program, "service", {"note": story.said.note})


def close_hearing(story, program):
    """Go on to the findings."""
    move(story, program, "deliberation")


def conclude_findings(story, program):
    """Settle what was found."""
    move(story, program, "findings")


def decide(story, program):
    """Decide: the measure is ordered, the reasons are served."""
    move(story, program, "decision")


def vote_on_everything(story, programs):
    """Every member votes for everything that is before the panel."""
    for program in programs.values():
        open_now = [one["id"] for one in read(story, program)["questions"] if not one["mine"]]
        assert open_now
        choices = dict.fromkeys(open_now, "for")
        move(story, program, "votes", {"choices": choices, "reason": story.said.vote_reason})


def propose_block(story, program):
    """Propose a partial block of one page for a week."""
    terms = {"level": 4, "kind": "partial_block", "days": 7, "pages": [story.page]}
    body = {"terms": terms, "reason": story.said.measure_reason}
    move(story, program, "proposals", body, 201)


def is_asked_to_hear(story, program):
    """Tell whether somebody of the appeal panel was asked to hear the case."""
    rows = program.ask("GET", "/cases")["items"]
    listed = story.case_id in {row["head"]["id"] for row in rows}
    return listed and offers(story, program, "declare")


def decide_appeal(story, bench):
    """Other people look again, and find that the decision cannot stand."""
    assert len(bench) == 3, list(bench)
    for program in bench.values():
        move(story, program, "conflicts", {"conflicts": []})
    first = next(iter(bench.values()))
    outcome = {"outcome": "overturn", "reason": story.said.outcome_reason}
    move(story, first, "outcomes", outcome, 201)
    vote_on_everything(story, bench)
    move(story, first, "appeal-decision")
