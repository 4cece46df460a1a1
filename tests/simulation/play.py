"""From a seed to its schedule, and to what came of it."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from random import Random
from unittest import mock

from wizard.http.redact import REDACTOR, Redactor
from wizard.store.sealkey import StoreKeys
from wizard.store.store import open_store
from wizard.store.vault import KeyringVault
from wizard.tripletex import client

from . import registers
from .case import Case, Outcome
from .disk import store_disk
from .faults import OF_BOOKS, OF_MEMORY, Strike, drawn, forced
from .program import Keyring
from .registers import Registers

_UNDONE = 0.2


def played(seed: int) -> Outcome:
    """The schedule of a seed, in a folder of its own."""
    dice = Random(f"{seed}/drawn")
    first = forced(seed)
    kinds = {"": 12 * (first not in OF_BOOKS), "csv": 3, "xlsx": 1}
    if first in OF_MEMORY:
        kinds = {"": 1}
    workbook = dice.choices(list(kinds), list(kinds.values()))[0]
    given = registers.drawn(dice, workbook=workbook)
    struck = drawn(dice, first, workbook=bool(workbook))
    page, undone = dice.choice([1000] * 7 + [7]), dice.random() < _UNDONE
    later = drawn(dice, dice.choice(struck).fault, workbook=bool(workbook)) if undone else []
    with world_of(seed, given, struck, page=page) as case:
        return case.carry_out(later, undone=undone)


def short(seed: int) -> Outcome:
    """The outcome of a seed without its trace, which can be had again at any time."""
    outcome = played(seed)
    outcome.trace.clear()
    return outcome


@contextmanager
def world_of(
    seed: int, given: Registers, strikes: Sequence[Strike], *, page: int = 1000
) -> Iterator[Case]:
    """A case in a folder that is gone afterwards; list calls ask for ``page`` rows."""
    with ExitStack() as stack:
        stack.enter_context(_quiet())
        folder = Path(tempfile.mkdtemp(dir=_ram()))
        stack.callback(shutil.rmtree, folder)
        # with few records, pages must be short for a list to have several
        stack.enter_context(mock.patch.object(client, "PAGE", page))
        vars(REDACTOR).update(vars(Redactor()))  # a program that starts knows no secret yet
        (folder / "store.sqlite3").write_bytes(_template()[0])
        keyring = Keyring()
        keyring.kept.update(_template()[1].kept)
        case = Case(seed, given, strikes, (folder, keyring))
        stack.enter_context(store_disk(case.events))
        yield case


@contextmanager
def _quiet() -> Iterator[None]:
    """Nothing is logged of the faults that are met."""
    log = logging.getLogger("wizard")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


@cache
def _ram() -> str | None:
    """A folder in memory, where the system has one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


@cache
def _template() -> tuple[bytes, Keyring]:
    """An empty store of this version, and the keyring that holds its key."""
    keyring = Keyring()
    with tempfile.TemporaryDirectory(dir=_ram()) as folder:
        keys = StoreKeys(Path(folder), keyring=lambda: KeyringVault(keyring))
        open_store(Path(folder), keys=keys).close()
        return (Path(folder) / "store.sqlite3").read_bytes(), keyring
