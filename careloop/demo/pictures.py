"""Photos as a technician takes them, drawn for the demo: a device, and its type plate."""

from functools import cache
from io import BytesIO
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFilter

KINDS = 6
SIZE = (640, 480)
WALLS = ["#cfd6cf", "#d8d2c4", "#c6d0da", "#d9cfcf", "#cdd9d6", "#d3d3de"]


def photos(rng: Random) -> list[SimpleUploadedFile]:
    """Of one device in four the device and its plate; else none."""
    if rng.random() > 0.25:
        return []
    kind = rng.randrange(KINDS)
    drawn = (("device", _device(kind)), ("plate", _plate(kind)))
    return [SimpleUploadedFile(f"{name}.jpg", sent, "image/jpeg") for name, sent in drawn]


@cache
def _device(kind: int) -> bytes:
    image = Image.new("RGB", SIZE, WALLS[kind])
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 390, 640, 480), fill="#8d8378")
    left, top = 170 + kind * 12, 60 + kind * 8
    pen.rounded_rectangle((left, top, left + 280, 430), 14, fill="#f4f5f6", outline="#9aa3ab", width=3)
    pen.rectangle((left + 18, top + 16, left + 262, top + 60), fill="#dfe3e7")
    pen.ellipse((left + 205, top + 22, left + 240, top + 54), fill="#5b6670")
    if kind % 2:
        pen.line((left + 140, top + 75, left + 140, 425), fill="#c3c9cf", width=4)
        pen.rectangle((left + 122, top + 120, left + 130, top + 230), fill="#7f8a94")
    else:
        pen.ellipse((left + 50, top + 90, left + 230, top + 270), fill="#6d7882", outline="#b6bec5", width=12)
        pen.ellipse((left + 85, top + 125, left + 195, top + 235), fill="#39424a")
    return _developed(image, kind)


@cache
def _plate(kind: int) -> bytes:
    rng = Random(kind)  # noqa: S311 - a drawing, not a secret
    image = Image.new("RGB", SIZE, "#aab0b5")
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((90, 90, 550, 390), 10, fill="#eceef0", outline="#70787f", width=3)
    for row in range(6):
        y = 125 + row * 34
        pen.rectangle((115, y, 115 + rng.randrange(60, 120), y + 12), fill="#5a6269")
        pen.rectangle((260, y, 260 + rng.randrange(90, 180), y + 12), fill="#2f363c")
    x = 115
    while x < 520:
        wide = rng.choice((2, 3, 5))
        pen.rectangle((x, 335, x + wide, 372), fill="#20262b")
        x += wide + rng.choice((3, 4, 6))
    return _developed(image, kind)


def _developed(image: Image.Image, kind: int) -> bytes:
    """A little out of focus and not quite straight, as photos are."""
    turned = image.rotate(kind - 2.5, resample=Image.Resampling.BICUBIC, fillcolor=WALLS[kind])
    out = BytesIO()
    turned.filter(ImageFilter.GaussianBlur(0.8)).save(out, "JPEG", quality=78)
    return out.getvalue()
