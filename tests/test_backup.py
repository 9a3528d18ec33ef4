"""A backup holds everything of one moment, is taken while others write, and brings all of it back."""

import io
import stat
import tarfile
import threading
from pathlib import Path

import pytest
from django.db import connection
from django.utils.timezone import now as clock

from careloop import backup as backups
from careloop.demo import cast
from careloop.kit import numbering
from careloop.kit.journal.sealing import seal_all
from careloop.kit.journal.verify import verify
from careloop.service.actions import call
from careloop.service.actions.told import in_parts
from careloop.service.models import Case

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company(settings, tmp_path):
    settings.DATA_DIR, settings.JOURNAL_HEADS_FILE = tmp_path, tmp_path / "heads.txt"
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "photo.jpg").write_bytes(b"photo")
    return cast.build(clock())


def take(company) -> str:
    at = clock()
    facts = {
        "unit": company.units["NB"],
        "channel": "phone",
        "phone": "138 0013 2207",
        "name": "周淑芬",
        "description": "不排水",
    }
    return call.take(**in_parts(facts), actor=company.actor("li.wen", at), at=at).number


def test_what_came_after_it_is_gone_and_all_else_is_there(company, tmp_path, settings):
    kept = take(company)
    seal_all(clock())
    file = tmp_path / "monday.careloop"
    backups.backup(file, clock())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob("*.careloop*")] == ["monday.careloop"]
    lost = take(company)
    seal_all(clock())
    (settings.MEDIA_ROOT / "photo.jpg").unlink()

    report, heads_before = backups.restore(file, clock())
    assert report.whole
    assert list(Case.objects.values_list("number", flat=True)) == [kept]
    assert (settings.MEDIA_ROOT / "photo.jpg").read_bytes() == b"photo"
    assert heads_before is not None
    assert len(heads_before.read_text().splitlines()) == 2
    # Work goes on: numbers, the guard of the journal, clocks.
    assert numbering.parse(take(company)).running == numbering.parse(lost).running
    seal_all(clock())
    assert verify().whole


def test_it_is_of_one_moment_though_others_write_meanwhile(company, tmp_path):
    stop, taken = threading.Event(), []

    def work() -> None:
        try:
            while not stop.is_set():
                taken.append(take(company))
        finally:
            connection.close()

    writer = threading.Thread(target=work)
    writer.start()
    try:
        while len(taken) < 3:
            stop.wait(0.02)
        backups.backup(tmp_path / "busy.careloop", clock())
    finally:
        stop.set()
        writer.join()
    assert backups.restore(tmp_path / "busy.careloop", clock())[0].whole
    assert 3 <= Case.objects.count() <= len(taken)
    assert all(case.orders.count() == 1 for case in Case.objects.all())


def archive(path: Path, **members: bytes) -> Path:
    with tarfile.open(path, "w:gz") as made:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            made.addfile(member, io.BytesIO(content))
    return path


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({}, "not a backup"),
        ({"careloop.json": b"{"}, "not a backup"),
        ({"careloop.json": b'{"format": 99}'}, "another version"),
        ({"careloop.json": b'{"format": 1, "engine": "oracle"}'}, "holds a oracle database"),
        ({"../../evil": b"x"}, "no backup holds"),
        ({"files/../../evil": b"x"}, "no backup holds"),
        ({"/etc/evil": b"x"}, "no backup holds"),
    ],
)
def test_what_is_no_backup_changes_nothing(company, tmp_path, members, told):
    number = take(company)
    with pytest.raises(backups.NoBackup, match=told):
        backups.restore(archive(tmp_path / "odd", **members), clock())
    (tmp_path / "text").write_text("not an archive")
    with pytest.raises(backups.NoBackup, match="not a backup"):
        backups.restore(tmp_path / "text", clock())
    assert Case.objects.get().number == number
    assert not list(tmp_path.parent.glob("evil"))
