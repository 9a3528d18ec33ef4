from datetime import datetime

from django.db import connection, transaction

from careloop.kit.journal import heads
from careloop.kit.journal.arrivals import writers
from careloop.kit.journal.chain import Chain
from careloop.kit.journal.models import Block, Entry
from careloop.kit.journal.ranges import Coverage, from_text, to_text

SEALERS_LOCK = 0x7365616C  # "seal"


def seal(at: datetime, limit: int = 10_000) -> Block | None:
    """Takes committed rows that no block holds yet, at most `limit`, into a new block.

    None when there are none, or while another process is sealing. The block's head goes to
    `settings.JOURNAL_HEADS_FILE` after the commit.
    """
    with transaction.atomic():
        if not _alone():
            return None
        previous = Block.objects.order_by("-number").first()
        # Asked before the rows are read: who is gone by now has left its rows where they are seen.
        at_work = writers()
        rows = _unsealed(previous.settled_id if previous else 0, limit)
        if not rows:
            return None
        block = _block(previous, rows, at)
        block.settled_id = _settled(previous, at_work, rows if len(rows) == limit else [])
        # Asked after the rows were read: who still writes may hold ids below the last one.
        block.writers = " ".join(sorted(writers()))
        block.hash = _hash(block, rows)
        block.save(force_insert=True)
        transaction.on_commit(lambda: heads.append(block, previous))
        return block


def seal_all(at: datetime, limit: int = 10_000) -> int:
    """Seals until nothing is left; returns how many blocks were made."""
    made = 0
    while seal(at, limit) is not None:
        made += 1
    return made


def _alone() -> bool:
    """On SQLite the transaction itself is the lock, and the unique block number stands behind both."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALERS_LOCK])
        return cursor.fetchone()[0]


def _unsealed(settled_id: int, limit: int) -> list[tuple[int, str]]:
    later = Block.objects.filter(last_id__gt=settled_id).values_list("ranges", flat=True)
    sealed = Coverage(range_ for text in later for range_ in from_text(text))
    found: list[tuple[int, str]] = []
    rows = Entry.objects.filter(id__gt=settled_id).order_by("id").values_list("id", "mac")
    for id_, mac in rows.iterator():
        if sealed.place(id_)[0] is None:
            found.append((id_, mac))
            if len(found) == limit:
                break
    return found


def _block(previous: Block | None, rows: list[tuple[int, str]], at: datetime) -> Block:
    ids = [id_ for id_, _mac in rows]
    return Block(
        number=previous.number + 1 if previous else 1,
        ranges=to_text(ids),
        first_id=ids[0],
        last_id=ids[-1],
        count=len(ids),
        previous_hash=previous.hash if previous else "",
        sealed_at=at,
    )


def _settled(previous: Block | None, at_work: set[str], cut_short: list[tuple[int, str]]) -> int:
    """Up to which id no row can arrive any more.

    Whoever could still bring a row below the last block's end was writing when that block was made. Once
    all of those are gone, this block has picked up what they left, unless `limit` cut it short.
    """
    if previous is None:
        return 0
    if at_work & set(previous.writers.split()):
        return previous.settled_id
    settled = max(previous.settled_id, previous.last_id)
    return min(settled, cut_short[-1][0]) if cut_short else settled


def _hash(block: Block, rows: list[tuple[int, str]]) -> str:
    chain = Chain(block)
    for id_, mac in rows:
        chain.add(id_, mac)
    return chain.hash()
