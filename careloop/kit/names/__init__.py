"""Names of master data in several languages: stored together, said in the reader's."""

from careloop.kit.names.field import NamesField
from careloop.kit.names.find import named
from careloop.kit.names.listed import listed
from careloop.kit.names.say import FALLBACKS, say

__all__ = ["FALLBACKS", "NamesField", "listed", "named", "say"]
