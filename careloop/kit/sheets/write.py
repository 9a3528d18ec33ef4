"""Tables out: Excel and CSV."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import IO, Any

from django.utils.timezone import localtime
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767  # Excel's
EXACT = 10**15  # Excel keeps 15 digits; a longer number goes out as text
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_workbook(
    target: str | Path | IO[bytes], columns: Sequence[Any], rows: Iterable[Sequence[Any]], *, title: str = ""
) -> None:
    """One table with a row of headings; memory does not grow with the rows.

    Text is always text, whatever it starts with. Moments are written in the active time zone.
    """
    book = Workbook(target if not isinstance(target, Path) else str(target), {"constant_memory": True})
    formats = {name: book.add_format({"num_format": look}) for name, look in FORMATS.items()}
    sheet = book.add_worksheet(_sheet_name(title))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(len(columns) - 1, 0), 18)
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, heading in enumerate(columns):
        sheet.write_string(0, column, str(heading)[:LONGEST_CELL], bold)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write(sheet, number, column, value, formats)
    book.close()


def write_csv(target: IO[str], columns: Sequence[Any], rows: Iterable[Sequence[Any]]) -> None:
    """Write into a file opened as utf-8-sig, so that Excel reads the letters.

    A cell that would be run as a formula gets an apostrophe, which the import takes away again.
    """
    writer = csv.writer(target)
    for row in chain([columns], rows):
        writer.writerow([_harmless(value) for value in row])


FORMATS = {"day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm", "time": "hh:mm", "span": "[h]:mm", "text": "@"}


def _write(sheet: Worksheet, row: int, column: int, value: Any, formats: dict[str, Format]) -> None:
    match value:
        case None | "":
            return
        case bool():
            sheet.write_boolean(row, column, value)
        case int() | float() | Decimal() if -EXACT < value < EXACT:
            sheet.write_number(row, column, value)
        case datetime():
            sheet.write_datetime(row, column, _naive(value), formats["moment"])
        case date():
            sheet.write_datetime(row, column, value, formats["day"])
        case time():
            sheet.write_datetime(row, column, value.replace(tzinfo=None), formats["time"])
        case timedelta():
            sheet.write_datetime(row, column, value, formats["span"])
        case _:
            sheet.write_string(row, column, str(value)[:LONGEST_CELL], formats["text"])


def _naive(moment: datetime) -> datetime:
    return localtime(moment).replace(tzinfo=None) if moment.tzinfo else moment


def _sheet_name(title: str) -> str | None:
    kept = "".join(letter for letter in title if letter not in "[]:*?/\\'")[:31].strip()
    return kept or None


def _harmless(value: Any) -> str:
    text = "" if value is None else str(_naive(value) if isinstance(value, datetime) else value)
    return (
        f"'{text}"
        if text.startswith(FORMULA_STARTS) and not isinstance(value, int | float | Decimal)
        else text
    )
