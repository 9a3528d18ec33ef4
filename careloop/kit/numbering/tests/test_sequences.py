"""PostgreSQL only: nobody queues behind another's transaction."""

import threading

import pytest
from django.db import connection, transaction

from careloop.kit.numbering import draw, draw_gapless, sequences
from careloop.kit.numbering.number import Number

pytestmark = pytest.mark.django_db(transaction=True, available_apps=["careloop.kit.numbering"])
PATIENCE = 30


def drawn_meanwhile(verb) -> str:
    """Drawn by another connection, which would rather fail than wait for ours."""
    brought: list = []

    def run() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            with transaction.atomic():
                brought.append(verb())
        except Exception as error:
            brought.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert brought, "the other writer did not come back"
    return brought[0]


def test_an_open_transaction_holds_up_nobody_even_with_the_first_number():
    with transaction.atomic():
        mine = draw("WA", "NB", 2026)
        assert drawn_meanwhile(lambda: draw("WA", "NB", 2026)) == "WA26-NB-000002"
    assert mine == "WA26-NB-000001"


def test_a_number_of_a_transaction_that_rolled_back_is_not_given_again():
    with transaction.atomic():
        draw("WB", "NB", 2026)
        transaction.set_rollback(True)
    assert draw("WB", "NB", 2026) == "WB26-NB-000002"


def test_without_gaps_the_second_writer_waits_and_that_is_the_price():
    with transaction.atomic():
        draw_gapless("WC", "NB", 2026)
        waited = drawn_meanwhile(lambda: draw_gapless("WC", "NB", 2026))
    assert "lock timeout" in str(waited)


def test_a_sequence_lost_after_it_was_used_is_made_again_without_breaking_the_transaction():
    """As after the restore of a dump without it; no process remembers that it was there."""
    draw("WD", "NB", 2026)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SEQUENCE {sequences.name_of(Number('WD', 2026, 'NB', 0))}")
    with transaction.atomic():
        assert draw("WD", "NB", 2026) == "WD26-NB-000001"


def test_one_query_for_a_number(django_assert_num_queries):
    draw("WE", "NB", 2026)
    with django_assert_num_queries(1):
        draw("WE", "NB", 2026)
