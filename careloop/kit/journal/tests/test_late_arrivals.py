"""PostgreSQL only: a row has its id when written and is seen when committed, so lower ids may come later."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from careloop.kit.journal.arrivals import writers
from careloop.kit.journal.models import Block
from careloop.kit.journal.sealing import seal, seal_all
from careloop.kit.journal.tests.cast import AT, write, write_many
from careloop.kit.journal.verify import verify

pytestmark = pytest.mark.django_db(transaction=True, available_apps=["careloop.kit.journal"])
PATIENCE = 30


class Slow:
    """A writer with a connection of its own, who commits when told to."""

    def __init__(self) -> None:
        self._written, self._go_on = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.entry_id = 0

    def __enter__(self) -> "Slow":
        self._thread.start()
        assert self._written.wait(PATIENCE), "the slow writer wrote nothing"
        return self

    def __exit__(self, *error: object) -> None:
        self.commit()

    def commit(self) -> None:
        self._go_on.set()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        try:
            with transaction.atomic():
                self.entry_id = write(document="late").pk
                self._written.set()
                self._go_on.wait(PATIENCE)
        finally:
            connection.close()


def test_a_slow_row_is_sealed_after_faster_ones():
    with Slow() as slow:
        fast = write_many(3)
        assert slow.entry_id < fast[0]
        first = seal(AT)
        assert first.ranges == f"{fast[0]}-{fast[-1]}"
        assert first.writers
    second = seal(AT)
    assert second.ranges == str(slow.entry_id)
    report = verify()
    assert (report.whole, report.unsealed) == (True, 0)


def test_a_row_committed_between_two_seals_is_not_passed_over():
    """The trap: at the second seal nobody writes any more, and yet a row below the mark is not sealed."""
    with Slow() as slow:
        write_many(3)
        seal(AT)
    write_many(2)
    block = seal(AT)
    assert block.ranges.startswith(f"{slow.entry_id},")
    write()
    assert seal(AT).settled_id >= block.last_id
    assert verify().whole


def test_the_mark_waits_for_the_slow_one_while_others_come_and_go():
    with Slow() as slow:
        for _ in range(3):
            with Slow():
                write_many(2)
                seal(AT)
            seal(AT)
        assert Block.objects.order_by("-number").first().settled_id < slow.entry_id
        assert verify().whole
    assert seal(AT).ranges == str(slow.entry_id)
    for _ in range(2):
        write()
        seal(AT)
    assert Block.objects.order_by("-number").first().settled_id > slow.entry_id
    assert verify().whole


def test_the_mark_advances_under_overlapping_writers():
    """There is always somebody writing, but never the same: the sealer must not look back for ever."""
    previous, settled = Slow().__enter__(), []
    for _ in range(5):
        current = Slow().__enter__()
        previous.commit()
        settled.append(seal(AT).settled_id)
        previous = current
    previous.commit()
    assert len(set(settled)) >= 4
    seal_all(AT)
    assert verify().whole


def test_a_block_cut_short_does_not_pass_over_late_rows():
    slow = [Slow().__enter__() for _ in range(3)]
    write_many(4)
    seal(AT)
    for each in slow:
        each.commit()
    write_many(3)
    assert seal(AT, limit=1).ranges == str(slow[0].entry_id)
    seal_all(AT, limit=1)
    report = verify()
    assert (report.whole, report.unsealed) == (True, 0)


def test_whoever_only_reads_holds_up_nothing():
    reading, go_on = threading.Event(), threading.Event()

    def read() -> None:
        with transaction.atomic():
            Block.objects.count()
            reading.set()
            go_on.wait(PATIENCE)
        connection.close()

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    assert reading.wait(PATIENCE)
    write_many(2)
    assert writers() == set()
    assert seal(AT).writers == ""
    go_on.set()
    thread.join(PATIENCE)


def in_another_connection(ask: Callable[[], object]) -> object:
    answers: list[object] = []

    def run() -> None:
        answers.append(ask())
        connection.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    return answers[0]


def test_of_two_sealers_one_wins():
    write_many(3)
    with transaction.atomic():
        mine = seal(AT)
        assert in_another_connection(lambda: seal(AT)) is None
    assert in_another_connection(lambda: seal(AT)) is None
    assert list(Block.objects.values_list("hash", flat=True)) == [mine.hash]
    assert verify().whole
