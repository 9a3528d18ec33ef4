"""Only actions write, and nothing acts behind their back.

Of a call only the form can be seen, so a write is known by it: a queryset's `update` takes names, a dict's or
a set's does not; a row's `save` and `delete` take no position, a file's or a picture's do.
"""

import ast
from pathlib import Path

from tests.house.house import ROOT, Example, Found, Rule, Source, dotted, imports, known_names, sources

ALWAYS = {"create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "select_for_update"}
NAMED = {"update"}
BARE = {"save", "delete"}
SQL = ("insert ", "update ", "delete ")

# Where writing is the trade: tools that own their rows, and what fills an empty company.
WRITERS = ("kit", "presets", "demo", "migrations")


def writes_outside_actions(root: Path) -> list[Found]:
    found = []
    for source in sources(root):
        if source.parts[0] in WRITERS or "migrations" in source.parts or source.room == "actions":
            continue
        known = known_names(source.tree)
        for node in ast.walk(source.tree):
            if what := _write(node, known):
                found.append(Found(source.at(node), what))
    return found


def _write(node: ast.AST, known: dict[str, str]) -> str:
    if dotted(node, known) == "django.db.transaction.atomic":
        return "opens a transaction"
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return ""
    verb, first = node.func.attr, node.args[0] if node.args else None
    plain = verb.removeprefix("a")
    if plain in ALWAYS or verb in ALWAYS:
        return f"writes: .{verb}("
    if plain in NAMED and not node.args and node.keywords:
        return f"writes: .{verb}("
    if plain in BARE and not node.args:
        return f"writes: .{verb}("
    if verb == "execute" and isinstance(first, ast.Constant) and str(first.value).lower().startswith(SQL):
        return "writes with SQL"
    return ""


ONLY_ACTIONS = Rule(
    do="Make it a verb in the domain's `actions`, one transaction through @action, and call that here.",
    bad=Example("careloop/service/views.py", 'def page(order):\n    order.save(update_fields=["state"])\n'),
    good=Example(
        "careloop/service/views.py",
        "def page(order, actor, at, facts):\n    actions.accept(order, actor=actor, at=at)\n"
        '    facts.update({"a": 1})\n    picture.save(buffer, "PNG")\n    cache.delete("key")\n',
    ),
    check=writes_outside_actions,
)


def test_only_actions_write() -> None:
    ONLY_ACTIONS.kept()


def test_a_write_elsewhere_is_found(tmp_path: Path) -> None:
    ONLY_ACTIONS.bites(tmp_path)


def test_each_way_of_writing_is_found(tmp_path: Path) -> None:
    lines = [
        "from django.db import transaction",
        "Case.objects.create(title='x')",
        "Case.objects.filter(pk=1).update(state='open')",
        "Case.objects.filter(pk=1).update(**columns)",
        "Case.objects.bulk_create(rows)",
        "Case.objects.get_or_create(number='1')",
        "case.delete()",
        "case.save()",
        "cursor.execute('DELETE FROM service_case')",
        "with transaction.atomic(): pass",
        "cursor.execute('SELECT 1')",
    ]
    Example("careloop/service/queries.py", "\n".join(lines)).plant(tmp_path)
    found = [found.where for found in writes_outside_actions(tmp_path)]
    assert found == [f"careloop/service/queries.py:{line}" for line in range(2, 11)]


def test_actions_kit_and_presets_may_write(tmp_path: Path) -> None:
    for path in (
        "service/actions/case.py",
        "service/actions.py",
        "kit/journal/write.py",
        "presets/branch.py",
    ):
        Example(f"careloop/{path}", "row.save()\n").plant(tmp_path)
    assert writes_outside_actions(tmp_path) == []


# Glue: what makes something happen that no line calls.
GLUE_ALLOWED = {
    "kit/journal/apps.py": "post_migrate: SQLite drops the append-only triggers when Django rebuilds a table",
}


def glue(root: Path) -> list[Found]:
    found = []
    for source in sources(root):
        if source.name not in GLUE_ALLOWED:
            found += _signals(source) + _overrides(source)
    return found


def _signals(source: Source) -> list[Found]:
    told = [
        (node, name)
        for node, name in imports(source.tree)
        if name.startswith(("django.dispatch", "django.contrib.contenttypes.fields")) or ".signals." in name
    ]
    return [Found(source.at(node), f"uses {name}") for node, name in told]


def _overrides(source: Source) -> list[Found]:
    return [
        Found(source.at(inner), f"overrides {outer.name}.{inner.name}")
        for outer in ast.walk(source.tree)
        if isinstance(outer, ast.ClassDef) and source.stands_in("models")
        for inner in outer.body
        if isinstance(inner, ast.FunctionDef) and inner.name in ("save", "delete", "save_base")
    ]


NO_GLUE = Rule(
    do="Call it by name in the action; what follows in an upper floor is a line in `wiring`.",
    bad=Example(
        "careloop/service/models.py",
        "from django.db.models.signals import post_save\npost_save.connect(tell_customer)\n",
    ),
    good=Example(
        "careloop/service/actions.py", "def close(case, *, actor, at):\n    tell_customer(case, at=at)\n"
    ),
    check=glue,
)


def test_there_are_no_signals_no_save_overrides_no_generic_keys() -> None:
    NO_GLUE.kept()


def test_a_signal_is_found(tmp_path: Path) -> None:
    NO_GLUE.bites(tmp_path)


def test_an_overridden_save_and_a_generic_key_are_found(tmp_path: Path) -> None:
    key = "from django.contrib.contenttypes.fields import GenericForeignKey"
    lines = [key, "class Case(Model):", "    def save(self): ..."]
    Example("careloop/service/models/case.py", "\n".join(lines)).plant(tmp_path)
    assert [found.where[-2:] for found in glue(tmp_path)] == [":1", ":3"]


def test_what_is_allowed_still_needs_to_be() -> None:
    assert [name for name in GLUE_ALLOWED if not _glued(ROOT / "careloop" / name)] == []


def _glued(path: Path) -> bool:
    return path.exists() and ".signals " in path.read_text(encoding="utf-8")
