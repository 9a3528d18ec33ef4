"""The played company many times over: rows of every table in bulk, the journal with its macs and sealed.

What is copied was made by the real actions, so a copy has all that a case has: clocks, alarms, messages,
voucher, story. Each copy has people, customers, phones, serials and numbers of its own. Two things are not
true of the copies: files are named but do not lie on the disk, and a stopped clock that moved over a holiday
would not be recounted to the same sum. For measuring only; a company's own database is refused.
"""

from careloop.demo.bulk.loading import load

__all__ = ["load"]
