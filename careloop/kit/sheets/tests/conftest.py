import datetime as dt
import io
from pathlib import Path

import pytest
import xlsxwriter
from django import forms
from django.core.files.base import ContentFile
from django.test import Client

from careloop.kit.epochs.copy import forget_all
from careloop.kit.lifecycle.actor import System
from careloop.kit.lifecycle.refusals import NotAllowed, Unacceptable
from careloop.kit.sheets import ADDED, CHANGED, SAME, Column, Saved, Sheet, register, sheet
from careloop.org.models import Calendar, Holding, Person, Post, Unit

NOW = dt.datetime(2026, 9, 24, 8, 30, tzinfo=dt.UTC)
HEADER = ["User name", "Name", "Phone", "Language", "Active", "Since", "Note"]


class PersonForm(forms.Form):
    username = forms.CharField(label="User name", max_length=60)
    name = forms.CharField(label="Name", max_length=80)
    phone = forms.CharField(label="Phone", required=False, max_length=40)
    language = forms.ChoiceField(
        label="Language", choices=[("en", "English"), ("zh-hans", "Chinese")], required=False
    )
    is_active = forms.NullBooleanField(label="Active", required=False)
    since = forms.DateField(label="Since", required=False)

    def clean_phone(self):
        return self.cleaned_data["phone"].replace(" ", "")


def save(cleaned, *, actor, at):
    unit = Unit.objects.get(code="NB")
    if not actor.may("people.import", unit.pk):
        raise NotAllowed
    columns = {"name": cleaned["name"], "phone": cleaned["phone"], "language": cleaned["language"] or "en"}
    person = Person.objects.filter(username=cleaned["username"]).first()
    if person is None:
        Person.objects.create(username=cleaned["username"], unit=unit, **columns)
    if cleaned["name"] == "nobody":
        raise Unacceptable("Nobody works here.")
    if cleaned["name"] == "bug":
        raise ZeroDivisionError
    if cleaned["name"] == "twin":
        Person.objects.create(username=cleaned["username"], unit=unit)
    if person is None:
        return Saved(ADDED, cleaned["username"])
    return CHANGED if Person.objects.filter(pk=person.pk).exclude(**columns).update(**columns) else SAME


COLUMNS = (
    Column("username", ["账号", "帳號", "usuario"]),
    Column("name", ["姓名", "nombre", "full name"]),
    Column("phone", ["电话", "電話", "teléfono"]),
    Column("language", ["语言", "語言", "idioma"]),
    Column("is_active", ["在职"]),
    Column("since", ["入职日期"]),
)


def make(name="people", **changes):
    return Sheet(
        **{
            "name": name,
            "title": "People",
            "form": PersonForm,
            "columns": COLUMNS,
            "key": ("username",),
            "save": save,
            "capability": "people.import",
            "batch": 3,
        }
        | changes
    )


@pytest.fixture
def people(monkeypatch) -> Sheet:
    monkeypatch.setattr(sheet, "_sheets", {})
    return register(make())


@pytest.fixture
def system() -> System:
    return System(entered_at=NOW)


@pytest.fixture
def unit(db, settings, tmp_path) -> Unit:
    forget_all()
    settings.MEDIA_ROOT = tmp_path / "files"
    calendar = Calendar.objects.create(names={"en": "Standard"}, country="CN")
    return Unit.objects.create(code="NB", kind=Unit.Kind.BRANCH, names={"en": "North"}, calendar=calendar)


@pytest.fixture
def signed_in(unit, people) -> Client:
    person = Person.objects.create(username="li.wen", name="Li Wen", unit=unit)
    post = Post.objects.create(code="clerk", names={"en": "Clerk"}, capabilities=["people.import"])
    Holding.objects.create(person=person, post=post, unit=unit, from_on=dt.date(2020, 1, 1))
    client = Client()
    client.force_login(person)
    return client


def workbook(*rows, before=lambda book, page: None) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet()
    before(book, page)
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return target.getvalue()


def csv_of(*rows, encoding="utf-8") -> bytes:
    return "\n".join(",".join(map(str, row)) for row in rows).encode(encoding)


def as_file(content: bytes, name="people.csv") -> ContentFile:
    return ContentFile(content, name)


def lines_of(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
