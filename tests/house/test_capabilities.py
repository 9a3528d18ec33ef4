"""What a preset gives to its posts is declared somewhere, and what is declared is given to somebody."""

import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path

from careloop import presets
from careloop.handbook import plan
from careloop.kit.lifecycle.allow import CATCH_UP
from careloop.kit.lifecycle.permission import Permission
from tests.house.house import ROOT, Found, files, tell

DO = "Declare it in the `permissions.py` of its domain and give it to a post of a preset, by the same code."
BAD = 'presets/branch.py: [… "service.dispach"]'
GOOD = (
    'service/permissions.py: DISPATCH = Permission("service.dispatch", _("dispatch orders to technicians"))'
)

NAMED = re.compile(
    r"(?:actor|person|user)\.(?:may|units)\(\s*[\"']([\w.]+)[\"']|capability=[\"']([\w.]+)[\"']"
)


def declared() -> list[Permission]:
    """Those of the domains; a test's own are none of the house."""
    modules = [
        import_module(f"careloop.{domain}.permissions")
        for domain in plan.domains()
        if (ROOT / "careloop" / domain / "permissions.py").exists()
    ]
    return [CATCH_UP, *(p for module in modules for p in vars(module).values() if isinstance(p, Permission))]


def given() -> dict[str, set[str]]:
    """The capabilities of each post, over all presets."""
    posts = [post for name in presets.KNOWN for post in import_module(f"careloop.presets.{name}").POSTS]
    return {code: set(capabilities) for code, _names, capabilities in posts}


def asked(root: Path) -> dict[str, str]:
    """Capabilities that code asks for by their code, with the place."""
    found = {}
    for path in files(root, ".py"):
        if "tests" not in path.parts:
            for match in NAMED.finditer(path.read_text(encoding="utf-8")):
                found[match[1] or match[2]] = str(path.relative_to(root))
    return found


def at_odds(
    permissions: Iterable[Permission], posts: Mapping[str, set[str]], asks: Mapping[str, str]
) -> list[Found]:
    known = {permission.code: permission for permission in permissions}
    held = set().union(*posts.values())
    found = [
        Found(f"post {post}", f"is given `{c}`, which is not declared")
        for post in posts
        for c in posts[post] - set(known)
    ]
    found += [Found(f"permission {code}", "is given to no post of any preset") for code in set(known) - held]
    found += [
        Found(place, f"asks for `{c}`, which is not declared") for c, place in asks.items() if c not in known
    ]
    found += [
        Found(f"permission {code}", "has no sentence") for code, p in known.items() if not str(p.sentence)
    ]
    return found


def test_posts_and_permissions_agree() -> None:
    tell(at_odds(declared(), given(), asked(ROOT)), DO, BAD, GOOD)


def test_a_slip_is_found() -> None:
    house = [_a("a.see", "see"), _a("a.mute", "")]
    posts = {"clerk": {"a.see", "a.sea"}}
    told = {str(found).strip() for found in at_odds(house, posts, {"a.look": "careloop/a/views.py"})}
    assert told == {
        "post clerk: is given `a.sea`, which is not declared",
        "permission a.mute: is given to no post of any preset",
        "permission a.mute: has no sentence",
        "careloop/a/views.py: asks for `a.look`, which is not declared",
    }
    assert at_odds([_a("a.see", "see")], {"clerk": {"a.see"}}, {}) == []


def test_capabilities_asked_for_in_code_are_seen(tmp_path: Path) -> None:
    (tmp_path / "careloop").mkdir()
    (tmp_path / "careloop/views.py").write_text(
        'if actor.may("a.one", 1) or actor.units("a.two"):\n  x(capability="a.three")'
    )
    assert set(asked(tmp_path)) == {"a.one", "a.two", "a.three"}


def _a(code: str, sentence: str) -> Permission:
    """A permission that is not entered in the register of the house."""
    permission = object.__new__(Permission)
    for name, value in (("code", code), ("sentence", sentence), ("relation", "")):
        object.__setattr__(permission, name, value)
    return permission
