from io import BytesIO

import pytest
from django.db import transaction
from PIL import Image, PngImagePlugin

from careloop.kit.files.actions import take_signature
from careloop.kit.files.contents import TooLarge
from careloop.kit.files.models import File
from careloop.kit.files.pictures import TooManyPixels
from careloop.kit.files.queries import content_of
from careloop.kit.files.signatures import EmptySignature, NotASignature, from_data_url, signature
from careloop.kit.files.tests.conftest import AT, CHEN
from careloop.kit.files.tests.pictures import bomb, data_url, encoded, jpeg, signed

WHITE, BLACK = (255, 255, 255, 255), (0, 0, 0, 255)


@pytest.mark.django_db
def test_a_signature_from_the_canvas_is_kept() -> None:
    file = take_signature(data_url(signed()), actor=CHEN, at=AT)
    assert (file.kind, file.content_type, file.name) == ("signature", "image/png", "signature.png")
    kept = Image.open(BytesIO(content_of(file)))
    assert (kept.format, kept.size, kept.mode) == ("PNG", (600, 200), "RGBA")
    assert Image.open(BytesIO(content_of(file, thumb=True))).width == 320


def test_a_signature_on_white_is_one_too() -> None:
    assert signature(signed(paper=WHITE)).content_type == "image/png"


def tapped() -> bytes:
    image = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    image.paste(BLACK, (300, 100, 305, 105))
    return encoded(image, "PNG")


@pytest.mark.parametrize(
    "png",
    [signed(stroke=0), signed(stroke=0, paper=WHITE), signed(stroke=0, paper=BLACK), tapped()],
    ids=["transparent", "white", "black", "a tap"],
)
def test_an_empty_box_is_refused(png: bytes) -> None:
    with pytest.raises(EmptySignature):
        signature(png)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "data:image/png;base64,",
        "data:image/png;base64,***",
        "data:image/png;base64,A",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "data:text/html,<script>",
        "https://example.com/signature.png",
        data_url(signed()) + "\n",
    ],
)
def test_what_is_no_data_url_of_a_png_is_refused(url: str) -> None:
    with pytest.raises(NotASignature):
        from_data_url(url)


@pytest.mark.parametrize("sent", [b"text", jpeg(), signed()[:200], b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_png_is_refused(sent: bytes) -> None:
    with pytest.raises(NotASignature):
        signature(sent)


def test_too_many_bytes_or_pixels() -> None:
    with pytest.raises(TooLarge):
        signature(bytes(1024 * 1024 + 1))
    with pytest.raises(TooLarge):
        from_data_url("data:image/png;base64," + "A" * 2_000_000)
    with pytest.raises(TooManyPixels, match="8 million"):
        signature(bomb(3000, 3000))


def test_texts_hidden_in_the_png_do_not_come_along() -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "<script>alert(1)</script>")
    image = Image.open(BytesIO(signed()))
    assert b"script" not in signature(encoded(image, "PNG", pnginfo=texts) + b"<script>").content


@pytest.mark.django_db
def test_nothing_is_kept_of_an_empty_signature() -> None:
    with pytest.raises(EmptySignature), transaction.atomic():
        take_signature(data_url(signed(stroke=0)), actor=CHEN, at=AT)
    assert File.objects.count() == 0
