"""Document numbers such as SC26-NB-000123: drawn once each, and turned back into the record they name."""

from careloop.kit.numbering.kinds import Kind, kind_of, model_of, page_of, register
from careloop.kit.numbering.number import Number, parse
from careloop.kit.numbering.series import draw, draw_gapless, ensure

__all__ = [
    "Kind",
    "Number",
    "draw",
    "draw_gapless",
    "ensure",
    "kind_of",
    "model_of",
    "page_of",
    "parse",
    "register",
]
