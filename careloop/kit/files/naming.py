import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 200
# Left to right and back again: "photo_gpj.exe" could pass for "photo_exe.jpg".
REVERSING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def cleaned_name(given: str) -> str:
    """The last part of whatever path was given, without what cannot be seen; never empty."""
    name = re.split(r"[/\\]", given)[-1]
    name = "".join(each for each in name if unicodedata.category(each) not in ("Cc", "Cs", "Zl", "Zp"))
    name = unicodedata.normalize("NFC", REVERSING.sub("", name)).strip(" .")
    ending = PurePosixPath(name).suffix[:20]
    if len(name) > LONGEST:
        name = name[: LONGEST - len(ending)] + ending
    return name or "file"
