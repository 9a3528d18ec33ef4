import re
from pathlib import Path

import pytest
from django.template import engines
from django.test import Client
from django.utils.translation import override
from django_cotton.compiler_regex import CottonCompiler

PARTS = Path(__file__).parent.parent / "templates" / "cotton"
NAMES = sorted(
    ".".join(file.relative_to(PARTS).with_suffix("").parts).removesuffix(".index").replace("_", "-")
    for file in PARTS.rglob("*.html")
)
GALLERY = Path(__file__).parent.parent / "templates" / "careloop"


def drawn(template: str, **context: object) -> str:
    # Cotton turns <c-…> into tags while a template is loaded from a file; here there is none.
    return engines["django"].from_string(CottonCompiler().process(template)).render(context)


@pytest.mark.parametrize("name", NAMES)
def test_each_part_stands_alone(name: str) -> None:
    html = drawn(f"<c-{name}>inside</c-{name}>")
    assert "<c-" not in html
    assert "{{" not in html
    assert "style=" not in html
    assert html.strip()


@pytest.mark.parametrize("name", NAMES)
def test_each_part_is_used_in_the_gallery_or_the_frames(name: str) -> None:
    pages = "".join(file.read_text() for file in GALLERY.rglob("*.html"))
    assert re.search(rf"<c-{re.escape(name)}[\s/>]", pages), f"show <c-{name}> in careloop/gallery/parts"


@pytest.mark.parametrize("page", ["", "examples/home", "examples/case", "examples/phone", "examples/form"])
def test_the_gallery_is_drawn_whole(client: Client, page: str) -> None:
    html = client.get(f"/ui/{page}").content.decode()
    assert "</html>" in html
    assert not re.search(r"<c-|\{\{|\{%| style=| on[a-z]+=", html)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_an_unknown_example_is_not_found(client: Client) -> None:
    assert client.get("/ui/examples/nothing").status_code == 404


def test_what_is_handed_in_is_escaped() -> None:
    evil = '"><script>alert(1)</script>'
    html = drawn(
        '<c-chip :title="evil">{{ evil }}</c-chip><c-card :title="evil" :data-x="evil" />', evil=evil
    )
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 4


def test_a_template_in_a_name_is_text() -> None:
    assert "{{ 7|add:7 }}" in drawn('<c-figure :label="name" />', name="{{ 7|add:7 }}")


def test_parts_do_not_take_over_what_stands_around_them() -> None:
    """A page that has a `title` or a `tone` of its own must not find it in every part."""
    around = {
        "title": "of the page",
        "tone": "late",
        "href": "/elsewhere",
        "label": "outer",
        "value": "outer",
    }
    html = drawn(
        "<c-card>x</c-card><c-chip>x</c-chip><c-button>x</c-button><c-figure /><c-empty />", **around
    )
    assert "of the page" not in html
    assert "late" not in html
    assert "/elsewhere" not in html
    assert "outer" not in html


def test_a_button_is_a_link_where_it_leads_somewhere() -> None:
    assert (
        drawn('<c-button href="/x" look="main">Go</c-button>').strip().startswith('<a class="btn btn-main"')
    )
    refused = drawn('<c-button href="/x" disabled why="Not yet">Go</c-button>')
    assert "<button" in refused
    assert " disabled" in refused
    assert 'title="Not yet"' in refused


def test_htmx_attributes_pass_through() -> None:
    html = drawn('<c-button type="submit" hx-post="/x" hx-target="#y" data-needs-word>Go</c-button>')
    assert 'hx-post="/x" hx-target="#y" data-needs-word>' in html


def test_a_clock_hands_its_seconds_to_the_script() -> None:
    html = drawn('<c-clock label="Arrival" left="2:12" :seconds="7920" :runs="600" :soon="7200" />')
    assert 'data-left="7920" data-runs="600" data-soon="7200"' in html
    assert "data-left" not in drawn('<c-clock label="Arrival" left="2:12" />')


def test_the_rail_says_where_it_stands() -> None:
    steps = [{"label": "Taken", "state": "done"}, {"label": "Dispatched", "state": "now"}]
    html = drawn('<c-rail :steps="steps" />', steps=steps)
    assert '<li class="now" aria-current="step">Dispatched' in html


def test_numbers_in_bars_are_written_for_machines_in_every_language() -> None:
    with override("es"):
        assert 'value="12.5"' in drawn('<c-bar :value="share" label="x" />', share=12.5)
