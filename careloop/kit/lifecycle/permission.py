from dataclasses import dataclass
from typing import Any

_known: dict[str, "Permission"] = {}


@dataclass(frozen=True)
class Permission:
    """What a post may allow; with a `relation`, only to the person who stands in it to the row.

    `relation` names a method of the row that gives the ids of those people: `row.performer_ids()`.
    """

    code: str
    sentence: Any
    relation: str = ""

    def __post_init__(self) -> None:
        _known[self.code] = self


def all_permissions() -> list[Permission]:
    return sorted(_known.values(), key=lambda permission: permission.code)


def find_permission(code: str) -> Permission:
    return _known[code]
