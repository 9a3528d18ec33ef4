from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image

from careloop.kit.files.contents import EmptyFile, TooLarge
from careloop.kit.files.models import File
from careloop.kit.files.photos import ApplePhoto, NotAPhoto, photo
from careloop.kit.files.pictures import TooManyPixels
from careloop.kit.files.queries import content_of
from careloop.kit.files.tests.pictures import bomb, encoded, jpeg, jpeg_with_place, scene

HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(200)


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_a_jpeg(format: str) -> None:
    drawn = photo(encoded(scene(), format))
    assert drawn.content_type == "image/jpeg"
    assert opened(drawn.content).format == "JPEG"
    assert opened(drawn.content).size == (640, 480)


def test_large_photos_are_made_smaller() -> None:
    drawn = photo(jpeg(5000, 2500))
    assert opened(drawn.content).size == (2560, 1280)
    assert opened(drawn.thumb).size == (320, 160)


def test_place_owner_and_camera_are_stripped() -> None:
    sent = jpeg_with_place()
    assert opened(sent).getexif().get_ifd(0x8825)
    drawn = photo(sent)
    for kept in (drawn.content, drawn.thumb):
        assert not opened(kept).getexif()
        for trace in (b"Exif", b"Careful Camera", b"home", b"xmpmeta"):
            assert trace not in kept


def test_a_photo_stands_upright() -> None:
    turned = opened(photo(jpeg_with_place(orientation=6)).content)
    assert turned.size == (480, 640)
    red, green, _blue = turned.getpixel((turned.width - 20, 20))
    assert red > 150 > 100 > green, "the red corner, left above before, stands right above"


def test_transparency_becomes_white() -> None:
    drawn = photo(encoded(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG"))
    assert opened(drawn.content).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("tail", [b"PK\x03\x04 a zip file", b"<script>alert(1)</script>", b"%PDF-1.7"])
def test_of_a_polyglot_only_the_picture_stays(tail: bytes) -> None:
    sent = jpeg(comment=b"<?php system($_GET[0]); ?>") + tail
    drawn = photo(sent)
    assert tail not in drawn.content
    assert b"php" not in drawn.content


@pytest.mark.parametrize(
    "sent",
    [
        b"no photo at all",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"\xff\xd8\xff\xe0" + bytes(500),
        b"\x89PNG\r\n\x1a\n" + bytes(50),
        b"GIF89a" + bytes(50),
        jpeg()[:2000],
        encoded(scene(), "PNG")[:-40],
        encoded(scene(), "GIF"),
        encoded(scene(), "BMP"),
    ],
)
def test_what_is_no_photo_is_refused(sent: bytes) -> None:
    with pytest.raises(NotAPhoto):
        photo(sent)


def test_heic_is_refused_with_advice() -> None:
    with pytest.raises(ApplePhoto, match="JPEG") as refused:
        photo(HEIC)
    assert refused.value.code == "heic_photo"


@pytest.mark.parametrize(("width", "height"), [(9000, 9000), (12_000, 12_000), (60_000, 60_000)])
def test_a_bomb_is_not_unfolded(width: int, height: int) -> None:
    sent = bomb(width, height)
    assert len(sent) < 200
    with pytest.raises(TooManyPixels, match="64 million"):
        photo(sent)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "refusal"),
    [(bytes(20 * 1024 * 1024), TooLarge), (b"", EmptyFile), (b"text", NotAPhoto), (HEIC, ApplePhoto)],
)
def test_nothing_is_kept_of_what_is_refused(sent: Any, storage: Path, content: bytes, refusal: type) -> None:
    with pytest.raises(refusal), transaction.atomic():
        sent(content)
    assert File.objects.count() == 0
    assert not storage.exists()


@pytest.mark.django_db
def test_a_file_of_exactly_the_limit_is_not_too_large(sent: Any, settings: Any) -> None:
    settings.FILES_MAX_BYTES = len(jpeg())
    assert sent(jpeg()).size
    with pytest.raises(TooLarge, match=r"\d"):
        sent(jpeg() + b"\0")


@pytest.mark.django_db
def test_the_photo_and_its_thumb_are_stored_by_id(sent: Any, storage: Path) -> None:
    file = sent(name="../../etc/passwd.png")
    assert file.name == "passwd.png"
    assert file.download_name == "passwd.jpg"
    hexed = file.id.hex
    stored = {str(path.relative_to(storage)) for path in storage.rglob("*") if path.is_file()}
    assert stored == {f"{hexed[:2]}/{hexed}", f"{hexed[:2]}/{hexed}.thumb"}
    assert file.size == default_storage.size(file.path) == len(content_of(file))
    assert opened(content_of(file, thumb=True)).size == (320, 240)
