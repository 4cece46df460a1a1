"""What can be wrong with the way the program is used: files, keys, plans."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.i18n import mark

SENTENCES: Mapping[str, tuple[str, str]] = {
    "setup_not_text": (
        mark("The set-up file is not text in UTF-8."),
        mark("Save it as plain text in UTF-8, and try again."),
    ),
    "setup_unreadable": (
        mark("The set-up file could not be read: {path}"),
        mark("Check the name and that you may read the file."),
    ),
    "setup_too_large": (
        mark("The set-up file is larger than a set-up file can be."),
        mark("Check that it is the right file."),
    ),
    "setup_secret": (
        mark("The set-up file holds a key or another secret. It was not read any further."),
        mark(
            "Remove it from the file, and make a new key in Tripletex in its place: one "
            "that has stood in a file may have been seen. Keys belong in the keyring or in "
            "TRIPLETEX_EMPLOYEE_TOKEN."
        ),
    ),
    "setup_not_toml": (
        mark("The set-up file is not valid TOML ({place})."),
        mark("Correct the file at that place, and try again."),
    ),
    "setup_unknown_key": (
        mark("The set-up file has «{place}», which does not exist."),
        mark("Remove it, or correct its spelling. The README lists what a set-up file can hold."),
    ),
    "setup_missing_key": (
        mark("The set-up file lacks «{place}»."),
        mark("Add it, and try again."),
    ),
    "setup_wrong_value": (
        mark("The set-up file has a value at «{place}» that cannot stand there."),
        mark("Correct it, and try again. The README lists what a set-up file can hold."),
    ),
    "key_missing": (
        mark("There is no key for Tripletex on this machine."),
        mark(
            "Make one in Tripletex, under Selskap › Ansatte › API-tilgang › Ny nøkkel, and "
            "paste it in the window, or give it in TRIPLETEX_EMPLOYEE_TOKEN."
        ),
    ),
    "key_is_email": (
        mark("An e-mail address stands where the key belongs."),
        mark(
            "Copy the key itself: the long text that Tripletex shows once, under Selskap › "
            "Ansatte › API-tilgang › Ny nøkkel."
        ),
    ),
    "key_half": (
        mark("Only a part of the key was copied."),
        mark(
            "Copy all of it, from the first character to the last. If it is no longer "
            "shown, make a new key."
        ),
    ),
    "key_not_a_key": (
        mark("The text is not a key from Tripletex."),
        mark(
            "Copy the key that Tripletex shows once, under Selskap › Ansatte › API-tilgang "
            "› Ny nøkkel."
        ),
    ),
    "clipboard_empty": (
        mark("There is no text on the clipboard."),
        mark("Copy the key in Tripletex, and try again. You can also type it into the field."),
    ),
    "key_many": (
        mark("Several keys were pasted at once."),
        mark("Paste only the one that was made for this connection."),
    ),
    "key_is_name": (
        mark("That is the name that belongs in Tripletex, not the key."),
        mark("Copy the key that Tripletex shows when it has been made, and paste that."),
    ),
    "consumer_token_missing": (
        mark("The program's own key, the consumer token, is not on this machine."),
        mark("Whoever delivers the program gives it in TRIPLETEX_CONSUMER_TOKEN."),
    ),
    "plan_missing": (
        mark("The plan could not be read: {why}."),
        mark("Check the name, or make a plan first."),
    ),
    "plan_unreadable": (
        mark("The file is not a plan."),
        mark("Make a new plan with «plan»."),
    ),
    "plan_other_version": (
        mark("The plan was made by another version of the program."),
        mark("Make a new plan with this version."),
    ),
    "plan_edited": (
        mark("The plan is no longer as it was written, and was not carried out."),
        mark(
            "Make a new plan. To decide differently, answer its questions or change the "
            "set-up file."
        ),
    ),
    "plan_of_other_setup": (
        mark("The plan was made with other decisions or rules than the set-up file leads to now."),
        mark("Make a new plan with this set-up file."),
    ),
    "plan_outdated": (
        mark(
            "The registers have changed since the plan was made, so what it shows no longer"
            " holds. Nothing was written."
        ),
        mark("Make a new plan, look at it, and carry that one out."),
    ),
    "file_not_written": (
        mark("The file could not be written: {why}."),
        mark("Check that there is room on the disk and that you may write in the folder."),
    ),
    "questions_open": (
        mark("Questions to be decided: {count}. Nothing was written."),
        mark(
            "Make a plan with --questions FILE, answer in the file, and give it back with "
            "--answers FILE; or leave those records alone with --skip-questions."
        ),
    ),
    "nothing_to_resume": (
        mark("No synk on this machine is unfinished."),
        mark("Nothing needs to be done. «runs» lists the finished ones."),
    ),
    "report_format_unknown": (
        mark("There is no report in the format «{format}»."),
        mark("Choose one or more of {known}."),
    ),
    "port_taken": (
        mark("Port {port} on this machine is taken by another program."),
        mark("Choose another with --port, or leave it out to get a free one."),
    ),
    "unexpected": (
        mark(
            "Something happened that the program was not made for. What was written before "
            "is written down, and nothing is written twice."
        ),
        mark("Send the log to whoever delivers the program: {log}"),
    ),
    "no_screen": (
        mark("There is no screen to open the window on."),
        mark("Run «tripletex-wizard demo --headless» to see a first synk without one."),
    ),
    "window_libraries": (
        mark("The window cannot be opened: the system lacks libraries that it needs."),
        mark(
            "Install them (Debian: libegl1 libgl1 libxkbcommon0 libdbus-1-3 libxcb-cursor0), or "
            "run «tripletex-wizard demo --headless»."
        ),
    ),
    "no_fonts": (
        mark("The window cannot show any text: there are no fonts on this machine."),
        mark(
            "Install one (Debian: fonts-inter), or run «tripletex-wizard demo --headless» to see "
            "a first synk without a window."
        ),
    ),
    "no_browser": (
        mark("No browser could be opened on this machine."),
        mark("Open {address} yourself, and go on with the steps."),
    ),
}
