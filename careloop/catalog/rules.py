"""How texts of the catalogue are compared: without case, accents, width of letters, or doubled blanks."""

import unicodedata
from collections.abc import Mapping


def fold(text: str) -> str:
    """ "Lavadora Básica" and "ＬＡＶＡＤＯＲＡ  basica" fold to the same text; Chinese stays as it is."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFC", bare).split())


def search_text(code: str, names: Mapping[str, str]) -> str:
    """What a model is found by: its code and its names in every language."""
    return fold(" ".join(dict.fromkeys([code, *names.values()])))[:600]
