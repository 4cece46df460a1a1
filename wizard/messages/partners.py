"""What the partners' side says: connectors, the workbook, its sheets, rows and cells."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.i18n import mark

SENTENCES: Mapping[str, tuple[str, str]] = {
    "partner.unknown": (
        mark("There is no connection called {partner} in this program."),
        mark("Use one of these in the set-up file: {known}."),
    ),
    "partner.not_loaded": (
        mark("The connection {partner} is installed, but cannot be started."),
        mark(
            "Whoever delivers the connection has to mend it. The log on this machine says "
            "what went wrong."
        ),
    ),
    "memory.unknown_record": (
        mark("There is no record with the id {subject}."),
        mark("Compare the two sides again, so that the plan shows what is there now."),
    ),
    "workbook.no_setting": (
        mark("The set-up does not say which workbook to use."),
        mark("Write the file's name under partner_settings, as file."),
    ),
    "workbook.missing": (
        mark("{file} is not where the set-up says it is."),
        mark("Check the name and the folder, or choose the file again."),
    ),
    "workbook.client_number": (
        mark("The client has no organisation number in Tripletex to find its workbook by."),
        mark("Fill in the organisation number in the client's company in Tripletex."),
    ),
    "workbook.client_pattern": (
        mark("The name of the clients' workbooks holds braces that mean nothing."),
        mark("Write {place} where the organisation number stands, and no other braces."),
    ),
    "workbook.client_outside": (
        mark("{subject} leads out of the folder that the clients' workbooks lie in."),
        mark("Put the workbook itself into the folder, instead of a link to it."),
    ),
    "workbook.no_client_column": (
        mark("The sheet {subject} does not say whose each row is: it has no column {nb} or {en}."),
        mark("Add the column and fill it in, or use one workbook a client."),
    ),
    "workbook.many_clients": (
        mark("The sheet {subject} holds the rows of several clients, by its column {column}."),
        mark("Set it up as an accounting office, or give the company a workbook of its own."),
    ),
    "workbook.nobodys_row": (
        mark("{subject} names no client, so it is neither read nor written."),
        mark("Fill in the client's organisation number in that row."),
    ),
    "workbook.no_access": (
        mark("{file} cannot be opened: you may not read it, or another program has it locked."),
        mark("Close the file in other programs, and check that you can open it yourself."),
    ),
    "workbook.not_a_workbook": (
        mark("{file} is not an Excel workbook, or it is damaged."),
        mark("Open it in Excel and save it as «Excel-arbeidsbok (.xlsx)», then choose it again."),
    ),
    "workbook.old_format": (
        mark("{file} is in the old Excel format (.xls), which cannot be written safely."),
        mark(
            "Open it in Excel and save it as «Excel-arbeidsbok (.xlsx)», then choose the new file."
        ),
    ),
    "workbook.encrypted": (
        mark("{file} is protected by a password, so it cannot be read."),
        mark(
            "Open it in Excel and remove the password under Fil › Info › Beskytt arbeidsbok, "
            "then save it."
        ),
    ),
    "workbook.macros": (
        mark("{file} holds macros. They are left alone, so the workbook is not used."),
        mark("Save a copy without macros as «Excel-arbeidsbok (.xlsx)», and choose the copy."),
    ),
    "workbook.too_large": (
        mark("{file} is larger than {limit} MB, more than a register can be."),
        mark("Save a copy with only the sheets that are to be connected, and choose the copy."),
    ),
    "workbook.unsafe": (
        mark(
            "{file} holds a declaration that is never found in a workbook and may be harmful. "
            "It was not read."
        ),
        mark("Ask whoever sent it to you to save it anew from Excel."),
    ),
    "workbook.sheet_missing": (
        mark("The workbook has no sheet called {nb} or {en}. It has: {found}."),
        mark("Give the sheet one of the two names, or leave this kind out of the synk."),
    ),
    "workbook.sheet_twice": (
        mark(
            "The sheets {first} and {second} hold the same kind, so it is not known which one "
            "counts."
        ),
        mark("Rename the one that is not to be connected."),
    ),
    "workbook.sheet_empty": (
        mark("The sheet {subject} is empty: it has no row with titles."),
        mark("Write the titles in the first row, for example from the sample workbook."),
    ),
    "workbook.header_twice": (
        mark("The sheet {subject} has two columns for the same field: {first} and {second}."),
        mark("Rename or remove one of them."),
    ),
    "workbook.no_key_column": (
        mark("The sheet {subject} has no column that tells the records apart."),
        mark("Give at least one column one of these titles: {nb} (in English: {en})."),
    ),
    "workbook.column_gone": (
        mark(
            "The sheet {subject} no longer has the column {column}, which was given a field by "
            "hand."
        ),
        mark("Give the column its title back, or choose again which column holds the field."),
    ),
    "workbook.column_setting": (
        mark("The setting {setting} names a kind or a field that there is not."),
        mark(
            "Write it as column.employee.Title (or customer, project) with the name of a field, "
            "or with - for a column that is not used."
        ),
    ),
    "workbook.merged_header": (
        mark(
            "Cells in the title row of the sheet {subject} are merged, so it is not clear "
            "which column is which."
        ),
        mark(
            "Select the title row in Excel, choose Hjem › Slå sammen og midtstill to split "
            "the cells, and save."
        ),
    ),
    "workbook.merged_row": (
        mark("{subject}: cells are merged, so it is not clear what belongs to this row."),
        mark("Split the cells in Excel and save. Until then the row is left alone."),
    ),
    "workbook.id_twice": (
        mark("{subject}: the ID {id} stands in more than one row. A row has probably been copied."),
        mark(
            "Clear the ID in the row that is new. It then gets its own. Until then both rows "
            "are left alone."
        ),
    ),
    "workbook.impossible_date": (
        mark("{subject}: {column} holds a date that does not exist."),
        mark("Correct the date in the workbook, and compare again."),
    ),
    "workbook.not_a_date": (
        mark("{subject}: {column} holds something that is not a date."),
        mark("Write the date as day.month.year, for example 31.01.2024, and compare again."),
    ),
    "workbook.unexpected_date": (
        mark("{subject}: Excel has turned the content of {column} into a date."),
        mark("Set the cell's format to text, write the value again, and compare again."),
    ),
    "workbook.not_a_flag": (
        mark("{subject}: {column} holds something other than ja or nei."),
        mark("Write ja or nei, or leave the cell empty, and compare again."),
    ),
    "workbook.unknown_country": (
        mark("{subject}: {value} in {column} is not a country that is known here."),
        mark("Write the country's name in full, or its code of two letters, and compare again."),
    ),
    "workbook.formula_error": (
        mark("{subject}: the formula in {column} shows the error {error}."),
        mark("Mend the formula in Excel, save, and compare again."),
    ),
    "workbook.formula_empty": (
        mark("{subject}: the formula in {column} has not been computed yet."),
        mark(
            "Open the workbook in Excel and save it, so that the formulas are computed, and "
            "compare again."
        ),
    ),
    "workbook.row_gone": (
        mark(
            "A row in {subject} is no longer there, or what it says has changed since it was read."
        ),
        mark("Compare again, so that the plan shows the workbook as it is now."),
    ),
    "workbook.row_changed": (
        mark("{subject} has been changed by somebody else since it was read. It was not written."),
        mark("Compare again, so that the plan shows the row as it is now."),
    ),
    "workbook.row_in_use": (
        mark("{subject} holds something besides what the run wrote, so the row stays."),
        mark("Delete the row in the workbook, if nobody needs it."),
    ),
    "workbook.formula_kept": (
        mark("{subject}: {column} holds a formula, and formulas are never overwritten."),
        mark(
            "Change what the formula builds on, or replace the formula with a value, and "
            "compare again."
        ),
    ),
    "workbook.no_column": (
        mark("{subject} has no column {column}, so the value has nowhere to go."),
        mark("Add the column to the sheet, or leave the field out of the synk."),
    ),
    "workbook.no_name": (
        mark("A new row in {subject} cannot be made without a value in {column}."),
        mark("Fill in the value in Tripletex, and compare again."),
    ),
    "workbook.not_a_sheet": (
        mark(
            "The workbook has no sheet of its own for this kind: departments are named on the "
            "employees."
        ),
        mark("Write the department on an employee in the workbook."),
    ),
    "workbook.sheet_full": (
        mark("The sheet {subject} has no room for more rows."),
        mark("Move rows that are no longer in use to another workbook, and compare again."),
    ),
    "workbook.too_long": (
        mark("{subject}: the value for {column} is longer than a cell can hold."),
        mark("Shorten it in Tripletex, or leave the record out of the synk."),
    ),
    "workbook.wrong_signs": (
        mark(
            "{subject}: the value for {column} has characters that the file's encoding does "
            "not have."
        ),
        mark("Save the file from Excel as «CSV UTF-8», and compare again."),
    ),
    "workbook.open_elsewhere": (
        mark("The workbook {file} is open in Excel or LibreOffice, so it cannot be written."),
        mark(
            "Close it there and try again. If nobody has it open, delete the file {lock} beside it."
        ),
    ),
    "workbook.changed_meanwhile": (
        mark(
            "{file} was changed by somebody else while it was being written. Their version stands."
        ),
        mark("Wait until they have finished, and try again."),
    ),
    "workbook.disk_full": (
        mark("There is no room left on the disk for {file}. The file stands as it was."),
        mark("Free some space, or move the workbook to another disk, and try again."),
    ),
    "workbook.read_only": (
        mark("You may not write in the folder of {file}. The file stands as it was."),
        mark(
            "Ask IT for the right to write in {folder}, or move the workbook to a folder of "
            "your own."
        ),
    ),
    "workbook.not_saved": (
        mark("{file} could not be saved. The file stands as it was."),
        mark(
            "Check that the disk or network folder can be reached, and try again. IT can help "
            "with the details."
        ),
    ),
    "workbook.csv_encoding": (
        mark("{file} is in an encoding that cannot be read."),
        mark("Save it from Excel as «CSV UTF-8 (semikolondelt)», and choose it again."),
    ),
    "workbook.csv_mixed": (
        mark("{file} mixes two encodings, so letters such as æ, ø and å cannot be trusted."),
        mark(
            "Open it in Excel, mend the letters that are wrong, and save it as «CSV UTF-8 "
            "(semikolondelt)»."
        ),
    ),
    "workbook.csv_quote": (
        mark(
            "{file}: a quotation mark in line {line} is never closed, so the rows after it "
            "cannot be told apart."
        ),
        mark("Close or remove the quotation mark in that line, and try again."),
    ),
}
