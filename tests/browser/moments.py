"""Pages of codes and consultations as they are only after somebody has done something there."""

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from comity.access.actions import grant
from comity.access.rules import Permission
from comity.codes import actions as codes
from comity.codes.models import AdviceRequest, WordsReview
from comity.codes.rules.documents import Text, Written
from comity.codes.rules.provisions import Provision
from comity.consultation.actions import opinion_maps
from comity.consultation.actions.answers import object_to_answer
from comity.consultation.models import Round
from comity.consultation.rules.dispositions import Decision
from comity.consultation.rules.kinds import RoundState
from comity.consultation.tasks.opinions import draw_map
from comity.people.models import Person
from comity.record.actions import run_due
from tests.browser.states import as_state, sent_empty
from tests.factories import consultations as make
from tests.factories.answers import Asked
from tests.factories.codes import OPERATOR as EDITOR
from tests.factories.codes import answer_in, draft, in_force, local, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.opinions import asking, divided, shown
from tests.factories.people import NOW, PersonFactory, as_actor, somebody
from tests.skins.audiences import MEMBER, NOBODY, OPERATOR
from tests.web.consulting import about_a_text, send, typed, url
from tests.web.serving import HOUR, at_browser, confirm

EMPTY = ("consultation", "you_said", "proposals", "panels", "set_aside_log", "outreach", "who")
SPIRIT = Written(
    Provision("spirit"),
    {"en": Text("In good spirit", "Some insults are fine, unless somebody cries.")},
)
PAGE = "# Our code\n\n## Be kind\n\nHelp each other.\n\n***\n"
WORDS = {"language": "en"}


def moments(language):
    """Give every one of these states, and leave nothing of them stored."""
    found = []
    for bring_about in (
        _without_account,
        _before_anybody_spoke,
        _statements,
        _answered,
        _judged,
        _brought,
    ):
        with (
            transaction.atomic(),
            time_machine.travel(NOW + HOUR, tick=False),
            translation.override(language),
        ):
            found += bring_about()
            transaction.set_rollback(True)
    return found


def _opened(browser, address, who, after=""):
    """Open a page, and send its forms empty."""
    answer = browser.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return [as_state(address, who, answer, after), *sent_empty(browser, address, who, answer)]


def _refused(browser, address, sent, who, after):
    answer = browser.post(address, sent)
    assert answer.status_code == 422, f"{address}: {answer.status_code}"
    return as_state(address, who, answer, after)


def _without_account():
    """Say something with a receipt, change it and take it back."""
    round_, browser = about_a_text(), Client()
    here = round_.consultation_id
    own, own_page = url("part", here), "who has said something without an account"
    gathered = [
        _refused(
            browser,
            url("contribute", here, round_),
            typed(browser, round_, provision="kindness", quote="Not there"),
            NOBODY,
            "who quotes what is not there",
        )
    ]
    send(browser, round_, provision="kindness", text="By the river, in the evening.")
    gathered += _opened(browser, own, NOBODY, own_page)
    browser.post(url("saved", here))
    gathered += _opened(browser, own, NOBODY, "who has saved the receipt")
    (said,) = [card.one.id for card, _ in browser.get(own).context["cards"]]
    for name in ("change", "withdraw", "contribution"):
        gathered += _opened(browser, url(name, here, said), NOBODY, "who wrote it")
    gathered += _opened(Client(), url("text", here, round_), NOBODY, "where something was said")
    browser.post(url("change", here, said), WORDS | {"text": "By the sea."})
    gathered += _opened(Client(), url("contribution", here, said), NOBODY, "after it was changed")
    browser.post(url("withdraw", here, said), {"sure": "on"})
    gathered += _opened(Client(), url("contribution", here, said), NOBODY, "after it was withdrawn")
    wrong = {"receipt": "00000-00000"}
    gathered.append(_refused(Client(), url("enter"), wrong, NOBODY, "whose receipt is wrong"))
    return gathered


def _before_anybody_spoke():
    """Open what is empty still: lists, a round, and a search that finds nothing."""
    round_ = make.opened()
    here = round_.consultation_id
    gathered = []
    for name in EMPTY:
        gathered += _opened(Client(), url(name, here), NOBODY, "before anybody spoke")
    for name in ("round", "summary"):
        gathered += _opened(Client(), url(name, here, round_), NOBODY, "before anybody spoke")
    unasked = asking()
    return gathered + _opened(
        Client(), url("opinion_map", unasked.consultation_id, unasked), NOBODY, "without a map"
    )


def _statements():
    """Answer statements without an account, and let people be divided about them."""
    found = make.consultation()
    round_, by = asking(found=found), make.organiser_of(found)
    here = [found, round_]
    browser, asked = Client(), url("statements", *here)
    part = browser.get(asked).context["part"]
    browser.post(asked, {"statement": shown(round_)[0], "answer": "agree", "part": part})
    after = "who has answered without an account"
    gathered = _opened(browser, asked, NOBODY, after)
    gathered += _opened(browser, url("own_answers", *here), NOBODY, after)
    divided(round_, people=40)
    draw_map(opinion_maps.ask_for_map(round_id=round_.id, by=by, now=NOW), NOW)
    for name in ("opinion_map", "all_statements"):
        gathered += _opened(Client(), url(name, *here), NOBODY, "where two groups differ")
    draw_map(opinion_maps.ask_for_map(round_id=round_.id, by=by, now=NOW), NOW)
    gathered += _opened(Client(), url("opinion_map", *here), NOBODY, "and a newer map is held back")
    Round.objects.filter(id=round_.id).update(state=RoundState.CLOSED)
    draw_map(opinion_maps.ask_for_map(round_id=round_.id, by=by, now=NOW), NOW)
    for name in ("opinion_map", "statements", "all_statements", "own_answers"):
        gathered += _opened(Client(), url(name, *here), NOBODY, "in a round that has closed")
    return gathered


def _answered():
    """Answer what was said, let its author miss something, and conclude."""
    asked, ada = Asked(), PersonFactory()
    said = make.contributed(asked.round, by=as_actor(ada), text="قرب النهر.", language="ar")
    asked.answer(said, Decision.TAKEN_UP, provisions=["kindness"])
    wish = asked.suggested()
    here = asked.found.id
    browser = at_browser(ada)
    gathered = _opened(browser, url("part", here), MEMBER, "whose words were answered")
    gathered += _opened(browser, url("missed", here, said), MEMBER, "whose words were answered")
    object_to_answer(contribution_id=said.id, text="At night.", by=as_actor(ada), now=NOW)
    runs = at_browser(Person.objects.get(id=asked.by.id))
    confirm(runs)
    gathered += _opened(runs, url("answer", here, wish), OPERATOR, "where a change is suggested")
    gathered += _opened(runs, url("answer_queue", here), OPERATOR, "where something was missed")
    asked.answer(wish, Decision.NOT_TAKEN_UP)
    asked.answer(said, Decision.NOTED)
    asked.close()
    asked.conclude()
    for name in ("you_said", "consultation"):
        gathered += _opened(Client(), url(name, here), NOBODY, "when it is over")
    return gathered


def _judged():
    """Let words of a local code be judged, opinions be given, and a code fall below the floor."""
    movement = MovementFactory()
    in_force(universal(), community=movement)
    fallen = CommunityFactory(parent=movement)
    before = in_force(local(answer_in(1)), community=fallen)
    after = in_force(local(answer_in(2)), community=fallen)
    project = CommunityFactory(parent=movement)
    version = draft(local(SPIRIT), community=project)
    edition = codes.publish_edition(version_id=version.id, by=EDITOR, now=NOW)
    codes.freeze(version_id=version.id, by=EDITOR, now=NOW)
    review = WordsReview.objects.filter(code__community=project).earliest("id")
    judge, writer = (somebody(Permission.CODE_REVIEW, on=movement) for _ in range(2))
    grant(person_id=writer.id, permission=Permission.CODE_EDIT, on=project.id)
    browser, here = at_browser(judge), [project.slug, review.id]
    address = reverse("codes:review", args=here)
    gathered = _opened(browser, address, MEMBER, "who may judge it")
    browser.post(address, {"do": "take"})
    gathered += _opened(browser, address, MEMBER, "who has taken it on")
    gathered.append(
        _refused(
            browser, address, {"do": "judge", "verdict": "below"}, MEMBER, "who gives no reason"
        )
    )
    browser.post(address, {"do": "judge", "verdict": "below", "reason": "Tears are no measure."})
    gathered += _opened(Client(), address, NOBODY, "when somebody has judged it")
    listed = reverse("codes:reviews", args=[movement.slug])
    gathered += _opened(browser, listed, MEMBER, "who judges words")
    at_browser(writer).post(
        reverse("codes:opinions", args=[project.slug]), WORDS | {"question": "Is it too soft?"}
    )
    opinion = reverse("codes:opinion", args=[project.slug, AdviceRequest.objects.get().id])
    gathered += _opened(browser, opinion, MEMBER, "who is asked for an opinion")
    browser.post(opinion, WORDS | {"text": "Yes, it is."})
    gathered += _opened(Client(), opinion, NOBODY, "when it is answered")
    in_force(universal(answer_in(1)), community=movement)
    run_due(now=NOW)
    gathered += _opened(
        Client(), reverse("codes:floor", args=[movement.slug]), NOBODY, "when a code fell below it"
    )
    gathered += _opened(
        Client(), reverse("codes:floor", args=[fallen.slug]), NOBODY, "when the floor was raised"
    )
    compared = reverse("codes:redline", args=[fallen.slug, before.id, after.id])
    gathered += _opened(Client(), compared, NOBODY, "when much has changed")
    shown_edition = reverse("codes:edition", args=[project.slug, edition.id])
    return gathered + _opened(Client(), shown_edition, NOBODY, "when it is frozen")


def _brought():
    """Bring a text in, one that is read and one that is not."""
    movement = MovementFactory()
    browser = at_browser(somebody(Permission.CODE_EDIT, on=movement))
    here = reverse("codes:bring", args=[movement.slug])
    sent = {"form": "", "licence": "", **WORDS}
    read = browser.post(here, sent | {"text": PAGE})
    gathered = _opened(browser, read["Location"], OPERATOR, "who has brought a text")
    files = [SimpleUploadedFile("code.json", b"{")]
    refused = browser.post(here, sent | {"text": "", "files": files})
    where = refused["Location"] if refused.status_code == 302 else here
    return [*gathered, *_opened(browser, where, OPERATOR, "who has brought what cannot be read")]
