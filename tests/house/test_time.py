"""Time is handed in: no code below the faces reads the clock."""

import ast
from collections.abc import Collection
from pathlib import Path

from tests.house.house import ROOT, Example, Found, Rule, dotted, known_names, sources

CLOCKS = {
    "datetime.date.today", "datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow",
    "django.db.models.functions.Now", "django.utils.timezone.now",
    "time.localtime", "time.time", "time.time_ns",
}  # fmt: skip
# Without a moment handed to them these two read the clock as well.
WITHOUT_MOMENT = {"django.utils.timezone.localdate", "django.utils.timezone.localtime"}
STAMPS = {"auto_now", "auto_now_add"}

FACES = ("views", "api", "middleware", "console", "timetable", "management", "templatetags")
ALLOWED = {
    "org/bearer.py": "the door of the API: who comes in at this moment",
    "installation.py": "`make run`: ages of files on this machine",
}


def clocks_read(root: Path, allowed: Collection[str] = tuple(ALLOWED)) -> list[Found]:
    found = []
    for source in sources(root):
        if source.stands_in(*FACES, "migrations") or source.name in allowed:
            continue
        known = known_names(source.tree)
        for node in ast.walk(source.tree):
            if what := _clock(node, known):
                found.append(Found(source.at(node), f"reads the clock: {what}"))
    return found


def _clock(node: ast.AST, known: dict[str, str]) -> str:
    if isinstance(node, ast.Attribute | ast.Name) and (name := dotted(node, known)) in CLOCKS:
        return name
    if isinstance(node, ast.Call) and not node.args and not node.keywords:
        name = dotted(node.func, known)
        return name if name in WITHOUT_MOMENT else ""
    if isinstance(node, ast.keyword) and node.arg in STAMPS:
        return node.arg
    return ""


RULE = Rule(
    do="Take the moment as a parameter (`at`, `now`); page, API, console and timetable hand it in.",
    bad=Example(
        "careloop/service/actions.py",
        "from django.utils import timezone\n\ndef accept(order):\n    order.accepted_at = timezone.now()\n",
    ),
    good=Example("careloop/service/actions.py", "def accept(order, *, at):\n    order.accepted_at = at\n"),
    check=clocks_read,
)


def test_time_is_handed_in() -> None:
    RULE.kept()


def test_the_check_bites(tmp_path: Path) -> None:
    RULE.bites(tmp_path)


def test_each_clock_is_found_under_any_name(tmp_path: Path) -> None:
    lines = [
        "import datetime as dt, time",
        "from datetime import date, datetime",
        "from django.utils.timezone import localdate, now as jetzt",
        "a = dt.datetime.now()",
        "b = date.today()",
        "c = datetime.now(tz)",
        "d = time.time()",
        "e = jetzt()",
        "f = localdate()",
        "g = Field(default=jetzt)",
        "h = Field(auto_now_add=True)",
        "ok = localdate(at), at.now, order.today(), time.monotonic()",
    ]
    Example("careloop/service/queries.py", "\n".join(lines)).plant(tmp_path)
    found = sorted(int(found.where.split(":")[1]) for found in clocks_read(tmp_path))
    assert found == [4, 5, 6, 7, 8, 9, 10, 11]


def test_faces_read_the_clock(tmp_path: Path) -> None:
    for path in (
        "service/views.py",
        "service/views/case.py",
        "kit/pages/views.py",
        "timetable.py",
        "console.py",
    ):
        Example(f"careloop/{path}", "import time\ntime.time()\n").plant(tmp_path)
    assert clocks_read(tmp_path) == []


def test_what_is_allowed_still_needs_to_be() -> None:
    needed = {found.where.split(":")[0].removeprefix("careloop/") for found in clocks_read(ROOT, allowed=())}
    assert set(ALLOWED) <= needed
