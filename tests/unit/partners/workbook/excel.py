"""A workbook with the XML that Excel itself writes, and much that no library would keep."""

from __future__ import annotations

import zipfile
from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'

WORKBOOK = (
    f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr/><sheets>'
    '<sheet name="Forside" sheetId="4" r:id="rId4"/><sheet name="Kunder" sheetId="1" r:id="rId1"/>'
    "</sheets><definedNames>"
    '<definedName name="_xlnm._FilterDatabase" localSheetId="1" hidden="1">Kunder!$A$1:$E$4'
    '</definedName><definedName name="Sats">Kunder!$G$2</definedName></definedNames>'
    '<calcPr calcId="191029"/></workbook>'
)
STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" '
    'formatCode="0000"/></numFmts><fonts count="1"><font><sz val="11"/></font></fonts>'
    '<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="4">'
    '<xf numFmtId="0" fontId="0" xfId="0"/><xf numFmtId="164" fontId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" xfId="0"><alignment wrapText="1"/></xf>'
    '<xf numFmtId="0" fontId="0" xfId="0"/></cellXfs></styleSheet>'
)
_TEXTS = (
    "<si><t>Kundenummer</t></si><si><t>Navn</t></si><si><t>Postnummer</t></si>"
    "<si><t>E-post</t></si><si><t>Sum</t></si>"
    '<si><r><rPr><b/></rPr><t>Fjell </t></r><r><t xml:space="preserve">Bygg</t></r>'
    "<rPh><t>fonetisk</t></rPh></si><si><t>Ås_x000D_Rør</t></si>"
)
STRINGS = f'{_HEAD}<sst xmlns="{_MAIN}" count="7" uniqueCount="7">{_TEXTS}</sst>'
SHEET = (
    f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" '
    'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">'
    '<dimension ref="A1:G4"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" '
    'topLeftCell="A2" state="frozen"/></sheetView></sheetViews>'
    '<cols><col min="2" max="2" width="31.5" customWidth="1"/></cols><sheetData>'
    '<row r="1" spans="1:7" x14ac:dyDescent="0.25"><c r="A1" t="s"><v>0</v></c>'
    '<c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c>'
    '<c r="E1" t="s"><v>4</v></c></row>'
    '<row r="2" spans="1:7" x14ac:dyDescent="0.25"><c r="A2"><v>10001</v></c>'
    '<c r="B2" t="s"><v>5</v></c><c r="C2" s="1"><v>150</v></c>'
    '<c r="E2"><f>G2*2</f><v>50</v></c><c r="G2"><v>25</v></c></row>'
    '<row r="3" spans="1:7"><c r="A3"><v>10002</v></c><c r="B3" s="2" t="s"><v>6</v></c>'
    '<c r="C3" s="1"/><c r="D3" t="str"><f>"x"&amp;A3</f><v>x10002</v></c>'
    '<c r="E3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    '<row r="4" spans="1:7"><c r="A4"><v>10003</v></c><c r="B4" t="str"><f>NAVN()</f></c>'
    '<c r="D4" t="e"><f>#REF!</f><v>#REF!</v></c></row>'
    "</sheetData>"
    '<autoFilter ref="A1:E4"/><conditionalFormatting sqref="A2:A4"><cfRule type="dataBar" '
    'priority="1"/></conditionalFormatting><dataValidations count="1"><dataValidation '
    'type="list" sqref="B2:B9"><formula1>Forside!$A$1:$A$3</formula1></dataValidation>'
    '</dataValidations><drawing r:id="rId1"/><extLst><ext uri="{78C0D931}">slicers</ext></extLst>'
    "</worksheet>"
)
COVER = f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData/></worksheet>'


def _relations(*targets: tuple[str, str, str]) -> str:
    found = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in targets
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{found}</Relationships>'


PARTS = {
    "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="png" ContentType="image/png"/></Types>',
    "_rels/.rels": _relations(("rId1", "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": WORKBOOK,
    "xl/_rels/workbook.xml.rels": _relations(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "styles", "styles.xml"),
        ("rId3", "sharedStrings", "sharedStrings.xml"),
        ("rId4", "worksheet", "/xl/worksheets/sheet4.xml"),
    ),
    "xl/styles.xml": STYLES,
    "xl/sharedStrings.xml": STRINGS,
    "xl/worksheets/sheet1.xml": SHEET,
    "xl/worksheets/sheet4.xml": COVER,
    "xl/worksheets/_rels/sheet1.xml.rels": _relations(("rId1", "drawing", "../drawings/d1.xml")),
    "xl/drawings/d1.xml": "<chart and picture/>",
    "xl/media/logo.png": "\x89PNG picture",
    "xl/pivotTables/pivot1.xml": "<pivot/>",
    "xl/calcChain.xml": "<calcChain/>",
    "customXml/item1.xml": "<custom/>",
}


def excel_file(folder: Path) -> Path:
    """The workbook as a file."""
    path = folder / "register.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in PARTS.items():
            package.writestr(name, text)
    return path
