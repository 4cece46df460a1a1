"""Templates: what an office has decided once for many clients, kept by name."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from wizard.errors import Problem, UsageError
from wizard.store.database import Database
from wizard.store.schema import templates
from wizard.store.sealing import Sealer


class Templates:
    """The templates in a store, each as the text that it is exported as."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    def save(self, name: str, partner: str, text: str) -> None:
        """Keep a template in the place of one of the same name."""
        content = self._sealer.seal_text(text.encode(), "templates", name, "content")
        with self._database.writing() as connection:
            connection.execute(delete(templates).where(templates.c.name == name))
            row = {"name": name, "partner": partner, "content": content}
            connection.execute(insert(templates), row)

    def load(self, name: str) -> str:
        """A template's text; raises ``UsageError`` where there is none by that name."""
        query = select(templates.c.content).where(templates.c.name == name)
        with self._database.reading() as connection:
            sealed = connection.scalar(query)
        if sealed is None:
            known = ", ".join(found for found, _ in self.names()) or "–"
            params = {"name": name, "known": known}
            raise UsageError(Problem("template_unknown", params=params))
        return self._sealer.open_text(sealed, "templates", name, "content").decode()

    def names(self) -> Sequence[tuple[str, str]]:
        """The templates and the partner that each is for, in alphabetical order."""
        query = select(templates.c.name, templates.c.partner).order_by(templates.c.name)
        with self._database.reading() as connection:
            return [(row.name, row.partner) for row in connection.execute(query)]

    def remove(self, name: str) -> None:
        """Forget a template; one that is not there is forgotten already."""
        with self._database.writing() as connection:
            connection.execute(delete(templates).where(templates.c.name == name))
