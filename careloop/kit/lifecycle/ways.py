"""Where the boxes and arrows of a drawn life stand."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from careloop.kit.lifecycle.table import Lifecycle, State

Side = Literal["down", "right", "left"]
Point = tuple[float, float]

ASIDE: tuple[Side, ...] = ("right", "left")

ORDER = ("new", "underway", "waiting", "done", "ended")
BOX_WIDTH = 170
LINE = 16
INWARD = 22
LANE = 14
GAP = 30
MARGIN = 12
SMALLEST = 44


@dataclass(frozen=True)
class Label:
    text: str
    x: float
    y: float
    anchor: str


@dataclass
class Box:
    """A state with the rows of its arrows: one for all that come in from a side, one a label out."""

    state: State
    top: float = 0
    left: float = 0
    height: float = SMALLEST
    down: list[str] = field(default_factory=list)
    out: dict[Side, dict[str, list[str]]] = field(default_factory=lambda: {"right": {}, "left": {}})
    in_: set[Side] = field(default_factory=set)

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    def tall(self, side: Side) -> float:
        """What the rows of that side take."""
        return LINE * sum(map(len, self.out[side].values())) + INWARD * (side in self.in_)

    def first_row(self, side: Side) -> float:
        """Where the ways come in; the labels of those that go out stand below."""
        row = INWARD if side in self.in_ else LINE
        return self.middle - (self.tall(side) - row) / 2


@dataclass(frozen=True)
class Way:
    side: Side
    points: list[Point]
    labels: list[Label]
    begins: bool = False


@dataclass(frozen=True)
class Layout:
    width: float
    height: float
    boxes: list[Box]
    ways: list[Way]


def lay_out(life: Lifecycle) -> Layout:
    boxes = {state.name: Box(state) for state in sorted(life.states, key=lambda s: ORDER.index(s.category))}
    begins = [str(step.label) for step in life.steps if step.to and not step.from_]
    _sort_steps(life, boxes)
    lanes = {side: _lanes(list(boxes), boxes, side) for side in ASIDE}
    reach = {side: _reach(boxes, side) for side in ASIDE}
    left = MARGIN + reach["left"] + LANE * (1 + max(lanes["left"].values(), default=-1))
    height = _stack(boxes, left, len(begins))
    ways = [_beginning(boxes, begins), *_downward(boxes)]
    for side in ASIDE:
        ways += _sideways(boxes, side, lanes[side], reach[side])
    width = left + BOX_WIDTH + reach["right"] + LANE * (1 + max(lanes["right"].values(), default=-1)) + MARGIN
    return Layout(width, height, list(boxes.values()), ways)


def _sort_steps(life: Lifecycle, boxes: dict[str, Box]) -> None:
    place = {name: number for number, name in enumerate(boxes)}
    for step in life.steps:
        for start in step.from_ if step.to else ():
            box, label = boxes[start], str(step.label)
            if place[step.to] == place[start] + 1:
                box.down.append(label)
                continue
            side: Side = "right" if place[step.to] > place[start] else "left"
            box.out[side].setdefault(step.to, []).append(label)
            boxes[step.to].in_.add(side)


def _lanes(order: list[str], boxes: dict[str, Box], side: Side) -> dict[str, int]:
    """The lane of each target: short ways inside, and none twice where two ways run side by side."""
    reached: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(order):
        for target in boxes[name].out[side]:
            reached[target] += [number, order.index(target)]
    spans = {target: (min(places), max(places)) for target, places in reached.items()}
    lanes: dict[str, int] = {}
    for target, (top, bottom) in sorted(spans.items(), key=lambda item: item[1][1] - item[1][0]):
        taken = {lanes[other] for other in lanes if spans[other][0] <= bottom and top <= spans[other][1]}
        lanes[target] = next(lane for lane in range(len(spans)) if lane not in taken)
    return lanes


def _reach(boxes: dict[str, Box], side: Side) -> float:
    """How far the longest label goes out from the boxes."""
    labels = [text for box in boxes.values() for texts in box.out[side].values() for text in texts]
    aside = [BOX_WIDTH / -2 + width(text) for box in boxes.values() for text in box.down if side == "right"]
    return max([*map(width, labels), *aside, 0]) + (LINE if labels else 0)


def width(text: str) -> float:
    """About what it takes at 12 px: Chinese is as wide as high, Latin a good half of that."""
    return 8 + sum(12.5 if unicodedata.east_asian_width(letter) in "WF" else 6.8 for letter in text)


def _stack(boxes: dict[str, Box], left: float, begins: int) -> float:
    top: float = MARGIN + 6 + max(GAP, LINE * begins + 18)
    for box in boxes.values():
        box.left, box.top = left, top
        box.height = max(SMALLEST, max(box.tall("right"), box.tall("left")) + 12)
        top += box.height + max(GAP, LINE * len(box.down) + 18)
    last = next(reversed(boxes.values()))
    return last.top + last.height + MARGIN


def _beginning(boxes: dict[str, Box], labels: list[str]) -> Way:
    first = next(iter(boxes.values()))
    return _straight(first, (first.left + BOX_WIDTH / 2, MARGIN + 6), labels, begins=True)


def _downward(boxes: dict[str, Box]) -> list[Way]:
    row = list(boxes.values())
    return [
        _straight(below, (box.left + BOX_WIDTH / 2, box.top + box.height), box.down)
        for box, below in pairwise(row)
        if box.down
    ]


def _straight(below: Box, start: Point, texts: list[str], begins: bool = False) -> Way:
    x, y = start
    first = (y + below.top) / 2 - LINE * (len(texts) - 1) / 2 - 3
    labels = [Label(text, x + 10, first + LINE * n, "start") for n, text in enumerate(texts)]
    return Way("down", [start, (x, below.top)], labels, begins)


def _sideways(boxes: dict[str, Box], side: Side, lanes: dict[str, int], reach: float) -> list[Way]:
    """Each way leaves under its labels, runs in its target's lane and comes in at that one's first row."""
    sign = 1 if side == "right" else -1
    ways = []
    for box in boxes.values():
        edge = box.left + (BOX_WIDTH if side == "right" else 0)
        y = box.first_row(side) + (INWARD if side in box.in_ else 4)
        for target, texts in box.out[side].items():
            anchor = "start" if side == "right" else "end"
            labels = [Label(text, edge + sign * 6, y + LINE * n - 7, anchor) for n, text in enumerate(texts)]
            y += LINE * len(texts)
            lane = edge + sign * (reach + LANE * (lanes[target] + 0.5))
            goal = boxes[target].first_row(side)
            points = [(edge, y - LINE), (lane, y - LINE), (lane, goal), (edge, goal)]
            ways.append(Way(side, points, labels))
    return ways
