import csv
import datetime as dt
import io
from decimal import Decimal
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from careloop.kit.sheets.cells import tidied
from careloop.kit.sheets.write import write_csv, write_workbook

FORMULAS = ["=1+1", "+86 138", "-1", "@cmd", '=HYPERLINK("http://x")', "{=A1}", "http://example.org"]


def written(columns, rows, **more):
    target = io.BytesIO()
    write_workbook(target, columns, rows, **more)
    return target


def read(target):
    target.seek(0)
    return CalamineWorkbook.from_filelike(target).get_sheet_by_index(0).to_python()


def test_text_is_never_a_formula():
    target = written(["=A1", "b"], [[text] for text in FORMULAS])
    assert [row[0] for row in read(target)] == ["=A1", *FORMULAS]
    with ZipFile(target) as archive:
        page = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    assert not [cell for cell in page.iter() if cell.tag.endswith("}f")]


def test_values_keep_their_kind():
    moment = dt.datetime(2026, 9, 24, 8, 30, tzinfo=dt.UTC)
    row = ["0012", 3, Decimal("1.50"), dt.date(2026, 9, 24), moment, True, None, 10**17, "x" * 40_000]
    back = read(written(["c"] * len(row), [row], title="a/b:c*[?]" + "long" * 20))[1]
    assert back[:4] == ["0012", 3.0, 1.5, dt.date(2026, 9, 24)]
    assert back[4] == dt.datetime(2026, 9, 24, 16, 30)
    assert back[5:8] == [True, "", "100000000000000000"]
    assert len(back[8]) == 32_767


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1), min_size=1, max_size=5
    )
)
def test_csv_comes_back_as_it_was_but_for_blanks(cells):
    target = io.StringIO(newline="")
    write_csv(target, ["a"], [cells])
    row = list(csv.reader(io.StringIO(target.getvalue(), newline="")))[1]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    assert len(row) == len(cells)


@pytest.mark.parametrize("text", ["=1+1", "+86 138", "-1", "@5"])
def test_the_apostrophe_that_goes_out_does_not_come_in(text):
    target = io.StringIO(newline="")
    write_csv(target, ["a"], iter([[text, -1]]))
    row = list(csv.reader(io.StringIO(target.getvalue(), newline="")))[1]
    assert row == [f"'{text}", "-1"]
    assert tidied(row[0]) == text or not text[1].isdigit()
