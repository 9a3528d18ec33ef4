"""docs/lifecycles.md: every life cycle drawn, and its steps as a table."""

from careloop.handbook.table import table
from careloop.kit.lifecycle.drawing import mermaid
from careloop.kit.lifecycle.table import Lifecycle, Step, all_lives

HEAD = """# Life cycles

Each life is a table of steps (`lifecycles.py` of its domain). Pages, buttons, API, rights, clocks and the
drawings below come from that table. `careloop step NAME` shows one step and where its action stands.
The drawings leave out the steps after which the state stays.
"""
COLUMNS = ["step", "name", "from", "to", "who may", "clocks", "form", "paper"]
CLOCKS = ("starts", "stops", "pauses", "resumes")


def page() -> str:
    return "\n".join([HEAD, *(_life(life) for life in all_lives())])


def _life(life: Lifecycle) -> str:
    drawn = f"```mermaid\n{mermaid(life)}```\n"
    return (
        f"## {life.label} (`{life.name}`)\n\n{drawn}\n{table(COLUMNS, [_row(life, s) for s in life.steps])}"
    )


def _row(life: Lifecycle, step: Step) -> list[str]:
    labels = {state.name: str(state.label) for state in life.states}
    return [
        str(step.label),
        f"`{step.name}`",
        ", ".join(labels[state] for state in step.from_) or "(it begins)",
        labels.get(step.to, "(stays)"),
        _who(step),
        _clocks(step),
        f"`{step.form}`" if step.form else "",
        f"`{step.paper}`" if step.paper else "",
    ]


def _who(step: Step) -> str:
    if step.may is None:
        return "(follows another step)"
    own = ", on what is theirs" if step.may.relation else ""
    return f"{step.may.sentence}{own} (`{step.may.code}`)"


def _clocks(step: Step) -> str:
    told = [
        f"{verb} {', '.join(f'`{kind}`' for kind in kinds)}"
        for verb in CLOCKS
        if (kinds := getattr(step, verb))
    ]
    return "; ".join(told)
