from datetime import datetime

from careloop.catalog.actions import master
from careloop.catalog.models import Brand
from careloop.kit.lifecycle.verbs import Actor, action


@action
def add(*, name: str, actor: Actor, at: datetime) -> Brand:
    return master.add("brand", Brand(name=name), actor=actor, at=at)


@action
def change(brand: Brand, *, name: str, actor: Actor, at: datetime) -> Brand:
    return master.change("brand", brand, {"name": name}, actor=actor, at=at)
