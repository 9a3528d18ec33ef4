from collections.abc import Mapping as Table
from dataclasses import dataclass

Names = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """How the rows of somebody else's table are read as our history.

    columns: our field → the heading of their column.
    families, results: their word → ours; a row with another word is refused.
    no_brand, point_noise: in small letters without accents.
    """

    source: Table[str, str]
    region_code: str
    region_names: Names
    time_zone: str
    columns: Table[str, str]
    families: Table[str, tuple[str, Names]]
    results: Table[str, str]
    no_brand: frozenset[str]
    point_noise: frozenset[str]
