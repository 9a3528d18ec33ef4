"""Floors and rooms: the contracts of `.importlinter`, and that each of them bites."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from careloop.handbook import plan
from tests.house.house import ROOT, Example, Found, files, tell

LOOKING_UP = {
    Example("careloop/kit/journal/planted.py", "from careloop.service.models import Order\n"): (
        "careloop.kit.journal.planted -> careloop.service.models"
    ),
    Example("careloop/catalog/models/planted.py", "import careloop.service.models\n"): (
        "careloop.catalog.models.planted -> careloop.service.models"
    ),
    Example("careloop/service/actions/planted.py", "import careloop.demo\n"): (
        "careloop.service.actions.planted -> careloop.demo"
    ),
    Example("careloop/service/models/planted.py", "from careloop.service import actions\n"): (
        "careloop.service.models.planted -> careloop.service.actions"
    ),
    Example("careloop/org/models/planted.py", "from careloop.org import access\n"): (
        "careloop.org.models.planted -> careloop.org.access"
    ),
}
NEW_PLACES = {
    Example("careloop/extras/__init__.py", ""): "- careloop.extras",
    Example("careloop/catalog/services.py", ""): "- careloop.catalog.services",
}
LOOKING_DOWN = [
    Example("careloop/service/queries/planted.py", "from careloop.customers import queries as customers\n"),
    Example("careloop/kit/journal/tests/planted.py", "from careloop.org.models import Person\n"),
]


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    run = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", run, "--no-cache"], cwd=root, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for path in files(ROOT, ".py"):
        into = tmp_path / path.relative_to(ROOT)
        into.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, into)
    shutil.copyfile(ROOT / ".importlinter", tmp_path / ".importlinter")
    return tmp_path


def test_floors_and_rooms_are_kept() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("planted", [LOOKING_UP, NEW_PLACES])
def test_the_contracts_bite(copy: Path, planted: dict[Example, str]) -> None:
    for example in planted:
        example.plant(copy)
    done = lint(copy)
    assert done.returncode != 0
    assert [broken for broken in planted.values() if broken not in done.stdout] == []


def test_the_contracts_let_be_what_looks_down(copy: Path) -> None:
    for example in LOOKING_DOWN:
        example.plant(copy)
    assert "planted" not in lint(copy).stdout


def without_contract(root: Path) -> list[Found]:
    """A domain whose rooms no contract watches."""
    told = (root / ".importlinter").read_text(encoding="utf-8")
    built = [name for name in plan.domains(root) if (root / "careloop" / name / "__init__.py").exists()]
    return [Found(".importlinter", name) for name in built if f"    careloop.{name}\n" not in told]


def test_every_domain_has_its_rooms_watched() -> None:
    bad = "a new domain that stands only among the floors"
    tell(without_contract(ROOT), "Name the domain among the containers of `rooms`.", bad, "careloop.service")


def test_a_domain_without_contract_is_found(tmp_path: Path) -> None:
    shutil.copyfile(ROOT / ".importlinter", tmp_path / ".importlinter")
    Example("careloop/workshop/__init__.py", "").plant(tmp_path)
    assert [found.what for found in without_contract(tmp_path)] == ["workshop"]
