"""What every kind of object can do: be listed, read, made, changed and deleted.

A kind of its own is a subclass that says who may do what (`allow`, `visible`), what a list may be
narrowed by (`filters`), and which rules of business hold (`check`); see `rules`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import refusals, wording
from .call import Answer, Call
from .defaults import blank, newborn
from .filters import read_ids
from .listing import envelope, list_answer
from .mapping import decode, resolve
from .render import renderer, selected
from .rules import Draft, Rules
from .tables import Entity, Values


class Resource(Rules):
    """One kind of object behind its paths."""

    # --- reading ----------------------------------------------------------------------------

    def list(self, call: Call) -> Answer:
        """GET of the collection."""
        self.allow(call, "read")
        asked = dict(self.presets(call)) | {k: v for k, v in call.query.items() if v}
        tests = [self.visible(call)] + [
            build(call, name, asked[name]) for name, build in self.filters.items() if name in asked
        ]
        rows = [row for row in self.table(call).values() if all(test(row) for test in tests)]
        return list_answer(call, self.model, rows, checksum=self.checksum)

    def get(self, call: Call, entity_id: int) -> Answer:
        """GET of one object."""
        self.allow(call, "read")
        render = renderer(call, self.model, selected(call))
        return Answer(200, {"value": render(self._find(call, entity_id))})

    # --- writing ----------------------------------------------------------------------------

    def create(self, call: Call) -> Answer:
        """POST of one object."""
        self.allow(call, "create")
        body = call.body()
        with call.company.journal.attempt():
            made = self.make(call, body)
        return Answer(201, {"value": renderer(call, self.model)(made)})

    def create_many(self, call: Call) -> Answer:
        """POST of a list."""
        self.allow(call, "create")
        return self._each(call, 201, self.make)

    def update(self, call: Call, entity_id: int) -> Answer:
        """PUT of one object, with the fields that are to change."""
        self.allow(call, "update")
        body = call.body()
        before = self._find(call, entity_id)
        with call.company.journal.attempt():
            changed = self._change(call, before, decode(self.model, body))
        return Answer(200, {"value": renderer(call, self.model)(changed)})

    def update_many(self, call: Call) -> Answer:
        """PUT of a list; each element names its object."""
        self.allow(call, "update")

        def change(call: Call, body: Any) -> Entity:
            sent = decode(self.model, body)
            if sent.get("id") is None:
                raise refusals.invalid_field("id", wording.NOT_NULL)
            return self._change(call, self._find(call, sent["id"]), sent)

        return self._each(call, 200, change)

    def delete(self, call: Call, entity_id: int) -> Answer:
        """DELETE of one object."""
        self.allow(call, "delete")
        self._erase(call, entity_id)
        return Answer(204)

    def delete_many(self, call: Call) -> Answer:
        """DELETE of those in the parameter `ids`."""
        self.allow(call, "delete")
        with call.company.journal.attempt():
            for entity_id in sorted(read_ids("ids", call.query.get("ids", ""))):
                self._erase(call, entity_id)
        return Answer(204)

    def make(self, call: Call, body: Any) -> Entity:
        """A new object from what was sent."""
        sent = decode(self.model, body)
        for name, complaint in (
            ("id", wording.ID_ON_CREATE),
            ("version", wording.VERSION_ON_CREATE),
        ):
            if sent.pop(name, None) is not None:
                raise refusals.invalid_field(name, complaint)
        return self.found(call, sent)

    def found(self, call: Call, sent: Values) -> Entity:
        """A new object from values that have been read already."""
        resolve(call, self.model, sent, None)
        given = {name: value for name, value in sent.items() if value is not None}
        values = newborn(self.kind, given, call.company, call.options)
        draft = Draft(values, sent, None)
        self.check(call, draft)
        made = call.world.insert(call.company, self.kind, draft.values, call.key.employee)
        self.settled(call, made, draft)
        return made

    def _change(self, call: Call, before: Entity, sent: Values) -> Entity:
        version = sent.pop("version", None)
        if version is not None and version != before.version:
            raise refusals.stale_revision()
        if sent.pop("id", before.id) not in (None, before.id):
            raise refusals.invalid_field("id", wording.WRONG_TYPE)
        if call.options.null_in_put == "kept":
            sent = _without_null(sent)
        resolve(call, self.model, sent, before)
        empty = blank(self.model.name)
        written = {name: empty[name] if sent[name] is None else sent[name] for name in sent}
        draft = Draft(dict(before) | written, sent, before)
        self.check(call, draft)
        changed = call.world.replace(
            call.company, self.kind, before, draft.values, call.key.employee
        )
        self.settled(call, changed, draft)
        return changed

    def _find(self, call: Call, entity_id: int) -> Entity:
        entity = self.table(call).get(entity_id)
        if entity is None or not self.visible(call)(entity):
            raise refusals.not_found()
        return entity

    def _erase(self, call: Call, entity_id: int) -> None:
        entity = self._find(call, entity_id)
        self.check_delete(call, entity)
        self.table(call).drop(entity_id)

    def _each(self, call: Call, status: int, act: Callable[[Call, Any], Entity]) -> Answer:
        bodies = call.body()
        if not isinstance(bodies, list):
            raise refusals.wrong_shape()
        if len(bodies) > call.options.max_list_elements:
            raise refusals.invalid_field(None, wording.TOO_MANY_ELEMENTS)
        journal = call.company.journal
        if call.options.list_semantics == "all_or_nothing":
            with journal.attempt():
                done = [act(call, body) for body in bodies]
        else:
            done = []
            for body in bodies:
                with journal.attempt():
                    done.append(act(call, body))
        render = renderer(call, self.model)
        values = [render(entity) for entity in done]
        return Answer(status, envelope(values, 0, len(values), None))


def _without_null(sent: Values) -> Values:
    return {
        name: _without_null(value) if isinstance(value, dict) else value
        for name, value in sent.items()
        if value is not None
    }
