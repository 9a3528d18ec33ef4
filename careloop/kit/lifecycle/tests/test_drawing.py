from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree as Xml

import pytest
from django.utils.translation import gettext_lazy, override

from careloop.kit.journal import words
from careloop.kit.lifecycle import permission, table
from careloop.kit.lifecycle.drawing import mermaid, permission_matrix, svg
from careloop.kit.lifecycle.permission import Permission
from careloop.kit.lifecycle.table import Lifecycle, State, Step
from careloop.kit.lifecycle.ways import BOX_WIDTH, Label, lay_out, width

SVG = "{http://www.w3.org/2000/svg}"


@dataclass
class Post:
    code: str
    capabilities: list[str]


def a_step(name, from_, to, may, label=""):
    return Step(name, tuple(from_), to, may, label or name, told=name)


@pytest.fixture
def life(monkeypatch):
    for module, known in ((table, "_lives"), (permission, "_known"), (words, "_sentences")):
        monkeypatch.setattr(module, known, {})
    ask, answer = Permission("drawn.ask", "ask"), Permission("drawn.answer", "answer")
    return Lifecycle(
        name="drawn.question",
        model_label="org.Unit",
        label="Question",
        states=(
            State("closed", "Closed", "ended"),
            State("asked", gettext_lazy("Yes"), "new"),
            State("read", "Read", "underway"),
            State("answered", "Answered <i>&", "done"),
        ),
        steps=(
            a_step("ask", [], "asked", ask, "Ask"),
            a_step("read", ["asked"], "read", answer),
            a_step("answer", ["read"], "answered", answer, label="Answer: now; “soon”"),
            a_step("close", ["answered"], "closed", None),
            a_step("give_up", ["asked", "read"], "closed", answer, label="Give up <script>alert(1)</script>"),
            a_step("decline", ["asked"], "closed", answer),
            a_step("ask_again", ["answered", "closed"], "asked", ask),
            a_step("remind", ["asked"], "", answer),
        ),
    )


def texts(drawn):
    return [text.text for text in Xml.fromstring(drawn).iter(f"{SVG}text")]


def test_every_state_and_every_moving_step_is_drawn_with_its_label(life):
    drawn = texts(svg(life))
    assert [drawn.count(word) for word in ("Yes", "Read", "Answered <i>&", "Closed")] == [1, 1, 1, 1]
    assert drawn.count("ask_again") == 2
    assert drawn.count("Give up <script>alert(1)</script>") == 2
    assert "remind" not in drawn


def test_what_is_drawn_is_escaped_and_bears_no_style_or_script(life):
    drawn = svg(life)
    assert "<script" not in drawn
    assert "<i>" not in drawn
    assert not [
        a
        for element in Xml.fromstring(drawn).iter()
        for a in element.attrib
        if a == "style" or a.startswith("on")
    ]


def test_only_the_current_state_is_highlighted(life):
    def highlighted(drawn):
        return [
            g.find(f"{SVG}text").text
            for g in Xml.fromstring(drawn).iter(f"{SVG}g")
            if g.find(f"{SVG}rect[@class='box now']") is not None
        ]

    assert highlighted(svg(life, "read")) == ["Read"]
    assert highlighted(svg(life)) == []


def test_a_screen_reader_hears_the_life_and_where_it_stands(life):
    drawn = Xml.fromstring(svg(life, "read"))
    assert drawn.get("role") == "img"
    assert "Question" in drawn.find(f"{SVG}title").text
    told = drawn.find(f"{SVG}desc").text
    assert told.startswith("Now: Read.")
    assert "Yes → read → Read." in told


def test_labels_are_in_the_active_language(life):
    with override("es"):
        assert "Sí" in texts(svg(life))


def test_states_stand_in_the_order_of_their_categories(life):
    assert [box.state.name for box in lay_out(life).boxes] == ["asked", "read", "answered", "closed"]


def area(label: Label):
    """What a label covers, a little smaller than its line so that neighbours may touch."""
    wide = width(label.text) - 8
    left = label.x - (wide if label.anchor == "end" else 0)
    return left, label.y - 6, left + wide, label.y + 6


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_no_label_lies_over_another_or_over_a_box_or_outside(life):
    layout = lay_out(life)
    areas = [area(label) for way in layout.ways for label in way.labels]
    boxes = [(box.left, box.top, box.left + BOX_WIDTH, box.top + box.height) for box in layout.boxes]
    assert not [pair for pair in combinations(areas, 2) if overlap(*pair)]
    assert not [(a, box) for a in areas for box in boxes if overlap(a, box)]
    assert all(a[0] >= 0 and a[2] <= layout.width and a[3] <= layout.height for a in areas)


def test_arrows_end_at_the_edge_of_the_state_they_lead_to(life):
    layout = lay_out(life)
    edges = {
        (x, y)
        for box in layout.boxes
        for x in (box.left, box.left + BOX_WIDTH)
        for y in [way.points[-1][1] for way in layout.ways]
        if box.top <= y <= box.top + box.height
    }
    tops = {(box.left + BOX_WIDTH / 2, box.top) for box in layout.boxes}
    assert all(way.points[-1] in edges | tops for way in layout.ways)


def test_mermaid_draws_each_way_and_swallows_what_would_end_a_label(life):
    drawn = mermaid(life)
    assert "    [*] --> asked: Ask\n" in drawn
    assert "    read --> answered: Answer – now, “soon”\n" in drawn
    assert "    asked --> closed: decline\n" in drawn
    assert "    closed --> [*]\n" in drawn
    assert "remind" not in drawn


def test_the_matrix_says_for_each_step_which_posts_may(life):
    clerk, expert = Post("clerk", ["drawn.ask"]), Post("expert", ["drawn.ask", "drawn.answer"])
    rows = {row.step.name: row.allowed for row in permission_matrix(life, [clerk, expert])}
    assert rows["ask"] == (True, True)
    assert rows["read"] == (False, True)
    assert "close" not in rows
