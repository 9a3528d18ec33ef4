"""What a life is made of. Conditions, loops and scripts do not stand here: they are Python in the action."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from django.apps import apps

from careloop.kit.journal import words
from careloop.kit.lifecycle.permission import Permission

Category = Literal["new", "underway", "waiting", "done", "ended"]


@dataclass(frozen=True)
class State:
    name: str
    label: Any
    category: Category
    # The word on the customer's own page, where it differs from ours.
    customer_label: Any = ""


@dataclass(frozen=True, eq=False)
class Step:
    """`from_` empty: it begins the life. `to` empty: the state stays. `may` None: it follows another step.

    button: what sends its form, where the label says what is the case and not what is done.
    """

    name: str
    from_: tuple[str, ...]
    to: str
    may: Permission | None
    label: Any
    told: Any
    form: str = ""
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    paper: str = ""
    button: Any = ""


@dataclass(frozen=True, eq=False)
class Lifecycle:
    """`name` is "domain.noun"; steps stand in the order in which they are offered.

    `within` names the foreign key to the row that this one is a part of: a step holds that one first.
    """

    name: str
    model_label: str
    label: Any
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    within: str = ""
    _states: dict[str, State] = field(init=False, repr=False, compare=False)
    _steps: dict[str, Step] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_states", {state.name: state for state in self.states})
        object.__setattr__(self, "_steps", {step.name: step for step in self.steps})
        for step in self.steps:
            words.register(self.word(step), step.told)
        _lives[self.name] = self

    @property
    def domain(self) -> str:
        return self.name.split(".")[0]

    @property
    def noun(self) -> str:
        return self.name.split(".")[1]

    @property
    def model(self) -> Any:
        return apps.get_model(self.model_label)

    def word(self, step: Step) -> str:
        return f"{self.name}.{step.name}"

    def step(self, name: str) -> Step:
        return self._steps[name]

    def state(self, name: str) -> State:
        return self._states[name]

    def by_hand(self) -> Iterator[Step]:
        """The steps that a person takes on a row that exists."""
        return (step for step in self.steps if step.may is not None and step.from_)

    def in_category(self, *categories: Category) -> tuple[str, ...]:
        return tuple(state.name for state in self.states if state.category in categories)

    @property
    def open_states(self) -> tuple[str, ...]:
        return self.in_category("new", "underway", "waiting", "done")

    def choices(self) -> list[tuple[str, Any]]:
        return [(state.name, state.label) for state in self.states]


_lives: dict[str, Lifecycle] = {}


def all_lives() -> list[Lifecycle]:
    return [_lives[name] for name in sorted(_lives)]


def life_of(name: str) -> Lifecycle:
    return _lives[name]
