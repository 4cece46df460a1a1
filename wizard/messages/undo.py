"""What an undo leaves as it is, and why; and what a trial leaves for later."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.i18n import mark

SENTENCES: Mapping[str, tuple[str, str]] = {
    "undo_kept_edit": (
        mark("{field} has been edited since the run wrote it. The edit is kept."),
        mark("Put the value back yourself, if it was not meant to be changed."),
    ),
    "undo_kept_made": (
        mark(
            "The run made this record, and {field} has been edited since. The record stays, and "
            "stays linked."
        ),
        mark("Delete it where it stands, if nobody needs it."),
    ),
    "undo_kept_made_unseen": (
        mark(
            "The run made this record, and somebody has edited it since, in a field that is not "
            "synced. The record stays, and stays linked."
        ),
        mark("Delete it where it stands, if nobody needs it."),
    ),
    "undo_in_use": (
        mark(
            "The run made this record, and «{by}» points at it now. The record stays, and stays "
            "linked."
        ),
        mark("Let «{by}» point at another one, and run the undo again."),
    ),
    "undo_set_aside": (
        mark(
            "The record could not be deleted, because something hangs on it. It was made "
            "inactive instead."
        ),
        mark("Look it up in Tripletex, and delete what hangs on it if it is not needed."),
    ),
    "undo_cannot_remove": (
        mark(
            "The run made this record, and there it cannot be deleted from outside: so it is with "
            "employees in Tripletex. Mobile and bank account are emptied where the run had filled "
            "them; the rest stays, and stays linked."
        ),
        mark(
            "Open it where it stands. An employee who is not to be paid must have an employment "
            "that has ended, so that it is not reported."
        ),
    ),
    "undo_fixed": (
        mark("{field} was filled by the run, and cannot be emptied again in Tripletex."),
        mark("Nothing has to be done, unless the value is wrong."),
    ),
    "undo_part_stays": (
        mark(
            "{field} stays: the run made an employment for it, and Tripletex lets nobody delete "
            "an employment through the interface."
        ),
        mark("Open the employee in Tripletex, and end or delete the employment there."),
    ),
    "undo_reference_gone": (
        mark("{field} cannot be put back: what it pointed at is no longer there."),
        mark("Choose what it is to point at where the record stands."),
    ),
    "undo_gone": (
        mark("The run changed this record, and it is no longer there."),
        mark("Nothing has to be done."),
    ),
    "undo_not_seen": (
        mark(
            "The run wrote this record, and it cannot be seen now. It may be hidden from the key, "
            "so nothing was done with it."
        ),
        mark("A user administrator gives the key its rights back. Then run the undo again."),
    ),
    "undo_unsure": (
        mark(
            "The run was given up before it was known whether this was written, so it was not "
            "taken back."
        ),
        mark("Look the record up, and take back by hand what the run may have written."),
    ),
    "undo_field_not_seen": (
        mark("{field} cannot be seen now, so it was left as it is."),
        mark("Give the key its rights back, or the register its column, and run the undo again."),
    ),
    "not_emptied": (
        mark("{field} was to be emptied. The answer was that it had been done, and it was not."),
        mark("Empty it where the record stands."),
    ),
    "undo_of_undo": (
        mark("{subject} is an undo itself: it took back {run}."),
        mark("Run a new synk instead; it does again what the undo took back."),
    ),
    "undo_unfinished": (
        mark("Run {subject} has not come to its end, so nobody knows yet what there is to undo."),
        mark("Finish it first (on the command line: «resume {subject}»), and run the undo again."),
    ),
    "undo_outdated": (
        mark("Something has changed since you saw what taking back run {subject} would do."),
        mark("Look at what would be taken back now, and decide again."),
    ),
    "undo_not_shown": (
        mark("A run is taken back only after it was shown what that does."),
        mark("Look at what would be taken back, and approve it."),
    ),
    "pilot_left": (
        mark("This was a trial. Records left for later: {count}."),
        mark("Look at what was done, and run the whole synk for the rest."),
    ),
}
