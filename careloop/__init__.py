"""Careloop: after-sales service, from a customer's call to a satisfied close."""

__version__ = "0.1.0"
