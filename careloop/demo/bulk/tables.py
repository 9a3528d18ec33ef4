"""Which tables are copied, in the order of their foreign keys, and how a row of each becomes another's."""

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import DateField, DateTimeField, Field, ForeignKey, JSONField, Model

from careloop.demo.bulk.copy import NUMBER, Copy
from careloop.kit.journal import personal
from careloop.kit.journal.macs import COLUMNS, mac_of

Row = list[Any]
Change = Callable[[Row, Copy], None]

COPIED = (
    "customers.Customer", "customers.NamePart", "customers.Phone", "customers.Address", "customers.Consent",
    "customers.Device", "customers.Contract", "customers.Contract_devices",
    "service.Case", "service.Call", "service.ContactTry", "service.Order", "service.HelpRequest",
    "service.Assignment", "service.Voucher", "service.VoucherSignature", "tasks.Task",
    "clocks.Clock", "clocks.Pause", "clocks.Alarm", "notices.Notice",
    "journal.SubjectKey", "journal.Entry", "journal.Personal",
)  # fmt: skip
# Ids without a foreign key, by the name of their column.
PLAIN_IDS = {"unit_id": "units", "person_id": "people", "performed_by_id": "people"}
SISTERS_OWN = {"org.Unit": "units", "org.Zone": "zones", "org.Person": "people"}
# The same for every copy: the content that a signature's hash stands over.
FIXED = {"service.VoucherSignature": {"content"}}


@dataclass
class Table:
    """The rows of one model as they stand in the played company, and what makes copies of them."""

    model: type[Model]
    fields: list[Field]
    rows: list[Row]
    changes: list[Change]
    stride: int  # by which the ids of two copies differ; 0 for ids that count nothing

    @property
    def label(self) -> str:
        return self.model._meta.label

    def place(self, name: str) -> int:
        return next(place for place, field in enumerate(self.fields) if field.attname == name)

    def target(self, field: ForeignKey) -> str:
        """What the foreign key points at, as in "service.Case"."""
        return field.remote_field.model._meta.label

    def copied(self, row: Row, copy: Copy) -> Row:
        made = row.copy()
        for change in self.changes:
            change(made, copy)
        return made


def read() -> dict[str, Table]:
    """All tables with the played rows in memory; a copy of one row takes microseconds."""
    tables: dict[str, Table] = {}
    for label in COPIED:
        model = _model(label)
        fields = list(model._meta.concrete_fields)
        rows = [list(row) for row in model._default_manager.order_by("pk").values_list(*_names(fields))]
        stride = max((row[0] for row in rows), default=0)
        tables[label] = Table(model, fields, rows, [], stride)
    for table in tables.values():
        table.changes = _changes(table, tables)
    return tables


def _model(label: str) -> type[Model]:
    app, name = label.split(".")
    return next(
        m for m in apps.get_app_config(app).get_models(include_auto_created=True) if m.__name__ == name
    )


def _names(fields: list[Field]) -> list[str]:
    return [field.attname for field in fields]


def _changes(table: Table, tables: dict[str, Table]) -> list[Change]:
    changes: list[Change] = []
    fixed = FIXED.get(table.label, set())
    for place, field in enumerate(table.fields):
        if field.name not in fixed and (change := _change(table, place, field, tables)):
            changes.append(change)
    # What the row says of itself comes last, when the rest is the copy's.
    return changes + OWN.get(table.label, lambda places: [])(
        {field.attname: place for place, field in enumerate(table.fields)}
    )


def _change(table: Table, place: int, field: Field, tables: dict[str, Table]) -> Change | None:
    if field.primary_key:
        return _by_stride(place, table)
    if isinstance(field, ForeignKey):
        target = table.target(field)
        if target in SISTERS_OWN:
            return _by_sister(place, SISTERS_OWN[target])
        return _by_stride(place, tables[target]) if target in tables else None
    if field.attname in PLAIN_IDS:
        return _by_sister(place, PLAIN_IDS[field.attname])
    if isinstance(field, DateTimeField | DateField):
        return _in_time(place)
    if _speaks_of_numbers(table.rows, place):
        return _in_json(place) if isinstance(field, JSONField) else _in_text(place)
    return None


def _by_stride(place: int, table: Table) -> Change:
    def change(row: Row, copy: Copy) -> None:
        if row[place] is not None:
            row[place] += copy.index * table.stride

    return change


def _by_sister(place: int, kind: str) -> Change:
    def change(row: Row, copy: Copy) -> None:
        row[place] = getattr(copy.sister, kind).get(row[place], row[place])

    return change


def _in_time(place: int) -> Change:
    def change(row: Row, copy: Copy) -> None:
        if row[place] is not None and copy.generation:
            row[place] += copy.shift

    return change


def _in_text(place: int) -> Change:
    def change(row: Row, copy: Copy) -> None:
        row[place] = copy.numbers(row[place])

    return change


def _in_json(place: int) -> Change:
    def change(row: Row, copy: Copy) -> None:
        text = json.dumps(row[place], ensure_ascii=False)
        if NUMBER.search(text):
            row[place] = json.loads(copy.numbers(text))

    return change


def _speaks_of_numbers(rows: list[Row], place: int) -> bool:
    return any(
        isinstance(row[place], str | dict | list)
        and NUMBER.search(row[place] if isinstance(row[place], str) else json.dumps(row[place]))
        for row in rows
    )


# What a table says in forms of its own.


def _phone(places: dict[str, int]) -> list[Change]:
    typed, e164, digits, back = (places[name] for name in ("typed", "e164", "digits", "reversed"))

    def change(row: Row, copy: Copy) -> None:
        number = copy.phone(row[digits])
        row[typed], row[e164] = f"{number[:3]} {number[3:7]} {number[7:]}", f"+86{number}"
        row[digits], row[back] = number, number[::-1]

    return [change]


def _serial(places: dict[str, int]) -> list[Change]:
    serial, key = places["serial"], places["serial_key"]

    def change(row: Row, copy: Copy) -> None:
        row[serial], row[key] = copy.serial(row[serial]), copy.serial(row[key])

    return [change]


def _subject_key(places: dict[str, int]) -> list[Change]:
    subject, wrapped, stride = places["subject"], places["wrapped_key"], _stride_of_customers()

    def change(row: Row, copy: Copy) -> None:
        key = personal.unwrap(bytes(row[wrapped]), row[subject])
        row[subject] = re.sub(r"\d+", lambda id: str(int(id[0]) + copy.index * stride), row[subject])
        row[wrapped] = personal.wrap(key, row[subject])

    return [change]


def _stride_of_customers() -> int:
    newest = _model("customers.Customer")._default_manager.order_by("-pk").values_list("pk", flat=True)
    return newest.first() or 0


def _entry(places: dict[str, int]) -> list[Change]:
    nonce, mac, told = places["nonce"], places["mac"], [places[name] for name in COLUMNS]

    def change(row: Row, copy: Copy) -> None:
        row[nonce] = os.urandom(8).hex()
        row[mac] = mac_of([row[place] for place in told])

    return [change]


def _signature(places: dict[str, int]) -> list[Change]:
    """A picture signs once, and no files are copied: the copy says why it has none."""

    def change(row: Row, copy: Copy) -> None:
        if row[places["image_id"]] is not None:
            row[places["image_id"]], row[places["absent_reason"]] = None, "—"

    return [change]


OWN: dict[str, Callable[[dict[str, int]], list[Change]]] = {
    "customers.Phone": _phone,
    "customers.Device": _serial,
    "journal.SubjectKey": _subject_key,
    "service.VoucherSignature": _signature,
    "journal.Entry": _entry,
}
