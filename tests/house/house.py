"""What the checks of the house have in common: the tree they look at, what they find, how they say it.

A check takes a tree (a folder that holds `careloop/`) and names what breaks a rule of the house. Each rule
carries a good and a bad example: they are printed when it is broken, and planted in an empty tree to see
that the check bites the one and lets the other be.
"""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from careloop.handbook import plan

ROOT = Path(__file__).resolve().parents[2]
SHOWN = 8
FOLDERS_OF_OTHERS = {"node_modules", "__pycache__", ".venv", "var", "static-built"}


@dataclass(frozen=True)
class Found:
    where: str
    what: str

    def __str__(self) -> str:
        return f"  {self.where}: {self.what}"


@dataclass(frozen=True)
class Example:
    path: str
    text: str

    def plant(self, root: Path) -> Path:
        path = root / self.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.text, encoding="utf-8")
        return path

    def __str__(self) -> str:
        lines = self.text.strip().splitlines()
        shown = lines if len(lines) <= SHOWN else [*lines[:3], f"… ({len(lines)} lines)"]
        return "\n".join([self.path, *(f"      {line}" for line in shown)])


@dataclass(frozen=True)
class Rule:
    """`do` tells whoever broke it what to do."""

    do: str
    bad: Example
    good: Example
    check: Callable[[Path], Iterable[Found]]

    def kept(self, root: Path = ROOT) -> None:
        tell(self.check(root), self.do, self.bad, self.good)

    def bites(self, empty: Path) -> None:
        with_good, with_bad = empty / "good", empty / "bad"
        self.good.plant(with_good)
        found = list(self.check(with_good))
        assert not found, f"The good example is refused: {found}"
        self.bad.plant(with_bad)
        assert list(self.check(with_bad)), "The bad example was not found."


def tell(found: Iterable[Found], do: str, bad: object, good: object) -> None:
    lines = sorted(str(each) for each in found)
    assert not lines, "\n".join(["", *lines, "", f"  What to do: {do}", f"  Bad:  {bad}", f"  Good: {good}"])


@dataclass(frozen=True)
class Source:
    """A Python file of the tree; `parts` are those below `careloop/`."""

    path: Path
    parts: tuple[str, ...]
    tree: ast.Module
    text: str

    def at(self, node: ast.AST | None = None) -> str:
        line = getattr(node, "lineno", 1)
        return f"careloop/{'/'.join(self.parts)}:{line}"

    @property
    def name(self) -> str:
        return "/".join(self.parts)

    @property
    def domain(self) -> str:
        return self.parts[0] if self.parts[0] in plan.domains() else ""

    @property
    def room(self) -> str:
        """The room of a domain in which it stands ("actions"), else nothing."""
        return self.parts[1].removesuffix(".py") if self.domain and len(self.parts) > 1 else ""

    def stands_in(self, *names: str) -> bool:
        """Whether a folder above it, or the file itself, bears one of the names."""
        return any(part.removesuffix(".py") in names for part in self.parts)


def files(root: Path, *endings: str) -> Iterator[Path]:
    for path in sorted((root / "careloop").rglob("*")):
        inside = path.relative_to(root).parts
        if path.suffix in endings and path.is_file() and not FOLDERS_OF_OTHERS & set(inside):
            yield path


def sources(root: Path, tests: bool = False) -> list[Source]:
    found = [_read(path, path.stat().st_mtime_ns, root) for path in files(root, ".py")]
    return [source for source in found if tests or not source.stands_in("tests")]


@cache
def _read(path: Path, _written: int, root: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(path, path.relative_to(root / "careloop").parts, ast.parse(text), text)


def imports(tree: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    """Each module or name that is imported, whole: `from a import b` is "a.b"."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def dotted(node: ast.AST, known: dict[str, str]) -> str:
    """The whole name of `timezone.now`, through the names that the file imported; "" for anything else."""
    if isinstance(node, ast.Name):
        return known.get(node.id, "")
    if isinstance(node, ast.Attribute):
        before = dotted(node.value, known)
        return f"{before}.{node.attr}" if before else ""
    return ""


def known_names(tree: ast.AST) -> dict[str, str]:
    known = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            known |= {
                a.asname or a.name.split(".")[0]: a.name if a.asname else a.name.split(".")[0]
                for a in node.names
            }
        elif isinstance(node, ast.ImportFrom) and node.module:
            known |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    return known
