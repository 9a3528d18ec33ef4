"""A figure with its numerator, its denominator and the list of the rows behind it."""

from careloop.kit.measures.chart import Chart, Point, columns
from careloop.kit.measures.figures import Figure, filters_of, in_periods
from careloop.kit.measures.groups import DAY, MONTH, Group, TimeGroup
from careloop.kit.measures.measure import Measure, Part, measure_of, measures, register
from careloop.kit.measures.period import Period
from careloop.kit.measures.table import Line, Table, table

__all__ = [
    "DAY",
    "MONTH",
    "Chart",
    "Figure",
    "Group",
    "Line",
    "Measure",
    "Part",
    "Period",
    "Point",
    "Table",
    "TimeGroup",
    "columns",
    "filters_of",
    "in_periods",
    "measure_of",
    "measures",
    "register",
    "table",
]
