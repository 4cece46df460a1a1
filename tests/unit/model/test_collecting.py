"""The collector of cycles waits while a register is computed on, and is put back as it was."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from wizard.model.collecting import let_go, uncollected


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    gc.enable()


def test_the_collector_waits_inside_and_runs_again_after() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_runs_again_where_the_computation_fails() -> None:
    with pytest.raises(ZeroDivisionError), uncollected():
        _ = 1 / 0
    assert gc.isenabled()


def test_one_inside_another_does_not_start_it() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_collector_that_somebody_else_has_stopped_stays_so() -> None:
    gc.disable()
    with uncollected():
        pass
    assert not gc.isenabled()


def test_a_function_can_be_computed_so_every_time_it_is_called() -> None:
    @uncollected()
    def running() -> bool:
        return gc.isenabled()

    assert [running(), running(), gc.isenabled()] == [False, False, True]


def test_very_many_objects_are_taken_out_of_later_searches_and_few_are_not() -> None:
    gc.unfreeze()
    with uncollected():
        few = [[n] for n in range(1_000)]
    assert (gc.get_freeze_count(), len(few)) == (0, 1_000)
    with uncollected():
        many = [[n] for n in range(150_000)]
    assert gc.get_freeze_count() > len(many)
    gc.unfreeze()


def test_what_is_let_go_is_empty_afterwards() -> None:
    first, second, none = [1, 2], {"a": 1, "b": 2}, list[int]()
    let_go(first, second, none)
    assert (first, second, none) == ([], {}, [])
