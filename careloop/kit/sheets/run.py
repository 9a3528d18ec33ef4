"""The import itself: rows in batches, each one transaction with its report; taken up where it broke off."""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from careloop.kit.jobs import LONG, job
from careloop.kit.journal import record
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.refusals import Refusal
from careloop.kit.sheets import words
from careloop.kit.sheets.importer import Importer
from careloop.kit.sheets.models import Import, ImportRow
from careloop.kit.sheets.rows import ROW, Cleaner, Errors, Row, read
from careloop.kit.sheets.sheet import REFUSED, Saved, Sheet

logger = logging.getLogger("careloop.sheets")

Taken = tuple[Row, Saved | None]


class TakenOver(Exception):
    """Another worker does this import."""


@job(lane=LONG, retries=5)
def run(import_id: str, *, at: datetime) -> None:
    """The job. What the database could not do just now is tried again; else the import ends, in words."""
    try:
        run_import(UUID(import_id), at)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        running = Import.objects.filter(pk=import_id, state=Import.State.RUNNING)
        running.update(state=Import.State.FAILED, failure=f"{type(error).__name__}: {error}"[:500])
        raise


def run_import(import_id: UUID, now: datetime) -> Import:
    """Does what is not done yet; each row is whole or refused. Returns the import as it then stands."""
    work = Import.objects.get(pk=import_id)
    sheet = work.declared
    if work.state != Import.State.RUNNING or sheet is None:
        return work
    actor = _importer(work, now)
    with translation.override(work.language):
        try:
            for batch in _batches(work, sheet):
                _take(work, sheet, batch, actor, now)
            _finish(work, actor, now)
        except TakenOver:
            logger.warning("Import %s is being done by another worker.", work.pk)
    return Import.objects.get(pk=import_id)


def _batches(work: Import, sheet: Sheet) -> Iterator[list[Row]]:
    """Rows not done yet, cleaned. Earlier ones are cleaned too, for the keys they hold."""
    cleaner = Cleaner(sheet, work.mapping, work.language)
    done, batch = work.done_count, []
    for count, row in enumerate(read(work.rows_file, header=work.header_row), 1):
        cleaner.clean(row)
        if count > done:
            batch.append(row)
        if len(batch) == sheet.batch:
            yield batch
            batch = []
    if batch:
        yield batch


def _take(work: Import, sheet: Sheet, batch: list[Row], actor: Actor, now: datetime) -> None:
    with transaction.atomic():
        # Who moves the mark owns the batch; a second worker waits here and then finds it moved.
        mine = Import.objects.filter(pk=work.pk, state=Import.State.RUNNING, done_count=work.done_count)
        if not mine.update(done_count=work.done_count + len(batch)):
            raise TakenOver
        taken = _save_all(sheet, batch, actor, now)
        rows = [_report(work, row, saved) for row, saved in taken]
        ImportRow.objects.bulk_create(rows)
        outcomes = [row.outcome for row in rows]
        counts = {name: F(name) + outcomes.count(name) for name in set(outcomes)}
        Import.objects.filter(pk=work.pk).update(**counts)
    work.done_count += len(batch)


def _save_all(sheet: Sheet, batch: list[Row], actor: Actor, now: datetime) -> list[Taken]:
    good = [row for row in batch if not row.errors]
    saved = _save_together(sheet, good, actor, now)
    if saved is None:
        saved = [_save(sheet, row, actor, now) for row in good]
    found = dict(zip((row.number for row in good), saved, strict=True))
    return [(row, found.get(row.number)) for row in batch]


def _save_together(sheet: Sheet, rows: list[Row], actor: Actor, now: datetime) -> list[Saved | None] | None:
    """None where the sheet cannot, or where one row spoils it: then each is tried by itself."""
    if sheet.save_many is None:
        return None
    try:
        with transaction.atomic():
            return [*sheet.save_many([row.cleaned for row in rows], actor=actor, at=now)]
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.info("Import %s: a batch is saved row by row: %s", sheet.name, error)
        return None


def _save(sheet: Sheet, row: Row, actor: Actor, now: datetime) -> Saved | None:
    try:
        with transaction.atomic():
            saved = sheet.save(row.cleaned, actor=actor, at=now)
            return Saved(saved) if isinstance(saved, str) else saved
    except (OperationalError, InterfaceError):
        raise
    except Refusal as refusal:
        row.errors = _said(refusal.errors) or {ROW: [str(refusal)]}
    except ValidationError as error:
        row.errors = error.message_dict if hasattr(error, "error_dict") else {ROW: error.messages}
    except IntegrityError:
        row.errors = {ROW: [_("This contradicts a record that is there already.")]}
    except Exception:
        logger.exception("Import %s: row %d could not be saved.", sheet.name, row.number)
        row.errors = {
            ROW: [_("This row could not be saved because of a fault in the program; it was written down.")]
        }
    return None


def _said(errors: dict[str, list[Any]]) -> Errors:
    return {name: [str(sentence) for sentence in sentences] for name, sentences in errors.items()}


def _report(work: Import, row: Row, saved: Saved | None) -> ImportRow:
    outcome = saved.outcome if saved else REFUSED
    return ImportRow(
        of=work, number=row.number, outcome=outcome, record=saved.number if saved else "", errors=row.errors
    )


def _finish(work: Import, actor: Actor, now: datetime) -> None:
    with transaction.atomic():
        running = Import.objects.filter(pk=work.pk, state=Import.State.RUNNING, done_count=F("row_count"))
        if not running.update(state=Import.State.DONE, finished_at=now):
            raise TakenOver
        work.refresh_from_db()
        told = {
            "file": work.file_name,
            **{name: getattr(work, name) for name in ("added", "changed", "same", "refused")},
        }
        record(words.FINISHED, document=str(work.pk), told=told, actor=actor, at=now)


def _importer(work: Import, now: datetime) -> Importer:
    return Importer(
        person_id=work.person_id,
        name=work.person_name,
        post=work.post,
        unit_id=work.unit_id,
        entered_at=now,
        rights=work.rights,
        via=work.via,
    )
