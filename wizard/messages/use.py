"""What a person can do wrong when using the program: its commands, its files and its answers."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.i18n import mark

SENTENCES: Mapping[str, tuple[str, str]] = {
    "answers_suffix": (
        mark("{file} is neither a workbook (.xlsx) nor a JSON file (.json)."),
        mark("Give the file of questions a name that ends in .xlsx or .json."),
    ),
    "answers_missing": (
        mark("{file} could not be opened, so no answers were read."),
        mark("Check that the file is where you said, and that you can open it yourself."),
    ),
    "answers_unreadable": (
        mark("{file} is damaged, too large, or not a file of questions from this program."),
        mark("Make the file of questions anew, and answer in that one."),
    ),
    "answers_no_columns": (
        mark("{file} lacks a column for the answer, for an own value, or for the id."),
        mark("Put the column headings back as they were, or make the file of questions anew."),
    ),
    "answers_not_written": (
        mark("{file} could not be written in {folder}."),
        mark("Check that the folder is there, has room, and that you may write in it."),
    ),
    "answers_no_id": (
        mark("Row {row} has an answer, but its id is gone, so it cannot be told what it answers."),
        mark("Make the file of questions anew, and answer in that one."),
    ),
    "answers_not_option": (
        mark("Row {row}: «{answer}» is not an answer to this question."),
        mark("Choose one of these in row {row}: {allowed}."),
    ),
    "answers_value_missing": (
        mark("Row {row} says that an own value is to be used, but holds none."),
        mark("Fill in the own value in row {row}, or choose one of these: {allowed}."),
    ),
    "answers_value_alone": (
        mark("Row {row} holds an own value, but the answer does not say that it is to be used."),
        mark("Remove the own value from row {row}, or change the answer. Allowed are: {allowed}."),
    ),
    "answers_value_date": (
        mark("Row {row}: the own value for {field} is not a date."),
        mark("Write the date in row {row} as 31.01.2024 or 2024-01-31."),
    ),
    "answers_value_flag": (
        mark("Row {row}: the own value for {field} is neither yes nor no."),
        mark("Write yes or no (ja or nei) as the own value in row {row}."),
    ),
    "answers_value_unfit": (
        mark("Row {row}: the own value cannot stand in {field}."),
        mark("Write it as it would stand in Tripletex, or choose one of the two sides."),
    ),
    "answers_two": (
        mark("Rows {first} and {row} answer the same question differently."),
        mark("Keep the answer that is right, and remove the other."),
    ),
}
