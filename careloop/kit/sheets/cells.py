"""A cell, as untidy as it comes, to the text that a form field expects."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

Adapter = Callable[[str], Any]

# Blanks and invisible signs that spreadsheets, web pages and chats leave at the ends of cells.
BLANKS = " \t\r\n\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff\u202a\u202c\u200e\u200f"
INVISIBLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))
FORMULA_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)
SHORTENED = re.compile(r"[+-]?\d(?:[.,]\d+)?E\+?\d{2,3}", re.IGNORECASE)
MARKED_AS_TEXT = re.compile(r"'(?=[-+=@\d(])")
YES = frozenset(
    [
        "yes",
        "y",
        "true",
        "1",
        "x",
        "✓",
        "✔",
        "√",
        "是",
        "對",
        "对",
        "有",
        "sí",
        "si",
        "s",
        "verdadero",
        "wahr",
    ]
)
NO = frozenset(["no", "n", "false", "0", "-", "否", "不", "無", "无", "没有", "沒有", "falso"])
FIRST_SERIAL, LAST_SERIAL = 10_000, 80_000  # 1927 to 2119, as Excel numbers days
EXCEL_EPOCH = datetime(1899, 12, 30)


def tidied(cell: str) -> str:
    """Without blanks at the ends, signs that cannot be seen, and the apostrophe that marks text in Excel.

    Raises ValidationError for a formula's error and for a number that Excel has shortened.
    """
    text = cell.translate(INVISIBLE).strip(BLANKS)
    text = MARKED_AS_TEXT.sub("", text, count=1) if text.startswith("'") else text
    if text in FORMULA_ERRORS:
        raise forms.ValidationError(_("The formula in this cell gives %(error)s."), params={"error": text})
    if SHORTENED.fullmatch(text):
        raise forms.ValidationError(
            _("Excel has shortened this number to %(number)s. Format the column as text and enter it again."),
            params={"number": text},
        )
    return text


def adapter_of(field: forms.Field, language: str) -> Adapter | None:
    """What a tidied cell needs before this field can clean it; None for nothing."""
    match field:
        case forms.DateTimeField() | forms.DateField():
            return lambda text: day_of(text, day_first={"es": True}.get(language))
        case forms.NullBooleanField() | forms.BooleanField():
            return yes_or_no
        case forms.ChoiceField():
            return _choice_adapter(field)
        case forms.IntegerField():
            return lambda text: text.replace(" ", "").replace("\u00a0", "")
        case _:
            return None


def yes_or_no(text: str) -> str:
    word = text.casefold()
    if word in YES or not word:
        return "true" if word else ""
    if word in NO:
        return "false"
    raise forms.ValidationError(_("Write yes or no, not “%(word)s”."), params={"word": text})


def day_of(text: str, *, day_first: bool | None = None) -> str:
    """A day (with its time, if one follows) in ISO order, from what people and spreadsheets write.

    Excel's day numbers, 2026/9/24, 2026年9月24日, 20260924, 24.9.2026, 24/9/2026. Where day and month
    cannot be told apart, `day_first` decides; None refuses.
    """
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and FIRST_SERIAL <= float(text) <= LAST_SERIAL:
        moment = EXCEL_EPOCH + timedelta(seconds=round(float(text) * 86_400))
        return moment.date().isoformat() if moment.time() == moment.min.time() else moment.isoformat(" ")
    if found := re.fullmatch(
        r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]+(.*))?", text
    ):
        return _iso(found[1], found[2], found[3], found[4])
    if found := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text):
        return _iso(found[1], found[2], found[3], "")
    if found := re.fullmatch(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4})(?:[ T]+(.*))?", text):
        day, month = _told_apart(int(found[1]), int(found[3]), True if found[2] == "." else day_first)
        return _iso(found[4], month, day, found[5])
    return text


def _told_apart(first: int, second: int, day_first: bool | None) -> tuple[int, int]:
    """Day and month."""
    if day_first is None and first <= 12 and second <= 12 and first != second:
        raise forms.ValidationError(_("Day and month cannot be told apart. Write the date like 2026-09-24."))
    swapped = (day_first is False and first <= 12) or second > 12
    return (second, first) if swapped else (first, second)


def _iso(year: Any, month: Any, day: Any, hour: str | None) -> str:
    text = f"{int(year):04}-{int(month):02}-{int(day):02}"
    return text if not hour or re.fullmatch(r"0?0:00(:00)?", hour) else f"{text} {hour}"


def _choice_adapter(field: forms.ChoiceField) -> Adapter:
    """People write the word, in any language, where the form knows the value."""
    values: dict[str, Any] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for value, label in _flat(field.choices):
                values.setdefault(str(label).casefold(), value)
    values |= {str(value).casefold(): value for value, _label in _flat(field.choices)}
    return lambda text: values.get(text.casefold(), text)


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    for value, label in choices:
        found += _flat(label) if isinstance(label, list | tuple) else [(value, label)]
    return found
