from careloop.catalog.queries.families import (
    FAMILIES,
    chain,
    families_below,
    family_lines,
    family_path,
    skill_of,
)
from careloop.catalog.queries.faults import Fault, fault_tree
from careloop.catalog.queries.labour import operations_on
from careloop.catalog.queries.products import find_models, model_named

__all__ = [
    "FAMILIES",
    "Fault",
    "chain",
    "families_below",
    "family_lines",
    "family_path",
    "fault_tree",
    "find_models",
    "model_named",
    "operations_on",
    "skill_of",
]
