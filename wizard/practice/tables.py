"""Where the practice company keeps its objects: rows by id, look-ups by key, and undoing.

`Entity` is one stored object, `Table` a set of them with indices, `Journal` what must be taken
back if the request that is being served is refused half-way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, ValuesView
from contextlib import contextmanager
from typing import Any

Values = dict[str, Any]
"""Field values under the vendor's names, JSON types only; a reference is `{"id": n}`."""

Keying = Callable[[Mapping[str, Any]], Hashable | None]


class Entity(Values):
    """One stored object: its fields, and beside them the list of changes made to it.

    Treated as immutable once it is in a table: a change puts a new entity in its place, so that
    taking a change back is putting the old one there again.
    """

    __slots__ = ("changes",)

    def __init__(self, values: Mapping[str, Any], changes: tuple[Values, ...] = ()) -> None:
        super().__init__(values)
        self.changes = changes

    @property
    def id(self) -> int:
        """The id, unique over the whole world."""
        return int(self["id"])

    @property
    def version(self) -> int:
        """The revision number that a PUT may name."""
        return int(self["version"])

    def reference(self, name: str) -> int | None:
        """The id that the reference `name` points at."""
        target = self[name]
        return None if target is None else int(target["id"])


class Journal:
    """Remembers how to take back what has been done since an attempt began."""

    def __init__(self) -> None:
        self._undo: list[Callable[[], None]] = []
        self._depth = 0

    def note(self, undo: Callable[[], None]) -> None:
        """Remember `undo`, if anybody is attempting something."""
        if self._depth:
            self._undo.append(undo)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Everything done inside is taken back, newest first, if it ends in an exception."""
        mark = len(self._undo)
        self._depth += 1
        try:
            yield
        except BaseException:
            while len(self._undo) > mark:
                self._undo.pop()()
            raise
        finally:
            self._depth -= 1
            if not self._depth:
                self._undo.clear()


class Table(Mapping[int, Entity]):
    """Objects of one kind by id. Read it as a dict; only `put` and `drop` change it."""

    def __init__(self, journal: Journal, keys: Mapping[str, Keying] | None = None) -> None:
        self._rows: dict[int, Entity] = {}
        self._journal = journal
        self._keys = dict(keys or {})
        self._index: dict[tuple[str, Hashable], set[int]] = {}

    def __getitem__(self, entity_id: int) -> Entity:
        return self._rows[entity_id]

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def values(self) -> ValuesView[Entity]:
        """The objects, oldest first."""
        return self._rows.values()

    def put(self, entity: Entity) -> None:
        """Insert the entity, or put it in the place of the one with its id."""
        before = self._rows.get(entity.id)
        self._set(entity.id, entity)
        self._journal.note(lambda: self._set(entity.id, before))

    def drop(self, entity_id: int) -> None:
        """Remove the object."""
        before = self._rows[entity_id]
        self._set(entity_id, None)
        self._journal.note(lambda: self._set(entity_id, before))

    def find(self, key: str, value: Hashable) -> Collection[int]:
        """Ids of the objects whose `key` is `value`."""
        return self._index.get((key, value), frozenset())

    def taken(self, key: str, value: Hashable, entity_id: int | None) -> bool:
        """True when another object than `entity_id` has that value."""
        return any(found != entity_id for found in self.find(key, value))

    def _set(self, entity_id: int, entity: Entity | None) -> None:
        before = self._rows.get(entity_id)
        for key, keying in self._keys.items():
            old = None if before is None else keying(before)
            new = None if entity is None else keying(entity)
            if old == new:
                continue
            if old is not None:
                self._index[key, old].discard(entity_id)
            if new is not None:
                self._index.setdefault((key, new), set()).add(entity_id)
        if entity is None:
            self._rows.pop(entity_id, None)
        else:
            self._rows[entity_id] = entity
