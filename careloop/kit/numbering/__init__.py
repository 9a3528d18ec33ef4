"""Document numbers such as SC26-NB-000123: drawn once each, and turned back into the record they name."""

from careloop.kit.numbering.kinds import Kind, all_kinds, kind_of, model_of, page_of, register
from careloop.kit.numbering.number import Number, begins_number, parse
from careloop.kit.numbering.series import draw, draw_gapless, ensure, skip_to

__all__ = [
    "Kind",
    "Number",
    "all_kinds",
    "begins_number",
    "draw",
    "draw_gapless",
    "ensure",
    "kind_of",
    "model_of",
    "page_of",
    "parse",
    "register",
    "skip_to",
]
