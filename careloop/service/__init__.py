"""Calls, cases, orders, vouchers and dispatch: from a customer's call to a satisfied close."""
