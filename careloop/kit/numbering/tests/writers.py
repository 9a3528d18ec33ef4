"""Eight writers at once, each with a connection of its own."""

import threading
from collections.abc import Callable

from django.db import connection, transaction

WRITERS, DRAWS, PATIENCE = 8, 25, 60


class GivenUp(Exception):
    """The document was not written after all."""


def at_once(work: Callable[[int], list[str]]) -> list[str]:
    """What all writers bring back; fails if one of them fails or does not come back."""
    start, brought, failed = threading.Barrier(WRITERS, timeout=PATIENCE), [], []

    def run(writer: int) -> None:
        try:
            start.wait()
            brought.extend(work(writer))
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[writer], daemon=True) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not failed, failed
    assert not any(thread.is_alive() for thread in threads)
    return brought


def kept_of(draw: Callable[[], str]) -> Callable[[int], list[str]]:
    """Draws in transactions of which every third is rolled back; brings the numbers that were kept."""

    def work(writer: int) -> list[str]:
        kept = []
        for turn in range(DRAWS):
            try:
                with transaction.atomic():
                    number = draw()
                    if (writer + turn) % 3 == 0:
                        raise GivenUp
                kept.append(number)
            except GivenUp:
                pass
        return kept

    return work
