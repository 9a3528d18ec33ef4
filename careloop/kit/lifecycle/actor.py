from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Actor(Protocol):
    """Who does it, in which post and unit, and what that allows (made by `org.access`)."""

    @property
    def person_id(self) -> int | None: ...
    @property
    def name(self) -> str: ...
    @property
    def post(self) -> str: ...
    @property
    def unit_id(self) -> int | None: ...
    @property
    def entered_at(self) -> datetime: ...
    @property
    def performed_by_id(self) -> int | None: ...
    @property
    def reason(self) -> str: ...
    @property
    def via(self) -> str: ...

    def may(self, capability: str, unit_id: int | None = None) -> bool: ...

    def units(self, capability: str) -> frozenset[int] | None: ...


@dataclass(frozen=True, slots=True)
class System:
    """The house itself: timed jobs and reactions, which may do what their table says."""

    entered_at: datetime
    person_id: int | None = None
    name: str = "Careloop"
    post: str = ""
    unit_id: int | None = None
    performed_by_id: int | None = None
    reason: str = ""
    via: str = "system"

    def may(self, capability: str, unit_id: int | None = None) -> bool:
        return True

    def units(self, capability: str) -> frozenset[int] | None:
        return None
