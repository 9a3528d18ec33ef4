import re

from careloop.catalog.rules import fold

# Long enough to tell names apart, short enough for a narrow index.
LONGEST = 40
MOST = 24

# Chinese, Japanese and Korean are written without blanks, so there a name may be entered at any character.
UNSPACED = "぀-ヿ㐀-䶿一-鿿豈-﫿가-힯"
WORD = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])\w)+")


def name_parts(*names: str) -> list[str]:
    """The name, and the name from each of its words on, folded: what a search may begin with.

    “María García” gives “maria garcia” and “garcia”, 永盛物业 gives itself, 盛物业, 物业 and 业: so a plain
    index finds a part of a name, on both engines.
    """
    found: dict[str, None] = {}
    for name in names:
        folded = fold(name)
        starts = [match.start() for match in WORD.finditer(folded)]
        for start in starts or ([0] if folded else []):
            found.setdefault(folded[start : start + LONGEST].rstrip())
    return list(found)[:MOST]


def serial_key(serial: str) -> str:
    """A serial number as it is compared: without blanks, dashes and case."""
    return re.sub(r"[\W_]+", "", fold(serial)).upper()
