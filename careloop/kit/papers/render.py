import json
from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from careloop.kit.numbering import page_of
from careloop.kit.papers.codes import qr
from careloop.kit.papers.content import Svg, plain, with_glyphs
from careloop.kit.papers.paper import Letterhead, Paper, UnknownCopy, find, template_path
from careloop.kit.papers.press import GlyphMissing, compile_pdf, families

# The words of the frame that all papers share; the page numbers are filled in by the template.
FRAME = {
    "page": _("Page %(page)s of %(pages)s"),
    "copy": _("%(name)s · %(part)s of %(parts)s"),
    "phone": _("Telephone %(phone)s"),
    "printed": _("Printed %(at)s by %(by)s"),
    "fingerprint": _("Fingerprint of what was signed (SHA-256)"),
}


def render(
    name: str,
    row: Any,
    *,
    language: str,
    copy: str | None = None,
    printed_at: datetime,
    printed_by: str,
) -> bytes:
    """The paper as a PDF (archive format PDF/A-2u), all its copies one after another unless one is named.

    A paper that does not exist in `language` is printed in the first language it has.
    The same arguments give the same bytes. Raises UnknownPaper, UnknownCopy, BrokenTemplate, and
    GlyphMissing where the template's own words cannot be drawn.
    """
    paper = find(name)
    language = language if language in paper.languages else paper.languages[0]
    with translation.override(language):
        content = _content(paper, row, language, copy, printed_at, printed_by)
    try:
        return _printed(paper, with_glyphs(content), printed_at)
    except GlyphMissing:
        return _printed(paper, with_glyphs(content, strictly=True), printed_at)


def _printed(paper: Paper, content: dict[str, Any], printed_at: datetime) -> bytes:
    source = template_path(paper.template).read_text(encoding="utf-8")
    inputs = {"paper": json.dumps(content, ensure_ascii=False)}
    return compile_pdf(source, inputs, created=int(printed_at.timestamp()))


def _content(
    paper: Paper, row: Any, language: str, copy: str | None, printed_at: datetime, printed_by: str
) -> dict[str, Any]:
    data = dict(paper.data(row, language))
    head: Letterhead = data.pop("letterhead")
    number = str(data.pop("number"))
    zone = ZoneInfo(head.zone) if head.zone else None
    whole = {
        "title": paper.title,
        "number": number,
        "qr": _code(data.pop("path", None) or page_of(number)),
        "letterhead": asdict(head),
        "copies": _copies(paper, copy),
        "printed": {"at": printed_at, "by": printed_by},
        "frame": FRAME,
        "labels": paper.labels,
        "data": data,
    }
    return plain(whole, language, zone) | {"language": language, "fonts": families(language)}


def _copies(paper: Paper, code: str | None) -> list[dict[str, Any]]:
    copies = [
        {"code": each.code, "name": each.name, "part": part, "parts": len(paper.copies)}
        for part, each in enumerate(paper.copies, start=1)
        if code in (None, each.code)
    ]
    if code is not None and not copies:
        raise UnknownCopy(f"{paper.name} has no copy {code!r}.")
    return copies or [{"code": "", "name": "", "part": 1, "parts": 1}]


def _code(path: str | None) -> Svg | None:
    """No code rather than one that leads nowhere."""
    return Svg(qr(settings.PUBLIC_URL.rstrip("/") + path)) if path else None
