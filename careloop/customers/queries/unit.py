from careloop.kit.lifecycle.actor import Actor
from careloop.org.models import Unit
from careloop.org.queries import TREE


def unit_of(actor: Actor) -> Unit:
    """Where the actor works: what they take in gets its number from there. No query."""
    assert actor.unit_id is not None  # whoever signed in holds a post somewhere
    return TREE.get().units[actor.unit_id]
