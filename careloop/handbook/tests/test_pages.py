from decimal import Decimal

import pytest

from careloop import handbook
from careloop.handbook import lifecycles, map, plan, rules
from careloop.handbook.table import table
from careloop.kit.lifecycle import table as lives
from careloop.kit.lifecycle.table import all_lives
from careloop.kit.rules import values
from careloop.kit.rules.values import all_values


@pytest.fixture(autouse=True)
def only_the_house(monkeypatch):
    """What other tests have declared stands on no page."""
    for module, known in ((lives, "_lives"), (values, "_known")):
        real = {
            name: each
            for name, each in getattr(module, known).items()
            if name.split(".")[0] in plan.domains()
        }
        monkeypatch.setattr(module, known, real)


@pytest.fixture
def docs(tmp_path):
    handbook.write(check=False, docs=tmp_path)
    return tmp_path


def test_what_was_written_is_current_and_what_was_changed_by_hand_is_not(docs):
    assert handbook.write(check=True, docs=docs) == []
    page = docs / "rules.md"
    page.write_text(page.read_text() + "by hand\n")
    assert handbook.write(check=True, docs=docs) == ["rules.md"]
    assert "by hand" in page.read_text()
    handbook.write(check=False, docs=docs)
    assert "by hand" not in page.read_text()


def test_in_an_empty_folder_no_page_is_current(tmp_path):
    assert handbook.write(check=True, docs=tmp_path / "docs") == ["rules.md", "lifecycles.md", "map.md"]
    assert not (tmp_path / "docs").exists()


def test_every_rule_stands_on_its_page_with_its_clause():
    lines = [line for line in rules.page().splitlines() if line.startswith("| `")]
    assert len(lines) == len(all_values())
    for value, line in zip(all_values(), lines, strict=True):
        assert f"`{value.name}`" in line
        assert value.clause in line


@pytest.mark.parametrize(
    ("amount", "told"),
    [(True, "yes"), (6, "6"), (Decimal("0.70"), "0.70"), ({"a": Decimal("0.7")}, '`{"a": "0.7"}`')],
)
def test_amounts_are_told_exactly(amount, told):
    assert rules.said(amount) == told


def test_every_life_is_drawn_with_every_step():
    page = lifecycles.page()
    assert page.count("```mermaid") == len(all_lives())
    for life in all_lives():
        part = page.split(f"(`{life.name}`)")[1].split("\n## ")[0]
        assert [step.name for step in life.steps if f"| `{step.name}` |" not in part] == []


def test_the_map_shows_floors_from_the_top_and_every_tool():
    page = map.page()
    places = [
        page.index(f"| `{name}` |") for name in ("console", "service", "customers", "org", "kit", "journal")
    ]
    assert places == sorted(places)
    assert "Append-only" in page or "append-only" in page


def test_a_package_is_told_by_the_first_sentence_of_its_docstring(tmp_path):
    (tmp_path / "clocks").mkdir()
    (tmp_path / "clocks/__init__.py").write_text('"""Running\ndeadlines.\n\nMore."""\n')
    (tmp_path / "names.py").write_text("")
    assert map.purpose(tmp_path / "clocks") == "Running\ndeadlines."
    assert map.purpose(tmp_path / "names") == ""


def test_the_plan_names_domains_from_the_top():
    assert plan.domains()[0] == "portal"
    assert plan.domains()[-1] == "org"
    assert "kit" not in plan.domains()
    assert plan.rooms("service")[0] == "urls"
    assert plan.rooms("service")[-1] == "rules"
    assert "access" in plan.rooms("org")
    assert "access" not in plan.rooms("service")


def test_a_cell_holds_no_bar_no_line_and_no_tag():
    assert table(["a"], [["x | y\nz <b>"]]).splitlines()[2] == "| x \\| y z &lt;b> |"
