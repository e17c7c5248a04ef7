"""Workbooks for tests, written by hand: nothing here writes XLSX otherwise."""

import zipfile
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(path: Path, rows: list[list[str | int]]) -> Path:
    """A workbook of one sheet, as the standard (ECMA-376) has it at the least."""
    cells = "".join(
        f"<row r='{number}'>" + "".join(_cell(number, at, value) for at, value in enumerate(row)) + "</row>"
        for number, row in enumerate(rows, 1)
    )
    parts = {
        "[Content_Types].xml": (
            "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
            f"<Default Extension='rels' ContentType='{RELATIONS}'/>"
            f"<Override PartName='/xl/workbook.xml' ContentType='{SHEETS}.sheet.main+xml'/>"
            f"<Override PartName='/xl/worksheets/sheet1.xml' ContentType='{SHEETS}.worksheet+xml'/></Types>"
        ),
        "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": (
            f"<workbook xmlns='{MAIN}' xmlns:r='{OFFICE}'><sheets>"
            "<sheet name='List' sheetId='1' r:id='r1'/></sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f"<worksheet xmlns='{MAIN}'><sheetData>{cells}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _cell(row: int, column: int, value: str | int) -> str:
    place = f"{'ABCDEFGH'[column]}{row}"
    if isinstance(value, int):
        return f"<c r='{place}'><v>{value}</v></c>"
    return f"<c r='{place}' t='inlineStr'><is><t>{value}</t></is></c>"


def _relation(kind: str, target: str) -> str:
    return (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        f"<Relationship Id='r1' Type='{OFFICE}/{kind}' Target='{target}'/></Relationships>"
    )
