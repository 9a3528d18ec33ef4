"""What a paper says, made into JSON: nothing that a customer typed ever becomes Typst source."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import number_format
from django.utils.functional import Promise

from careloop.kit.papers.codes import embedded
from careloop.kit.papers.glyphs import cleaned, marked, missing_glyphs, substituted
from careloop.kit.ui import moments

# Where no rule of writing breaks it, a word longer than this may be broken every few letters.
LONG_WORD = re.compile(r"[^\s\u200b\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]{25,}")
BREAK_EVERY = 8


@dataclass(frozen=True, slots=True)
class Picture:
    png: bytes


@dataclass(frozen=True, slots=True)
class Signature:
    """`digest` is the SHA-256 of what was signed, in hex."""

    png: bytes
    signer: str
    at: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class Svg:
    """Made by us, never from what was typed; passes unchanged."""

    source: str


def plain(value: Any, language: str, zone: tzinfo | None = None) -> Any:
    """Only text, numbers, lists and dicts: dates, moments and decimals as the language writes them.

    Raises TypeError for anything else, so that no row slips in whole.
    """
    with translation.override(language):
        return _plain(value, language, zone)


def _plain(value: Any, language: str, zone: tzinfo | None) -> Any:
    if isinstance(value, Mapping):
        if "svg" in value:
            raise TypeError("A picture on a paper is a Picture or a Signature, not a dict of its own.")
        return {str(key): _plain(each, language, zone) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each, language, zone) for each in value]
    if isinstance(value, Svg):
        return {"svg": value.source}
    if isinstance(value, Picture):
        return {"svg": embedded(value.png)}
    if isinstance(value, Signature):
        return {
            "svg": embedded(value.png),
            "signer": breakable(cleaned(value.signer)),
            "at": moment(value.at, language, zone),
            "digest": value.digest,
        }
    return _single(value, language, zone)


def _single(value: Any, language: str, zone: tzinfo | None) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str | Promise):
        return breakable(cleaned(str(value)))
    if isinstance(value, Decimal):
        return number_format(value, use_l10n=True, force_grouping=True)
    if isinstance(value, datetime):
        return moment(value, language, zone)
    if isinstance(value, date):
        return moments.plain_day(value)
    raise TypeError(f"A paper cannot show a {type(value).__name__}; give it text, a number or a moment.")


def moment(at: datetime, language: str, zone: tzinfo | None) -> str:
    local = timezone.localtime(at, zone)
    with translation.override(language):
        return f"{moments.plain_day(local.date())} {local:%H:%M}"


def breakable(text: str) -> str:
    return LONG_WORD.sub(lambda found: "\u200b".join(_pieces(found[0])), text)


def with_glyphs(content: Any, *, strictly: bool = False) -> Any:
    """The same content with a substitute for each sign without a glyph; strictly, for marked signs too."""
    text = "\n".join(_texts(content))
    missing = missing_glyphs(text) | (marked(text) if strictly else set())
    return _replaced(content, missing) if missing else content


def _pieces(word: str) -> Iterator[str]:
    piece = ""
    for letter in word:
        clings = unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf", "Sk")
        if len(piece) >= BREAK_EVERY and not clings and not piece.endswith("\u200d"):
            yield piece
            piece = ""
        piece += letter
    yield piece


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, dict):
        for key, value in content.items():
            if key != "svg":
                yield from _texts(value)
    elif isinstance(content, list):
        for value in content:
            yield from _texts(value)
    elif isinstance(content, str):
        yield content


def _replaced(content: Any, missing: set[str]) -> Any:
    if isinstance(content, dict):
        return {key: value if key == "svg" else _replaced(value, missing) for key, value in content.items()}
    if isinstance(content, list):
        return [_replaced(value, missing) for value in content]
    return substituted(content, missing) if isinstance(content, str) else content
