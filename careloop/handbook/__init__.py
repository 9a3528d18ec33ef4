"""The pages of docs/ that are drawn from the code itself: rules, life cycles and the map of the house."""

from collections.abc import Callable
from pathlib import Path

from django.utils import translation

from careloop.handbook import lifecycles, map, rules

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
PAGES: dict[str, Callable[[], str]] = {
    "rules.md": rules.page,
    "lifecycles.md": lifecycles.page,
    "map.md": map.page,
}


def write(check: bool, docs: Path = DOCS) -> list[str]:
    """Names of the pages that are not current; unless only checking, they are current afterwards."""
    stale = [name for name, text in _drawn().items() if _read(docs / name) != text]
    if not check:
        docs.mkdir(exist_ok=True)
        for name in stale:
            (docs / name).write_text(_drawn()[name], encoding="utf-8")
    return stale


def _drawn() -> dict[str, str]:
    with translation.override("en"):
        return {name: page() for name, page in PAGES.items()}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
