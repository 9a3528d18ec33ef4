from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from PIL import Image

from careloop.kit.files.actions import attach
from careloop.kit.files.queries import content_of
from careloop.kit.files.tests.conftest import CHEN, ZHAO, Someone
from careloop.kit.files.views import download

pytestmark = pytest.mark.django_db


def asked(id: UUID, actor: Any, *, thumb: bool = False, method: str = "get", **headers: str) -> Any:
    request = getattr(RequestFactory(), method)(f"/files/{id}", headers=headers)
    request.actor = actor
    return download(request, id, thumb=thumb)


def body(response: HttpResponse) -> bytes:
    return b"".join(response)


def test_ones_own_photo_is_shown_in_place(sent: Any) -> None:
    file = sent(name="门口.png")
    response = asked(file.id, CHEN)
    assert body(response) == content_of(file)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == "inline; filename*=utf-8''%E9%97%A8%E5%8F%A3.jpg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"].startswith("private")


def test_the_thumb(sent: Any) -> None:
    response = asked(sent().id, CHEN, thumb=True)
    assert Image.open(BytesIO(body(response))).width == 320


def test_an_attached_file_is_seen_by_those_who_see_the_record(sent: Any, seen_by_zhao: None) -> None:
    case, order, loose = sent(), sent(), sent()
    attach([case.id], "SC26-NB-000001", actor=CHEN, kind="photo")
    attach([order.id], "WO26-NB-000001", actor=CHEN, kind="photo")
    assert asked(case.id, ZHAO).status_code == 200
    for hidden in (order, loose):
        with pytest.raises(Http404):
            asked(hidden.id, ZHAO)


@pytest.mark.parametrize("actor", [None, Someone(None), Someone(9)])
def test_not_there_and_not_yours_are_the_same(sent: Any, seen_by_zhao: None, actor: Any) -> None:
    file = sent(actor=Someone(None))
    attach([file.id], "SC26-NB-000001", actor=Someone(None), kind="photo")
    for id in (file.id, uuid4()):
        with pytest.raises(Http404):
            asked(id, actor)


def test_text_is_never_shown_in_place(sent: Any) -> None:
    file = sent(b"<script>alert(1)</script>", name='a"b;\u4e2d.html', kind="document")
    response = asked(file.id, CHEN)
    assert response["Content-Type"] == "text/plain"
    assert response["Content-Disposition"].startswith("attachment;")
    assert "html" not in response["Content-Disposition"]
    assert "\n" not in response["Content-Disposition"]


def test_a_document_has_no_thumb(sent: Any) -> None:
    with pytest.raises(Http404):
        asked(sent(b"%PDF-1.7", name="a.pdf", kind="document").id, CHEN, thumb=True)


def test_unchanged_is_said_only_to_those_who_may_see_it(sent: Any) -> None:
    file = sent()
    tag = asked(file.id, CHEN)["ETag"]
    assert asked(file.id, CHEN, thumb=True)["ETag"] != tag
    assert asked(file.id, CHEN, if_none_match=tag).status_code == 304
    with pytest.raises(Http404):
        asked(file.id, Someone(9), if_none_match=tag)


def test_only_get_and_head(sent: Any) -> None:
    assert asked(sent().id, CHEN, method="post").status_code == 405
    assert asked(sent().id, CHEN, method="head").status_code == 200


def test_addresses() -> None:
    id = uuid4()
    assert reverse("download", "careloop.kit.files.urls", args=[id]) == f"/{id}"
    assert reverse("thumb", "careloop.kit.files.urls", args=[id]) == f"/{id}/thumb"
