import pytest
from hypothesis import given
from hypothesis import strategies as st

from careloop.customers.rules import name_parts, serial_key
from careloop.customers.rules.names import LONGEST, MOST


@pytest.mark.parametrize(
    ("names", "parts"),
    [
        (["周淑芬"], ["周淑芬", "淑芬", "芬"]),
        (["María García López"], ["maria garcia lopez", "garcia lopez", "lopez"]),
        (["城北Aurora物业"], ["城北aurora物业", "北aurora物业", "aurora物业", "物业", "业"]),
        (["O'Neill", "吕"], ["o'neill", "neill", "吕"]),
        (["😀"], ["😀"]),
        (["", "  "], []),
    ],
)
def test_a_name_from_each_of_its_words_on(names, parts):
    assert name_parts(*names) == parts


@given(st.text(max_size=200))
def test_parts_fit_their_column_and_the_whole_comes_first(name):
    parts = name_parts(name)
    assert len(parts) <= MOST
    assert len(set(parts)) == len(parts)
    assert all(0 < len(part) <= LONGEST for part in parts)


@pytest.mark.parametrize(
    ("serial", "key"),
    [("sn 118-834/a", "SN118834A"), ("１１８８３４", "118834"), ("", ""), ("--", ""), ("a_b", "AB")],
)
def test_serials_are_compared_without_their_dress(serial, key):
    assert serial_key(serial) == key
