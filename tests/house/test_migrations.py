"""Migrations import no application code: they must run when that code has moved on."""

from pathlib import Path

from tests.house.house import Example, Found, Rule, imports, sources


def application_code(root: Path) -> list[Found]:
    return [
        Found(source.at(node), f"imports {name}")
        for source in sources(root)
        if "migrations" in source.parts
        for node, name in imports(source.tree)
        if name.startswith("careloop")
    ]


RULE = Rule(
    do="Write what the migration needs into the migration; take models from `apps.get_model`.",
    bad=Example("careloop/org/migrations/0002_posts.py", "from careloop.org.models import Post\n"),
    good=Example(
        "careloop/org/migrations/0002_posts.py",
        'def fill(apps, schema):\n    Post = apps.get_model("org", "Post")\n',
    ),
    check=application_code,
)


def test_migrations_import_no_application_code() -> None:
    RULE.kept()


def test_the_check_bites(tmp_path: Path) -> None:
    RULE.bites(tmp_path)
