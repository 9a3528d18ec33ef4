"""The printing press: Typst with the fonts of the project, one of each per process."""

import threading
from functools import lru_cache
from pathlib import Path
from typing import Final

import typst
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

# Templates may import files below this folder and no others (`#import "/kit/papers/careloop.typ": *`).
ROOT = Path(__file__).resolve().parent.parent.parent

# A-2u is the archive format. Typst then refuses a page on which a character has no glyph, so that no
# paper can leave the house with a box where a name should stand.
STANDARD: Final = "a-2u"

SIMPLIFIED, TRADITIONAL = "Noto Sans S Chinese", "Noto Sans T Chinese"
NUMBERS = "DejaVu Sans Mono"  # comes inside Typst

# Typst takes changed data through one compiler; two threads must not do so at once.
_one_at_a_time = threading.Lock()


class FontsMissing(ImproperlyConfigured):
    """The front-end files, which hold the fonts, are not installed."""


class GlyphMissing(ValueError):
    """Some text on the page cannot be drawn with the fonts at hand."""


class BrokenTemplate(RuntimeError):
    """Typst refused the template; the message says where."""


def font_folders() -> list[Path]:
    packages = Path(settings.FRONT_END_DIR) / "@embedpdf"
    return [packages / "fonts-sc" / "fonts", packages / "fonts-tc" / "fonts"]


def families(language: str) -> list[str]:
    """The same ideograph is drawn otherwise in each region: the reader's own region comes first."""
    return [TRADITIONAL, SIMPLIFIED] if language == "zh-hant" else [SIMPLIFIED, TRADITIONAL]


def compile_pdf(source: str, inputs: dict[str, str], *, created: int = 0) -> bytes:
    """`created` in seconds since 1970. Raises GlyphMissing, BrokenTemplate."""
    try:
        with _one_at_a_time:
            pdf = _compiler().compile(
                input=source.encode(),
                sys_inputs=inputs,
                format="pdf",
                pdf_standards=STANDARD,
                timestamp=created,
            )
    except typst.TypstError as error:
        refusal = GlyphMissing if "could not be displayed" in error.message else BrokenTemplate
        raise refusal(error.diagnostic or error.message) from error
    assert isinstance(pdf, bytes)
    return pdf


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    return typst.Compiler(root=ROOT, font_paths=_fonts(), ignore_system_fonts=True)


def _fonts() -> typst.Fonts:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(folder) for folder in font_folders()],
    )
    absent = {SIMPLIFIED, TRADITIONAL, NUMBERS} - set(fonts.families())
    if absent:
        raise FontsMissing(
            f"Papers cannot be printed: the fonts {', '.join(sorted(absent))} were not found. "
            f"Install the front-end files (`npm ci --ignore-scripts`) or set CARELOOP_FRONT_END_DIR."
        )
    return fonts
