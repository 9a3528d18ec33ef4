"""Pictures of every sort, made on the spot."""

import struct
import zlib
from base64 import b64encode
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F


def encoded(image: Image.Image, format: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def scene(width: int = 640, height: int = 480) -> Image.Image:
    image = Image.new("RGB", (width, height), (200, 210, 220))
    ImageDraw.Draw(image).rectangle((0, 0, width // 4, height // 4), fill=(200, 30, 30))
    return image


def jpeg(width: int = 640, height: int = 480, **options: Any) -> bytes:
    return encoded(scene(width, height), "JPEG", **options)


def jpeg_with_place(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[MAKER] = "Careful Camera Works"
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS).update({1: "N", 2: (29.0, 52.0, 12.0), 3: "E", 4: (121.0, 33.0, 1.0)})
    return jpeg(exif=exif, comment=b"taken by Chen at home", xmp=b"<x:xmpmeta>home</x:xmpmeta>")


def bomb(width: int, height: int) -> bytes:
    """A PNG of few bytes that would unfold to `width` × `height` pixels."""

    def chunk(tag: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + tag + body + struct.pack(">I", zlib.crc32(tag + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def signed(*, paper: tuple[int, ...] = (0, 0, 0, 0), stroke: int = 200) -> bytes:
    image = Image.new("RGBA", (600, 200), paper)
    if stroke:
        ImageDraw.Draw(image).line((50, 50, 50 + stroke, 100), fill=(10, 20, 80, 255), width=4)
    return encoded(image, "PNG")


def data_url(png: bytes) -> str:
    return "data:image/png;base64," + b64encode(png).decode()
