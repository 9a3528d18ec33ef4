from hypothesis import given
from hypothesis import strategies as st

from careloop.kit.measures import Point, columns

VALUES = st.lists(st.integers(0, 10**7), max_size=400)


@given(VALUES)
def test_columns_stand_side_by_side_within_the_frame(values):
    chart = columns([Point(str(place), value) for place, value in enumerate(values)])
    assert [column.point.value for column in chart.columns] == values
    for column, after in zip(chart.columns, chart.columns[1:], strict=False):
        assert column.x <= after.x
    for column in chart.columns:
        assert chart.left <= column.x
        assert column.x + column.width <= chart.width
        assert column.y >= 0
        assert column.y + column.height == chart.foot


@given(VALUES)
def test_a_higher_value_is_never_drawn_lower_and_nothing_has_no_height(values):
    drawn = sorted(
        (column.point.value, column.height) for column in columns([Point("", v) for v in values]).columns
    )
    assert [height for _value, height in drawn] == sorted(height for _value, height in drawn)
    assert all(height == 0 for value, height in drawn if value == 0)


@given(VALUES)
def test_the_scale_begins_at_nothing_and_reaches_the_highest(values):
    levels = columns([Point("", value) for value in values]).levels
    assert levels[0][1] == 0
    assert levels[-1][1] >= max(values, default=0)
    assert 2 <= len(levels) <= 6
    assert [y for y, _level in levels] == sorted((y for y, _level in levels), reverse=True)


def test_few_columns_each_have_their_word_and_many_share():
    few = columns([Point("", 1)] * 5)
    many = columns([Point("", 1)] * 90)
    assert sum(column.labelled for column in few.columns) == 5
    assert 4 <= sum(column.labelled for column in many.columns) <= 8
