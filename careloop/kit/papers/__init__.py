"""Printed papers: a Typst template and data as JSON make a PDF with all its named copies, in any language."""

from careloop.kit.papers.content import Picture, Signature
from careloop.kit.papers.glyphs import missing_glyphs
from careloop.kit.papers.paper import (
    Copy,
    Letterhead,
    Paper,
    UnknownCopy,
    UnknownPaper,
    find,
    register,
    registered,
)
from careloop.kit.papers.press import BrokenTemplate, FontsMissing, GlyphMissing
from careloop.kit.papers.render import render

__all__ = [
    "BrokenTemplate",
    "Copy",
    "FontsMissing",
    "GlyphMissing",
    "Letterhead",
    "Paper",
    "Picture",
    "Signature",
    "UnknownCopy",
    "UnknownPaper",
    "find",
    "missing_glyphs",
    "register",
    "registered",
    "render",
]
