"""What a block's hash says: its head, the block before it, and each of its rows by id and mac."""

import hmac

from careloop.kit.journal.keys import key_for
from careloop.kit.journal.macs import canonical
from careloop.kit.journal.models import Block


class Chain:
    """The hash of one block, fed with its rows in the order of their ids."""

    def __init__(self, block: Block) -> None:
        head = [
            block.number, block.previous_hash, block.ranges, block.first_id, block.last_id, block.count,
            block.settled_id, block.writers, block.sealed_at,
        ]  # fmt: skip
        self._hmac = hmac.new(key_for("blocks"), canonical(head).encode(), "sha256")
        self.count = 0

    def add(self, id_: int, mac: str) -> None:
        self._hmac.update(f"\n{id_} {mac}".encode())
        self.count += 1

    def hash(self) -> str:
        return self._hmac.hexdigest()
