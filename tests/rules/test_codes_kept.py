"""Answers that are kept in memory, asked for by several threads at once."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from comity.codes.queries.kept import Kept

MOST, THREADS, TIMES = 2, 4, 20_000


@pytest.fixture
def threads_that_interrupt_each_other():
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def test_the_oldest_answer_goes_for_a_new_one():
    kept = Kept(MOST)
    for number in range(3):
        kept.keep(number, str(number))
    assert [kept.get(number) for number in range(3)] == [None, "1", "2"]
    kept.clear()
    assert kept.get(2) is None


@pytest.mark.usefixtures("threads_that_interrupt_each_other")
def test_threads_that_keep_answers_at_once_do_not_let_go_of_the_same():
    kept = Kept(MOST)

    def work(thread):
        for number in range(TIMES):
            kept.keep((thread, number), thread)
            assert kept.get((thread, number)) in {None, thread}

    with ThreadPoolExecutor(THREADS) as people:
        list(people.map(work, range(THREADS)))
    last = [(thread, TIMES - 1) for thread in range(THREADS)]
    assert 1 <= sum(kept.get(one) is not None for one in last) <= MOST
