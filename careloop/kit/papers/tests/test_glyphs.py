import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from careloop.kit.papers.content import LONG_WORD, breakable, with_glyphs
from careloop.kit.papers.glyphs import cleaned, missing_glyphs, substituted
from careloop.kit.papers.press import SIMPLIFIED, GlyphMissing, compile_pdf

FOUR_LANGUAGES = (
    "Service — “done” ’s € £ № · … 1 280,00\n"
    "服务凭单，客户联：已完成。更换减震器（一对）￥¥　、；！？《》【】“”…… 䶮㛃镕堃喆\n"
    "服務憑單，客戶聯：已完成。更換避震器（一對）「」『』骨直過遷戶令臺灣裏\n"
    "¿Está nivelada? ¡Sí! Ñandú, pingüino, 3.º, «avería» áéíóúü ÁÉÍÓÚÜ"
)


def test_all_four_languages_are_drawn() -> None:
    assert missing_glyphs(FOUR_LANGUAGES) == set()


def test_a_missing_glyph_is_found_and_others_are_not() -> None:
    assert missing_glyphs("泵 😀 ok 𠮷野家 مرحبا") == {"😀", "𠮷"}


def test_a_sign_counts_as_a_whole() -> None:
    # DejaVu Sans Mono has the digit and the keycap's frame, but no font has both with their joint.
    assert missing_glyphs("1") == set()
    assert missing_glyphs("1️⃣") == {"1️⃣"}


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("很好👍🏽!", "很好〓!"),
        ("👨‍👩‍👧 🇨🇳", "〓 〓"),
        ("😀😀", "〓〓"),
        ("𠮷野家", "[U+20BB7]野家"),
        ("ไทย", "[U+0E44][U+0E17][U+0E22]"),
        ("1️⃣", "1"),
        ("\ue000", "〓"),
        ("María 周淑芬", "María 周淑芬"),
    ],
)
def test_substitutes(typed: str, printed: str) -> None:
    assert substituted(typed, missing_glyphs(typed)) == printed
    assert missing_glyphs(printed) == set()


def test_cleaned_takes_out_what_cannot_be_seen() -> None:
    assert cleaned("a\x00b\x1b[31m\u202e1.00\u202c\r\nc\td\ufeff") == "ab[31m1.00\nc d"
    assert cleaned("e\u0301") == "é"
    assert cleaned("\ud800") == "\ufffd"


def test_pictures_keep_their_bytes_when_signs_are_replaced() -> None:
    content = {"said": ["😀"], "qr": {"svg": "<svg>😀</svg>"}, "count": 1, "none": None}
    assert with_glyphs(content) == content | {"said": ["〓"]}


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=60))
@example("a\u1680b")
@example("1️⃣")
@example("क्षि ज्ञ ไทย ำ")
@example("x\u0323\u0302\u20dd")
@example("\u200d\u200d👍\ufe0f\u0301")
@example("\u05c1\u0597 \u05d3\u0598a\u05ab\u05b7\u05a1")  # each can be drawn, but not in such company
def test_whatever_is_typed_can_be_printed(typed: str) -> None:
    content = {"said": breakable(cleaned(typed))}
    source = f'#set text(font: "{SIMPLIFIED}")\n#let said = sys.inputs.said\n#said #strong(said)'
    try:
        pdf = compile_pdf(source, with_glyphs(content))
    except GlyphMissing:
        pdf = compile_pdf(source, with_glyphs(content, strictly=True))
    assert pdf.startswith(b"%PDF")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=120))
def test_breakable_adds_places_to_break_and_nothing_else(typed: str) -> None:
    broken = breakable(typed)
    assert broken.replace("\u200b", "") == typed.replace("\u200b", "")
    for piece in broken.split("\u200b")[1:]:
        assert not piece or unicodedata.category(piece[0]) not in ("Mn", "Me", "Mc") or "\u200b" in typed


def test_only_words_longer_than_any_real_one_are_broken() -> None:
    assert breakable("Internationalisation responsabilidades 很长" + "很长" * 40).count("\u200b") == 0
    assert breakable("A" * 25) == "A" * 8 + "\u200b" + "A" * 8 + "\u200b" + "A" * 8 + "\u200b" + "A"
    assert LONG_WORD.search("很" * 100) is None
