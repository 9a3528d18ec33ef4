from datetime import datetime

from careloop.catalog.actions import master
from careloop.catalog.models import Brand
from careloop.catalog.rules import fold
from careloop.kit.lifecycle.verbs import Actor, action


@action
def add(*, name: str, actor: Actor, at: datetime) -> Brand:
    return master.add("brand", Brand(name=name), actor=actor, at=at)


@action
def change(brand: Brand, *, name: str, actor: Actor, at: datetime) -> Brand:
    return master.change("brand", brand, {"name": name}, actor=actor, at=at)


@action
def named(name: str, *, actor: Actor, at: datetime) -> Brand | None:
    """The brand of that name, however it is spelled in capitals, added where it is new; none for no name."""
    if not name.strip():
        return None
    known = next((brand for brand in Brand.objects.all() if fold(brand.name) == fold(name)), None)
    return known or add(name=name.strip(), actor=actor, at=at)
