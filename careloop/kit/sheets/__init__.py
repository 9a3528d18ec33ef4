"""Excel and CSV in and out: preview, mapping of columns, and a report for every row."""

from careloop.kit.sheets.sheet import ADDED, CHANGED, SAME, Column, Saved, Sheet, register

__all__ = ["ADDED", "CHANGED", "SAME", "Column", "Saved", "Sheet", "register"]
