"""Every timed job, one line each. Times are wall-clock times of the installation."""

from datetime import datetime, timedelta
from functools import partial

from careloop.kit import numbering
from careloop.kit.clocks.alarms import tick
from careloop.kit.clocks.hold import held
from careloop.kit.files.actions import remove_orphans, remove_strays
from careloop.kit.jobs import Timed, job
from careloop.kit.jobs.sweep import clear, sweep
from careloop.kit.journal.sealing import seal_all
from careloop.kit.lifecycle.idempotency import forget_answers
from careloop.kit.notices.outbox import deliver
from careloop.kit.numbering.kinds import all_kinds
from careloop.kit.sheets.actions import remove_old
from careloop.org.models import Unit
from careloop.wiring.people import tell_of_alarm


@job()
def tick_clocks(*, at: datetime) -> int:
    """Raises the alarms that are due and tells the posts that their ladders name."""
    if held(at):
        return 0
    return len(tick(at, tell=partial(tell_of_alarm, at=at)))


@job()
def seal_journal(*, at: datetime) -> int:
    return seal_all(at)


@job()
def remove_lost_files(*, at: datetime) -> int:
    """Uploads that no document claimed within a week: a phone may be without a signal for days. Also what lies in
    the storage without a row."""
    before = at - timedelta(days=7)
    return remove_orphans(before) + remove_strays(before)


@job()
def prepare_next_year(*, at: datetime) -> None:
    """Makes the number series of the coming year, so that no writer has to on New Year's morning."""
    for unit in Unit.objects.filter(closed_on=None):
        for kind in all_kinds():
            if not kind.gapless:
                numbering.ensure(kind.code, unit.code, at.year + 1)


@job()
def forget_idempotency_keys(*, at: datetime) -> int:
    return forget_answers(at - timedelta(days=7))


@job()
def remove_old_imports(*, at: datetime) -> int:
    return remove_old(at - timedelta(days=90))


TIMETABLE = (
    Timed("clocks.tick", tick_clocks, "* * * * *"),
    Timed("notices.deliver", deliver, "* * * * *"),
    Timed("journal.seal", seal_journal, "* * * * *"),
    Timed("jobs.sweep", sweep, "* * * * *"),
    Timed("jobs.clear", clear, "10 2 * * *"),
    Timed("files.remove-lost", remove_lost_files, "20 2 * * *"),
    Timed("api.forget-keys", forget_idempotency_keys, "40 2 * * *"),
    Timed("sheets.remove-old", remove_old_imports, "50 2 * * *"),
    Timed("numbering.prepare-next-year", prepare_next_year, "30 2 * 12 *"),
)
