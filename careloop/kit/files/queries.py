from django.core.files.storage import default_storage
from django.db.models import QuerySet

from careloop.kit import resolvers
from careloop.kit.files.models import File
from careloop.kit.lifecycle.actor import Actor


def of(document: str) -> QuerySet[File]:
    """What belongs to the record of that number, oldest first."""
    return File.objects.filter(document=document).exclude(document="").order_by("at", "id")


def may_see(file: File, actor: Actor) -> bool:
    """One's own, or what belongs to a record that one may see."""
    if actor.person_id is not None and file.person_id == actor.person_id:
        return True
    return file.document != "" and resolvers.may_see(file.document, actor)


def content_of(file: File, *, thumb: bool = False) -> bytes:
    with default_storage.open(file.thumb_path if thumb else file.path) as stored:
        return stored.read()
