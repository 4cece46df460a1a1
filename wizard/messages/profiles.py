"""What a partner's profile can be refused for, and what its rules stop."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.i18n import mark

SENTENCES: Mapping[str, tuple[str, str]] = {
    "profile_unknown": (
        mark("There is no partner called {partner} in this program."),
        mark("Use one of these: {known}. Or give the path to a profile file from the partner."),
    ),
    "profile_unreadable": (
        mark("The profile file could not be read: {path}"),
        mark("Check the name and that you may read the file."),
    ),
    "profile_not_text": (
        mark("The profile file {subject} is not text in UTF-8."),
        mark("Ask whoever gave you the file for a new one."),
    ),
    "profile_too_large": (
        mark("{subject} is larger than a profile file can be."),
        mark("Check that it is the right file."),
    ),
    "profile_not_toml": (
        mark("The profile file {subject} is not valid TOML ({place})."),
        mark("Ask whoever gave you the file to correct it at that place."),
    ),
    "profile_other_format": (
        mark("{subject} is not a profile file that this version can read."),
        mark("Ask whoever gave you the file for one with format = 1, or update this program."),
    ),
    "profile_unknown_key": (
        mark("The profile file {subject} has «{place}», which does not exist."),
        mark("Ask whoever gave you the file to remove it, or to correct its spelling."),
    ),
    "profile_missing_key": (
        mark("The profile file {subject} lacks «{place}»."),
        mark("Ask whoever gave you the file to add it."),
    ),
    "profile_wrong_value": (
        mark("The profile file {subject} has a value at «{place}» that cannot stand there."),
        mark("Ask whoever gave you the file to correct it."),
    ),
    "rule_stops_tripletex": (
        mark("{sentence} (rule {rule} of {system})"),
        mark(
            "If it is to take part, change {field} in Tripletex and run again. If not, nothing "
            "has to be done."
        ),
    ),
    "rule_stops_partner": (
        mark("{sentence} (rule {rule} of {system})"),
        mark(
            "If it is to take part, change {field} in {system} and run again. If not, nothing "
            "has to be done."
        ),
    ),
    "rule_stops_record": (
        mark("{sentence} (rule {rule} of {system})"),
        mark("It stays as it is in both systems. Nothing has to be done."),
    ),
    "rule_keeps_field": (
        mark("{field} is left as it is. {sentence} (rule {rule} of {system})"),
        mark("If the two are to be alike, change {field} by hand in one of the systems."),
    ),
    "profile_without_kinds": (
        mark("{partner} exchanges no employees, customers or projects, so there is no plan."),
        mark(
            "If a file from {partner} is to be compared with Tripletex, name what it holds under "
            "[scope] in the set-up file: kinds."
        ),
    ),
    "profile_logo": (
        mark(
            "The logo that {subject} names is not an SVG or PNG file of at most 300 kB in the "
            "profile's own folder."
        ),
        mark("Put the logo beside the profile file, or remove the line."),
    ),
}
