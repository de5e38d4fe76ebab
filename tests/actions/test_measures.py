from datetime import timedelta

import pytest
from django.conf import settings

from comity.charter.rules import read
from comity.kernel.actors import SYSTEM
from comity.kernel.errors import Later, NotFound
from comity.kernel.ids import new_id
from comity.measures import actions, queries, tasks
from comity.measures.errors import MeasureStepNotPossible
from comity.measures.models import Measure
from comity.measures.rules import ATTEMPTS_BEFORE_HELP, State
from comity.record.models import Line
from tests.factories.charter import SANDBOX_TEXT
from tests.factories.measures import account_of, ordered
from tests.factories.people import NOW
from tests.factories.wikis import WikiFactory
from tests.wiki.paper import PaperWiki

pytestmark = pytest.mark.django_db
GUIDELINE = read(SANDBOX_TEXT).guideline
AFTER = NOW + timedelta(days=8)


@pytest.fixture
def paper():
    with PaperWiki() as paper:
        paper.page("Lantern")
        yield paper


@pytest.fixture
def wiki(paper):
    return WikiFactory(api_url=paper.api_url)


@pytest.fixture
def user(paper):
    return paper.user("Ferron")


def state_of(measure_id):
    return Measure.objects.get(id=measure_id).state


def kinds():
    return list(Line.objects.order_by("number").values_list("kind", flat=True))


def history(user, now=NOW):
    return queries.history(account_of(user), GUIDELINE, now.date())


def test_a_measure_is_carried_out_on_the_wiki(paper, wiki, user):
    measure = ordered(wiki, user, kind="partial_block", level=4, pages=["Lantern"])
    tasks.execute(measure, NOW)
    assert state_of(measure) == State.IN_FORCE
    assert [block["partial"] for block in paper.blocks] == [True]
    assert paper.blocks[0]["expiry"] == "2026-03-10T00:00:00Z"
    assert kinds()[-1] == "measure:in_force"


def test_a_measure_is_carried_out_once(paper, wiki, user):
    measure = ordered(wiki, user)
    tasks.execute(measure, NOW)
    tasks.execute(measure, NOW)
    assert paper.told == ["block"]
    assert kinds().count("measure:in_force") == 1


def test_a_crash_after_the_wiki_did_it_places_no_second_block(paper, wiki, user):
    measure = ordered(wiki, user)
    tasks.execute(measure, NOW)
    Measure.objects.filter(id=measure).update(state=State.TO_EXECUTE, proof=b"")
    tasks.execute(measure, NOW)
    assert state_of(measure) == State.IN_FORCE
    assert paper.told == ["block"]


def test_a_page_that_moves_between_two_attempts_is_still_the_page(paper, wiki, user):
    measure = ordered(wiki, user, kind="partial_block", level=4, pages=["Lantern"])
    paper.refuse("block")
    with pytest.raises(Later):
        tasks.execute(measure, NOW)
    paper.pages["Old lantern"] = paper.pages.pop("Lantern")
    paper.refuse()
    tasks.execute(measure, NOW)
    assert state_of(measure) == State.IN_FORCE


def test_a_wiki_that_fails_is_tried_again_and_then_a_person_is_told(paper, wiki, user):
    measure = ordered(wiki, user)
    paper.refuse("block")
    waits = []
    for _ in range(ATTEMPTS_BEFORE_HELP + 1):
        with pytest.raises(Later) as later:
            tasks.execute(measure, NOW)
        waits.append(later.value.minutes)
    assert waits == sorted(waits)
    assert kinds().count("measure:stuck") == 1
    assert queries.measures([measure])[0].stuck
    paper.refuse()
    tasks.execute(measure, NOW)
    assert state_of(measure) == State.IN_FORCE


def test_what_a_wiki_can_never_do_waits_for_a_person(paper, wiki, user):
    measure = ordered(wiki, user, kind="partial_block", level=4, pages=["No such page"])
    tasks.execute(measure, NOW)
    assert state_of(measure) == State.CANNOT
    assert kinds()[-1] == "measure:refused"
    paper.page("No such page")
    actions.retry(measure_id=measure, by=SYSTEM, now=NOW)
    tasks.execute(measure, NOW)
    assert state_of(measure) == State.IN_FORCE


def test_what_runs_is_not_tried_again_by_hand(wiki, user):
    measure = ordered(wiki, user, kind="plan", level=3)
    with pytest.raises(MeasureStepNotPossible):
        actions.retry(measure_id=measure, by=SYSTEM, now=NOW)


def test_a_measure_runs_out_by_itself_and_counts_as_history(wiki, user):
    measure = ordered(wiki, user)
    tasks.execute(measure, NOW)
    tasks.expire(NOW + timedelta(days=7))
    assert state_of(measure) == State.IN_FORCE
    tasks.expire(AFTER)
    tasks.expire(AFTER)
    assert state_of(measure) == State.EXPIRED
    assert kinds().count("measure:expired") == 1
    assert history(user, AFTER) == 3


def test_an_ended_measure_names_nobody(wiki, user):
    measure = ordered(wiki, user)
    tasks.execute(measure, NOW)
    tasks.expire(AFTER)
    assert bytes(Measure.objects.get(id=measure).order) == b""


def test_an_overturned_measure_is_gone_from_the_wiki_and_counts_nothing(paper, wiki, user):
    measure = ordered(wiki, user)
    tasks.execute(measure, NOW)
    assert history(user) == 3
    actions.end_measure(measure_id=measure, overturned=True, by=SYSTEM, now=NOW)
    assert history(user) == 0
    tasks.take_back(measure, NOW)
    tasks.take_back(measure, NOW)
    assert state_of(measure) == State.OVERTURNED
    assert paper.blocks == []
    assert paper.told == ["block", "unblock"]
    assert history(user) == 0


def test_ending_twice_changes_nothing(wiki, user):
    measure = ordered(wiki, user)
    for _ in range(2):
        actions.end_measure(measure_id=measure, overturned=True, by=SYSTEM, now=NOW)
    assert kinds().count("measure:end_ordered") == 1


def test_a_crash_after_the_wiki_let_go_takes_nothing_back_twice(paper, wiki, user):
    measure = ordered(wiki, user)
    tasks.execute(measure, NOW)
    actions.end_measure(measure_id=measure, overturned=False, by=SYSTEM, now=NOW)
    kept = bytes(Measure.objects.get(id=measure).order)
    tasks.take_back(measure, NOW)
    Measure.objects.filter(id=measure).update(state=State.LIFTING, order=kept, ended_on=None)
    tasks.take_back(measure, NOW)
    assert state_of(measure) == State.LIFTED
    assert paper.told == ["block", "unblock"]


def test_what_was_never_placed_is_taken_back_without_asking_the_wiki(paper, wiki, user):
    measure = ordered(wiki, user, kind="partial_block", level=4, pages=["Lantern"])
    actions.end_measure(measure_id=measure, overturned=True, by=SYSTEM, now=NOW)
    tasks.execute(measure, NOW)
    tasks.take_back(measure, NOW)
    assert state_of(measure) == State.OVERTURNED
    assert paper.told == []


def test_taking_back_is_tried_again_while_the_wiki_is_down(paper, wiki, user):
    measure = ordered(wiki, user)
    tasks.execute(measure, NOW)
    actions.end_measure(measure_id=measure, overturned=True, by=SYSTEM, now=NOW)
    paper.refuse("unblock")
    with pytest.raises(Later):
        tasks.take_back(measure, NOW)
    paper.refuse()
    tasks.take_back(measure, NOW)
    assert paper.blocks == []


def test_a_new_measure_waits_until_the_one_it_replaces_is_gone(paper, wiki, user):
    first = ordered(wiki, user)
    tasks.execute(first, NOW)
    actions.end_measure(measure_id=first, overturned=True, by=SYSTEM, now=NOW)
    second = ordered(wiki, user, kind="partial_block", level=4, pages=["Lantern"])
    with pytest.raises(Later):
        tasks.execute(second, NOW)
    tasks.take_back(first, NOW)
    tasks.execute(second, NOW)
    assert [block["partial"] for block in paper.blocks] == [True]


def test_what_ran_out_can_still_be_overturned(wiki, user):
    measure = ordered(wiki, user)
    tasks.execute(measure, NOW)
    tasks.expire(AFTER)
    actions.end_measure(measure_id=measure, overturned=True, by=SYSTEM, now=AFTER)
    assert state_of(measure) == State.OVERTURNED
    assert history(user, AFTER) == 0


@pytest.mark.parametrize(
    ("terms", "state"),
    [
        ({"kind": "advice", "level": 1, "days": None}, State.EXPIRED),
        ({"kind": "warning", "level": 2, "days": None}, State.EXPIRED),
        ({"kind": "plan", "level": 3, "days": 30}, State.IN_FORCE),
    ],
)
def test_what_no_wiki_carries_out_is_done_by_saying_so(paper, wiki, user, terms, state):
    measure = ordered(wiki, user, **terms)
    assert state_of(measure) == state
    tasks.execute(measure, NOW)
    assert paper.told == []
    assert history(user) == GUIDELINE.measure(terms["level"]).history


def test_a_plan_that_is_overturned_ends_at_once(wiki, user):
    measure = ordered(wiki, user, kind="plan", level=3)
    actions.end_measure(measure_id=measure, overturned=True, by=SYSTEM, now=NOW)
    assert state_of(measure) == State.OVERTURNED


@pytest.mark.parametrize("name", ["end_measure", "retry", "expire", "keep_failure"])
def test_what_does_not_exist_is_not_found(name):
    more = {
        "end_measure": {"overturned": True, "by": SYSTEM},
        "retry": {"by": SYSTEM},
        "keep_failure": {"needs_help": False},
    }
    with pytest.raises(NotFound):
        getattr(actions, name)(measure_id=new_id(), now=NOW, **more.get(name, {}))


def test_nothing_in_the_table_names_the_account(wiki, user):
    measure = Measure.objects.get(id=ordered(wiki, user, pages=["Secret page"]))
    clear = str({field.name: getattr(measure, field.name) for field in measure._meta.fields})
    sealed = bytes(measure.order)
    assert b"Ferron" not in sealed
    assert b"Secret" not in sealed
    assert "Ferron" not in clear
    opened = settings.COMITY_KEYS.open(queries.ORDER_PURPOSE, sealed)
    assert b"Ferron" in opened
