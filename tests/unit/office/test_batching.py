"""A batch: every client on its own, whatever happens to the others, and finished later."""

from __future__ import annotations

from wizard.model.batch import ClientState


def states(office, head):
    members = office.app.store.batches.members(head.id)
    return {one.company.id: one.state for one in members}


def test_every_client_gets_its_own_run(office):
    head = office.batching().begin(office.brief, office.clients)
    assert head.finished
    assert set(states(office, head).values()) == {ClientState.DONE}
    runs = {one.run for one in office.app.store.batches.members(head.id)}
    assert len(runs) == 3
    for number, client in enumerate(office.books):
        assert f"Ny Kunde {number} AS" in office.names(client)
