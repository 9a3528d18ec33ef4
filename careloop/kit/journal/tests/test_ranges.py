import pytest
from hypothesis import given
from hypothesis import strategies as st

from careloop.kit.journal.ranges import Coverage, Range, from_text, to_text

id_sets = st.sets(st.integers(1, 60), min_size=1)


@pytest.mark.parametrize(("ids", "text"), [([5], "5"), ([1, 2, 3], "1-3"), ([1, 2, 4, 7, 8], "1-2,4,7-8")])
def test_as_text(ids, text):
    assert to_text(ids) == text


@given(id_sets)
def test_text_and_back(ids):
    ranges = from_text(to_text(sorted(ids)))
    assert {id_ for range_ in ranges for id_ in range(range_.first, range_.last + 1)} == ids


@pytest.mark.parametrize("text", ["", "a", "1-2-3", "1,,2"])
def test_other_text_is_refused(text):
    with pytest.raises(ValueError):
        from_text(text)


@given(id_sets, st.dictionaries(st.integers(1, 60), st.integers(1, 3)))
def test_the_walk_finds_what_is_held_and_what_is_absent(present, held):
    """Three blocks that hold any ids, also interleaved, beside any rows."""
    by_block = {block: sorted(id_ for id_, b in held.items() if b == block) for block in set(held.values())}
    coverage = Coverage(
        range_ for block, ids in by_block.items() for range_ in from_text(to_text(ids), block)
    )
    absent: list[Range] = []
    for id_ in sorted(present):
        place, before = coverage.place(id_)
        assert (place.block if place else None) == held.get(id_)
        absent += before
    absent += coverage.rest()
    missed = {id_: a.block for a in absent for id_ in range(a.first, a.last + 1)}
    assert missed == {id_: block for id_, block in held.items() if id_ not in present}
