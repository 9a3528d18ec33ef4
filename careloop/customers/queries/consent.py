from careloop.customers.models import Consent, Customer


def consented(customer: Customer, purpose: str, channel: str) -> bool:
    """Whether the last word is yes: for what may only be sent to who agreed."""
    return _last_word(customer, purpose, channel) is True


def withdrawn(customer: Customer, purpose: str, channel: str) -> bool:
    """Whether the last word is no: for what may be sent until the customer does not want it any more."""
    return _last_word(customer, purpose, channel) is False


def _last_word(customer: Customer, purpose: str, channel: str) -> bool | None:
    """A withdrawal ends all that was given before it, so that merging a record with an older consent does not
    bring one back. None where nothing was ever said."""
    given = list(Consent.objects.filter(customer=customer, purpose=purpose, channel=channel))
    if not given:
        return None
    last_no = max((each.withdrawn_at for each in given if each.withdrawn_at), default=None)
    return any(each.withdrawn_at is None and (last_no is None or each.given_at > last_no) for each in given)
