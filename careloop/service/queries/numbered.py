from careloop.service.models import Order, Voucher


def orders_numbered(text: str) -> set[int]:
    """Ids of the orders with that number, of that case or of that voucher; each looked up by its own index."""
    number = text.strip().upper()
    found = (
        Order.objects.filter(number=number).values_list("pk"),
        Order.objects.filter(case__number=number).values_list("pk"),
        Voucher.objects.filter(number=number).values_list("order_id"),
    )
    return {pk for rows in found for (pk,) in rows}
