"""A number shown to who need not call it."""


def mask(digits: str) -> str:
    """138******07: enough to recognise a number, not to call or guess it. More than half is hidden, always
    the middle; of fewer than five digits nothing is shown."""
    shown = (len(digits) - 1) // 2
    if len(digits) < 5:
        return "****"
    last = shown // 2
    first = shown - last
    return digits[:first] + "*" * (len(digits) - shown) + digits[len(digits) - last :]
