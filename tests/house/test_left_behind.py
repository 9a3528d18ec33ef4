"""What may not be left behind in tracked files: paths of a machine, hosts of registries, promises."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.house.house import ROOT, Example, Found, Rule

# Brackets, so that this file does not find itself.
LEAKS = re.compile(
    r"/(wor[k]|far[m]|roo[t]|hom[e]/\w+|User[s]/\w+)/"
    r"|[p]ythonhosted\.|[n]pmjs\.|[p]ypi\.org|registry\.\w+\.(?:com|org)/"
)
PROMISES = re.compile(
    r"\b(TOD[O]|FIXM[E]|XX[X])\b|raise NotImplementedErro[r]|(?i:[c]oming soon)"
    r"|@pytest\.mark\.(ski[p]|xfai[l])\b|assert Tru[e]\b"
)
TEXTS = {
    "", ".cfg", ".css", ".html", ".in", ".ini", ".js", ".json", ".md", ".po", ".py", ".sh", ".svg", ".toml",
    ".txt", ".typ", ".xml", ".yaml", ".yml",
}  # fmt: skip


def tracked(root: Path) -> Iterator[Path]:
    """What git tracks or would track; in a tree without git, every file."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root, capture_output=True, check=False,
    )  # fmt: skip
    inside = (root / ".git").exists()
    names = (
        listed.stdout.decode().split("\0") if inside else [str(p.relative_to(root)) for p in root.rglob("*")]
    )
    for name in filter(None, names):
        path = root / name
        if path.is_file() and not path.is_symlink() and path.suffix in TEXTS:
            yield path


def lines_with(pattern: re.Pattern[str], root: Path) -> list[Found]:
    found = []
    for path in tracked(root):
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if told := pattern.search(line):
                found.append(Found(f"{path.relative_to(root)}:{number}", told.group().strip()))
    return found


def leaks(root: Path) -> list[Found]:
    return lines_with(LEAKS, root)


def promises(root: Path) -> list[Found]:
    return lines_with(PROMISES, root)


NO_LEAKS = Rule(
    do="Say it relative to the project, or take it from the environment; lock files name no host.",
    bad=Example("careloop/settings.py", 'DATA_DIR = "/' + 'root/careloop/var"\n'),
    good=Example("careloop/settings.py", 'DATA_DIR = Path(env("DATA_DIR", str(ROOT / "var")))\n'),
    check=leaks,
)
NO_PROMISES = Rule(
    do="Finish it, or take it out and say so in the note.",
    bad=Example("careloop/service/views.py", "# TO" + "DO: bulk steps\n"),
    good=Example("careloop/service/views.py", "# Of two who dispatch at once one wins.\n"),
    check=promises,
)


def test_no_path_of_a_machine_and_no_host_of_a_registry_is_left_behind() -> None:
    NO_LEAKS.kept()


def test_a_leak_is_found(tmp_path: Path) -> None:
    NO_LEAKS.bites(tmp_path)


def test_no_promise_is_left_behind() -> None:
    NO_PROMISES.kept()


def test_a_promise_is_found(tmp_path: Path) -> None:
    NO_PROMISES.bites(tmp_path)


def test_the_files_of_the_project_are_looked_at() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in tracked(ROOT)}
    assert {"pyproject.toml", "Makefile", ".importlinter", "careloop/settings.py"} <= names
