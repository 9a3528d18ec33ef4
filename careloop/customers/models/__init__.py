from careloop.customers.models import begins  # noqa: F401  (the lookup `…__begins`)
from careloop.customers.models.contact import Address, Consent, Phone
from careloop.customers.models.contract import Contract
from careloop.customers.models.customer import Customer, Merge, NamePart
from careloop.customers.models.device import Device
from careloop.customers.models.seen import met_through
from careloop.customers.models.warranty import WarrantyTerms

__all__ = [
    "Address",
    "Consent",
    "Contract",
    "Customer",
    "Device",
    "Merge",
    "NamePart",
    "Phone",
    "WarrantyTerms",
    "met_through",
]
