from collections.abc import Callable
from tempfile import TemporaryFile
from typing import IO, Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careloop.kit.lifecycle.refusals import Unacceptable
from careloop.kit.pages.keyset import BadCursor, Page, cut
from careloop.kit.request import Request
from careloop.kit.sheets import actions, report
from careloop.kit.sheets.forms import ColumnsForm, UploadForm
from careloop.kit.sheets.header import label_of, missing
from careloop.kit.sheets.models import Import, ImportRow
from careloop.kit.sheets.sheet import Sheet, all_sheets, find_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RECENT, ROWS_SHOWN = 30, 50


@login_required
@require_safe
def index(request: Request) -> HttpResponse:
    """What one may import, and what was imported lately."""
    actor = request.actor
    sheets = [sheet for sheet in all_sheets() if actor.may(sheet.capability)]
    recent = Import.objects.visible_to(actor).order_by("-uploaded_at")[:RECENT]
    if not sheets and not recent:
        raise Http404
    return render(request, "sheets/index.html", {"sheets": sheets, "recent": recent})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request, name: str) -> HttpResponse:
    sheet = _sheet(request, name)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        try:
            work = actions.receive(
                sheet, upload=form.cleaned_data["file"], actor=request.actor, at=request.now
            )
        except Unacceptable as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("sheets:import", work.pk)
    context = {"sheet": sheet, "form": form, "columns": _columns(sheet)}
    return render(request, "sheets/upload.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def template(request: Request, name: str) -> FileResponse:
    sheet = _sheet(request, name)
    return _download(f"{sheet.name}.xlsx", lambda target: report.write_template(sheet, target))


@login_required
@require_safe
def show(request: Request, id: UUID) -> HttpResponse:
    work, sheet = _work(request, id)
    if work.state == Import.State.UPLOADED:
        return _mapping_page(request, work, sheet, ColumnsForm(None, work=work, sheet=sheet))
    polled = request.headers.get("HX-Request-Type") == "partial"
    if polled and work.state != Import.State.RUNNING:
        return HttpResponse(headers={"HX-Refresh": "true"})
    rows = _refused_rows(request, work)
    context = {
        "work": work,
        "sheet": sheet,
        "counts": [(label, getattr(work, name)) for name, label in ImportRow.Outcome.choices],
        "refused": [(row, report.said(row.errors, sheet)) for row in rows.rows],
        "next": rows.next and f"?after={rows.next}",
        "previous": rows.previous and f"?before={rows.previous}",
    }
    return render(request, "sheets/import.html#progress" if polled else "sheets/import.html", context)


@login_required
@require_POST
def choose(request: Request, id: UUID) -> HttpResponse:
    """Takes the columns as chosen; with `start`, begins the import as well."""
    work, sheet = _work(request, id)
    form = ColumnsForm(request.POST, work=work, sheet=sheet)
    if not form.is_valid():
        return _mapping_page(request, work, sheet, form, status=422)
    actor, at = request.actor, request.now
    actions.choose(work, mapping=form.mapping, actor=actor, at=at)
    if "start" in request.POST:
        try:
            actions.start(work, actor=actor, at=at)
        except Unacceptable as refusal:
            form.add_error(None, str(refusal))
            return _mapping_page(request, work, sheet, form, status=422)
    return redirect("sheets:import", work.pk)


@login_required
@require_POST
def go_on(request: Request, id: UUID) -> HttpResponse:
    work, _sheet = _work(request, id)
    actions.go_on(work, actor=request.actor, at=request.now)
    return redirect("sheets:import", work.pk)


@login_required
@require_safe
def refused(request: Request, id: UUID) -> FileResponse:
    work, _sheet = _work(request, id)
    return _download("refused.xlsx", lambda target: report.write_refused(work, target))


def _mapping_page(
    request: Request, work: Import, sheet: Sheet, form: ColumnsForm, status: int = 200
) -> HttpResponse:
    rows = report.preview(work, sheet)
    names = list(work.mapping)
    context = {
        "work": work,
        "sheet": sheet,
        "form": form,
        "missing": [label_of(sheet, name) for name in missing(sheet, work.mapping)],
        "headings": [label_of(sheet, name) for name in names],
        "rows": [
            (row, [_cell(row.cells, work.mapping[name]) for name in names], report.said(row.errors, sheet))
            for row in rows
        ],
    }
    return render(request, "sheets/columns.html", context, status=status)


def _refused_rows(request: Request, work: Import) -> Page:
    rows = work.rows.filter(outcome=ImportRow.Outcome.REFUSED)
    place = {side: request.GET.get(side, "") for side in ("after", "before")}
    try:
        return cut(rows, ("number", "id"), size=ROWS_SHOWN, name=work.pk.hex, **place)
    except BadCursor:
        return cut(rows, ("number", "id"), size=ROWS_SHOWN, name=work.pk.hex)


def _columns(sheet: Sheet) -> list[tuple[str, bool, Any]]:
    return [
        (label_of(sheet, name), name in sheet.required, field.help_text)
        for name, field in sheet.fields.items()
    ]


def _cell(cells: list[str], index: int) -> str:
    return cells[index][:80] if index < len(cells) else ""


def _download(name: str, write: Callable[[IO[bytes]], None]) -> FileResponse:
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    write(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def _work(request: Request, id: UUID) -> tuple[Import, Sheet]:
    work = get_object_or_404(Import.objects.visible_to(request.actor), pk=id)
    return work, _sheet(request, work.sheet)


def _sheet(request: Request, name: str) -> Sheet:
    sheet = find_sheet(name)
    if sheet is None or not request.actor.may(sheet.capability):
        raise Http404
    return sheet
