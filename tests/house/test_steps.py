"""Every step of every life is whole: action, form, label, right, and a sentence that can be told."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from careloop.handbook import plan
from careloop.kit.clocks.kinds import all_kinds
from careloop.kit.journal import words
from careloop.kit.lifecycle import permission, table
from careloop.kit.lifecycle.permission import Permission
from careloop.kit.lifecycle.resolve import action_of, form_of
from careloop.kit.lifecycle.table import Lifecycle, State, Step, all_lives
from tests.house.house import ROOT, Found, sources, tell

DO = "Complete the line of the table; its action stands in actions/<noun>.py, its form in forms."
BAD = 'Step("review", …, label="", told=_("reviewed: %(words)s")) with told={"note": note} in the action'
GOOD = 'Step("review", …, may=may.REVIEW, label=_("Review"), told=_("reviewed: %(note)s"), form="CaseReview")'

# Besides what the action tells, a sentence may name these (kit.journal.words).
ALWAYS_KNOWN = {"who", "document", "reason"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def lives() -> list[Lifecycle]:
    return [life for life in all_lives() if life.domain in plan.domains()]


def not_whole(told_lives: Iterable[Lifecycle], root: Path = ROOT) -> list[Found]:
    found = []
    for life in told_lives:
        states = {state.name for state in life.states}
        actions = Actions(life, root)
        for step in life.steps:
            where = life.word(step)
            spoken_of = {*step.from_, *filter(None, [step.to])}
            untold = asked(step) - ALWAYS_KNOWN - actions.told_by(step.name)
            found += [
                Found(where, f"has no {part}") for part in ("label", "told") if not str(getattr(step, part))
            ]
            found += [Found(where, f"speaks of no state: {state}") for state in spoken_of - states]
            found += [Found(where, what) for what in _unresolved(life, step)]
            found += [Found(where, f"tells %({name})s, which its action does not") for name in untold]
    return found


def asked(step: Step) -> set[str]:
    return set(re.findall(r"%\((\w+)\)", str(step.told)))


def _unresolved(life: Lifecycle, step: Step) -> Iterable[str]:
    if step.may is None:
        return
    if not isinstance(step.may, Permission):
        yield "has neither a permission nor `may=None`"
    elif step.may.relation and not hasattr(life.model, step.may.relation):
        yield f"asks its row for `{step.may.relation}`, which it does not know"
    for kind in (*step.starts, *step.stops, *step.pauses, *step.resumes):
        if kind not in {known.name for known in all_kinds()}:
            yield f"turns a clock that there is not: {kind}"
    for what, find in (("action", action_of), ("form", form_of)):
        try:
            find(life, step)
        except (ImportError, AttributeError) as error:
            yield f"has no {what}: {error}"


class Actions:
    """The functions of a domain's actions, by name; `own` are those of the life's noun."""

    def __init__(self, life: Lifecycle, root: Path) -> None:
        self.noun = life.noun
        self.own: list[Function] = []
        self.all: dict[str, list[Function]] = {}
        for source in sources(root):
            if source.domain == life.domain and source.room == "actions":
                noun = source.parts[2].removesuffix(".py") if len(source.parts) > 2 else life.noun
                functions = [node for node in ast.walk(source.tree) if isinstance(node, Function)]
                self.own += functions if noun == life.noun else []
                for function in functions:
                    self.all.setdefault(function.name, []).append(function)

    def told_by(self, step: str) -> set[str]:
        """The names in `told` and `personal` of the functions that take the step, and of those they call."""
        everybody = [function for functions in self.all.values() for function in functions]
        takers = [f for f in everybody if (f in self.own and f.name == step) or self._takes(f, step)]
        return set().union(*map(_told_in, _reached(takers, self.all)))

    def _takes(self, function: Function, step: str) -> bool:
        """It names the step: `take(CASE, "close", …)`, or `_end(case, "close", …)` among the noun's own."""
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            named = any(isinstance(arg, ast.Constant) and arg.value == step for arg in call.args)
            life = call.args[0].id.lower() if call.args and isinstance(call.args[0], ast.Name) else ""
            if named and (function in self.own or life == self.noun):
                return True
        return False


def _reached(start: list[Function], functions: dict[str, list[Function]]) -> list[Function]:
    reached, waiting = [], list(start)
    while waiting:
        function = waiting.pop()
        if function in reached:
            continue
        reached.append(function)
        calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
        waiting += [f for call in calls if isinstance(call, ast.Name) for f in functions.get(call.id, [])]
    return reached


def _told_in(function: Function) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(t, ast.Name) and t.id in ("told", "personal") for t in targets):
                names |= _keys(node.value)
            names |= {
                str(t.slice.value)
                for t in targets
                if isinstance(t, ast.Subscript) and isinstance(t.slice, ast.Constant)
                and isinstance(t.value, ast.Name) and t.value.id in ("told", "personal")
            }  # fmt: skip
        elif isinstance(node, ast.keyword) and node.arg in ("told", "personal"):
            names |= _keys(node.value)
    return names


def _keys(value: ast.AST | None) -> set[str]:
    dicts = [node for node in ast.walk(value) if isinstance(node, ast.Dict)] if value else []
    return {key.value for each in dicts for key in each.keys if isinstance(key, ast.Constant)}


def test_every_step_is_whole() -> None:
    assert lives()
    tell(not_whole(lives()), DO, BAD, GOOD)


def test_a_step_that_is_not_whole_is_found(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(table, "_lives", {})
    monkeypatch.setattr(words, "_sentences", {})
    monkeypatch.setattr(permission, "_known", {})
    own = Permission("service.forget", "forget", relation="dreamers")
    (tmp_path / "careloop/service/actions").mkdir(parents=True)
    actions = (
        "def read(row, *, actor, at):\n    told = {'page': 1}\n    take(LETTER, 'read', row, told=told)\n"
        "def burn(row, *, actor, at):\n    _end(row, 'burn', told={'why': 'cold'})\n"
    )
    (tmp_path / "careloop/service/actions/letter.py").write_text(actions)
    life = Lifecycle(
        name="service.letter",
        model_label="service.Case",
        label="Letter",
        states=(State("new", "New", "new"), State("read", "Read", "done")),
        steps=(
            Step("come", (), "new", None, "Come", told="came from %(sender)s"),
            Step("read", ("new",), "read", None, "Read", told="read page %(page)s, %(who)s"),
            Step("burn", ("read",), "ashes", None, "", told="burnt: %(why)s"),
            Step("answer", ("read",), "", "anybody", "Answer", told="", form="LetterAnswer"),
            Step("forget", ("read",), "", own, "Forget", told="forgot", starts=("service.letter.age",)),
        ),
    )
    told = [str(found) for found in not_whole([life], tmp_path)]
    assert [line for line in told if "service.letter.read" in line] == []
    for expected in (
        "come: tells %(sender)s",
        "burn: has no label",
        "burn: speaks of no state: ashes",
        "answer: has no told",
        "answer: has no action",
        "answer: has no form",
        "answer: has neither a permission",
        "forget: asks its row for `dreamers`",
        "forget: turns a clock that there is not",
    ):
        assert any(f"service.letter.{expected}" in line for line in told), expected
