"""Asking people about a draft, and answering them: those who run it, and those who speak."""

import re
from datetime import UTC, datetime, timedelta

from tests.journeys.steps import inside, operators
from tests.journeys.steps.drafting import MOVEMENT
from tests.journeys.steps.pages import press, rounds_of, unfold
from tests.journeys.steps.waiting import until

RECEIPT = re.compile(r"\b[0-9A-Z]{5}(?:-[0-9A-Z]{5}){4}\b")
EVERYBODY = "Everybody is here already."
FRENCH = "Les réponses doivent venir plus vite, sinon personne n'écrit une deuxième fois."
ENGLISH = "I like that private addresses are named."
ARABIC = "يجب أن يأتي الجواب خلال ثلاثة أيام."
SWAHILI = "Nataka kujua nani anasoma ripoti yangu."
SWAHILI_LATER = "Nataka kujua nani anasoma ripoti yangu, na lini."
SPANISH = "Queremos que alguien de fuera mire también."
CREDIT = "Nour from the pier"
WHY = "Three days it is: whoever waits longer does not write again."
KEPT = "We keep it for the next version."
OUTCOME = {
    "language": "English",
    "outcome": "Reports are answered within three days.",
    "newcomers": "They know when to expect an answer.",
    "silent": "Speakers of Swahili asked who reads reports; we say it on the page now.",
    "sure": True,
}
SHARES = """language,en,40,Edits of a year,2025-12-31
language,ar,30,Edits of a year,2025-12-31
language,sw,30,A count of readers,2025-12-31
"""


def ask(visit):
    """Prepare a consultation on the code, and say how large the groups are."""
    visit.page(f"consultations/new/{MOVEMENT}/").expect()
    asked = {
        "title": "Our first code",
        "question": "What should our code say, and what is missing?",
        "source_language": "English",
        "about_code": True,
        "coverage_target": "90",
    }
    here = "/".join(visit.send(asked).expect().path.split("/")[2:4]) + "/"
    visit.page(f"{here}who/shares/").expect()
    visit.send({"table": SHARES}).expect()
    return here


def open_round(visit, here, kind, edition=None):
    """Plan a round and open it at once, and give its address."""
    visit.page(here).expect()
    before = rounds_of(visit)
    visit.page(f"{here}rounds/new/").expect()
    planned = {
        "kind": kind,
        "opens_day": _day(1),
        "closes_day": _day(20),
        "languages": "en ar es fr sw",
        "target_groups": "people who joined this year",
    }
    visit.send(planned | ({"edition": edition} if edition else {})).expect()
    [new] = [one for one in rounds_of(visit) if one not in before]
    visit.page(f"{here}rounds/{new}/do/open/").expect()
    visit.send({"reason": EVERYBODY}).expect()
    assert "Open for comment" in visit.text
    return f"{here}rounds/{new}/"


def _day(days):
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()


def speak_once(visit, round_, brought):
    """Say something without account and without script, and give the receipt."""
    visit.page(f"{round_}contribute/").expect()
    said = {"text": FRENCH, "language": "French", "provision": brought.answering}
    visit.send(said | {"quote": brought.quote}).expect()
    assert brought.quote in visit.text
    assert "Not in the text any more" not in visit.text
    return RECEIPT.search(visit.text)[0]


def speak(visit, round_):
    """Say something with an account."""
    visit.page(f"{round_}contribute/").expect()
    visit.send({"text": ENGLISH, "language": "English"}).expect()


def suggest(visit, round_, brought):
    """Suggest another number in a provision, and leave its words as they are."""
    visit.page(f"{round_}suggest/{brought.answering}/").expect()
    wish = {"number_first-answer": "3", "text": ARABIC, "language": "Arabic", "credit": CREDIT}
    unfold(visit).send(wish).expect()
    path = next(path for path in visit.links("/contributions/") if path.endswith("/change/"))
    visit.open(path.removesuffix("change/")).expect()
    assert "Passages added: 0" in visit.text, visit.text
    assert "Passages added: 1" not in visit.text, visit.text


def write_down(visit, round_, said, language, channel):
    """Write down what somebody said offline, and give the receipt that is handed over."""
    visit.page(f"{round_}for/").expect()
    given = {"text": said, "language": language, "channel": channel}
    visit.send(given | {"consent": "They agreed after it was read back to them."}).expect()
    receipt = RECEIPT.search(visit.text)[0]
    visit.send().expect()
    assert receipt not in visit.html
    return receipt


def come_back(visit, receipt):
    """Come with nothing but a receipt."""
    visit.page("consultations/receipt/").expect()
    visit.send({"receipt": receipt}).expect()


def change_own(visit):
    """Say it differently."""
    assert SWAHILI in visit.text
    visit.follow("/change/").expect()
    visit.send({"text": SWAHILI_LATER}).expect()
    assert SWAHILI_LATER in visit.text


def withdraw_own(visit):
    """Take one's words back."""
    visit.follow("/withdraw/").expect()
    visit.send({"sure": True}).expect()
    assert SWAHILI_LATER not in visit.html


def close(visit, round_, status=200):
    """Close a round before its time."""
    visit.page(f"{round_}do/close/").expect()
    visit.send({"reason": "Everybody has spoken."}).expect(status)


def go_out(visit, here):
    """Go out to every group that is not reached, and say what came of it."""
    new = f"{here}who/outreach/new/"
    groups = visit.page(new).expect().tab.locator("[name=group] option").all()
    missing = [one.get_attribute("value") for one in groups]
    assert missing
    for group in missing:
        visit.page(new).expect()
        visit.send({"group": group}).expect()
        task = visit.path.split("/")[-2]
        visit.page(f"{here}who/outreach/{task}/over/").expect()
        visit.send({"state": "done", "note": "We met them by the pier and listened."}).expect()


def answer_suggestion(visit, here):
    """Take the suggestion up, so that it stands in the draft."""
    visit.page(f"{here}answers/queue/").expect()
    press(visit, "li:has-text('Not decided yet') a[href$='/answer/']")
    visit.send({"decision": "taken_up", "reason": WHY, "language": "English"}).expect()


def answer_with_a_change(visit, here, brought):
    """Answer in two languages, and name what changed because of it."""
    visit.page(f"{here}answers/queue/?language=fr").expect()
    visit.follow("/answer/").expect()
    given = {
        "decision": "taken_up",
        "reason": "The limit is three days now.",
        "language": "English",
        "second_reason": "La limite est de trois jours.",
        "second_language": "French",
        "provisions": [brought.answering],
    }
    unfold(visit).send(given).expect()


def answer_rest(visit, here):
    """Give everything else that waits one reason."""
    visit.page(f"{here}answers/queue/?standing=waiting").expect()
    waiting = visit.tab.locator("input[type=checkbox][name=contributions]")
    chosen = [one.get_attribute("value") for one in waiting.all()]
    assert chosen
    given = {"decision": "noted", "reason": KEPT, "language": "English"}
    visit.send(given | {"contributions": chosen}).expect()
    assert "Waiting: 0" in visit.text


def conclude(story, visit, here, status=200):
    """Say what came of it, which freezes the draft."""
    operators.a_while_later(story, visit)
    operators.confirm(visit, f"{here}conclude/")
    unfold(visit).send(OUTCOME).expect(status)


THOUGHTS = (
    "Answers should come within three days.",
    "Somebody from outside should look too.",
    "Reports should be public.",
    "Newcomers need a guide.",
)
PROPOSED = "Whoever reports should hear who reads it."
VOTE = """
from django.utils import timezone
from comity.consultation.actions import statements
from comity.consultation.queries import opinions
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.receipts import new_receipt
now = timezone.now()
asked = [one.id for one in opinions.statements(given["round"])]
for place in range(given["people"]):
    who = Actor(ActorKind.RECEIPT_HOLDER, new_receipt().lookup)
    side = "agree" if place % 2 else "disagree"
    for number, one in enumerate(asked):
        answer = side if number else "agree"
        statements.react(statement_id=one, answer=answer, by=who, now=now)
told = len(asked)
"""


def state(visit, round_):
    """Write the statements that a round begins with."""
    for text in THOUGHTS:
        visit.page(f"{round_}statements/moderate/").expect()
        visit.send({"text": text, "language": "en"}).expect()


def propose(visit, round_):
    """Propose a statement of one's own."""
    visit.page(f"{round_}statements/propose/").expect()
    visit.send({"text": PROPOSED, "language": "en"}).expect()


def admit(visit, round_):
    """Let people be asked about what was proposed."""
    visit.page(f"{round_}statements/moderate/").expect()
    assert PROPOSED in visit.text
    visit.send().expect()


def vote(visit, round_, answers):
    """Answer statements one by one, without account and without script."""
    for answer in answers:
        visit.page(f"{round_}statements/").expect()
        press(visit, f"button[name=answer][value={answer}]").expect()


def others_vote(story, round_):
    """Let two dozen people answer, of two minds about everything but the first statement."""
    identity = round_.split("/")[3]
    assert inside.run(story.served, VOTE, round=identity, people=24) == len(THOUGHTS) + 1


def map_is_drawn(visit, round_):
    """Read what people think, as soon as the worker has drawn it."""

    def drawn():
        visit.page(f"{round_}map/").expect()
        return "Group B" in visit.text and "stable" in visit.text

    until(drawn, "the map is drawn")
    assert "25 people voted" in visit.text
    assert "Group A: 12 people" in visit.text
