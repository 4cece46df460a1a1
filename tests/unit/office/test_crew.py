"""A crew works at so many things at once and no more, in order, and ends when it should."""

from __future__ import annotations

import threading

import pytest

from wizard.office.crew import worked


def test_everything_is_worked_at_once():
    found = sorted(worked(range(100), lambda n: n * n, jobs=7))
    assert found == [n * n for n in range(100)]


@pytest.mark.parametrize("jobs", [1, 3])
def test_no_more_are_at_work_than_there_may_be(jobs):
    lock, now, most = threading.Lock(), 0, 0
    together = threading.Barrier(jobs)

    def work(item):
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        together.wait(10)
        with lock:
            now -= 1
        return item

    assert len(list(worked(range(jobs * 4), work, jobs=jobs))) == jobs * 4
    assert most == jobs


def test_items_are_begun_in_their_order():
    begun = []
    assert list(worked([3, 1, 2], lambda n: begun.append(n) or n, jobs=1)) == [3, 1, 2]
    assert begun == [3, 1, 2]


def test_what_is_begun_is_finished_and_nothing_more():
    done = []
    found = list(worked(range(100), done.append, jobs=1, stop=lambda: len(done) >= 5))
    assert (len(found), done) == (5, [0, 1, 2, 3, 4])


def test_a_defect_ends_the_work_and_is_raised():
    def work(item):
        if item == 3:
            raise LookupError("three")
        return item

    found = []
    with pytest.raises(LookupError, match="three"):
        found.extend(worked(range(1000), work, jobs=2))
    assert len(found) < 1000


def test_whoever_looks_away_leaves_nobody_at_work():
    every = worked(range(1000), lambda n: n, jobs=3)
    next(every)
    every.close()
    assert not [one for one in threading.enumerate() if one.name.startswith("client-")]
