"""Batches: which clients an office's work is over, and what became of each, kept as it happens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from wizard.errors import Actor, FailedError, Problem, UsageError
from wizard.model.batch import BatchHead, ClientState, Member
from wizard.model.connection import Company
from wizard.store.database import Database
from wizard.store.rows import PROBLEM, fresh_id, one_of
from wizard.store.schema import batch_clients as clients
from wizard.store.schema import batches
from wizard.store.sealing import BrokenSealError, Sealer

_PREFIX = "batch-"


def names_batch(typed: str) -> bool:
    """Whether a person means a batch, and not a run, by how its id begins."""
    return typed.strip().lower().startswith(_PREFIX)


class Batches:
    """The batches in a store; every call is one transaction that is on disk when it returns."""

    def __init__(self, database: Database, sealer: Sealer, now: Callable[[], datetime]) -> None:
        self._database = database
        self._sealer = sealer
        self._now = now

    def begin(
        self,
        office: Company,
        members: Sequence[Member],
        setup: str,
        plans: Mapping[int, bytes],
    ) -> BatchHead:
        """Write down what is about to be done at all these clients.

        ``setup`` is all that a resumed batch has to know, and ``plans`` the plans that were
        approved, by the company's id, where there are any.
        """
        started = self._now()
        with self._database.writing() as connection:
            id_ = fresh_id(connection, batches.c.id, started, _PREFIX)
            values = {
                "id": id_,
                "office": office.id,
                "office_name": office.name,
                "office_number": office.organization_number,
                "started": started,
                "setup": self._sealer.seal_value(setup, "batches", id_, "setup"),
            }
            connection.execute(insert(batches), values)
            rows = [
                {
                    "batch": id_,
                    "company": one.company.id,
                    "place": place,
                    "name": one.company.name,
                    "number": one.company.organization_number,
                    "plan": self._sealed_plan(id_, one.company.id, plans.get(one.company.id)),
                    **self._state(id_, one),
                }
                for place, one in enumerate(members)
            ]
            if rows:
                connection.execute(insert(clients), rows)
            return self._head(connection, id_)

    def mark(self, batch: str, member: Member) -> None:
        """What has become of one client; a plan that is carried out is dropped."""
        values = self._state(batch, member)
        if not member.state.open:
            values["plan"] = None
        mine = (clients.c.batch == batch, clients.c.company == member.company.id)
        with self._database.writing() as connection:
            connection.execute(update(clients).where(*mine).values(values))

    def finish(self, batch: str) -> BatchHead:
        """Close a batch of which no client is open."""
        with self._database.writing() as connection:
            values = {"finished": self._now()}
            connection.execute(update(batches).where(batches.c.id == batch).values(values))
            return self._head(connection, batch)

    def head(self, batch: str) -> BatchHead:
        """A batch by its id or the beginning of it; raises ``UsageError`` unless there is one."""
        typed = batch.strip().lower()
        query = select(batches.c.id).where(batches.c.id.startswith(typed, autoescape=True))
        with self._database.reading() as connection:
            found = list(connection.scalars(query.order_by(batches.c.number.desc())))
            if len(found) != 1:
                code = "store.run_ambiguous" if found else "store.run_unknown"
                raise UsageError(Problem(code, subject=batch, params={"runs": ", ".join(found)}))
            return self._head(connection, found[0])

    def heads(self) -> Sequence[BatchHead]:
        """All batches, the newest first."""
        query = select(batches.c.id).order_by(batches.c.number.desc())
        with self._database.reading() as connection:
            return [self._head(connection, id_) for id_ in connection.scalars(query)]

    def setup(self, batch: str) -> str:
        """What the batch was begun with; raises ``UsageError`` once it is purged."""
        query = select(batches.c.setup).where(batches.c.id == batch)
        with self._database.reading() as connection:
            sealed = connection.scalar(query)
        if sealed is None:
            raise UsageError(Problem("store.run_purged", subject=batch))
        return str(self._opened(sealed, batch, "batches", batch, "setup"))

    def members(self, batch: str) -> tuple[Member, ...]:
        """The clients of a batch, in its order."""
        query = select(clients).where(clients.c.batch == batch).order_by(clients.c.place)
        with self._database.reading() as connection:
            return tuple(self._member(row) for row in connection.execute(query))

    def plan(self, batch: str, company: int) -> bytes | None:
        """The plan that was approved for a client and is not carried out yet."""
        mine = (clients.c.batch == batch, clients.c.company == company)
        with self._database.reading() as connection:
            sealed = connection.scalar(select(clients.c.plan).where(*mine))
        if sealed is None:
            return None
        return self._sealer.open_text(sealed, "batch_clients", batch, str(company), "plan")

    def sizes(self, companies: Iterable[int]) -> Mapping[int, int]:
        """How many records each company had when a batch last read it, as far as known."""
        wanted = set(companies)
        query = (
            select(clients.c.company, clients.c.size)
            .join(batches, batches.c.id == clients.c.batch)
            .where(clients.c.size.is_not(None))
            .order_by(batches.c.number)
        )
        with self._database.reading() as connection:
            return {row.company: row.size for row in connection.execute(query) if row[0] in wanted}

    def _state(self, batch: str, member: Member) -> dict[str, Any]:
        said = [PROBLEM.dump_python(one, mode="json") for one in member.problems]
        about = ("batch_clients", batch, str(member.company.id), "problems")
        return {
            "state": member.state.value,
            "run": member.run or None,
            "code": member.code,
            "questions": member.questions,
            "size": member.size,
            "problems": self._sealer.seal_value(said, *about) if said else None,
        }

    def _sealed_plan(self, batch: str, company: int, plan: bytes | None) -> bytes | None:
        if plan is None:
            return None
        return self._sealer.seal_text(plan, "batch_clients", batch, str(company), "plan")

    def _member(self, row: Row[Any]) -> Member:
        about = ("batch_clients", row.batch, str(row.company), "problems")
        said = [] if row.problems is None else self._opened(row.problems, row.batch, *about)
        return Member(
            Company(row.company, row.name, row.number),
            one_of(ClientState, row.state),
            row.run or "",
            row.code,
            tuple(PROBLEM.validate_python(one) for one in said),
            row.questions,
            row.size,
        )

    def _opened(self, sealed: bytes, batch: str, *about: str) -> Any:
        try:
            return self._sealer.open_value(sealed, *about)
        except BrokenSealError as error:
            raise FailedError(Problem("store.plan_broken", Actor.IT, subject=batch)) from error

    def _head(self, connection: Connection, batch: str) -> BatchHead:
        row = connection.execute(select(batches).where(batches.c.id == batch)).one()
        counted = select(clients.c.state, func.count()).where(clients.c.batch == batch)
        found = connection.execute(counted.group_by(clients.c.state)).all()
        states: dict[str, int] = {state: count for state, count in found}
        return BatchHead(
            row.id,
            Company(row.office, row.office_name, row.office_number),
            row.started,
            row.finished,
            {state: states.get(state.value, 0) for state in ClientState},
        )
