"""Files sent first: a phone or a program uploads here, then names the ids in its step."""

from typing import Any, Literal
from uuid import UUID

from ninja import File, Form, Router, Schema, UploadedFile
from ninja.responses import Status

from careloop.kit import files
from careloop.kit.lifecycle.idempotency import once
from careloop.kit.lifecycle.problems import PROBLEMS
from careloop.kit.request import Request

router = Router()


class FileOut(Schema):
    id: UUID
    name: str
    kind: str
    content_type: str
    size: int


class Sent(Schema):
    kind: Literal["photo", "signature", "document"]
    id: UUID | None = None


@router.post("", response={201: FileOut, **PROBLEMS}, operation_id="files_upload", tags=["files"])
def upload(request: Request, sent: Form[Sent], file: File[UploadedFile]) -> Any:
    """Takes a photo, a signature or a document; `id` may be made by the sender, so that sending again is safe."""

    def act() -> dict[str, Any]:
        taken = files.take(file, actor=request.actor, at=request.now, kind=sent.kind, id=sent.id)
        return {
            "id": str(taken.pk),
            "name": taken.name,
            "kind": taken.kind,
            "content_type": taken.content_type,
            "size": taken.size,
        }

    return Status(*once(request, 201, act))
