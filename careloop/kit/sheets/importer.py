from dataclasses import dataclass
from datetime import datetime

from careloop.kit.lifecycle.actor import Actor

Rights = dict[str, list[int] | None]


def rights_of(actor: Actor, capabilities: tuple[str, ...]) -> Rights:
    """What the actor holds of these, as JSON keeps it: the units of each, None for all."""
    held = {capability: actor.units(capability) for capability in capabilities}
    return {capability: None if units is None else sorted(units) for capability, units in held.items()}


@dataclass(frozen=True, slots=True)
class Importer:
    """Whoever started the import, with the rights that the sheet asks for and they held then."""

    person_id: int | None
    name: str
    post: str
    unit_id: int | None
    entered_at: datetime
    rights: Rights
    performed_by_id: int | None = None
    reason: str = ""
    via: str = "page"

    def units(self, capability: str) -> frozenset[int] | None:
        units = self.rights.get(capability, [])
        return None if units is None else frozenset(units)

    def may(self, capability: str, unit_id: int | None = None) -> bool:
        units = self.units(capability)
        return units is None or (unit_id in units if unit_id is not None else bool(units))
