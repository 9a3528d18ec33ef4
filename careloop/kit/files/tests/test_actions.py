from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from careloop.kit import files
from careloop.kit.files.actions import AT_A_TIME, CannotAttach, IdTaken, attach, remove_orphans, remove_strays
from careloop.kit.files.models import File
from careloop.kit.files.queries import content_of, of
from careloop.kit.files.tests.conftest import AT, CHEN, ZHAO
from careloop.kit.files.tests.pictures import jpeg, signed

pytestmark = pytest.mark.django_db
MADE_ON_THE_PHONE = UUID("0192d3a4-0000-7000-8000-000000000001")


def stored(storage: Path) -> list[str]:
    return sorted(path.name for path in storage.rglob("*") if path.is_file())


def test_both_moments_and_the_person_are_kept(sent: Any) -> None:
    file = sent(at=AT - timedelta(days=2))
    assert (file.at, file.entered_at, file.person_id) == (AT - timedelta(days=2), AT, CHEN.person_id)


def test_the_same_file_sent_again_is_the_same_file(sent: Any, storage: Path) -> None:
    first = sent(id=MADE_ON_THE_PHONE)
    again = sent(id=MADE_ON_THE_PHONE)
    assert first.id == again.id == MADE_ON_THE_PHONE
    assert File.objects.count() == 1
    assert len(stored(storage)) == 2


def test_it_is_so_after_it_was_attached_too(sent: Any) -> None:
    attach([sent(id=MADE_ON_THE_PHONE).id], "SC26-NB-000001", actor=CHEN, kind="photo")
    assert sent(id=MADE_ON_THE_PHONE).document == "SC26-NB-000001"


@pytest.mark.parametrize(
    "other", [{"actor": ZHAO}, {"content": jpeg(300, 200)}, {"content": b"text", "kind": "document"}]
)
def test_an_id_is_not_used_again_for_anything_else(sent: Any, storage: Path, other: dict[str, Any]) -> None:
    first = sent(id=MADE_ON_THE_PHONE)
    before = content_of(first)
    with pytest.raises(IdTaken), transaction.atomic():
        sent(id=MADE_ON_THE_PHONE, **other)
    first.refresh_from_db()
    assert first.person_id == CHEN.person_id
    assert content_of(first) == before
    assert len(stored(storage)) == 2


def test_a_refused_id_leaves_the_outer_transaction_usable(sent: Any) -> None:
    sent(id=MADE_ON_THE_PHONE)
    with transaction.atomic():
        with pytest.raises(IdTaken), transaction.atomic():
            sent(id=MADE_ON_THE_PHONE, actor=ZHAO)
        assert File.objects.count() == 1


def test_what_a_failed_transaction_left_behind_is_written_over(sent: Any, storage: Path) -> None:
    with transaction.atomic():
        sent(jpeg(300, 200), id=MADE_ON_THE_PHONE)
        transaction.set_rollback(True)
    assert File.objects.count() == 0
    assert stored(storage), "a file system knows no transactions"
    file = sent(id=MADE_ON_THE_PHONE)
    assert len(content_of(file)) == file.size
    assert len(stored(storage)) == 2


def test_attached_files_are_found_in_order(sent: Any) -> None:
    late, early = sent(at=AT), sent(at=AT - timedelta(hours=1))
    sent()
    attach([late.id, early.id], "SC26-NB-000001", actor=CHEN, kind="photo")
    assert [file.id for file in of("SC26-NB-000001")] == [early.id, late.id]
    assert not of("SC26-NB-000002").exists()
    assert not of("").exists()


def test_attaching_twice_is_attaching_once(sent: Any) -> None:
    file = sent()
    attach([file.id, file.id], "SC26-NB-000001", actor=CHEN, kind="photo")
    attach([file.id], "SC26-NB-000001", actor=CHEN, kind="photo")
    assert of("SC26-NB-000001").count() == 1


def test_only_own_files_that_are_free_are_attached(sent: Any) -> None:
    mine, taken, foreign = sent(), sent(), sent(actor=ZHAO)
    attach([taken.id], "SC26-NB-000001", actor=CHEN, kind="photo")
    for wrong in (taken.id, foreign.id, uuid4()):
        with pytest.raises(CannotAttach), transaction.atomic():
            attach([mine.id, wrong], "SC26-NB-000002", actor=CHEN, kind="photo")
    assert not of("SC26-NB-000002").exists()
    assert set(of("SC26-NB-000001")) == {taken}


@pytest.mark.parametrize(
    ("kind", "content", "asked"),
    [("photo", None, "signature"), ("document", b"text", "photo"), ("signature", signed(), "photo")],
)
def test_a_file_is_attached_only_as_what_it_is(sent: Any, kind: str, content: bytes, asked: str) -> None:
    file = sent(content, kind=kind)
    with pytest.raises(CannotAttach), transaction.atomic():
        attach([file.id], "WO26-NB-000001", actor=CHEN, kind=asked)
    assert not of("WO26-NB-000001").exists()


def test_a_signature_signs_once(sent: Any) -> None:
    file = sent(signed(), kind="signature")
    attach([file.id], "WO26-NB-000001", actor=CHEN, kind="signature")
    with pytest.raises(CannotAttach), transaction.atomic():
        attach([file.id], "WO26-NB-000001", actor=CHEN, kind="signature")


def test_orphans_go_and_attached_files_stay(
    sent: Any, storage: Path, django_capture_on_commit_callbacks: Any
) -> None:
    attached, orphan = sent(), sent()
    attach([attached.id], "SC26-NB-000001", actor=CHEN, kind="photo")
    assert remove_orphans(AT) == 0, "entered at that moment is not before it"
    with django_capture_on_commit_callbacks(execute=True):
        assert remove_orphans(AT + timedelta(seconds=1)) == 1
    assert list(File.objects.all()) == [attached]
    assert not [name for name in stored(storage) if name.startswith(orphan.id.hex)]
    assert content_of(attached)


def test_what_a_failed_transaction_left_is_swept_and_nothing_else(sent: Any, storage: Path) -> None:
    kept = sent()
    with transaction.atomic():
        stray = sent(jpeg(300, 200))
        transaction.set_rollback(True)
    for other in ("readme.txt", f"{stray.path[:2]}/notes.txt", "exports/a.csv"):
        path = storage / other
        path.parent.mkdir(exist_ok=True)
        path.write_text("not ours")
    now = datetime.now(UTC)
    assert remove_strays(now - timedelta(days=7)) == 0, "a transaction may still be under way"
    assert remove_strays(now + timedelta(minutes=1)) == 2
    assert stored(storage) == sorted([kept.path[3:], kept.thumb_path[3:], "a.csv", "notes.txt", "readme.txt"])
    assert content_of(kept)
    assert remove_strays(now + timedelta(minutes=1)) == 0


def test_without_any_file_there_is_nothing_to_sweep(storage: Path) -> None:
    assert remove_strays(AT) == 0


def test_more_orphans_than_go_at_a_time(sent: Any) -> None:
    like = sent(b"text", kind="document")
    rows = {field.name: getattr(like, field.name) for field in File._meta.fields if field.name != "id"}
    File.objects.bulk_create(File(**rows) for _ in range(AT_A_TIME + 5))
    assert remove_orphans(AT + timedelta(days=1)) == AT_A_TIME + 6
    assert File.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"kind": "video"}, {"size": 0}])
def test_the_database_holds_the_constraints_too(sent: Any, wrong: dict[str, Any]) -> None:
    file = sent()
    with pytest.raises(IntegrityError), transaction.atomic():
        File.objects.filter(id=file.id).update(**wrong)


def test_an_unknown_kind_is_a_mistake_of_the_caller(sent: Any) -> None:
    with pytest.raises(ValueError, match="video"):
        sent(kind="video")


def test_the_package_answers_for_its_rooms() -> None:
    assert files.remove_orphans is remove_orphans
    assert files.of is of
    with pytest.raises(AttributeError):
        files.nothing  # noqa: B018
