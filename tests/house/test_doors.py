"""From another domain one enters only through its doors."""

from pathlib import Path

from careloop.handbook import plan
from tests.house.house import Example, Found, Rule, imports, sources

DOORS = {"actions", "queries", "measures", "models", "rules"}


def entered_elsewhere(root: Path) -> list[Found]:
    found = []
    for source in sources(root):
        if not source.domain and source.name not in ("timetable.py", "wiring.py"):
            continue
        for node, name in imports(source.tree):
            _careloop, domain, room = (*name.split("."), "", "")[:3]
            if not name.startswith("careloop.") or domain not in plan.domains() or domain == source.domain:
                continue
            if room not in DOORS:
                found.append(Found(source.at(node), f"enters {domain} through `{room or domain}`"))
    return found


RULE = Rule(
    do=f"Enter another domain only through {', '.join(sorted(DOORS))}; ask it for what is missing there.",
    bad=Example("careloop/service/actions/call.py", "from careloop.customers.forms import CustomerForm\n"),
    good=Example("careloop/service/actions/call.py", "from careloop.customers.actions import customer\n"),
    check=entered_elsewhere,
)


def test_other_domains_are_entered_through_their_doors() -> None:
    RULE.kept()


def test_the_check_bites(tmp_path: Path) -> None:
    RULE.bites(tmp_path)


def test_a_door_passed_by_is_found_however_it_is_written(tmp_path: Path) -> None:
    lines = [
        "import careloop.org.access",
        "from careloop.org import permissions",
        "import careloop.org.models",
    ]
    Example("careloop/service/views.py", "\n".join(lines)).plant(tmp_path)
    assert [found.where for found in entered_elsewhere(tmp_path)] == [
        "careloop/service/views.py:1",
        "careloop/service/views.py:2",
    ]
