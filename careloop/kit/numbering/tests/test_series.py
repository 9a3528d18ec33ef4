import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from careloop.kit.numbering import draw, draw_gapless, ensure, parse


@pytest.mark.django_db
def test_numbers_count_up_within_their_series():
    assert [draw("TA", "NB", 2026) for _ in range(3)] == [
        "TA26-NB-000001",
        "TA26-NB-000002",
        "TA26-NB-000003",
    ]


@pytest.mark.django_db
def test_kind_unit_and_year_each_make_a_series():
    drawn = [draw(*series) for series in [("TB", "NB", 2026), ("TC", "NB", 2026), ("TB", "SH", 2026)]]
    drawn.append(draw("TB", "NB", 2027))
    assert drawn == ["TB26-NB-000001", "TC26-NB-000001", "TB26-SH-000001", "TB27-NB-000001"]


@pytest.mark.django_db
def test_a_series_made_ahead_begins_at_one():
    ensure("TD", "NB", 2027)
    ensure("TD", "NB", 2027)
    assert draw("TD", "NB", 2027) == "TD27-NB-000001"


@pytest.mark.django_db
@pytest.mark.parametrize("verb", [draw, draw_gapless, ensure])
def test_a_unit_without_a_proper_code_draws_nothing(verb):
    with pytest.raises(ValueError, match="unit's code"):
        verb("TE", "n'b", 2026)


@pytest.mark.django_db(transaction=True, available_apps=["careloop.kit.numbering"])
def test_a_number_given_back_by_a_rollback_is_the_next_where_no_gap_may_be():
    with transaction.atomic():
        first = draw_gapless("TF", "NB", 2026)
    with transaction.atomic():
        lost = draw_gapless("TF", "NB", 2026)
        transaction.set_rollback(True)
    with transaction.atomic():
        second = draw_gapless("TF", "NB", 2026)
    assert (first, lost, second) == ("TF26-NB-000001", "TF26-NB-000002", "TF26-NB-000002")


@pytest.mark.django_db(transaction=True, available_apps=["careloop.kit.numbering"])
def test_without_gaps_only_in_the_transaction_of_the_document():
    with pytest.raises(TransactionManagementError):
        draw_gapless("TG", "NB", 2026)
    with transaction.atomic():
        assert draw_gapless("TG", "NB", 2026) == "TG26-NB-000001"


@pytest.mark.django_db
def test_seven_digits_after_the_millionth():
    draw("TH", "NB", 2026)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval('numbering_th26_nb', 999999)")
        else:
            cursor.execute("UPDATE numbering_series SET last = 999999 WHERE kind = 'TH'")
    assert draw("TH", "NB", 2026) == "TH26-NB-1000000"
    assert parse("TH26-NB-1000000").running == 1_000_000
