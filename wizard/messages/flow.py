"""What keeps a step of the journey from being complete, and a journey from being resumed."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.i18n import mark

SENTENCES: Mapping[str, tuple[str, str]] = {
    "step_partner_not_chosen": (
        mark("No system is chosen yet."),
        mark("Choose what to connect to Tripletex."),
    ),
    "step_integrations_not_on": (
        mark("Integrasjoner has to be switched on before a key can be made."),
        mark("Switch it on in Tripletex, and tick that you have done so."),
    ),
    "step_key_not_copied": (
        mark("The key has to be made and copied first."),
        mark("Make the key in Tripletex, and copy it."),
    ),
    "step_key_not_checked": (
        mark("The key has not opened a company yet."),
        mark("Paste the key, and wait for the check."),
    ),
    "step_key_of_office": (
        mark("This is an accounting office's key. It opens clients, not the office's own books."),
        mark(
            "Make a key in the company itself, without ticking «Regnskapskontorets brukernøkkel», "
            "and paste that."
        ),
    ),
    "step_key_not_offices": (
        mark("This key opens one company, and is not an accounting office's."),
        mark(
            "Set up that company alone, or make a key with «Regnskapskontorets brukernøkkel» "
            "ticked, and paste that."
        ),
    ),
    "step_company_not_confirmed": (
        mark("Nobody has confirmed that this is the right company."),
        mark("Look at the company's name and number, and confirm them."),
    ),
    "step_no_kinds": (
        mark("Nothing is chosen to take part."),
        mark("Choose at least one of employees, customers and projects."),
    ),
    "step_partner_not_opened": (
        mark("The other system has not been opened yet."),
        mark("Fill in what is asked for, and wait for the check."),
    ),
    "step_not_compared": (
        mark("The two registers have not been compared yet."),
        mark("Wait for the comparison, or start it again."),
    ),
    "step_questions_open": (
        mark("Questions to be decided: {count}."),
        mark("Answer them, or choose to leave those records alone this time."),
    ),
    "step_plan_not_approved": (
        mark("The plan has not been approved as it stands now."),
        mark("Look through what will happen, and start the synk."),
    ),
    "step_synk_not_finished": (
        mark("The first synk has not come to its end."),
        mark("Wait for it, or let it go on where it stopped."),
    ),
    "step_no_clients": (
        mark("No client is chosen yet."),
        mark("Tick the clients that are to be set up, once they have given the key access."),
    ),
    "step_clients_not_compared": (
        mark("The clients' registers have not been compared yet."),
        mark("Start the comparison, and wait until every client has had its turn."),
    ),
    "step_clients_not_synced": (
        mark("The first synk of the clients has not come to its end."),
        mark("Start it, or let it go on where it stopped."),
    ),
    "journey_unreadable": (
        mark("What you had begun earlier could not be read, so it cannot be resumed."),
        mark("Begin anew. Nothing in Tripletex or in the other system is affected."),
    ),
    "journey_newer": (
        mark("What you had begun earlier was stored by a newer version of the program."),
        mark("Update the program to go on with it, or begin anew here."),
    ),
}
