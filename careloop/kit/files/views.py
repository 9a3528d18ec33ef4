from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from careloop.kit.files.models import File
from careloop.kit.files.queries import may_see

SHOWN_IN_PLACE = {"image/jpeg", "image/png", "application/pdf"}


@require_safe
def download(request: HttpRequest, id: UUID, thumb: bool = False) -> HttpResponseBase:
    file = get_object_or_404(File, id=id)
    actor = getattr(request, "actor", None)
    if actor is None or not may_see(file, actor) or (thumb and not file.is_picture):
        raise Http404
    etag = quote_etag(f"{file.sha256[:32]}{'-thumb' if thumb else ''}")
    unchanged = get_conditional_response(request, etag=etag)
    return unchanged or _shown(file, thumb, etag)


def _shown(file: File, thumb: bool, etag: str) -> FileResponse:
    """Only pictures and PDF open in the browser; text that a stranger wrote is saved, never shown as ours."""
    return FileResponse(
        default_storage.open(file.thumb_path if thumb else file.path),
        as_attachment=file.content_type not in SHOWN_IN_PLACE,
        filename=file.download_name,
        content_type=file.content_type,
        headers={
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, max-age=3600",
            "ETag": etag,
        },
    )
