import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from careloop.kit.papers import (
    BrokenTemplate,
    FontsMissing,
    GlyphMissing,
    Paper,
    Picture,
    UnknownCopy,
    UnknownPaper,
    press,
    render,
)
from careloop.kit.papers.checks import papers_can_be_printed
from careloop.kit.papers.codes import qr
from careloop.kit.papers.content import plain
from careloop.kit.papers.tests.example import AT, LANGUAGES, TALK, VOUCHER, WORDS, label_data, shelved

poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext (poppler-utils)")
HOSTILE = '#panic() $x$ \\ @ref *bold* <label> `raw` // c #eval("1") {{ 7*7 }} {% now %} %(at)s </svg>'


def printed(row: dict[str, Any] | None = None, name: str = "example.voucher", **asked: Any) -> bytes:
    asked = {"language": "en", "printed_at": AT, "printed_by": "Li Wen"} | asked
    return render(name, row or {}, **asked)


def text_of(pdf: bytes) -> str:
    command = ["pdftotext", "-layout", "-", "-"]
    text = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return text.replace("\u200b", "")


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@poppler
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_voucher_in_each_language(papers: None, language: str) -> None:
    text = text_of(printed(language=language))
    at = LANGUAGES.index(language)
    for key in ("title", "customer", "serial", "signed", "for_customer", "for_accountant"):
        assert WORDS[key][at] in text
    assert TALK[language][0] in text
    assert "SV26-NB-000398" in text
    assert "WD820-25-118834" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["example.voucher", "example.label"])
def test_every_paper_is_an_archive_pdf(papers: None, name: str, language: str) -> None:
    pdf = printed(name=name, language=language)
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>U</pdfaid:conformance>" in pdf


def test_all_copies_or_the_one_asked_for(papers: None) -> None:
    assert pages_of(printed()) == 3
    assert pages_of(printed(copy="office")) == 1
    with pytest.raises(UnknownCopy):
        printed(copy="nobody")
    with pytest.raises(UnknownPaper):
        printed(name="example.unheard_of")


@poppler
def test_each_copy_is_named_and_counts_its_own_pages(papers: None) -> None:
    lines = [{"item": f"Part {n}", "payer": "C", "amount": n, "price": Decimal(n)} for n in range(30)]
    pages = text_of(printed({"lines": lines})).split("\f")[:-1]
    assert len(pages) == 6
    for part, name in enumerate(("Customer's copy", "Office copy", "Accountant's copy"), start=1):
        first, second = pages[2 * part - 2 : 2 * part]
        assert f"{name} · {part} of 3" in first
        assert f"{name} · {part} of 3" in second
        assert "Page 1 of 2" in first
        assert "Page 2 of 2" in second
        assert "Quantity" in second, "the head of the table is repeated"


@poppler
def test_a_copy_may_say_less_than_another(papers: None) -> None:
    row = {"remark": "Between ourselves"}
    assert "Between ourselves" not in text_of(printed(row, copy="customer"))
    assert "Between ourselves" in text_of(printed(row, copy="office"))


@poppler
def test_what_was_typed_is_printed_and_never_run(papers: None) -> None:
    text = text_of(printed({"fault": HOSTILE, "customer": {"name": HOSTILE, "phone": "$$$", "address": "#"}}))
    assert HOSTILE in text
    assert "$$$" in text


@poppler
def test_foreign_scripts_emoji_and_long_words(papers: None) -> None:
    row = {"fault": "😀 مرحبا שלום\n𠮷野家\n" + "ж" * 900, "remark": "é" * 500}
    text = text_of(printed(row, copy="office"))
    assert "〓" in text
    assert "[U+20BB7]野家" in text
    assert text.count("ж") == 900
    assert text.count("é") == 500


@poppler
def test_moments_are_told_in_the_zone_of_the_letterhead(papers: None) -> None:
    assert AT.tzinfo is UTC
    assert AT.hour == 7
    assert "28 Sep 2026 15:00" in text_of(printed())
    assert "28 sep 2026 15:00" in text_of(printed(language="es"))


@poppler
def test_a_paper_is_printed_in_a_language_it_has(papers: None) -> None:
    only = replace(VOUCHER, name="example.only", languages=("es",))
    with shelved(only):
        assert "Comprobante de servicio" in text_of(printed(name="example.only", language="en"))


def test_the_same_paper_gives_the_same_bytes_from_many_threads(papers: None) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = {bytes(pdf) for pdf in pool.map(lambda _n: printed(), range(16))}
    assert len(made) == 1
    assert made != {printed(printed_at=AT + timedelta(days=1))}


@pytest.mark.parametrize("path", ["/service/orders/WO26-NB-000398", "/c/" + "k" * 80])
def test_the_qr_can_be_read_from_the_page(papers: None, settings: Any, path: str) -> None:
    settings.PUBLIC_URL = "https://care.example.cn"
    source = "#set page(width: 40mm, height: 40mm)\n#image(bytes(sys.inputs.svg), width: 20mm)"
    svg = qr(f"https://care.example.cn{path}")
    png = press._compiler().compile(input=source.encode(), sys_inputs={"svg": svg}, format="png", ppi=200)
    read = zxingcpp.read_barcode(Image.open(BytesIO(png)))
    assert read is not None
    assert read.text == f"https://care.example.cn{path}"


def test_without_a_page_there_is_no_code_that_leads_nowhere(papers: None) -> None:
    with_code = printed(name="example.label")
    without = printed({"path": None, "number": "no number of ours"}, name="example.label")
    assert len(without) < len(with_code)


def test_a_template_that_is_wrong_is_named(papers: None, settings: Any, tmp_path: Path) -> None:
    settings.TEMPLATES[0]["DIRS"] = [tmp_path]
    parts = '#import "/kit/papers/careloop.typ": *\n'
    (tmp_path / "wrong.typ").write_text(parts + "#sheet(copy => [#data.nothing])")
    (tmp_path / "box.typ").write_text(parts + "#sheet(copy => [😀])")
    (tmp_path / "thief.typ").write_text('#read("/../manage.py")')
    names = ("wrong", "box", "thief")
    with shelved(*(Paper(f"x.{name}", "x", f"{name}.typ", label_data) for name in names)):
        with pytest.raises(BrokenTemplate, match="nothing"):
            printed(name="x.wrong")
        with pytest.raises(GlyphMissing):
            printed(name="x.box")
        with pytest.raises(BrokenTemplate):
            printed(name="x.thief")


def test_nothing_but_plain_values_comes_onto_paper() -> None:
    with pytest.raises(TypeError, match="object"):
        plain({"row": object()}, "en")
    with pytest.raises(TypeError, match="Picture"):
        plain({"svg": "<svg/>"}, "en")
    with pytest.raises(OSError):
        plain({"logo": Picture(b"no png")}, "en")
    assert plain([1, None, True, AT.date()], "es") == [1, None, True, "28 sep 2026"]
    assert plain(Decimal("1280.50"), "es") == "1\N{NO-BREAK SPACE}280,50"


def test_a_missing_template_or_language_is_found_at_start_up(papers: None) -> None:
    assert papers_can_be_printed(None) == []
    lost = Paper("x.lost", "x", "x/lost.typ", label_data, languages=("tlh",), copies=VOUCHER.copies * 2)
    with shelved(lost):
        found = [message.id for message in papers_can_be_printed(None)]
    assert found == ["papers.E001", "papers.E002", "papers.E003"]


def test_without_the_fonts_nothing_is_printed_in_boxes(settings: Any, tmp_path: Path) -> None:
    settings.FRONT_END_DIR = tmp_path
    with pytest.raises(FontsMissing, match="npm ci"):
        press._fonts()
    assert [found.id for found in papers_can_be_printed(None)] == ["papers.W001", "papers.W001"]


def test_no_template_evaluates_what_it_is_given() -> None:
    templates = list(press.ROOT.rglob("*.typ"))
    assert templates
    assert [path for path in templates if re.search(r"\beval\s*\(", path.read_text(encoding="utf-8"))] == []
