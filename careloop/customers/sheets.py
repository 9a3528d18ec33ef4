"""Customers and devices from a file: who is known already is changed, the others are taken in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from careloop.catalog.queries import model_named
from careloop.customers import permissions
from careloop.customers.actions import customer as customers
from careloop.customers.actions import device as devices
from careloop.customers.actions.many import add_many, take_in_many
from careloop.customers.forms import CustomerForm, DeviceForm
from careloop.customers.models import Customer, Device
from careloop.customers.queries import known, unit_of
from careloop.customers.rules import serial_key
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.refusals import Unacceptable
from careloop.kit.sheets import Column, Saved, Sheet, register

Row = Mapping[str, Any]
FACTS = ("kind", "name", "contact_name", "email", "language", "note", "special")
# Empty cells leave what is known as it is.
FILLED = ("contact_name", "email", "note")


class CustomerRow(CustomerForm):
    number = forms.CharField(label=_("Customer number"), max_length=40, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Customer.Kind.choices, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Customer.Kind.PERSON

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or settings.LANGUAGE_CODE


class DeviceRow(DeviceForm):
    owner = forms.CharField(label=_("Customer number"), max_length=40, required=False)
    owner_phone = forms.CharField(label=_("Phone of the customer"), max_length=60, required=False)
    owner_name = forms.CharField(label=_("Name of the customer"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not given.get("owner") and not given.get("owner_phone"):
            self.add_error("owner", _("Say whose it is, by the customer's number or phone."))
        return given


def save_customer(cleaned: Row, *, actor: Actor, at: datetime) -> Saved:
    return save_customers([cleaned], actor=actor, at=at)[0]


def save_customers(rows: Sequence[Row], *, actor: Actor, at: datetime) -> list[Saved]:
    """In the order of the rows. One is known by their number, else by name and phone, else by name and address."""
    book = known.Book(rows, actor)
    fresh: list[int] = []
    saved: dict[int, Saved] = {}
    for place, row in enumerate(rows):
        found = book.customer(row)
        if found is not None:
            saved[place] = _changed(found, row, actor, at)
        elif not book.note(row):
            saved[place] = Saved("same")
        else:
            fresh.append(place)
    unit = unit_of(actor)
    made = take_in_many([_taken(rows[place]) for place in fresh], unit=unit, actor=actor, at=at)
    saved |= {place: Saved("added", each.number) for place, each in zip(fresh, made, strict=True)}
    return [saved[place] for place in range(len(rows))]


def _taken(row: Row) -> dict[str, Any]:
    phones = [typed for typed in (row["phone"], row["other_phone"]) if typed]
    return {name: row[name] for name in FACTS} | {"phones": phones, "address": row["address"]}


def _changed(customer: Customer, row: Row, actor: Actor, at: datetime) -> Saved:
    """Phones and addresses are added by hand: which of two is the right one no file says."""
    facts = {name: row[name] for name in FACTS if name not in FILLED or row[name]}
    if all(getattr(customer, name) == value for name, value in facts.items()):
        return Saved("same", customer.number)
    customers.change(customer, actor=actor, at=at, **facts)
    return Saved("changed", customer.number)


def save_device(cleaned: Row, *, actor: Actor, at: datetime) -> Saved:
    return save_devices([cleaned], actor=actor, at=at)[0]


def save_devices(rows: Sequence[Row], *, actor: Actor, at: datetime) -> list[Saved]:
    """One is known by owner, model and serial number; without a serial number each row is another device."""
    owners = known.owners(rows, actor)
    held = known.devices(owners.values(), [serial_key(row["serial"]) for row in rows])
    told = [_facts(row) for row in rows]
    fresh: list[int] = []
    saved: dict[int, Saved] = {}
    for place, (row, facts) in enumerate(zip(rows, told, strict=True)):
        owner = owners.get(place)
        if owner is None:
            raise Unacceptable(errors=known.why_nobody(row, actor))
        device = held.get((owner.pk, serial_key(row["serial"]), facts["model"] and facts["model"].pk))
        if device is not None and device.serial_key:
            saved[place] = _changed_device(device, facts, actor, at)
        else:
            fresh.append(place)
    unit = unit_of(actor)
    made = add_many([(owners[place], told[place]) for place in fresh], unit=unit, actor=actor, at=at)
    saved |= {place: Saved("added", each.number) for place, each in zip(fresh, made, strict=True)}
    return [saved[place] for place in range(len(rows))]


def _facts(row: Row) -> dict[str, Any]:
    """What `DeviceForm.parameters` gives, without making a form for each row."""
    given = {name: row[name] for name in ("serial", "bought_on", "installed_on", "note")}
    model = model_named(row["model"])
    return given | {"model": model, "model_text": "" if model else row["model"]}


def _changed_device(device: Device, facts: Row, actor: Actor, at: datetime) -> Saved:
    given = {name: facts[name] for name in ("bought_on", "installed_on", "note") if facts[name]}
    if all(getattr(device, name) == value for name, value in given.items()):
        return Saved("same", device.number)
    devices.change(device, actor=actor, at=at, **given)
    return Saved("changed", device.number)


CUSTOMERS = Sheet(
    name="customers.customers",
    title=_("Customers"),
    hint=_("Known by number, by name and phone, or by name and address; everybody else is registered."),
    form=CustomerRow,
    columns=(
        Column(
            "name", ["客户", "客户姓名", "姓名", "名称", "客戶", "客戶姓名", "nombre", "cliente", "customer"]
        ),
        Column(
            "phone", ["电话", "手机", "联系电话", "電話", "手機", "teléfono", "móvil", "mobile", "telephone"]
        ),
        Column("other_phone", ["电话2", "其他电话", "備用電話", "otro teléfono"]),
        Column("address", ["地址", "住址", "dirección", "domicilio"]),
        Column("kind", ["类型", "客户类型", "類型", "tipo"]),
        Column("contact_name", ["联系人", "聯絡人", "contacto", "persona de contacto"]),
        Column("email", ["邮箱", "电子邮件", "電子郵件", "correo", "correo electrónico", "mail"]),
        Column("language", ["语言", "語言", "idioma"]),
        Column("special", ["特殊客户", "特殊客戶", "cliente especial"]),
        Column("note", ["备注", "備註", "nota", "observaciones", "remark"]),
        Column("number", ["客户编号", "客戶編號", "número de cliente"]),
    ),
    key=("name", "phone", "address", "number"),
    save=save_customer,
    save_many=save_customers,
    capability=permissions.IMPORT.code,
    rights=(permissions.CHANGE.code,),
    batch=500,
)

DEVICES = Sheet(
    name="customers.devices",
    title=_("Devices"),
    hint=_("Known by owner, model and serial number. Without a serial number each row is another device."),
    form=DeviceRow,
    columns=(
        Column("model", ["型号", "型號", "modelo", "product", "产品型号"]),
        Column("serial", ["序列号", "序號", "机号", "機號", "número de serie", "serie", "sn", "s/n"]),
        Column("owner", ["客户编号", "客戶編號", "número de cliente"]),
        Column("owner_phone", ["电话", "手机", "联系电话", "電話", "手機", "teléfono", "phone"]),
        Column("owner_name", ["客户", "客户姓名", "姓名", "客戶", "cliente", "nombre", "customer", "owner"]),
        Column(
            "bought_on", ["购买日期", "购机日期", "購買日期", "fecha de compra", "purchased", "purchase date"]
        ),
        Column("installed_on", ["安装日期", "安裝日期", "fecha de instalación", "installation date"]),
        Column("note", ["备注", "備註", "nota", "observaciones", "remark"]),
    ),
    key=("serial",),
    save=save_device,
    save_many=save_devices,
    capability=permissions.IMPORT.code,
    rights=(permissions.CHANGE.code,),
    batch=500,
)

for _sheet in (CUSTOMERS, DEVICES):
    register(_sheet)
