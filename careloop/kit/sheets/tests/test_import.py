import json
from uuid import uuid4

import pytest
from django.db import OperationalError
from python_calamine import CalamineWorkbook

from careloop.kit.journal.models import Entry
from careloop.kit.lifecycle.refusals import NotAllowed, Unacceptable
from careloop.kit.sheets import ADDED, Saved, actions, refusals, register, report
from careloop.kit.sheets import run as running
from careloop.kit.sheets.importer import Importer
from careloop.kit.sheets.models import Import, ImportRow
from careloop.kit.sheets.run import run, run_import
from careloop.kit.sheets.tests.conftest import HEADER, NOW, as_file, csv_of, make, save, workbook
from careloop.org.models import Person

ROWS = [
    HEADER,
    ["ann", "Ann", "1"],
    ["bob", "Bob", "2"],
    ["", "Nameless"],
    ["cat", "nobody"],
    ["dan", "Dan"],
    ["ann", "Ann again"],
]


def receive(sheet, system, content, name="people.csv"):
    return actions.receive(sheet, upload=as_file(content, name), actor=system, at=NOW)


def imported(sheet, system, content):
    work = receive(sheet, system, content)
    actions.begin(work, actor=system, at=NOW)
    return run_import(work.pk, NOW)


def outcomes(work):
    return dict(work.rows.order_by("number").values_list("number", "outcome"))


def test_every_row_is_taken_or_refused_with_its_reason(people, system, unit):
    work = imported(people, system, csv_of(*ROWS))
    assert work.state == "done"
    assert outcomes(work) == {2: "added", 3: "added", 4: "refused", 5: "refused", 6: "added", 7: "refused"}
    assert (work.added, work.changed, work.same, work.refused) == (3, 0, 0, 3)
    assert work.added + work.refused == work.row_count == work.done_count
    assert set(Person.objects.values_list("username", flat=True)) == {"ann", "bob", "dan"}
    said = {row.number: report.said(row.errors, people) for row in work.rows.filter(outcome="refused")}
    assert said[4] == ["User name: This field is required."]
    assert said[5] == ["Nobody works here."]
    assert said[7] == ["User name: Row 2 of this file holds the same."]
    assert work.rows.get(number=2).record == "ann"


def test_the_same_file_twice_changes_nothing(people, system, unit):
    content = csv_of(*ROWS)
    imported(people, system, content)
    again = imported(people, system, content)
    assert (again.added, again.changed, again.same, again.refused) == (0, 0, 3, 3)


def test_what_changed_is_changed(people, system, unit):
    imported(people, system, csv_of(HEADER, ["ann", "Ann", "1"], ["bob", "Bob", "2"]))
    again = imported(people, system, csv_of(HEADER, ["ann", "Anna", "1"], ["bob", "Bob", "2"]))
    assert outcomes(again) == {2: "changed", 3: "same"}
    assert Person.objects.get(username="ann").name == "Anna"


def test_a_refused_row_leaves_nothing_behind_and_its_neighbours_stand(people, system, unit):
    rows = [HEADER, ["a", "Ann"], ["b", "nobody"], ["c", "bug"], ["d", "twin"], ["e", "Eve"]]
    work = imported(people, system, csv_of(*rows))
    assert outcomes(work) == {2: "added", 3: "refused", 4: "refused", 5: "refused", 6: "added"}
    assert set(Person.objects.values_list("username", flat=True)) == {"a", "e"}
    assert "fault in the program" in work.rows.get(number=4).errors[""][0]
    assert "contradicts" in work.rows.get(number=5).errors[""][0]


def test_an_import_that_broke_off_goes_on_where_it_was(people, system, unit, monkeypatch):
    rows = [HEADER, *([f"p{number}", f"P{number}"] for number in range(8)), ["p0", "again"]]
    work = receive(people, system, csv_of(*rows))
    actions.begin(work, actor=system, at=NOW)
    whole, calls = running._take, []

    def breaks(*given):
        if len(calls) == 2:
            raise OperationalError("the database went away")
        calls.append(given)
        whole(*given)

    monkeypatch.setattr(running, "_take", breaks)
    with pytest.raises(OperationalError):
        run.func(str(work.pk), at=NOW)
    work.refresh_from_db()
    assert (work.state, work.done_count, work.added, work.rows.count()) == ("running", 6, 6, 6)
    monkeypatch.setattr(running, "_take", whole)
    work = run_import(work.pk, NOW)
    assert (work.state, work.added, work.refused) == ("done", 8, 1)
    assert "Row 2" in work.rows.get(number=10).errors["username"][0]


def test_a_batch_is_saved_with_its_report_or_not_at_all(people, system, unit, monkeypatch):
    work = receive(people, system, csv_of(HEADER, ["a", "Ann"]))
    actions.begin(work, actor=system, at=NOW)

    def breaks(rows, *_given, **_kept):
        raise OperationalError("the disk is full")

    monkeypatch.setattr(ImportRow.objects, "bulk_create", breaks)
    with pytest.raises(OperationalError):
        run_import(work.pk, NOW)
    assert not Person.objects.exists()
    assert Import.objects.get(pk=work.pk).done_count == 0


def test_a_second_worker_takes_no_row_twice(people, system, unit, monkeypatch):
    work = receive(people, system, csv_of(HEADER, *([f"p{number}", "P"] for number in range(9))))
    actions.begin(work, actor=system, at=NOW)
    whole, first = running._take, []

    def overtaken(*given):
        if not first:
            first.append(1)
            run_import(work.pk, NOW)
        whole(*given)

    monkeypatch.setattr(running, "_take", overtaken)
    assert run_import(work.pk, NOW).state == "done"
    assert (Person.objects.count(), ImportRow.objects.count()) == (9, 9)


def test_a_fault_ends_the_import_in_words_and_it_can_go_on(people, system, unit):
    work = receive(people, system, csv_of(HEADER, ["a", "Ann"]))
    actions.begin(work, actor=system, at=NOW)
    kept = work.rows_file.read_bytes()
    work.rows_file.unlink()
    with pytest.raises(FileNotFoundError):
        run.func(str(work.pk), at=NOW)
    work.refresh_from_db()
    assert work.state == "failed"
    assert "FileNotFoundError" in work.failure
    work.rows_file.write_bytes(kept)
    actions.go_on(work, actor=system, at=NOW)
    assert run_import(work.pk, NOW).state == "done"
    with pytest.raises(refusals.AlreadyStarted):
        actions.go_on(work, actor=system, at=NOW)


def test_rows_saved_together_do_the_same_as_one_by_one(people, system, unit):
    together = []

    def save_many(rows, *, actor, at):
        together.append(len(rows))
        return [Saved(save(row, actor=actor, at=at)[0], row["username"]) for row in rows]

    def save_new(rows, *, actor, at):
        together.append(len(rows))
        for row in rows:
            save(row, actor=actor, at=at)
        return [Saved(ADDED)] * len(rows)

    sheet = register(make("many", save_many=save_new))
    work = imported(
        sheet,
        system,
        csv_of(HEADER, ["a", "A"], ["b", "B"], ["c", "C"], ["d", "D"], ["e", "nobody"], ["f", "F"]),
    )
    assert together == [3, 3]
    assert outcomes(work) == {2: "added", 3: "added", 4: "added", 5: "added", 6: "refused", 7: "added"}
    assert set(Person.objects.values_list("username", flat=True)) == {"a", "b", "c", "d", "f"}


def test_the_import_runs_with_the_rights_of_its_start_and_no_others(people, system, unit):
    actor = Importer(None, "Li", "clerk", unit.pk, NOW, {"people.import": [unit.pk + 1], "other": None})
    work = actions.receive(people, upload=as_file(csv_of(HEADER, ["a", "Ann"])), actor=actor, at=NOW)
    actions.begin(work, actor=actor, at=NOW)
    assert work.rights == {"people.import": [unit.pk + 1]}
    assert run_import(work.pk, NOW).refused == 1
    assert not Person.objects.exists()


def test_whoever_may_not_import_cannot(people, unit):
    stranger = Importer(None, "No", "", unit.pk, NOW, {})
    with pytest.raises(NotAllowed):
        actions.receive(people, upload=as_file(csv_of(*ROWS)), actor=stranger, at=NOW)
    assert not Import.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\0", csv_of(HEADER)])
def test_a_file_that_is_refused_leaves_nothing(people, system, unit, settings, content):
    with pytest.raises(Unacceptable):
        receive(people, system, content)
    assert not Import.objects.exists()
    assert list((settings.MEDIA_ROOT / "sheets").iterdir()) == []


def test_a_file_that_is_too_large_is_refused_before_it_is_kept(people, system, unit, settings):
    upload = as_file(b"x")
    upload.size = 51 * 1024 * 1024
    with pytest.raises(refusals.TooLarge, match="50 MB"):
        actions.receive(people, upload=upload, actor=system, at=NOW)
    assert not (settings.MEDIA_ROOT / "sheets").exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\x\\客户🔧.xlsx", "客户🔧.xlsx"),
        ("a\nb\0.csv", "ab.csv"),
        ("{{ x }}%s.csv", "{{ x }}%s.csv"),
    ],
)
def test_the_file_lies_under_its_id_whatever_it_was_called(people, system, unit, settings, given, kept):
    upload = as_file(csv_of(*ROWS))
    upload.name = given
    work = actions.receive(people, upload=upload, actor=system, at=NOW)
    assert work.file_name == kept
    assert work.original == settings.MEDIA_ROOT / "sheets" / work.id.hex / "original"


def test_columns_are_chosen_by_hand_where_the_headings_say_nothing(people, system, unit):
    work = receive(people, system, csv_of(["x", "y"], ["ann", "Ann"]))
    with pytest.raises(refusals.MissingColumns, match="User name, Name"):
        actions.begin(work, actor=system, at=NOW)
    for wrong in ({"username": 2}, {"username": -1}, {"nothing": 0}):
        with pytest.raises(Unacceptable):
            actions.choose(work, mapping=wrong, actor=system, at=NOW)
    actions.choose(work, mapping={"username": 0, "name": 1}, actor=system, at=NOW)
    actions.begin(work, actor=system, at=NOW)
    assert run_import(work.pk, NOW).added == 1


def test_an_import_starts_once(people, system, unit):
    work = receive(people, system, csv_of(*ROWS))
    actions.start(work, actor=system, at=NOW)
    for again in (actions.start, actions.begin):
        with pytest.raises(refusals.AlreadyStarted):
            again(work, actor=system, at=NOW)
    with pytest.raises(refusals.AlreadyStarted):
        actions.choose(work, mapping={}, actor=system, at=NOW)


def test_start_and_finish_stand_in_the_journal(people, system, unit):
    work = imported(people, system, csv_of(*ROWS))
    words = list(Entry.objects.filter(document=str(work.pk)).order_by("id").values_list("word", flat=True))
    assert words == ["sheets.import.start", "sheets.import.finish"]


def test_the_workbook_to_mend_holds_the_refused_rows_and_can_be_sent_again(people, system, unit, tmp_path):
    title = ["Our people"]
    work = imported(
        people, system, workbook(title, *ROWS, ["zoe", "=1+1", 46289.0, "", "", "", "=cmd", "beyond"])
    )
    path = tmp_path / "refused.xlsx"
    with path.open("wb") as file:
        report.write_refused(work, file)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert rows[0] == [*HEADER, "", "What to mend"]
    assert [row[0] for row in rows[1:]] == ["", "cat", "ann"]
    assert rows[2][-1] == "Nobody works here."
    mended = workbook(*[[cell if cell != "nobody" else "Cat" for cell in row] for row in rows])
    again = imported(people, system, mended)
    assert (again.added, again.changed, again.refused) == (1, 1, 1)


def test_preview_saves_nothing(people, system, unit):
    work = receive(people, system, csv_of(*ROWS * 5))
    rows = report.preview(work, people)
    assert len(rows) == report.PREVIEWED
    assert rows[2].errors == {"username": ["This field is required."]}
    assert not Person.objects.exists()


def test_old_imports_are_taken_away_with_their_files(people, system, unit):
    work = imported(people, system, csv_of(*ROWS))
    assert actions.remove_old(NOW) == 0
    import datetime as dt

    assert actions.remove_old(NOW + dt.timedelta(days=1)) == 1
    assert not work.folder.exists()
    assert not ImportRow.objects.exists()


def test_a_declaration_that_names_an_unknown_field_is_refused(people):
    with pytest.raises(ValueError, match="nonsense"):
        register(make(key=("nonsense",)))


def test_an_import_whose_sheet_is_gone_stands_still(people, system, unit, monkeypatch):
    work = receive(people, system, csv_of(*ROWS))
    monkeypatch.setattr("careloop.kit.sheets.sheet._sheets", {})
    with pytest.raises(refusals.UnknownSheet):
        actions.begin(work, actor=system, at=NOW)
    assert json.dumps(work.mapping)
    assert run_import(work.pk, NOW).state == "uploaded"
    with pytest.raises(Import.DoesNotExist):
        run_import(uuid4(), NOW)
