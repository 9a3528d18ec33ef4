"""Counting worked time. Hours are read off the wall; durations are real time: an hour is an hour in any zone.

All moments must be aware; those returned are in UTC.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from careloop.kit.calendar.hours import DAY, Span, WorkingCalendar

NOTHING = timedelta(0)


class NoWorkingTime(ValueError):
    """The calendar has no working hours (left), so that no deadline can be counted."""


def add(calendar: WorkingCalendar, start_at: datetime, worked: timedelta) -> datetime:
    """The earliest moment by which `worked` has been worked since `start_at`.

    Nothing added gives the start itself, also outside working hours, and a sum that is full at noon is due
    at noon, not after lunch; so `add(add(s, a), b) == add(s, a + b)` for all a and b.
    Raises NoWorkingTime.
    """
    left = _amount(worked)
    start_at = _utc(start_at)
    if not left:
        return start_at
    for from_at, until_at in _spans_after(calendar, start_at):
        if from_at < start_at:
            from_at = start_at
        length = until_at - from_at
        if length >= left:
            return from_at + left
        left -= length
    raise NoWorkingTime(f"The calendar of {calendar.zone} has no working hours after {start_at:%Y-%m-%d}.")


def subtract(calendar: WorkingCalendar, due_at: datetime, worked: timedelta) -> datetime:
    """The latest moment from which `worked` can still be worked until `due_at`. Raises NoWorkingTime."""
    left = _amount(worked)
    due_at = _utc(due_at)
    if not left:
        return due_at
    for from_at, until_at in _spans_before(calendar, due_at):
        if until_at > due_at:
            until_at = due_at
        length = until_at - from_at
        if length >= left:
            return until_at - left
        left -= length
    raise NoWorkingTime(f"The calendar of {calendar.zone} has no working hours before {due_at:%Y-%m-%d}.")


def between(calendar: WorkingCalendar, from_at: datetime, until_at: datetime) -> timedelta:
    """What was worked between two moments; nothing when they stand the wrong way round."""
    total = NOTHING
    for start, end in spans_between(calendar, from_at, until_at):
        total += end - start
    return total


def spans_between(calendar: WorkingCalendar, from_at: datetime, until_at: datetime) -> Iterator[Span]:
    from_at, until_at = _utc(from_at), _utc(until_at)
    day = from_at.astimezone(calendar.tz).date()
    # One day more: where clocks are put back over midnight, a date can come again.
    last = until_at.astimezone(calendar.tz).date() + DAY
    while day <= last:
        for start, end in calendar.spans_on(day):
            start, end = max(start, from_at), min(end, until_at)
            if start < end:
                yield start, end
        day += DAY


def _spans_after(calendar: WorkingCalendar, at: datetime) -> Iterator[Span]:
    day = at.astimezone(calendar.tz).date()
    end = _last_day(calendar, day)
    while end is None or day <= end:
        for span in calendar.spans_on(day):
            if span[1] > at:
                yield span
        day += DAY


def _spans_before(calendar: WorkingCalendar, at: datetime) -> Iterator[Span]:
    day = at.astimezone(calendar.tz).date() + DAY
    end = _first_day(calendar, day)
    while end is None or day >= end:
        for span in reversed(calendar.spans_on(day)):
            if span[0] < at:
                yield span
        day -= DAY


def _last_day(calendar: WorkingCalendar, day: date) -> date | None:
    """The last day that can have hours; None when the last week goes on for ever."""
    weeks = list(calendar.later_weeks.values()) or [calendar.week]
    if any(weeks[-1].values()):
        return None
    return max([day, *calendar.special, *calendar.make_up, *calendar.later_weeks])


def _first_day(calendar: WorkingCalendar, day: date) -> date | None:
    if any(calendar.week.values()):
        return None
    return min([day, *calendar.special, *calendar.make_up, *calendar.later_weeks])


def _amount(worked: timedelta) -> timedelta:
    if worked < NOTHING:
        raise ValueError(f"Working time cannot be negative: {worked}.")
    return worked


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone.")
    return at.astimezone(UTC)
