"""Tools that know nothing about after-sales."""
