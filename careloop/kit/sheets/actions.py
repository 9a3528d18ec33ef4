"""A file arrives, its columns are told, the import is started; what it then does to each row is in `run`."""

import re
import shutil
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import uuid4

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from careloop.kit.jobs import enqueue_after_commit
from careloop.kit.journal import record, tell
from careloop.kit.lifecycle.action import action
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.refusals import NotAllowed, Unacceptable
from careloop.kit.sheets import header as headings
from careloop.kit.sheets import refusals, words
from careloop.kit.sheets.importer import rights_of
from careloop.kit.sheets.models import Import
from careloop.kit.sheets.reading.convert import MOST_ROWS, convert
from careloop.kit.sheets.rows import read
from careloop.kit.sheets.sheet import Sheet

MEGABYTES = 50
NAME_ENDS = re.compile(r"[\x00-\x1f\x7f]|^.*[/\\]")


class Upload(Protocol):
    """What is asked of a file: Django's uploads and `django.core.files.File` have it."""

    name: str | None
    size: int

    def chunks(self) -> Any: ...


def receive(sheet: Sheet, *, upload: Upload, actor: Actor, at: datetime) -> Import:
    """Keeps the file, reads it and proposes which column is which field.

    Raises NotAllowed, and the refusals of `careloop.kit.sheets.refusals`; nothing is kept then.
    """
    # No transaction: a large workbook takes seconds to read, and nobody should wait behind that.
    _require(sheet, actor)
    if upload.size > MEGABYTES * 1024 * 1024:
        raise refusals.TooLarge(megabytes=MEGABYTES)
    work = Import(
        id=uuid4(), sheet=sheet.name, uploaded_at=at, language=get_language() or "en", via=actor.via
    )
    work.file_name = NAME_ENDS.sub("", upload.name or "")[-200:] or "file"
    work.person_id, work.person_name, work.post, work.unit_id = (
        actor.person_id,
        actor.name[:80],
        actor.post,
        actor.unit_id,
    )
    try:
        _keep(work, upload)
        _read_header(work, sheet)
        work.save(force_insert=True)
    except BaseException:
        shutil.rmtree(work.folder, ignore_errors=True)
        raise
    return work


@action
def choose(work: Import, *, mapping: Mapping[str, int], actor: Actor, at: datetime) -> Import:
    """Says which column (counted from 0) holds which field. Raises AlreadyStarted."""
    sheet = _sheet_of(work, actor)
    wrong = {
        name: [_("There is no such column.")]
        for name, index in mapping.items()
        if not 0 <= index < len(work.header)
    }
    wrong |= {name: [_("There is no such field.")] for name in mapping if name not in sheet.fields}
    if wrong:
        raise Unacceptable(errors=wrong)
    if not Import.objects.filter(pk=work.pk, state=Import.State.UPLOADED).update(mapping=dict(mapping)):
        raise refusals.AlreadyStarted
    work.mapping = dict(mapping)
    return work


@action
def start(work: Import, *, actor: Actor, at: datetime) -> Import:
    """Starts the import as a job. Raises MissingColumns, AlreadyStarted."""
    from careloop.kit.sheets.run import run

    begin(work, actor=actor, at=at)
    enqueue_after_commit(run, str(work.pk))
    return work


@action
def begin(work: Import, *, actor: Actor, at: datetime) -> Import:
    """Marks it as running, with the rights of whoever starts it; `run_import` does the rest."""
    sheet = _sheet_of(work, actor)
    if absent := headings.missing(sheet, work.mapping):
        names = pgettext("between the items of a list", ", ").join(
            headings.label_of(sheet, name) for name in absent
        )
        raise refusals.MissingColumns(columns=names)
    work.rights = rights_of(actor, (sheet.capability, *sheet.rights))
    work.state, work.started_at = Import.State.RUNNING, at
    waiting = Import.objects.filter(pk=work.pk, state=Import.State.UPLOADED)
    if not waiting.update(rights=work.rights, state=work.state, started_at=at):
        raise refusals.AlreadyStarted
    told = {"file": work.file_name, "sheet": tell.word(sheet.title), "rows": work.row_count}
    record(words.STARTED, document=str(work.pk), told=told, actor=actor, at=at)
    return work


@action
def go_on(work: Import, *, actor: Actor, at: datetime) -> Import:
    """Takes up an import that stopped half way; rows that are done are not done again."""
    from careloop.kit.sheets.run import run

    _sheet_of(work, actor)
    stopped = Import.objects.filter(pk=work.pk, state__in=[Import.State.FAILED, Import.State.RUNNING])
    if not stopped.update(state=Import.State.RUNNING, failure="", started_at=at):
        raise refusals.AlreadyStarted(_("This import is finished."))
    enqueue_after_commit(run, str(work.pk))
    return work


def remove_old(before: datetime) -> int:
    """Takes away imports uploaded before then, with their files; running ones stay. For the timetable."""
    old = list(Import.objects.filter(uploaded_at__lt=before).exclude(state=Import.State.RUNNING))
    for work in old:
        folder = work.folder  # it follows from the id, which goes with the row
        work.delete()
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)


def _keep(work: Import, upload: Upload) -> None:
    work.folder.mkdir(parents=True)
    with work.original.open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)


def _read_header(work: Import, sheet: Sheet) -> None:
    convert(work.original, work.rows_file)
    top: list[list[str]] = [[] for _row in range(headings.LOOK_AT)]
    for row in read(work.rows_file):
        if row.number > len(top):
            break
        top[row.number - 1] = row.cells
    work.header_row = headings.find_header(sheet, top)
    work.header = top[work.header_row]
    work.mapping = headings.propose(sheet, work.header)
    work.row_count = sum(1 for _row in read(work.rows_file, header=work.header_row))
    if not work.row_count:
        raise refusals.EmptyTable
    if work.row_count > MOST_ROWS:
        raise refusals.TooManyRows(most=MOST_ROWS)


def _sheet_of(work: Import, actor: Actor) -> Sheet:
    sheet = work.declared
    if sheet is None:
        raise refusals.UnknownSheet
    _require(sheet, actor)
    return sheet


def _require(sheet: Sheet, actor: Actor) -> None:
    if not actor.may(sheet.capability):
        raise NotAllowed
