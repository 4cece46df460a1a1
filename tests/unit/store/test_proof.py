"""A store and its key: given once, and replaced by another only when a person says so."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from contract.store_suite import AT, COMPANY, PARTNER, PROBLEM, SETUP, agreement, plan
from sqlalchemy import select, update

from wizard.errors import RefusedError, UsageError, WizardError
from wizard.model.journal import JournalEntry, Phase, ReportLine, RunState, SyncReport
from wizard.model.records import Kind, Side
from wizard.store.schema import journal, links, runs
from wizard.store.sealkey import BEGIN_ANEW, StoreKeys
from wizard.store.store import SqlStore, open_store

OTHER = base64.b64encode(bytes(32)).decode()
PERSON = {
    "first_name": "Åse-Kanari",
    "last_name": "Ødegårdkanari",
    "email": "kanari@example.no",
    "date_of_birth": "1988-04-17",
    "bank_account": "86011117947",
    "phone_mobile": "+4791234567",
}
Open = Callable[..., SqlStore]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens the store of one folder, with what the environment gives as its key."""
    with ExitStack() as stack:

        def open_again(given: str = "") -> SqlStore:
            store = open_store(tmp_path, keys=StoreKeys(tmp_path, given))
            stack.callback(store.close)
            return store

        yield open_again


def _used(store: SqlStore) -> str:
    """A finished run with a person's values in everything that can hold them."""
    run = store.begin_run(plan(), f"{SETUP}# {PERSON['email']}").id
    done = JournalEntry("a", Phase.DONE, AT, "12", "3", PERSON)
    failed = JournalEntry("b", Phase.FAILED, AT, problem=PROBLEM)
    store.settle(run, [done, failed], [agreement("1", "p1", **PERSON)])
    line = ReportLine(
        kind=Kind.EMPLOYEE,
        side=Side.TRIPLETEX,
        verb="update",
        key="Åse-Kanari Ødegårdkanari",
        phase=Phase.DONE,
        fields=PERSON,
    )
    store.finish_run(run, SyncReport(store.run(run), {}, (line,), (PROBLEM,)), ())
    return run


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _spellings(value: str) -> tuple[bytes, ...]:
    return value.encode(), value.encode("latin-1"), value.encode("unicode-escape")


def test_no_persons_value_stands_in_any_file_of_the_store(opened: Open, tmp_path: Path) -> None:
    store = opened()
    run = _used(store)
    unfinished = store.begin_run(plan(), SETUP).id
    texts = [*PERSON.values(), PROBLEM.subject or "", "aase@example.no", "Ærlig oppsett"]
    canaries = [spelling for text in texts for spelling in _spellings(text)]
    before = _files(tmp_path)
    assert "store.sqlite3-wal" in before
    store.close()
    for name, content in {**before, **_files(tmp_path)}.items():
        assert [canary for canary in canaries if canary in content] == [], name

    again = opened()
    assert again.plan_of(unfinished) == (plan(), SETUP)
    assert again.entries(run)["a"].values == PERSON
    assert again.baselines(COMPANY, PARTNER, Kind.CUSTOMER) == {"1": PERSON}
    report = again.report(run)
    assert report
    assert report.lines[0].fields == PERSON


def test_another_key_is_refused_and_changes_nothing(opened: Open, tmp_path: Path) -> None:
    run = _used(opened())
    before = _files(tmp_path)
    with pytest.raises(RefusedError) as refused:
        opened(OTHER)
    (problem,) = refused.value.problems
    assert problem.code == "store.sealed_otherwise"
    assert problem.params == {"place": str(tmp_path / "store.sqlite3")}
    assert _files(tmp_path)["store.sqlite3"] == before["store.sqlite3"]
    assert opened().report(run)


def test_a_sealed_store_whose_key_is_gone_gets_no_new_one(opened: Open, tmp_path: Path) -> None:
    opened(OTHER)
    with pytest.raises(RefusedError) as refused:
        opened()
    assert refused.value.problems[0].code == "store.sealed_otherwise"
    assert not (tmp_path / "store.key").exists()
    opened(OTHER)


def test_who_says_so_begins_anew_and_keeps_the_links(opened: Open, tmp_path: Path) -> None:
    lost = opened(OTHER)
    run, unfinished = _used(lost), lost.begin_run(plan(), SETUP).id
    lost.close()

    store = opened(BEGIN_ANEW)

    assert store.links(COMPANY, PARTNER, Kind.CUSTOMER) == {"1": "p1"}
    assert store.baselines(COMPANY, PARTNER, Kind.CUSTOMER) == {"1": {}}
    assert store.entries(run) == {
        "a": JournalEntry("a", Phase.DONE, AT, "12", "3"),
        "b": JournalEntry("b", Phase.FAILED, AT),
    }
    assert [head.state for head in store.runs()] == [RunState.FINISHED, RunState.FINISHED]
    for id in (run, unfinished):
        for call in (store.plan_of, store.report):
            with pytest.raises(UsageError) as gone:
                call(id)
            assert gone.value.problems[0].code == "store.run_purged"
    again = store.begin_run(plan(), SETUP).id
    store.settle(again, [], [agreement("1", "p1", name="Ås")])
    for same in (opened(), opened(BEGIN_ANEW)):
        assert same.plan_of(again) == (plan(), SETUP)
        assert same.baselines(COMPANY, PARTNER, Kind.CUSTOMER) == {"1": {"name": "Ås"}}


def test_beginning_anew_leaves_a_store_alone_whose_key_is_there(opened: Open) -> None:
    run = _used(opened())
    assert opened(BEGIN_ANEW).report(run)


def _swap_baselines(store: SqlStore) -> None:
    with store.database.writing() as connection:
        other = select(links.c.agreed).where(links.c.tripletex == "2").scalar_subquery()
        connection.execute(update(links).where(links.c.tripletex == "1").values(agreed=other))


def _blank(store: SqlStore) -> None:
    with store.database.writing() as connection:
        connection.execute(update(runs).values(plan=b"", report=b"\x01"))
        connection.execute(update(journal).values(answer=b"{}"))


@pytest.mark.parametrize(
    ("change", "read", "code"),
    [
        (
            _swap_baselines,
            lambda store, run: store.baselines(COMPANY, PARTNER, Kind.CUSTOMER),
            "store.broken",
        ),
        (_blank, lambda store, run: store.plan_of(run), "store.plan_broken"),
        (_blank, lambda store, run: store.report(run), "store.report_broken"),
        (_blank, lambda store, run: store.entries(run), "store.journal_broken"),
    ],
)
def test_a_value_changed_by_other_hands_is_a_problem(
    opened: Open,
    change: Callable[[SqlStore], None],
    read: Callable[[SqlStore, str], object],
    code: str,
) -> None:
    store = opened()
    run = _used(store)
    store.settle(run, [], [agreement("2", "p2", name="B")])
    change(store)
    with pytest.raises(WizardError) as broken:
        read(store, run)
    assert broken.value.problems[0].code == code
