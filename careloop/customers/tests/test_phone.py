import pytest
from hypothesis import given
from hypothesis import strategies as st

from careloop.customers.rules import Reading, read_phone, search_digits


@pytest.mark.parametrize(
    ("typed", "country", "e164", "digits", "extension"),
    [
        ("138 0013 2207", "CN", "+8613800132207", "13800132207", ""),
        ("+86 138-0013-2207", "CN", "+8613800132207", "13800132207", ""),
        ("１３８００１３２２０７", "CN", "+8613800132207", "13800132207", ""),
        ("0755-8888 1234", "CN", "+8675588881234", "75588881234", ""),
        ("(0755) 8888 1234 转 802", "CN", "+8675588881234", "75588881234", "802"),
        ("0755 88881234 ext. 7", "CN", "+8675588881234", "75588881234", "7"),
        ("400 123 4567", "CN", "+864001234567", "4001234567", ""),
        ("95588", "CN", "", "95588", ""),
        ("012", "CN", "", "12", ""),
        ("600 123 123", "ES", "+34600123123", "600123123", ""),
        ("+34 600 123 123", "CN", "+34600123123", "600123123", ""),
        ("029 2034 4343", "GB", "+442920344343", "2920344343", ""),
    ],
)
def test_read_as_people_type_them(typed, country, e164, digits, extension):
    assert read_phone(typed, country) == Reading(typed, e164, digits, extension)


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "call me", "12", "138O0132207", "1380013+2207", "1" * 18, "138;drop", "📱", "转802", "+"],
)
def test_what_cannot_be_a_phone_is_refused(typed):
    assert read_phone(typed, "CN") is None


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    reading = read_phone(text, "CN")
    assert reading is None or (reading.digits.isdecimal() and len(reading.digits) <= 20)


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.integers(3, 11))
def test_what_was_typed_so_far_is_a_beginning_of_the_stored_digits(number, length):
    stored = read_phone(number, "CN")
    assert stored is not None
    for typed in (number[:length], "+86 " + number[:length], "0086" + number[:length]):
        assert stored.digits.startswith(search_digits(typed, "CN"))


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("138 00", "13800"), ("0755-88", "75588"), ("+34600", "600"), ("+1 212", "212"), ("010", "10"),
        ("wang", ""), ("SC26-NB-000123", ""), ("", ""), ("118834", "118834"),
    ],
)  # fmt: skip
def test_digits_are_searched_while_they_are_typed(text, digits):
    assert search_digits(text, "CN") == digits
