"""Writers and a sealer at once, each with a connection of its own."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from careloop.kit.journal.models import Block, Entry
from careloop.kit.journal.ranges import from_text
from careloop.kit.journal.sealing import seal, seal_all
from careloop.kit.journal.tests.cast import AT, write
from careloop.kit.journal.verify import verify

pytestmark = pytest.mark.django_db(transaction=True, available_apps=["careloop.kit.journal"])
WRITERS, TURNS, PATIENCE = 6, 15, 60


def run_all(works: list[Callable[[], None]]) -> None:
    start, failed = threading.Barrier(len(works), timeout=PATIENCE), []

    def run(work: Callable[[], None]) -> None:
        try:
            start.wait()
            work()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work], daemon=True) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not failed, failed
    assert not any(thread.is_alive() for thread in threads)


def test_every_committed_row_is_sealed_once():
    def work() -> None:
        for turn in range(TURNS):
            with transaction.atomic():
                write(personal={"phone": "139"}, subject=f"customer:{turn}")
                write()
                transaction.set_rollback(turn % 3 == 0)

    def keep_sealing() -> None:
        for _ in range(40):
            seal(AT, limit=5)

    run_all([work] * WRITERS + [keep_sealing] * 2)
    seal_all(AT)
    sealed = [
        id_
        for block in Block.objects.all()
        for r in from_text(block.ranges)
        for id_ in range(r.first, r.last + 1)
    ]
    assert sorted(sealed) == list(Entry.objects.order_by("id").values_list("id", flat=True))
    assert len(sealed) == WRITERS * TURNS * 2 * 2 // 3
    report = verify()
    assert report.lines()[1:-1] == []
    assert report.unsealed == 0
