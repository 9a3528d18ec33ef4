"""Documents are kept as they came, and known by what is in them, never by what they are called."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.refusals import Unacceptable

WORKBOOK_PARTS = {"[Content_Types].xml", "xl/workbook.xml"}
MOST_UNFOLDED = 200 * 1024 * 1024
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


class NotADocument(Unacceptable):
    code = "not_a_document"
    sentence = _("This is not a document that can be kept. Send PDF, Excel (xlsx), CSV or plain text.")


class MacroWorkbook(NotADocument):
    code = "macro_workbook"
    sentence = _("The workbook holds macros. Save it as xlsx without them.")


def content_type_of(sent: bytes, name: str) -> str:
    if sent.startswith(b"%PDF-"):
        return "application/pdf"
    if sent.startswith(b"PK\x03\x04"):
        return _workbook(sent)
    if _is_text(sent):
        return "text/csv" if name.lower().endswith(".csv") else "text/plain"
    raise NotADocument


def _workbook(sent: bytes) -> str:
    try:
        with ZipFile(BytesIO(sent)) as parts:
            names = set(parts.namelist())
            unfolded = sum(part.file_size for part in parts.infolist())
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise NotADocument from error
    if not names >= WORKBOOK_PARTS or unfolded > MOST_UNFOLDED:
        raise NotADocument
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise MacroWorkbook
    return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _is_text(sent: bytes) -> bool:
    """UTF-8, or GB 18030 as older Chinese programs write it."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return not CONTROL.search(sent.decode(encoding))
        except UnicodeDecodeError:
            continue
    return False
