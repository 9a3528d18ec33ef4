"""CSV: which letters, which separator, which rows."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from careloop.kit.sheets.refusals import NotATable, OpenQuotation

SEPARATORS = ",;\t|"
SAMPLE = 200_000
LONGEST_CELL = 100_000
CONTROLS = frozenset(chr(code) for code in range(32)) - {"\t", "\n", "\r", "\x0b", "\x0c", "\x1a"}
WESTERN = frozenset("áéíóúüñçàèìòùâêîôûäëïöãõÁÉÍÓÚÜÑÇÀÈÌÒÙÂÊÎÔÛÄËÏÖÃÕ¿¡ºª°€£·«»“”‘’–—…®©ß")


def rows_of(path: Path) -> Iterator[list[str]]:
    """Raises NotATable, OpenQuotation."""
    content = path.read_bytes()
    text = decoded(content)
    if any(letter in CONTROLS for letter in text[:SAMPLE]):
        raise NotATable
    if text[:500].lstrip().lower().startswith(("<!doctype", "<html", "<?xml", "<table", "{\\rtf", "%pdf")):
        raise NotATable
    csv.field_size_limit(LONGEST_CELL)
    # Only \r and \n end a line here; str.splitlines would cut at others that stand within cells.
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator_of(text[:SAMPLE]))
    row: list[str] = []
    count = 0
    try:
        for row in reader:
            count += 1
            yield row
    except csv.Error as error:
        raise OpenQuotation(row=count + 1) from error
    # The last cell ran to the end of the file over several lines and no quotation mark closed it.
    if row and "\n" in row[-1] and not text.rstrip().endswith('"'):
        raise OpenQuotation(row=count)


def decoded(content: bytes) -> str:
    """UTF-8 where it fits; else GB 18030, Big5 or Windows Western, whichever gives the most usual letters."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(encoding, "replace").removeprefix("\ufeff")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        found = max(("gb18030", "big5", "cp1252"), key=lambda encoding: usualness(content[:SAMPLE], encoding))
        return content.decode(found, "replace")


def usualness(content: bytes, encoding: str) -> float:
    """How many of the letters beyond ASCII are usual ones in texts of that encoding: 0 to 1."""
    # The sample may end within a letter; what cannot be read counts as unusual.
    letters = Counter(letter for letter in content.decode(encoding, "replace") if not letter.isascii())
    usual = sum(count for letter, count in letters.items() if _is_usual(letter, encoding))
    return usual / (letters.total() or 1)


def separator_of(sample: str) -> str:
    """The separator that cuts the most rows into the same number of cells, and more than one."""
    lines = sample.splitlines(keepends=True)[:60]

    def evenness(separator: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if len(row) > 1)
        except csv.Error:
            return 0, 0
        width, count = widths.most_common(1)[0] if widths else (0, 0)
        return count, width

    return max(SEPARATORS, key=evenness)


def _is_usual(letter: str, encoding: str) -> bool:
    if encoding == "cp1252":
        return letter in WESTERN
    try:
        code = letter.encode("gb2312" if encoding == "gb18030" else "big5")
    except UnicodeEncodeError:
        return False
    # Both national tables put punctuation first, then the characters in everyday use, then the rare ones.
    first, last = (0xB0, 0xD7) if encoding == "gb18030" else (0xA4, 0xC6)
    return first <= code[0] <= last or 0xA1 <= code[0] <= 0xA3
