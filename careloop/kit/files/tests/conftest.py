from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from careloop.kit import resolvers
from careloop.kit.files.actions import take
from careloop.kit.files.models import File
from careloop.kit.files.tests.pictures import jpeg

AT = datetime(2026, 9, 28, 7, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Someone:
    person_id: int | None
    name: str = "Chen Jianguo"
    post: str = "technician"
    unit_id: int | None = 1
    entered_at: datetime = AT
    performed_by_id: int | None = None
    reason: str = ""
    via: str = "page"

    def may(self, capability: str, unit_id: int | None = None) -> bool:
        return False

    def units(self, capability: str) -> frozenset[int] | None:
        return frozenset()


CHEN, ZHAO = Someone(7), Someone(8)


@pytest.fixture(autouse=True)
def storage(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def sent() -> Callable[..., File]:
    """Takes a file as a page would."""

    def send(content: bytes | None = None, name: str = "IMG_0417.jpg", **asked: Any) -> File:
        upload = SimpleUploadedFile(name, jpeg() if content is None else content)
        upload._name = name  # Django cuts the path off already; a program's client need not
        return take(upload, **({"actor": CHEN, "at": AT, "kind": "photo"} | asked))

    return send


@pytest.fixture
def seen_by_zhao() -> Iterator[None]:
    """Zhao may see the records whose number begins with SC."""
    before = resolvers.register(may_see=lambda document, actor: actor == ZHAO and document.startswith("SC"))
    yield
    resolvers.register(**before) if before else resolvers._answers.pop("may_see")
