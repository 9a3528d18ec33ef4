"""Customers, their devices, what their warranty and contracts cover, and what they consented to."""
