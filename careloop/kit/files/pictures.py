"""Pictures are drawn anew: whatever else was hidden in what was sent does not come along."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext_lazy as _
from PIL import Image

from careloop.kit.lifecycle.refusals import Unacceptable

THUMB_SIDE = 320


class TooManyPixels(Unacceptable):
    code = "too_many_pixels"
    sentence = _("The picture has more than %(most)s million pixels.")


@dataclass(frozen=True, slots=True)
class Drawn:
    content: bytes
    content_type: str
    thumb: bytes


def opened(sent: bytes, formats: tuple[str, ...], most: int, refusal: type[Unacceptable]) -> Image.Image:
    """Header, checksums and size are looked at before a single pixel is unfolded."""
    try:
        with Image.open(BytesIO(sent), formats=formats) as first:
            too_many = first.width * first.height > most
            if not too_many:
                first.verify()
        image = Image.open(BytesIO(sent), formats=formats)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels(most=most // 1_000_000) from None
    except Exception as error:  # decoders of hostile bytes raise almost anything
        raise refusal from error
    if too_many:
        raise TooManyPixels(most=most // 1_000_000)
    return image


def on_white(image: Image.Image) -> Image.Image:
    """Without transparency, and without the texts that Pillow would write into the new file."""
    if image.has_transparency_data:
        drawn = image.convert("RGBA")
        flat = Image.new("RGB", drawn.size, "white")
        flat.paste(drawn, mask=drawn.getchannel("A"))
        return flat
    flat = image.convert("RGB")
    flat.info.clear()
    return flat


def smaller(image: Image.Image, side: int = THUMB_SIDE) -> Image.Image:
    copy = image.copy()
    copy.thumbnail((side, side), reducing_gap=3.0)
    return copy


def written(image: Image.Image, format: str, **options: Any) -> bytes:
    out = BytesIO()
    image.info.clear()
    image.save(out, format, **options)
    return out.getvalue()
