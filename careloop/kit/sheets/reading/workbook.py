"""Workbooks: the first visible table with something in it, each cell as text."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from careloop.kit.sheets.refusals import EmptyTable, NotATable, Protected, TooMuchToRead

UNPACKED = 600 * 1024 * 1024
EXACT = 10**15  # a workbook keeps 15 digits of a number; what is longer has lost its end
ERROR_CELL = re.compile(rb'<c\b[^>]*?\bt="e"[^>]*>.*?<v>([^<]*)</v>', re.DOTALL)
PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]+)"')
REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def rows_of(path: Path) -> Iterator[list[str]]:
    """Raises NotATable, Protected, EmptyTable, TooMuchToRead."""
    _check_unpacked(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheet = _first_filled(book)
        errors = _error_cells(path, sheet.name)
        for number, row in enumerate(sheet.to_python(skip_empty_area=False)):
            cells = [text_of(cell) for cell in row]
            for column, word in errors.get(number, ()):
                cells[column] = word
            yield cells
    except PasswordError as error:
        raise Protected from error
    except (CalamineError, OSError, ValueError) as error:
        raise NotATable from error


def text_of(cell: Any) -> str:
    """The cell as it would be typed: whole numbers without a point, days and moments in ISO order."""
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer():
            return str(int(cell)) if abs(cell) < EXACT else f"{cell:.14E}"
        case float():
            return repr(cell)
        case datetime():
            return cell.isoformat(" ", "seconds")
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)
        case _:
            return str(cell)


def _first_filled(book: CalamineWorkbook) -> CalamineSheet:
    for index, about in enumerate(book.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_index(index)
        if sheet.start is not None:
            return sheet
    raise EmptyTable


def _check_unpacked(path: Path) -> None:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED:
                raise TooMuchToRead


def _error_cells(path: Path, name: str) -> dict[int, list[tuple[int, str]]]:
    """Where a formula gave an error (#REF!): calamine shows these cells as empty. Only .xlsx tells."""
    if not zipfile.is_zipfile(path):
        return {}
    found: dict[int, list[tuple[int, str]]] = {}
    with zipfile.ZipFile(path) as archive:
        part = _part_of(archive, name)
        for cell in ERROR_CELL.finditer(archive.read(part) if part else b""):
            place = PLACE.search(cell[0])
            if place:
                found.setdefault(int(place[2]) - 1, []).append(
                    (_column(place[1]), cell[1].decode("ascii", "replace"))
                )
    return found


def _part_of(archive: zipfile.ZipFile, name: str) -> str | None:
    try:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 (expat expands no outside entity)
        rels = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    except (KeyError, ElementTree.ParseError):
        return None
    wanted = next(
        (
            sheet.get(REL_ID)
            for sheet in book.iter()
            if sheet.tag.endswith("}sheet") and sheet.get("name") == name
        ),
        "",
    )
    target = next((rel.get("Target", "") for rel in rels if rel.get("Id") == wanted), "")
    part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return part if part in archive.namelist() else None


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
