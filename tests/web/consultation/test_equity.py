"""Pages about who takes part, and about going out to those who do not."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from comity.consultation.actions import equity as actions
from comity.consultation.models import Attribute, ListeningSession, OutreachTask, PopulationTarget
from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.outreach import OutreachState
from comity.consultation.tasks import equity as tasks
from comity.people.models import Person
from tests.factories.consultations import consultation, contributed, opened, organiser_of
from tests.factories.people import NOW, PersonFactory
from tests.web.serving import at_browser, text_of

pytestmark = pytest.mark.django_db

SHARES = (
    "language,en,60,Edits of 2025,2025-12-31\nlanguage,ar,30,Edits of 2025,2025-12-31\n"
    "language,sw,10,Edits of 2025,2025-12-31\n"
    "tenure,new,50,Edits of 2025,2025-12-31\ntenure,old,50,Edits of 2025,2025-12-31\n"
)


@pytest.fixture
def found():
    """Ask in a community that knows how large its groups are."""
    made = consultation()
    actions.set_targets(consultation_id=made.id, table=SHARES, by=organiser_of(made), now=NOW)
    return made


def address(name, found, *more):
    return reverse(f"consultation:{name}", args=[found.id, *more])


def run_by(found):
    """Sit an organiser at a browser."""
    client = Client()
    client.force_login(Person.objects.get(id=organiser_of(found).id))
    return client


def answered(found, **languages):
    """Let so many people answer in each language, and measure."""
    round_ = opened(found)
    for language, many in languages.items():
        for _ in range(many):
            contributed(round_, language=language)
    tasks.measure_now(found.id, NOW)
    return round_


def plain(answer):
    """Read the words of a page without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", text_of(answer)).split())


def begun(found, category="sw"):
    by = organiser_of(found)
    return actions.begin_outreach(
        consultation_id=found.id, dimension=Dimension.LANGUAGE, category=category, by=by, now=NOW
    )


def test_the_page_says_in_sentences_first_who_is_heard_and_who_is_not(client, found):
    answered(found, en=24, ar=2 * 6)
    words = plain(client.get(address("who", found)))
    assert "People who took part so far: 36." in words
    assert "The groups that take part make up 90 % of the people concerned." in words
    assert "Hardly heard: Swahili." in words
    assert words.index("Hardly heard") < words.index("Times as many as its size says")
    assert "Edits of 2025" in words


def test_figures_stand_in_a_table_with_their_intervals_and_beside_it_in_a_picture(client, found):
    answered(found, en=24, ar=12)
    page = text_of(client.get(address("who", found)))
    assert '<td class="number" data-label="People who take part">24</td>' in page
    assert re.search(r'1\.11 <span class="quiet small">0\.8\d to 1\.3\d</span>', page)
    assert 'role="img" aria-labelledby="who-title who-text"' in page
    assert '<title id="who-title">' in page
    assert '<desc id="who-text">' in page


def test_numbers_of_few_people_are_not_on_the_page_and_it_says_why(client, found):
    answered(found, en=24, ar=12, sw=2)
    page = text_of(client.get(address("who", found)))
    cell = r'<bdi dir="auto">(\w+)</bdi>.*?data-label="People who take part">([^<]*)</td>'
    rows = dict(re.findall(cell, page, re.DOTALL))
    assert rows["English"] == "24"
    assert rows["Arabic"] == rows["Swahili"] == "not shown"
    assert "Numbers of fewer than 5 people are not shown" in plain(
        client.get(address("who", found))
    )


def test_that_weights_were_cut_is_told_beside_what_they_leave_and_only_then(client, found):
    cut = (
        "Some weights were cut, so that no answer counts more than 5 times as much as another; "
        "the true sizes of the groups are then not quite reached."
    )
    answered(found, en=24, ar=12)
    assert cut not in plain(client.get(address("who", found)))
    answered(found, sw=30)
    words = plain(client.get(address("who", found)))
    assert words.index("no vote is ever counted with them.") < words.index(cut)


def test_each_dimension_has_its_own_address(client, found):
    answered(found, en=24)
    page = plain(client.get(address("who", found), {"by": "tenure"}))
    assert "How long somebody has been here" in page
    assert "Hardly heard: new and old." in page
    assert client.get(address("who", found), {"by": "shoes", "page": "x"}).status_code == 200


def test_before_anybody_measured_the_page_says_so(client, found):
    assert "Nobody has measured yet." in plain(client.get(address("who", found)))
    assert "Nobody has said yet how large" in plain(client.get(address("who", consultation())))


def test_with_nobody_and_with_one_person_the_page_stands(client, found):
    answered(found)
    assert "Nobody has taken part yet." in plain(client.get(address("who", found)))
    answered(found, sw=1)
    assert "People who took part so far: 1." in plain(client.get(address("who", found)))


def test_the_page_asks_the_database_little(client, found, django_assert_max_num_queries):
    answered(found, en=12, ar=12)
    client.get(address("who", found))
    with django_assert_max_num_queries(8):
        client.get(address("who", found))


def test_a_page_of_many_groups_is_small_and_goes_on(client, found):
    share = 100 / 60
    table = "".join(f"region,Region {n},{share:.3f},Somebody,2026-01-01\n" for n in range(60))
    actions.set_targets(consultation_id=found.id, table=table, by=organiser_of(found), now=NOW)
    answered(found, en=24)
    answer = client.get(address("who", found))
    assert len(answer.content) < 30_000
    assert "Page 1 of 3" in plain(answer)


def test_somebody_says_who_they_are_changes_it_and_deletes_it(found):
    client = at_browser(PersonFactory())
    page = text_of(client.get(address("about_me", found)))
    assert "Nobody sees your answers." in page
    assert '<option value="*">All others</option>' in page
    sent = client.post(address("about_me", found), {"language": "ar", "tenure": ""})
    assert (sent.status_code, sent.url) == (302, address("about_me", found))
    assert [one.category for one in Attribute.objects.all()] == ["ar"]
    assert '<option value="ar" selected>' in text_of(client.get(address("about_me", found)))
    client.post(address("about_me", found), {"language": "", "tenure": ""})
    assert Attribute.objects.count() == 0


def test_an_answer_that_is_not_offered_comes_back(found):
    client = at_browser(PersonFactory())
    assert client.post(address("about_me", found), {"language": "tlh"}).status_code == 422
    assert "Nothing is asked here yet." in text_of(client.get(address("about_me", consultation())))


def test_whoever_has_no_account_is_asked_for_their_receipt_first(client, found):
    answer = client.get(address("about_me", found), follow=True)
    assert answer.redirect_chain == [(reverse("consultation:enter"), 302)]
    assert "with the receipt that you get you can say something about yourself" in text_of(answer)


def test_an_organiser_sets_shares_by_table_or_by_file(found):
    client = run_by(found)
    assert "language,en,60" in text_of(client.get(address("shares", found)))
    table = "role,editor,100,Count,2026-01-01\n"
    assert client.post(address("shares", found), {"table": table}).status_code == 302
    assert [one.category for one in PopulationTarget.objects.all()] == ["editor"]
    file = SimpleUploadedFile("groups.csv", table.replace("editor", "admin").encode())
    client.post(address("shares", found), {"table": "", "file": file})
    assert [one.category for one in PopulationTarget.objects.all()] == ["admin"]


def test_a_wrong_table_comes_back_with_what_was_typed_and_every_problem(found):
    answer = run_by(found).post(
        address("shares", found), {"table": "language,en,9,x,2026-01-01\nshoes"}
    )
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Line 2 does not have five columns" in page
    assert "shoes" in page


def test_shares_are_proposed_from_the_languages_of_communities():
    made = consultation()
    client = run_by(made)
    assert "language,en,100,Communities by the language they speak first" in text_of(
        client.get(address("shares", made))
    )
    assert "This is a proposal" in text_of(client.get(address("shares", made), {"proposed": "1"}))


def test_only_organisers_set_shares_or_write_down_outreach(found):
    task = begun(found)
    client = at_browser(PersonFactory())
    for name, more in (
        ("shares", ()),
        ("outreach_begin", ()),
        ("outreach_over", (task,)),
        ("outreach_session", (task,)),
    ):
        assert client.get(address(name, found, *more)).status_code == 403
        assert client.post(address(name, found, *more)).status_code == 403


def test_an_organiser_goes_out_to_a_group_and_writes_down_what_came_of_it(client, found):
    organiser = run_by(found)
    sent = organiser.post(address("outreach_begin", found), {"group": "language:sw"})
    task = OutreachTask.objects.get()
    assert sent.url == address("outreach_task", found, task.id)
    again = organiser.post(address("outreach_begin", found), {"group": "language:sw"})
    assert again.status_code == 422
    held = {
        "day": NOW.date().isoformat(),
        "language": "Swahili",
        "facilitator": "Neema",
        "people": "6",
        "notes": "They meet at night.",
        "consent": "By raising hands.",
    }
    assert organiser.post(address("outreach_session", found, task.id), held).status_code == 302
    assert ListeningSession.objects.get().language == "sw"
    page = plain(client.get(address("outreach_task", found, task.id)))
    assert "They meet at night." in page
    assert "By raising hands." in page
    over = {"state": "given_up", "note": "Nobody had time."}
    organiser.post(address("outreach_over", found, task.id), over)
    page = plain(client.get(address("outreach_task", found, task.id)))
    assert "Given up" in page
    assert "Nobody had time." in page
    again = organiser.post(address("outreach_over", found, task.id), over)
    assert "was written down already" in plain(again)


def test_groups_that_were_gone_out_to_are_shown_as_such_and_the_rest_is_offered_first(found):
    by, organiser = organiser_of(found), run_by(found)
    task = begun(found, "en")
    held = {"day": NOW.date(), "language": "en", "facilitator": "", "consent": "By hand."}
    actions.add_session(task_id=task, people=14, notes="We talked.", **held, by=by, now=NOW)
    actions.settle_outreach(
        task_id=task, state=OutreachState.DONE, note="We met twice.", by=by, now=NOW
    )
    begun(found, "ar")
    answer = organiser.get(address("outreach_begin", found))
    page = plain(answer)
    offered = re.findall(r'value="(language:\w+)"', answer.content.decode())
    assert offered == ["language:sw", "language:en"]
    assert "Once more" in text_of(answer)
    under_way, gone = page.index("Under way: write down"), page.index("Somebody went out to them")
    assert under_way < page.index("Arabic", under_way) < gone < page.index("English", gone)
    for sentence in (
        "Done 2 March 2026",
        "1 listening session · 14 people came.",
        "We met twice.",
    ):
        assert sentence in page[gone:]
    refused = organiser.post(address("outreach_begin", found), {"group": "language:ar"})
    assert refused.status_code == 422
    assert "Somebody goes out to this group now" in plain(refused)
    again = organiser.post(address("outreach_begin", found), {"group": "language:en"})
    assert again.status_code == 302


def test_when_every_silent_group_was_gone_out_to_the_page_says_so(found):
    actions.set_targets(
        consultation_id=found.id,
        table="language,sw,100,Edits of 2025,2025-12-31\n",
        by=organiser_of(found),
        now=NOW,
    )
    begun(found)
    page = plain(run_by(found).get(address("outreach_begin", found)))
    assert "Somebody goes or went out to every group" in page
    assert "I take it on" not in page


def test_without_sizes_there_is_nobody_to_go_out_to_and_the_page_leads_to_saying_them():
    made = consultation()
    answer = run_by(made).get(address("outreach_begin", made))
    assert "Nobody has said yet how large the groups are" in plain(answer)
    assert address("shares", made) in answer.content.decode()


def test_the_page_says_when_somebody_went_out_to_a_silent_group(client, found):
    answered(found, en=12)
    task = begun(found)
    assert "going out to them since 2 March 2026" in plain(client.get(address("who", found)))
    actions.settle_outreach(
        task_id=task, state=OutreachState.DONE, note="We met.", by=organiser_of(found), now=NOW
    )
    answer = client.get(address("who", found))
    assert "somebody went out to them, 2 March 2026" in plain(answer)
    assert address("outreach_task", found, task) in answer.content.decode()


def test_a_session_without_consent_comes_back(found):
    task = begun(found)
    answer = run_by(found).post(
        address("outreach_session", found, task), {"notes": "Typed once.", "language": "sw"}
    )
    assert answer.status_code == 422
    assert "Typed once." in text_of(answer)


def test_an_open_task_has_words_to_invite_with(client, found):
    page = plain(client.get(address("outreach_task", found, begun(found))))
    assert "Your voice is missing." in page
    assert f"/consultations/{found.id}/" in page


def test_outreach_is_listed_and_filtered(client, found):
    assert "Nobody had to go out" in plain(client.get(address("outreach", found)))
    first, _second = begun(found), begun(found, "ar")
    actions.settle_outreach(
        task_id=first, state=OutreachState.DONE, note="We met.", by=organiser_of(found), now=NOW
    )
    both = plain(client.get(address("outreach", found)))
    assert both.index("Arabic") < both.index("Swahili")
    done = plain(client.get(address("outreach", found), {"state": "done"}))
    assert "Swahili" in done
    assert "since" not in done
    assert "Nothing fits this." in plain(client.get(address("outreach", found), {"by": "role"}))
    assert client.get(address("outreach", found), {"state": "odd", "by": "odd"}).status_code == 200


def test_the_list_asks_the_database_as_often_however_long_it_is(
    client, found, django_assert_max_num_queries
):
    for category in ("en", "ar", "sw"):
        begun(found, category)
    client.get(address("outreach", found))
    with django_assert_max_num_queries(8):
        client.get(address("outreach", found))


@pytest.mark.parametrize("name", ["who", "outreach", "about_me"])
def test_there_is_nothing_where_there_is_no_consultation(name):
    client = at_browser(PersonFactory())
    assert client.get(reverse(f"consultation:{name}", args=["0" * 13])).status_code == 404


def test_a_task_of_another_consultation_is_not_here(client, found):
    other = consultation()
    assert client.get(address("outreach_task", other, begun(found))).status_code == 404


def test_hostile_words_stay_words(client, found):
    table = 'region,"<script>alert(1)</script>",100,"<b>x</b>",2026-01-01\n'
    actions.set_targets(consultation_id=found.id, table=table, by=organiser_of(found), now=NOW)
    answered(found, en=6)
    assert "<script>alert" not in text_of(client.get(address("who", found)))
