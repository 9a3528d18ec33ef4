"""What came of an import, to look at and to correct."""

from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from careloop.kit.sheets.header import label_of
from careloop.kit.sheets.models import Import, ImportRow
from careloop.kit.sheets.rows import ROW, Cleaner, Errors, Row, read
from careloop.kit.sheets.sheet import Sheet
from careloop.kit.sheets.write import write_workbook

PREVIEWED = 20


def preview(work: Import, sheet: Sheet) -> list[Row]:
    """The first rows, cleaned but not saved."""
    cleaner = Cleaner(sheet, work.mapping, work.language)
    rows = read(work.rows_file, header=work.header_row)
    return [cleaner.clean(row) for row, _count in zip(rows, range(PREVIEWED), strict=False)]


def write_refused(work: Import, target: IO[bytes]) -> None:
    """The refused rows as they came, with one more column that says why: mend it and send it again."""
    header = work.header + [""] * (_width(work) - len(work.header))
    write_workbook(target, [*header, _("What to mend")], _refused(work, len(header)), title=work.file_name)


def write_template(sheet: Sheet, target: IO[bytes]) -> None:
    """An empty workbook with the headings in the active language."""
    write_workbook(
        target, [label_of(sheet, column.field) for column in sheet.columns], [], title=str(sheet.title)
    )


def said(errors: Errors, sheet: Sheet | None) -> list[str]:
    """The errors of a row as sentences, each with the field it is about."""
    return [
        sentence
        if name == ROW or sheet is None or name not in sheet.fields
        else _("%(field)s: %(sentence)s") % {"field": label_of(sheet, name), "sentence": sentence}
        for name, sentences in errors.items()
        for sentence in sentences
    ]


def _refused(work: Import, width: int) -> Iterator[list[str]]:
    refused = (
        work.rows.filter(outcome=ImportRow.Outcome.REFUSED).order_by("number").values_list("number", "errors")
    )
    rows, sheet = read(work.rows_file, header=work.header_row), work.declared
    between = pgettext("between two sentences", " ")
    for number, errors in refused.iterator(chunk_size=2000):
        row = next(row for row in rows if row.number == number)
        yield [*row.cells, *[""] * (width - len(row.cells)), between.join(said(errors, sheet))]


def _width(work: Import) -> int:
    return max((len(row.cells) for row in read(work.rows_file, header=work.header_row)), default=0)
