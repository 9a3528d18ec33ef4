import pytest
from hypothesis import given
from hypothesis import strategies as st

from careloop.customers.rules import DUPLICATE_SCORE, Profile, Same, likely_same

ZHOU = Profile("周淑芬", frozenset({"13800132207"}), frozenset({"和平里北街 14 号"}), frozenset({"118834"}))
TEXTS = st.sampled_from(["周淑芬", "周淑", "Ana Gil", "gil  ANA", "Anna Gil", "", " ", "138", "a"])
SETS = st.frozensets(TEXTS, max_size=3)
PROFILES = st.builds(Profile, TEXTS, SETS, SETS, SETS)


@pytest.mark.parametrize(
    ("other", "score", "reasons"),
    [
        (ZHOU, 100, (Same.PHONE, Same.SERIAL, Same.NAME, Same.ADDRESS)),
        (Profile("李雯", frozenset({"13800132207"})), 55, (Same.PHONE,)),
        (Profile("周淑芬", addresses=frozenset({"和平里北街14号"})), 55, (Same.NAME, Same.ADDRESS)),
        (Profile("周淑", serials=frozenset({"118834"})), 55, (Same.SERIAL, Same.NAME_ALIKE)),
        (Profile("周淑芬"), 30, (Same.NAME,)),
        (Profile("王芳", frozenset({"13800132208"})), 0, ()),
        (Profile(""), 0, ()),
    ],
)
def test_scored_with_reasons(other, score, reasons):
    found = likely_same(ZHOU, other)
    assert (found.score, found.reasons) == (score, reasons)


@pytest.mark.parametrize(
    ("other", "proposed"),
    [
        (Profile("李雯", frozenset({"13800132207"})), True),
        (Profile("周淑芬", frozenset(), frozenset({"和平里北街14号"})), True),
        (Profile("周淑芬"), False),
    ],
)
def test_what_is_proposed_as_one_customer(other, proposed):
    assert (likely_same(ZHOU, other).score >= DUPLICATE_SCORE.default) is proposed


def test_names_are_the_same_in_any_order_and_dress():
    assert likely_same(Profile("García, María"), Profile("maria garcia")).reasons == (Same.NAME,)


@given(PROFILES, PROFILES)
def test_it_does_not_matter_who_is_asked_first(a, b):
    assert likely_same(a, b) == likely_same(b, a)
    assert 0 <= likely_same(a, b).score <= 100
