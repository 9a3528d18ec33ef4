"""A life drawn: as SVG for pages, as mermaid for docs, and who may take its steps as a table.

States stand under each other by category. A step to the next state is an arrow downwards; one that skips
states runs in a lane at the right, one that goes back in a lane at the left, all that lead to a state in the
same lane. Labels stand where an arrow leaves, so none can lie over another. Steps after which the state
stays are not drawn.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol
from xml.etree import ElementTree as Xml

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from careloop.kit.lifecycle.table import Lifecycle, Step
from careloop.kit.lifecycle.ways import BOX_WIDTH, Box, Way, lay_out

ROUND = 8
HEAD = 5


class Post(Protocol):
    code: str
    capabilities: Collection[str]


@dataclass(frozen=True)
class MatrixRow:
    step: Step
    allowed: tuple[bool, ...]


def permission_matrix(life: Lifecycle, posts: Sequence[Post]) -> list[MatrixRow]:
    """A row for each step that people take, in the order of the table: whether each of the posts may."""
    return [
        MatrixRow(step, tuple(step.may.code in post.capabilities for post in posts))
        for step in life.steps
        if step.may is not None
    ]


def mermaid(life: Lifecycle) -> str:
    lines = ["stateDiagram-v2", "    direction TB"]
    lines += [f'    state "{_plain(state.label)}" as {state.name}' for state in life.states]
    for step in life.steps:
        for start in step.from_ or ("[*]",):
            if step.to:
                lines.append(f"    {start} --> {step.to}: {_plain(step.label)}")
    lines += [f"    {state} --> [*]" for state in life.in_category("ended")]
    return "\n".join(lines) + "\n"


def _plain(label: object) -> str:
    """Mermaid ends a label at a colon or semicolon, and has no way to escape a quotation mark."""
    return str(label).translate({ord(":"): " –", ord(";"): ",", ord('"'): "'"})


def svg(life: Lifecycle, current: str = "") -> SafeString:
    """The drawing in the active language; `current` names the state to highlight."""
    layout = lay_out(life)
    size = {"viewBox": f"0 0 {layout.width} {layout.height}", "width": str(layout.width)}
    root = Xml.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "life", "role": "img", **size})
    Xml.SubElement(root, "title").text = _("Life of: %(what)s") % {"what": life.label}
    Xml.SubElement(root, "desc").text = _in_words(life, current)
    for way in layout.ways:
        _draw_way(root, way)
    for box in layout.boxes:
        _draw_box(root, box, current)
    # ElementTree has escaped every text and attribute.
    return mark_safe(Xml.tostring(root, encoding="unicode"))  # noqa: S308


def _in_words(life: Lifecycle, current: str) -> str:
    told = [_("Now: %(state)s.") % {"state": life.state(current).label}] if current else []
    for state in life.states:
        for step in life.steps:
            if step.to and state.name in step.from_:
                words = {"from": state.label, "step": step.label, "to": life.state(step.to).label}
                told.append(_("%(from)s → %(step)s → %(to)s.") % words)
    return " ".join(told)


def _draw_box(root: Xml.Element, box: Box, current: str) -> None:
    now = box.state.name == current
    group = Xml.SubElement(root, "g", {"class": f"state {box.state.category}"})
    place = {"x": box.left, "y": box.top, "width": BOX_WIDTH, "height": box.height, "rx": ROUND}
    look = {"fill": "none", "stroke": "currentColor", "stroke-width": "2.5" if now else "1"}
    Xml.SubElement(group, "rect", {"class": "box now" if now else "box", **_texts(place), **look})
    _write(
        group, box.left + BOX_WIDTH / 2, box.middle, str(box.state.label), "middle", "700" if now else "600"
    )


def _draw_way(root: Xml.Element, way: Way) -> None:
    group = Xml.SubElement(root, "g", {"class": f"step {way.side}"})
    line = " ".join(f"{'L' if n else 'M'}{_number(x)} {_number(y)}" for n, (x, y) in enumerate(way.points))
    Xml.SubElement(group, "path", {"class": "way", "d": line, "fill": "none", "stroke": "currentColor"})
    Xml.SubElement(group, "path", {"class": "arrow", "d": _arrow(way), "fill": "currentColor"})
    if way.begins:
        x, y = way.points[0]
        Xml.SubElement(group, "circle", {"class": "arrow", "cx": _number(x), "cy": _number(y), "r": "5"})
    for label in way.labels:
        _write(group, label.x, label.y, label.text, label.anchor, "400")


def _arrow(way: Way) -> str:
    (x, _y), (tip_x, tip_y) = way.points[-2], way.points[-1]
    if x == tip_x:
        corners = [(tip_x - HEAD, tip_y - HEAD * 2), (tip_x + HEAD, tip_y - HEAD * 2)]
    else:
        back = HEAD * 2 if x > tip_x else -HEAD * 2
        corners = [(tip_x + back, tip_y - HEAD), (tip_x + back, tip_y + HEAD)]
    return "M" + "L".join(f"{_number(a)} {_number(b)}" for a, b in [(tip_x, tip_y), *corners]) + "Z"


def _write(parent: Xml.Element, x: float, y: float, text: str, anchor: str, weight: str) -> None:
    look = {"text-anchor": anchor, "dominant-baseline": "middle", "fill": "currentColor"}
    font = {"font-size": "12", "font-weight": weight}
    Xml.SubElement(parent, "text", {"x": _number(x), "y": _number(y), **look, **font}).text = text


def _texts(place: dict[str, float]) -> dict[str, str]:
    return {name: _number(value) for name, value in place.items()}


def _number(value: float) -> str:
    return f"{value:g}"
