"""What a report proves and what it cannot: its own check, and why a register was read whole."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.i18n import mark

SENTENCES: Mapping[str, tuple[str, str]] = {
    "proof_line": (
        mark("Line {line} of the report is missing, or is not what the journal says."),
        mark("Send the report to whoever delivers the program. What is written stays written."),
    ),
    "proof_counts": (
        mark("The numbers of the report do not add up ({counted})."),
        mark("Send the report to whoever delivers the program. What is written stays written."),
    ),
    "proof_journal": (
        mark("The report of run {subject} was not made from the journal that is kept of it."),
        mark("Ask IT to bring the store back from a backup, and change nothing in it by hand."),
    ),
    "proof_absent": (
        mark("Run {subject} is from a version that left no proof, so it cannot be verified."),
        mark("Nothing needs to be done. Later runs can be verified."),
    ),
    "clock_set_back": (
        mark(
            "The clock of this machine was set back while the run was at work, from {before} to "
            "{after}. The times in the report are those the clock showed; the order is right."
        ),
        mark("Ask IT to have the clock set by a time server."),
    ),
    "run_unfinished": (
        mark("Run {subject} between the same two registers was interrupted and is not finished."),
        mark(
            "Go on with it first: it is looked up what became of its last writes. If it cannot be "
            "finished, end it as it stands, and compare again. On the command line that is "
            "«resume», and «resume RUN --give-up»."
        ),
    ),
    "run_given_up": (
        mark("Run {subject} was given up, so it is not continued."),
        mark("Start a new synk; it finds what the run wrote."),
    ),
    "run_not_open": (
        mark("Run {subject} is finished already, so there is nothing to give up."),
        mark("Nothing needs to be done."),
    ),
    "run_to_give_up": (
        mark("It was not said which run is to be given up."),
        mark("Name it: «resume RUN --give-up». «runs» lists them."),
    ),
    "read_whole": (
        mark("This side has no list of what has changed, so everything was read and compared."),
        mark("Nothing needs to be done."),
    ),
    "tripletex.no_feed": (
        mark(
            "Tripletex has no list of what has changed for this kind, so everything was read and "
            "compared."
        ),
        mark("Nothing needs to be done."),
    ),
    "tripletex.feed_unreliable": (
        mark(
            "Tripletex's list of changed customers has been seen to leave its filter out, and does "
            "not show what a key can no longer see, so everything was read and compared."
        ),
        mark("Nothing needs to be done."),
    ),
    "workbook.no_feed": (
        mark("A file does not say what has changed in it, so everything was read and compared."),
        mark("Nothing needs to be done."),
    ),
}
