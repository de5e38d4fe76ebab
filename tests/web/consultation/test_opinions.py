"""Pages about statements and opinion maps."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from comity.consultation.actions import statements
from comity.consultation.models import Participant, Statement, StatementAnswer
from comity.consultation.queries import opinions
from comity.consultation.rules.kinds import RoundKind
from comity.consultation.rules.statements import Answer, StatementState
from tests.factories import consultations
from tests.factories.opinions import THOUGHTS, asking, divided, shown
from tests.factories.people import NOW, PersonFactory, as_actor
from tests.harness.html import parse
from tests.web.consulting import close, draw
from tests.web.consulting import round_url as url
from tests.web.serving import at_browser, text_of

pytestmark = pytest.mark.django_db
LARGEST_PAGE = 30_000


def test_somebody_answers_one_statement_after_the_other(round_):
    ada = PersonFactory()
    client = at_browser(ada)
    page = client.get(url("statements", round_))
    asked = page.context["statement"]
    assert asked.text in text_of(page)
    for answer in ("Agree", "Disagree", "Pass"):
        assert answer in text_of(page)
    sent = {"statement": asked.id, "answer": "disagree"}
    page = client.post(url("statements", round_), sent, follow=True)
    assert f"You disagree with statement {asked.number}." in text_of(page)
    assert page.context["asking"].answered == 1
    assert page.context["statement"].id != asked.id
    assert opinions.answers(round_.id, as_actor(ada)) == {asked.id: Answer.DISAGREE}


def test_no_account_is_needed_and_the_browser_keeps_the_receipt(round_):
    client = Client()
    part = client.get(url("statements", round_)).context["part"]
    for statement_id in shown(round_)[:2]:
        sent = {"statement": statement_id, "answer": "agree", "part": part}
        page = client.post(url("statements", round_), sent, follow=True)
    assert "Save your receipt" in text_of(page)
    [leads] = [link for link in parse(text_of(page)).all("a") if link.text() == "Save your receipt"]
    assert "Keep this." in text_of(client.get(leads.get("href")))
    assert Participant.objects.get().person_id is None
    assert StatementAnswer.objects.count() == 2


def test_a_form_without_its_receipt_counts_nothing(round_):
    sent = {"statement": shown(round_)[0], "answer": "agree", "part": "made up"}
    page = Client().post(url("statements", round_), sent, follow=True)
    assert "Answer once more." in text_of(page)
    assert not StatementAnswer.objects.exists()


def test_looking_at_a_page_makes_nobody_a_participant(round_):
    for name in ("statements", "all_statements", "own_answers", "propose_statement", "opinion_map"):
        assert Client().get(url(name, round_)).status_code == 200
    assert not Participant.objects.exists()


def test_a_statement_can_wait_until_later(round_):
    client = at_browser(PersonFactory())
    seen = []
    address = url("statements", round_)
    for _ in THOUGHTS:
        page = client.get(address)
        seen.append(page.context["statement"].number)
        address = f"{url('statements', round_)}?skip={page.context['skip']}"
    assert sorted(seen) == [1, 2, 3, 4]
    assert client.get(address).context["statement"].number in seen
    for wrong in ("x", "1.." * 2000, "٣", "-1"):
        assert client.get(f"{url('statements', round_)}?skip={wrong}").status_code == 200


def test_what_is_no_answer_is_refused_in_words(round_):
    client = at_browser(PersonFactory())
    sent = {"statement": shown(round_)[0], "answer": "maybe"}
    page = client.post(url("statements", round_), sent)
    assert page.status_code == 422
    sent = {"statement": "nothing", "answer": "agree"}
    assert client.post(url("statements", round_), sent).status_code == 404


def test_when_all_is_answered_one_can_propose(round_):
    ada = PersonFactory()
    for one in shown(round_):
        statements.react(statement_id=one, answer="pass", by=as_actor(ada), now=NOW)
    page = at_browser(ada).get(url("statements", round_))
    assert "You have answered every statement" in text_of(page)


def test_a_round_without_statements_says_so(found):
    empty = consultations.opened(found, kind=RoundKind.STATEMENTS)
    assert "There are no statements yet" in text_of(Client().get(url("statements", empty)))
    assert "There are no statements yet" in text_of(Client().get(url("all_statements", empty)))


def test_a_closed_round_asks_nothing(round_):
    close(round_)
    page = Client().get(url("statements", round_))
    assert "This round takes no answers now" in text_of(page)
    assert "<button" not in text_of(page).partition("<main")[2].partition("</main")[0]
    page = Client().get(url("propose_statement", round_))
    assert "This round takes no statements now" in text_of(page)
    client = at_browser(PersonFactory())
    sent = {"statement": shown(round_)[0], "answer": "agree"}
    assert client.post(url("statements", round_), sent).status_code == 409


def test_other_rounds_and_other_consultations_have_no_such_pages(round_, found):
    other = consultations.opened(found, kind=RoundKind.LISTENING)
    assert Client().get(url("statements", other)).status_code == 404
    elsewhere = reverse(
        "consultation:statements", args=[consultations.consultation().id, round_.id]
    )
    assert Client().get(elsewhere).status_code == 404


def test_answers_are_changed_and_taken_back(round_):
    ada = PersonFactory()
    one = shown(round_)[0]
    statements.react(statement_id=one, answer="agree", by=as_actor(ada), now=NOW)
    client = at_browser(ada)
    assert THOUGHTS[0] in text_of(client.get(url("own_answers", round_)))
    sent = {"statement": one, "answer": "disagree", "own": "1"}
    page = client.post(url("statements", round_), sent, follow=True)
    assert page.redirect_chain[-1][0] == url("own_answers", round_)
    assert opinions.answers(round_.id, as_actor(ada)) == {one: Answer.DISAGREE}
    page = client.post(url("own_answers", round_), {"statement": one}, follow=True)
    assert "Your answer to statement 1 is gone." in text_of(page)
    assert not StatementAnswer.objects.exists()


def test_nobody_sees_the_answers_of_others(round_):
    statements.react(
        statement_id=shown(round_)[0], answer="agree", by=as_actor(PersonFactory()), now=NOW
    )
    page = at_browser(PersonFactory()).get(url("own_answers", round_))
    assert "You have not answered anything yet" in text_of(page)
    assert "You have not answered anything yet" in text_of(Client().get(url("own_answers", round_)))


def test_a_proposal_comes_back_with_what_was_typed(round_):
    client = at_browser(PersonFactory())
    sent = {"text": "meet online", "language": "en"}
    page = client.post(url("propose_statement", round_), sent)
    assert page.status_code == 422
    assert "the same statement already, with the number 2" in text_of(page)
    assert "meet online" in text_of(page)
    sent = {"text": "x" * 401, "language": "en"}
    assert client.post(url("propose_statement", round_), sent).status_code == 422


def test_proposing_without_an_account(round_):
    client = Client()
    form = client.get(url("propose_statement", round_)).context["form"]
    sent = {"text": "نلتقي ظهرا", "language": "ar", "part": form.initial["part"]}
    page = client.post(url("propose_statement", round_), sent, follow=True)
    assert "Somebody will look at it before people are asked." in text_of(page)
    assert Statement.objects.get(state=StatementState.WAITING).participant.person_id is None
    page = Client().post(url("propose_statement", round_), sent | {"part": ""})
    assert page.status_code == 422


def test_languages_are_chosen_by_their_own_names(round_, organiser):
    client = at_browser(PersonFactory())
    page = client.get(url("propose_statement", round_))
    [field] = [one for one in parse(text_of(page)).all("input") if one.get("name") == "language"]
    assert field.get("value") == "English"
    assert "pt-br" not in text_of(page)
    client.post(url("propose_statement", round_), {"text": "نلتقي ظهرا", "language": "العربية"})
    assert Statement.objects.get(state=StatementState.WAITING).language == "ar"
    sent = {"text": "À midi.", "language": "Nowherish"}
    page = client.post(url("propose_statement", round_), sent)
    assert page.status_code == 422
    assert "Nowherish" in text_of(page)
    organiser.post(url("moderate_statements", round_), {"text": "Zweimal.", "language": "Deutsch"})
    one = Statement.objects.get(text="Zweimal.")
    assert one.language == "de"
    sent = {"text": "À deux reprises.", "language": "français"}
    organiser.post(url("translate_statement", round_, one.id), sent)
    one.refresh_from_db()
    assert one.translations == {"fr": "À deux reprises."}


def test_a_proposal_is_taken_back(round_):
    ada = PersonFactory()
    one = statements.propose(
        round_id=round_.id, language="en", text="At noon.", by=as_actor(ada), now=NOW
    )
    nobody = Client().post(url("withdraw_statement", round_), {"statement": one})
    assert nobody.status_code == 302
    assert Statement.objects.filter(id=one).exists()
    page = at_browser(ada).post(url("withdraw_statement", round_), {"statement": one}, follow=True)
    assert "Your statement is taken back." in text_of(page)
    assert not Statement.objects.filter(id=one).exists()


def test_those_who_run_it_look_at_what_was_proposed(round_, organiser):
    one = statements.propose(
        round_id=round_.id,
        language="en",
        text="Meet at noon.",
        by=as_actor(PersonFactory()),
        now=NOW,
    )
    assert "Meet at noon." in text_of(organiser.get(url("moderate_statements", round_)))
    assert "Meet at noon." not in text_of(Client().get(url("all_statements", round_)))
    page = organiser.post(url("moderate_statement", round_, one), follow=True)
    assert "People are asked about this statement from now on." in text_of(page)
    page = organiser.post(url("decline_statement", round_, one), {"reason": " "})
    assert page.status_code == 422
    sent = {"reason": "It names a person."}
    page = organiser.post(url("decline_statement", round_, one), sent, follow=True)
    assert "Nothing is waiting" in text_of(page)
    page = Client().get(f"{url('all_statements', round_)}?state=declined")
    assert "It names a person." in text_of(page)


def test_those_who_run_it_write_and_translate_statements(round_, organiser):
    sent = {"text": "Meet twice.", "language": "en"}
    organiser.post(url("moderate_statements", round_), sent)
    (one,) = Statement.objects.filter(text="Meet twice.")
    address = url("translate_statement", round_, one.id)
    assert organiser.post(address, {"text": "Two.", "language": "en"}).status_code == 422
    organiser.post(address, {"text": "نلتقي مرتين.", "language": "ar"})
    assert "نلتقي مرتين." in text_of(organiser.get(url("moderate_statement", round_, one.id)))
    with override("ar"):
        page = text_of(Client().get(url("all_statements", round_)))
    assert '<p lang="ar"><bdi dir="auto">نلتقي مرتين.' in page
    assert '<p class="quiet small" lang="en"><bdi dir="auto">Meet twice.' in page


def test_nobody_else_moderates(round_, found):
    one = shown(round_)[0]
    stranger = at_browser(PersonFactory())
    for name, more in (
        ("moderate_statements", ()),
        ("moderate_statement", (one,)),
        ("decline_statement", (one,)),
        ("translate_statement", (one,)),
    ):
        assert stranger.get(url(name, round_, *more)).status_code == 403
        assert Client().get(url(name, round_, *more)).status_code == 401
    assert stranger.post(url("draw_opinion_map", round_)).status_code == 403
    other = asking("Elsewhere.", found=found)
    helper = at_browser(
        PersonFactory._meta.model.objects.get(id=consultations.organiser_of(found).id)
    )
    assert helper.get(url("moderate_statement", other, one)).status_code == 404


def test_long_lists_come_in_pages_and_few_questions(round_, runs, django_assert_max_num_queries):
    for number in range(60):
        statements.begin_with(
            round_id=round_.id, language="en", text=f"Number {number}.", by=runs, now=NOW
        )
    divided(round_, people=6)
    draw(round_, runs)
    for name in ("statements", "all_statements", "opinion_map"):
        with django_assert_max_num_queries(14):
            page = Client().get(url(name, round_))
        assert len(page.content) < LARGEST_PAGE
    assert len(page.context["page"]) == 15
    assert "?page=2" in text_of(page)


def test_a_form_of_one_round_answers_nothing_in_another(round_):
    elsewhere, ada = asking(), PersonFactory()
    theirs = {"statement": shown(elsewhere)[0], "answer": "agree"}
    part = Client().get(url("statements", round_)).context["part"]
    for client, sent in ((at_browser(ada), theirs), (Client(), theirs | {"part": part})):
        assert client.post(url("statements", round_), sent).status_code == 404
    assert not Participant.objects.exists()
    statements.react(statement_id=theirs["statement"], answer="agree", by=as_actor(ada), now=NOW)
    assert at_browser(ada).post(url("own_answers", round_), theirs).status_code == 404
    waiting = statements.propose(
        round_id=elsewhere.id, language="en", text="At noon.", by=as_actor(ada), now=NOW
    )
    refused = at_browser(ada).post(url("withdraw_statement", round_), {"statement": waiting})
    assert refused.status_code == 404
    assert StatementAnswer.objects.count() == 1
    assert Statement.objects.filter(id=waiting).exists()
