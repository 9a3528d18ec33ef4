"""Columns as whole numbers of an SVG's own units, ready to be drawn without a script. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

WIDTH, HEIGHT = 720, 170
LEFT, TOP, BOTTOM = 34, 10, 22
LABELS, WORD = 8, 76  # so many words fit below, none wider than this


@dataclass(frozen=True, slots=True)
class Point:
    label: str
    value: int
    url: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    point: Point
    x: int
    y: int
    width: int
    height: int
    labelled: bool


@dataclass(frozen=True, slots=True)
class Chart:
    columns: list[Column]
    levels: list[tuple[int, int]]  # of the scale: where, and how much
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    foot: int = HEIGHT - BOTTOM


def columns(points: Sequence[Point]) -> Chart:
    """One column a point, side by side over the whole width."""
    step = _step(max((point.value for point in points), default=0))
    top = step * max(1, -(-max((point.value for point in points), default=0) // step))
    room, foot = HEIGHT - TOP - BOTTOM, HEIGHT - BOTTOM
    each = -(-len(points) // LABELS) or 1
    drawn = []
    for place, point in enumerate(points):
        x, end = _edge(place, len(points)), _edge(place + 1, len(points))
        high = round(room * point.value / top)
        width = max(1, round((end - x) * 0.72))
        fits = place % each == 0 and x + WORD <= WIDTH
        drawn.append(Column(point, x, foot - high, width, high, fits))
    levels = [(foot - round(room * level / top), level) for level in range(0, top + 1, step)]
    return Chart(drawn, levels)


def _edge(place: int, points: int) -> int:
    return LEFT + round((WIDTH - LEFT) * place / points)


def _step(most: int) -> int:
    """1, 2 or 5 with noughts, so that four steps at most reach the highest."""
    for power in count():
        for first in (1, 2, 5):
            if 4 * first * 10**power >= most:
                return first * 10**power
    raise AssertionError
