import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careloop.kit.sheets import refusals
from careloop.kit.sheets.reading import convert as converting
from careloop.kit.sheets.reading.convert import convert
from careloop.kit.sheets.reading.text import decoded, separator_of
from careloop.kit.sheets.tests.conftest import lines_of, workbook

CHINESE = "客户姓名,电话,地址,备注\n周淑芬,13800132207,和平里北街14号3单元502,洗衣机脱水时剧烈震动\n"
TRADITIONAL = (
    "客戶姓名,電話,地址,備註\n陳建國,0912345678,臺北市大安區和平東路一段,冷氣機漏水,請儘快派人檢查\n"
)
SPANISH = "Nombre,Dirección,Observación\nMaría Muñoz,Calle Señorío 5 3º,La lavadora vibra muchísimo\n"


def rows_of(tmp_path, content):
    target = tmp_path / "rows.jsonl"
    convert(lines_of(tmp_path / "original", content), target)
    with target.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "gb18030"),
        (TRADITIONAL, "big5"),
        (SPANISH, "cp1252"),
        (CHINESE + TRADITIONAL + SPANISH, "utf-8"),
        (CHINESE, "utf-8-sig"),
        (SPANISH, "utf-16"),
        ("a,b\nplain,ascii\n", "ascii"),
        ("Señor,1\n", "cp1252"),
        ("电话,1\n", "gb18030"),
    ],
)
def test_letters_are_read_whatever_the_encoding(text, encoding):
    assert decoded(text.encode(encoding)) == text


@given(st.text())
def test_utf_8_always_comes_through(text):
    assert decoded(text.encode()) == text.removeprefix("\ufeff")


@given(st.binary(max_size=300))
def test_no_bytes_break_the_decoding(content):
    assert isinstance(decoded(content), str)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path, separator):
    text = f'名称 "A"{separator}1.234,5{separator}a,b;c\n"x{separator}y\nz"{separator}2{separator}3\n'
    text = "name{0}sum{0}note\n" * 3 + (
        text if separator == "|" else f'"x{separator}y\nz"{separator}2{separator}3\n'
    )
    assert separator_of(text) == separator
    assert rows_of(tmp_path, text.encode())[-1] == [f"x{separator}y\nz", "2", "3"]


def test_cells_become_text_as_one_would_type_it(tmp_path):
    import datetime as dt

    def times(book, page):
        page.write_datetime(
            1, 0, dt.datetime(2026, 9, 24, 16, 30), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        )

    content = workbook(
        [13800132207, 12.5, True, "  00123 ", 123456789012345678, "", ""],
        before=lambda book, page: (times(book, page), page.write_datetime(1, 1, dt.datetime(2026, 9, 24))),
    )
    first, second = rows_of(tmp_path, content)
    assert first == ["13800132207", "12.5", "TRUE", "  00123 ", "1.23456789012346E+17"]
    assert second == ["2026-09-24 16:30:00", "2026-09-24"]


def test_the_error_of_a_formula_is_seen(tmp_path):
    def formulas(book, page):
        page.write_formula(1, 1, "=A9/0", None, "#DIV/0!")
        page.write_formula(1, 27, "=NA()", None, "#N/A")

    rows = rows_of(tmp_path, workbook(["a", "b"], ["x"], before=formulas))
    assert (rows[1][1], rows[1][27]) == ("#DIV/0!", "#N/A")


def test_the_first_visible_table_with_something_in_it_is_read(tmp_path):
    def sheets(book, page):
        hidden = book.add_worksheet("hidden")
        hidden.write(0, 0, "secret")
        hidden.hide()
        book.add_worksheet("third").write(0, 0, "this")

    assert rows_of(tmp_path, workbook(before=sheets)) == [["this"]]


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0",
        b"%PDF-1.7\n%\xe2\xe3",
        b"PK\x03\x04 broken",
        b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        b"<html><table><tr><td>a</td></tr></table>",
        b"\0\1\2\3",
        b'<?xml version="1.0"?><Workbook/>',
        b"{\\rtf1 x}",
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content):
    with pytest.raises(refusals.NotATable):
        rows_of(tmp_path, content)
    assert "table" in str(refusals.NotATable())


@pytest.mark.parametrize("content", [b"", b"\n\n\n", b" , ,\n", workbook(), workbook([""])])
def test_what_is_empty_is_refused(tmp_path, content):
    with pytest.raises(refusals.EmptyTable):
        rows_of(tmp_path, content)


def test_two_cells_far_apart_do_not_take_the_memory_of_the_server(tmp_path):
    content = workbook(["x"], before=lambda book, page: page.write(1_000_000, 16_000, "y"))
    with pytest.raises(refusals.TooMuchToRead):
        rows_of(tmp_path, content)


def test_200_000_rows_are_too_many(tmp_path):
    with pytest.raises(refusals.TooManyRows) as refused:
        rows_of(tmp_path, b"name\n" + b"x\n" * 200_000)
    assert str(converting.MOST_ROWS) in str(refused.value)


def test_too_many_columns_are_refused(tmp_path):
    with pytest.raises(refusals.TooWide):
        rows_of(tmp_path, ",".join("x" * 300).encode())


@pytest.mark.parametrize("end", ["", "\n", "\nlast,row\n"])
def test_a_quotation_mark_that_is_never_closed_is_named_with_its_row(tmp_path, end):
    with pytest.raises(refusals.OpenQuotation, match="row 2"):
        rows_of(tmp_path, f'name,note\nAnn,"open\nBob,x{end}'.encode())


def test_a_cell_without_end_is_refused(tmp_path):
    with pytest.raises(refusals.OpenQuotation):
        rows_of(tmp_path, b'name,note\nAnn,"' + b"x\n" * 100_000)


def test_line_breaks_and_odd_separators_stay_within_their_cell(tmp_path):
    text = 'a,b\n"one\ntwo \u2028 three",x\u0085y\r\nlast,"🔧 ""quoted"""\n'
    assert rows_of(tmp_path, text.encode())[1:] == [
        ["one\ntwo \u2028 three", "x\u0085y"],
        ["last", '🔧 "quoted"'],
    ]
