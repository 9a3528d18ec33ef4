from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.actor import Actor, System
from careloop.kit.lifecycle.refusals import Unacceptable
from careloop.org.models import Calendar
from careloop.presets.history.cleaning import Cleaned, NotACase, cleaned
from careloop.presets.history.mapping import Mapping
from careloop.presets.history.masters import Masters
from careloop.presets.history.reading import Read, rows_of
from careloop.presets.history.report import Refused, Report
from careloop.service.actions import history
from careloop.service.models import HistorySource

# One transaction each: nobody waits long behind it, and what is done stays done when it breaks off.
BATCH = 300

Good = tuple[int, Cleaned]
Tell = Callable[[Refused], None]


class NotThisTable(Unacceptable):
    sentence = _("The file lacks the columns %(columns)s, so it is not the table of this mapping.")


class NoCompany(Unacceptable):
    sentence = _("There is no company yet to take history over: load a preset first.")


class NoFile(Unacceptable):
    sentence = _("The file %(path)s cannot be read.")


def run(
    path: Path, mapping: str = "open_repair", *, at: datetime, tell: Tell = lambda refused: None
) -> Report:
    """Takes the file's rows over as history; run again, it goes on where it broke off.

    `mapping` names a module of `careloop.presets`. `tell` is given every refused row, so that none needs to
    be kept. Raises NoFile, NotThisTable, NoCompany.
    """
    try:
        return Import(path, import_module(f"careloop.presets.{mapping}").MAPPING, at, tell).run()
    except OSError as error:
        raise NoFile(path=str(path)) from error


class Import:
    def __init__(self, path: Path, mapping: Mapping, at: datetime, tell: Tell) -> None:
        self.path, self.mapping, self.at, self.tell = path, mapping, at, tell
        self.actor: Actor = System(at, via="console")
        self.today = at.astimezone(ZoneInfo(mapping.time_zone)).date()
        self.report = Report(f"{mapping.source['name']}, {mapping.source['licence']}")

    def run(self) -> Report:
        rows = rows_of(self.path)
        places = self._places(next(rows, Read(0)))
        with transaction.atomic():
            masters, source = self._masters(), self._source()
        batch: list[Good] = []
        for good in self._good(rows, places):
            batch.append(good)
            if len(batch) == BATCH:
                self._take(batch, masters, source)
                batch = []
        self._take(batch, masters, source)
        return self.report

    def _places(self, head: Read) -> dict[str, int]:
        """Our field → which of their columns."""
        headings = [cell.strip() for cell in head.cells]
        missing = [name for name in self.mapping.columns.values() if name not in headings]
        if missing:
            raise NotThisTable(columns=", ".join(missing))
        return {ours: headings.index(theirs) for ours, theirs in self.mapping.columns.items()}

    def _masters(self) -> Masters:
        if not Calendar.objects.exists():
            raise NoCompany
        return Masters(self.mapping, self.actor, self.at)

    def _source(self) -> HistorySource:
        return history.name_source(**self.mapping.source, actor=self.actor, at=self.at)

    def _good(self, rows: Iterator[Read], places: dict[str, int]) -> Iterator[Good]:
        for row in rows:
            self.report.read += 1
            if not row.cells:
                self._refuse(row.line, "", NotACase(_("The row's cells or quotation marks do not fit.")))
                continue
            told = {name: row.cells[place] for name, place in places.items()}
            try:
                yield row.line, cleaned(told, self.mapping, self.today)
            except NotACase as error:
                self._refuse(row.line, told["history_id"], error)

    def _refuse(self, line: int, id: str, error: NotACase) -> None:
        self.report.refused += 1
        self.report.reasons[error.reason] += 1
        self.tell(Refused(line, id, str(error)))

    def _take(self, batch: Sequence[Good], masters: Masters, source: HistorySource) -> None:
        with transaction.atomic():
            rows = [self._old_case(row, masters) for _line, row in batch]
            done = history.take_over(rows, source=source, actor=self.actor, at=self.at)
        self.report.taken += done.taken
        self.report.there += done.there
        for place in done.contradicted:
            line, row = batch[place]
            self._refuse(line, row.history_id, NotACase(_("Another case with this id is there already.")))

    def _old_case(self, row: Cleaned, masters: Masters) -> history.OldCase:
        return history.OldCase(
            history_id=row.history_id,
            unit=masters.point(row.point),
            on=row.on,
            title=row.title,
            description=row.description,
            result=row.result,
            family=masters.family(row.family),
            brand=masters.brand(row.brand),
            thing=row.thing,
            barrier=row.barrier,
        )
