from careloop.catalog.models.family import Brand, Family
from careloop.catalog.models.fault import FaultCode
from careloop.catalog.models.labour import LabourOperation
from careloop.catalog.models.model import ProductModel

__all__ = ["Brand", "Family", "FaultCode", "LabourOperation", "ProductModel"]
