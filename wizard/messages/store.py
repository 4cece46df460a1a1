"""What the program's own files, its log and the keyring can refuse."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.i18n import mark

SENTENCES: Mapping[str, tuple[str, str]] = {
    "store.disk_full": (
        mark("There is no room left on the disk, so {place} could not be written."),
        mark("Make room on the disk and try again. What was written before is kept."),
    ),
    "store.disk_failed": (
        mark("The disk did not read or write {place}."),
        mark("Ask IT to check the disk and the quota of your user, then try again."),
    ),
    "store.unwritable": (
        mark("The program is not allowed to write {place}."),
        mark("Ask IT to give your user the right to read and write this file and its folder."),
    ),
    "store.locked": (
        mark("Another program holds {place}, and did not let go of it in time."),
        mark("Wait until the other program is done, or close it, and try again."),
    ),
    "store.broken": (
        mark("{place} is damaged, or is not a file of this program."),
        mark("Ask IT to bring the file back from a backup, and change nothing in it by hand."),
    ),
    "store.foreign": (
        mark("{place} belongs to another program and was left as it is."),
        mark("Ask IT to move the file elsewhere, or to give this program another folder."),
    ),
    "store.newer": (
        mark("{place} was made by a newer version of this program and was left as it is."),
        mark("Ask IT to install the newest version of the program on this machine."),
    ),
    "store.run_unknown": (
        mark("There is no run {subject} on this machine."),
        mark("Look the run up in the list of runs and use its id."),
    ),
    "store.run_ambiguous": (
        mark("Several runs begin with {subject}: {runs}."),
        mark("Use more of the run's id."),
    ),
    "store.run_purged": (
        mark("The plan and the report of run {subject} are no longer kept."),
        mark("The links between the systems are kept. Start a new sync to see where they stand."),
    ),
    "store.run_unreadable": (
        mark("Run {subject} was stored by another version of the program and cannot be read."),
        mark("Finish the run with the version that started it, or ask who delivered the program."),
    ),
    "store.journal_broken": (
        mark(
            "The journal of run {subject} is not as the program wrote it: from row {row} on "
            "something was changed, taken out or cut off."
        ),
        mark(
            "Ask IT to bring the store back from a backup. Until then nothing more is written for "
            "this run. Where there is no backup, give the run up (on the command line: «resume "
            "{subject} --give-up»); a new synk finds what it wrote."
        ),
    ),
    "store.plan_broken": (
        mark("The plan that is kept of run {subject} is not as the program wrote it."),
        mark("Ask IT to bring the store back from a backup, and change nothing in it by hand."),
    ),
    "store.report_broken": (
        mark("The report that is kept of run {subject} is not as the program wrote it."),
        mark("Ask IT to bring the store back from a backup, and change nothing in it by hand."),
    ),
    "store.company_busy": (
        mark(
            "Another window or command has been writing to company {subject} since {since} "
            "(process {pid})."
        ),
        mark("Wait until it is done, or stop it, and try again."),
    ),
    "store.company_busy_just_now": (
        mark("Another window or command has just begun to write to company {subject}."),
        mark("Wait until it is done, or stop it, and try again."),
    ),
    "store.keyring_absent": (
        mark("This machine has no keyring that keeps keys safe, so none is stored."),
        mark(
            "You can go on: the key is kept in memory and asked for again next time. To have it "
            "stored, ask IT to set up the system's keyring."
        ),
    ),
    "store.keyring_locked": (
        mark("The system's keyring is locked, so the stored key cannot be read."),
        mark(
            "Unlock the keyring, usually with the password you log in with, and try again; or "
            "give the key in TRIPLETEX_EMPLOYEE_TOKEN for this run."
        ),
    ),
    "store.keyring_failed": (
        mark("The system's keyring did not answer as it should."),
        mark(
            "Log in to the machine again, or give the key in TRIPLETEX_EMPLOYEE_TOKEN for this "
            "run. If that does not help, ask IT to check the keyring."
        ),
    ),
    "store.sealed_otherwise": (
        mark(
            "{place} is sealed with a key that this run does not have. Without it the plans and "
            "reports of earlier runs cannot be read, nor what the systems last agreed on. Nothing "
            "was changed."
        ),
        mark(
            "Give the key in TRIPLETEX_WIZARD_STORE_KEY, or ask IT to bring back store_key in the "
            "keyring, or the file store.key, from a backup. If the key is gone for good, run once "
            "with TRIPLETEX_WIZARD_STORE_KEY=new: the links between the systems are kept, what "
            "cannot be read is removed, and you are asked where the systems differ."
        ),
    ),
    "store.sealed_by_environment": (
        mark("What the store keeps about people is sealed with TRIPLETEX_WIZARD_STORE_KEY."),
        mark("You can go on. Give every run the same key, and keep a copy of it in a safe place."),
    ),
    "store.sealed_by_file": (
        mark("What the store keeps about people is sealed with the key in {place}."),
        mark("You can go on. Keep copies of this file apart from copies of the store."),
    ),
    "store.key_given_malformed": (
        mark("TRIPLETEX_WIZARD_STORE_KEY does not hold a key: that is 32 bytes in base64."),
        mark("Correct the variable, or leave it out where the key is kept on this machine."),
    ),
    "store.key_malformed": (
        mark("What is kept in {place} is not a key that this program has made."),
        mark("Ask IT to bring it back from a backup, or give it in TRIPLETEX_WIZARD_STORE_KEY."),
    ),
    "store.key_locked_in_keyring": (
        mark("The system's keyring is locked, so the key that seals the store cannot be had."),
        mark(
            "Unlock the keyring, usually with the password you log in with, and try again; or "
            "give the store's key in TRIPLETEX_WIZARD_STORE_KEY for this run."
        ),
    ),
    "store.key_keyring_failed": (
        mark("The system's keyring did not hand out the key that seals the store."),
        mark(
            "Log in to the machine again, or give the store's key in TRIPLETEX_WIZARD_STORE_KEY "
            "for this run. If that does not help, ask IT to check the keyring."
        ),
    ),
    "store.log_unwritable": (
        mark("The log {place} could not be written, so the program goes on without it."),
        mark("You can go on. To have a log, ask IT to let your user write to this folder."),
    ),
}
