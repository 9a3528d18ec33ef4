"""A phone number as people type it, and what can be made of it.

Short numbers such as 95588 are “invalid” to the numbering plans and yet answered: they are kept as typed.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

FEWEST, MOST = 3, 17

EXTENSION = re.compile(
    r"(?:\s*(?:ext\.?|extension|x|转|轉|分机|分機|#|,)\s*:?\s*)(\d{1,8})\s*$", re.IGNORECASE
)
BETWEEN_DIGITS = frozenset("()/.·•-")


@dataclass(frozen=True)
class Reading:
    """`digits` is the national number without the leading 0, for searching; `e164` is empty where unknown."""

    typed: str
    e164: str
    digits: str
    extension: str = ""


# A file of customers is read by its form, looked up and saved: the same number is asked for several times.
@lru_cache(maxsize=4096)
def read_phone(typed: str, country: str) -> Reading | None:
    """`country` (ISO 3166, "CN") reads numbers typed without +…; None where it cannot be a phone number."""
    text = _plain(typed)
    match = EXTENSION.search(text)
    extension = match.group(1) if match else ""
    text = text[: match.start()] if match else text
    if not _is_phone_like(text):
        return None
    e164, digits = _parse(text, country)
    return Reading(" ".join(typed.split()), e164, digits, extension)


def search_digits(text: str, country: str) -> str:
    """The digits by which a number is looked for while it is still being typed; empty for other text."""
    text = _plain(text)
    if not text or any(not _may_stand(letter) for letter in text.lstrip("+")):
        return ""
    digits = _digits(text)
    if text.startswith("+") or digits.startswith("00"):
        digits = _without_country(digits.removeprefix("00"))
    return digits.lstrip("0")


def _plain(typed: str) -> str:
    text = unicodedata.normalize("NFKC", typed).strip()
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)


def _may_stand(letter: str) -> bool:
    return letter.isdecimal() or letter in BETWEEN_DIGITS or unicodedata.category(letter) in ("Zs", "Pd")


def _is_phone_like(text: str) -> bool:
    bare = text.removeprefix("+")
    return FEWEST <= len(_digits(bare)) <= MOST and all(_may_stand(letter) for letter in bare)


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdecimal())


def _parse(text: str, country: str) -> tuple[str, str]:
    raw = _digits(text).lstrip("0") or _digits(text)
    try:
        number = phonenumbers.parse(text, country)
    except NumberParseException:
        return "", raw
    if not phonenumbers.is_valid_number(number):
        return "", raw
    return (
        phonenumbers.format_number(number, PhoneNumberFormat.E164),
        phonenumbers.national_significant_number(number).lstrip("0"),
    )


def _without_country(digits: str) -> str:
    for length in (1, 2, 3):
        if digits[:length].isdecimal() and int(digits[:length]) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE:
            return digits[length:]
    return digits
