import pytest
from hypothesis import given
from hypothesis import strategies as st

from careloop.catalog.rules import fold, search_text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Lavadora Básica", "lavadora basica"),
        ("  WD－８２０ ", "wd-820"),
        ("Straße", "strasse"),
        ("洗衣机  WD", "洗衣机 wd"),
        ("Ñandú", "nandu"),
        ("", ""),
    ],
)
def test_folded_for_comparing(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


def test_a_name_repeated_in_two_languages_is_kept_once():
    assert (
        search_text("WD-820", {"zh-hans": "洗衣机", "zh-hant": "洗衣機", "es": "洗衣机"})
        == "wd-820 洗衣机 洗衣機"
    )
