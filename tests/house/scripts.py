"""Simplified and traditional Chinese told apart: GB 2312 holds only the one, Big5 only the other."""

CODES = {"zh_Hans": "gb2312", "zh-hans": "gb2312", "zh_Hant": "big5", "zh-hant": "big5"}


def in_the_wrong_script(text: str, language: str) -> str:
    """The ideographs of a text that its script does not have."""
    code = CODES.get(language)
    return "".join(letter for letter in text if code and "一" <= letter <= "鿿" and not _has(code, letter))


def _has(code: str, letter: str) -> bool:
    try:
        letter.encode(code)
    except UnicodeEncodeError:
        return False
    return True
