from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from careloop.kit.files import documents
from careloop.kit.files.documents import MacroWorkbook, NotADocument, content_type_of
from careloop.kit.files.naming import LONGEST, cleaned_name
from careloop.kit.files.queries import content_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook() -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write(0, 0, "周淑芬")
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


BARE = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (b"%PDF-1.7\n...", "evil.html", "application/pdf"),
        (workbook(), "customers.xlsx", XLSX),
        ("name;phone\n周淑芬;138".encode(), "customers.CSV", "text/csv"),
        ("姓名,电话".encode("gb18030"), "kehu.csv", "text/csv"),
        (b"\xef\xbb\xbfname\tphone\r\n", "list.txt", "text/plain"),
        (b"<script>alert(1)</script>", "page.html", "text/plain"),
    ],
)
def test_a_document_is_known_by_its_content(content: bytes, name: str, content_type: str) -> None:
    assert content_type_of(content, name) == content_type


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03\x00\x00\x00" + bytes(60),
        b"\x7fELF\x02\x01\x01" + bytes(60),
        b"PK\x03\x04 broken",
        archive(readme=b"only a zip file"),
        "utf-16".encode("utf-16"),
    ],
    ids=["exe", "elf", "broken zip", "zip", "utf-16"],
)
def test_what_is_no_document_is_refused(content: bytes) -> None:
    with pytest.raises(NotADocument):
        content_type_of(content, "report.pdf")


def test_a_workbook_that_unfolds_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_UNFOLDED", 1_000_000)
    assert content_type_of(archive(**BARE, sheet=bytes(900_000)), "book.xlsx") == XLSX
    with pytest.raises(NotADocument):
        content_type_of(archive(**BARE, sheet=bytes(1_100_000)), "book.xlsx")


def test_macros_are_refused() -> None:
    with pytest.raises(MacroWorkbook):
        content_type_of(archive(**BARE, **{"xl/vbaProject.bin": b"x"}), "book.xlsx")


@pytest.mark.django_db
def test_a_document_is_kept_as_it_came(sent: Any) -> None:
    content = "name;phone\n周淑芬;138".encode()
    file = sent(content, name="客户😀.csv", kind="document")
    assert content_of(file) == content
    assert file.sha256 == file.sent_sha256
    assert (file.name, file.download_name, file.is_picture) == ("客户😀.csv", "客户😀.csv", False)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\Users\\Chen\\IMG 1.jpg", "IMG 1.jpg"),
        ("a\x00b\r\nc.jpg", "abc.jpg"),
        ("photo_\u202egpj.exe", "photo_gpj.exe"),
        ("👨‍👩‍👧 客户.jpg", "👨‍👩‍👧 客户.jpg"),
        ("{{ 7*7 }}<b>.jpg", "{{ 7*7 }}<b>.jpg"),
        ("..", "file"),
        ("", "file"),
        ("/", "file"),
        ("\ud800.jpg", "jpg"),
        ("长" * 300 + ".jpg", "长" * 196 + ".jpg"),
    ],
)
def test_names(given_name: str, kept: str) -> None:
    assert cleaned_name(given_name) == kept


@given(st.text(max_size=400))
def test_no_name_leads_out_of_its_folder(given_name: str) -> None:
    name = cleaned_name(given_name)
    assert 0 < len(name) <= LONGEST
    assert not set(name) & set("/\\\x00\r\n\u202e")
    assert name not in (".", "..")
    assert name.encode()
