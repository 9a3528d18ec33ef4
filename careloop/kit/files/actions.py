import re
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from io import BytesIO
from uuid import UUID, uuid4

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from careloop.kit.files.contents import Upload, contents_of, digest
from careloop.kit.files.documents import content_type_of
from careloop.kit.files.models import File
from careloop.kit.files.naming import cleaned_name
from careloop.kit.files.photos import photo
from careloop.kit.files.pictures import Drawn
from careloop.kit.files.signatures import from_data_url, signature
from careloop.kit.lifecycle.action import action
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.refusals import Unacceptable

AT_A_TIME = 200
# As File.path and File.thumb_path make them; nothing else in the storage is ours.
FOLDER, STORED = re.compile("[0-9a-f]{2}"), re.compile(r"([0-9a-f]{32})(?:\.thumb)?")


class IdTaken(Unacceptable):
    code = "file_id_taken"
    sentence = _("Another file was already sent under this id.")


class CannotAttach(Unacceptable):
    code = "cannot_attach"
    sentence = _(
        "Only files of your own, of the kind asked for, that belong to nothing else yet can be attached."
    )


@action
def take(upload: Upload, *, actor: Actor, at: datetime, kind: str, id: UUID | None = None) -> File:
    """Checks what was sent and keeps it; the same file sent again under the same id is the same file.

    Raises TooLarge, EmptyFile, NotAPhoto, ApplePhoto, TooManyPixels, NotASignature, EmptySignature,
    NotADocument, MacroWorkbook, IdTaken; nothing is kept then.
    """
    sent = contents_of(upload)
    name = cleaned_name(upload.name or "")
    return _keep(sent, name, File.Kind(kind), actor=actor, at=at, id=id)


@action
def take_signature(data_url: str, *, actor: Actor, at: datetime, id: UUID | None = None) -> File:
    """What a canvas gives (`data:image/png;base64,…`). Raises as `take` does."""
    return _keep(from_data_url(data_url), "signature.png", File.Kind.SIGNATURE, actor=actor, at=at, id=id)


@action
def attach(ids: Iterable[UUID], document: str, *, actor: Actor, kind: str) -> None:
    """Gives the files to the record of that number; files it already has stay. Raises CannotAttach."""
    wanted = set(ids)
    own = File.objects.filter(id__in=wanted, person_id=actor.person_id, kind=File.Kind(kind))
    given = own.filter(document="").update(document=document)
    # A photo may be named again by who got no answer; a signature stood under one text and signs no other.
    held = given if kind == File.Kind.SIGNATURE else own.filter(document=document).count()
    if held != len(wanted):
        raise CannotAttach


def remove_orphans(before: datetime) -> int:
    """Removes what was entered before that moment and never attached; answers how many files."""
    removed = 0
    orphans = File.objects.filter(document="", entered_at__lt=before)
    while batch := list(orphans.order_by("entered_at")[:AT_A_TIME]):
        removed += _remove(batch)
    return removed


def remove_strays(before: datetime) -> int:
    """Removes what was stored before that moment and has no row: a file system knows no transactions, so what
    was taken in by one that failed stays there. Answers how many files."""
    return sum(_remove_strays(folder, before) for folder in _listed("")[0] if FOLDER.fullmatch(folder))


def _remove_strays(folder: str, before: datetime) -> int:
    names = {name: found[1] for name in _listed(folder)[1] if (found := STORED.fullmatch(name))}
    known = {id.hex for id in File.objects.filter(id__in=set(names.values())).values_list("id", flat=True)}
    removed = 0
    for path in (f"{folder}/{name}" for name, id in names.items() if id not in known):
        if default_storage.get_modified_time(path) < before:
            default_storage.delete(path)
            removed += 1
    return removed


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _keep(sent: bytes, name: str, kind: File.Kind, *, actor: Actor, at: datetime, id: UUID | None) -> File:
    drawn = _drawn(sent, name, kind)
    file, is_new = File.objects.get_or_create(
        id=id or uuid4(),
        defaults={
            "name": name,
            "kind": kind,
            "content_type": drawn.content_type,
            "size": len(drawn.content),
            "sha256": digest(drawn.content),
            "sent_sha256": digest(sent),
            "person_id": actor.person_id,
            "at": at,
            "entered_at": actor.entered_at,
        },
    )
    if is_new:
        _store(file, drawn)
    elif (file.person_id, file.kind, file.sent_sha256) != (actor.person_id, kind, digest(sent)):
        raise IdTaken
    return file


def _drawn(sent: bytes, name: str, kind: File.Kind) -> Drawn:
    if kind == File.Kind.PHOTO:
        return photo(sent)
    if kind == File.Kind.SIGNATURE:
        return signature(sent)
    return Drawn(sent, content_type_of(sent, name), b"")


def _store(file: File, drawn: Drawn) -> None:
    """The row holds the id by now: what still lies there is left over from a transaction that failed."""
    parts = {file.path: drawn.content} | ({file.thumb_path: drawn.thumb} if drawn.thumb else {})
    for path, content in parts.items():
        default_storage.delete(path)
        default_storage.save(path, BytesIO(content))


@action
def _remove(batch: list[File]) -> int:
    removed = 0
    for file in batch:
        gone, _by_model = File.objects.filter(id=file.id, document="").delete()
        removed += gone
        if gone:
            for path in (file.path, file.thumb_path):
                transaction.on_commit(partial(default_storage.delete, path))
    return removed
