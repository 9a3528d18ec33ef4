"""Which signs the fonts cannot draw, and what is printed instead.

Typst itself is asked, with the very fonts that print: no table of ours can differ from what it draws. It is
asked for whole signs (a letter with its marks, an emoji with all its joined parts), as a font may have the
parts and yet not the whole. A picture without a glyph becomes 〓, the printer's mark for a type that is not
in the case; a letter or ideograph becomes its code, [U+20BB7], because names must stay recoverable.
"""

import json
import re
import unicodedata
from collections.abc import Collection

from careloop.kit.papers.press import NUMBERS, SIMPLIFIED, TRADITIONAL, GlyphMissing, compile_pdf

SUBSTITUTE = "〓"

# Both weights and the face of numbers: one of them might lack what another has.
PROBE = f"""
#set text(font: ("{SIMPLIFIED}", "{TRADITIONAL}"))
#for sign in json(bytes(sys.inputs.signs)) [
  #sign #strong(sign) #text(font: "{NUMBERS}", sign)

]
"""

# What clings to the letter or picture before it: combining marks (they lie between these two), and
# joiner, variation selectors, skin tones, tags of flags.
MARKS = "".join(chr(code) for code in range(0x300, 0x1E94B) if unicodedata.category(chr(code))[0] == "M")
VARIANT = re.compile("[\u20dd-\u20e4\ufe00-\ufe0f]")  # of a drawing, not of a word: needs no code of its own
CLINGING = "\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\U000e0100-\U000e01ef"
SIGN = re.compile(f"(?:[\U0001f1e6-\U0001f1ff]{{2}}|\\S)(?:[{CLINGING}{re.escape(MARKS)}]|(?<=\u200d)\\S)*")

# Neither ink nor space; the reversing controls could make a line read as something else than was typed.
INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufeff]")
# The one space that some scripts draw as a stroke, and most fonts not at all.
OGHAM_SPACE = "\u1680"
SURROGATE = re.compile(r"[\ud800-\udfff]")

_drawn: set[str] = set()
_missing: set[str] = set()


def missing_glyphs(text: str) -> set[str]:
    """The signs of `text` that none of our fonts can draw (each is asked once per process)."""
    signs = set(SIGN.findall(cleaned(text)))
    unknown = signs - _drawn - _missing
    hopeless = {sign for sign in unknown if unicodedata.category(sign[0]) in ("Cn", "Co")}
    _missing.update(hopeless)
    _sort_out(sorted(unknown - hopeless))
    return signs & _missing


def marked(text: str) -> set[str]:
    """The signs that something clings to: in the wrong company they may fail though each can be drawn."""
    return {sign for sign in SIGN.findall(text) if len(sign) > 1 or sign in MARKS}


def substituted(text: str, missing: Collection[str]) -> str:
    return SIGN.sub(lambda found: _substitute(found[0]) if found[0] in missing else found[0], text)


def cleaned(text: str) -> str:
    """Composed accents, plain line ends, and nothing that cannot be seen."""
    text = unicodedata.normalize(
        "NFC", text.replace("\r\n", "\n").replace("\t", " ").replace(OGHAM_SPACE, " ")
    )
    return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", INVISIBLE.sub("", text))


def _substitute(sign: str) -> str:
    first, rest = sign[0], sign[1:]
    if unicodedata.category(first)[0] not in "LMN":
        return SUBSTITUTE
    shown = _code(first) if missing_glyphs(first) else first
    return shown + "".join(_code(mark) for mark in rest if mark in MARKS and not VARIANT.match(mark))


def _code(letter: str) -> str:
    return f"[U+{ord(letter):04X}]"


def _sort_out(signs: list[str]) -> None:
    """Halves the heap until every sign without a glyph stands alone."""
    if not signs:
        return
    if _all_drawn(signs):
        _drawn.update(signs)
    elif len(signs) == 1:
        _missing.update(signs)
    else:
        middle = len(signs) // 2
        _sort_out(signs[:middle])
        _sort_out(signs[middle:])


def _all_drawn(signs: list[str]) -> bool:
    try:
        compile_pdf(PROBE, {"signs": json.dumps(signs)})
    except GlyphMissing:
        return False
    return True
