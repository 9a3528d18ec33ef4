from careloop.customers.models import Consent, Customer


def consented(customer: Customer, purpose: str, channel: str) -> bool:
    """Whether the last word counts as yes. A withdrawal ends all that was given before it, so that merging a
    record with an older consent does not bring one back."""
    given = list(Consent.objects.filter(customer=customer, purpose=purpose, channel=channel))
    last_no = max((each.withdrawn_at for each in given if each.withdrawn_at), default=None)
    return any(each.withdrawn_at is None and (last_no is None or each.given_at > last_no) for each in given)
