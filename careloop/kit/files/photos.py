from django.utils.translation import gettext_lazy as _
from PIL import ImageOps

from careloop.kit.files.pictures import Drawn, on_white, opened, smaller, written
from careloop.kit.lifecycle.refusals import Unacceptable

LONGEST_SIDE = 2560
MOST_PIXELS = 64_000_000  # phones take 50 million; 64 million take 200 MB to unfold
APPLE_BRANDS = (b"heic", b"heix", b"heif", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


class NotAPhoto(Unacceptable):
    code = "not_a_photo"
    sentence = _("This is not a photo that can be read. Send JPEG, PNG or WebP.")


class ApplePhoto(NotAPhoto):
    code = "heic_photo"
    sentence = _(
        "HEIC photos cannot be read here. Choose “Most Compatible” in the phone's camera settings under "
        "Formats, or send the photo as JPEG."
    )


def photo(sent: bytes) -> Drawn:
    """A JPEG, upright, at most 2560 pixels long; place, owner and camera (EXIF) do not stay in it."""
    if sent[4:8] == b"ftyp" and sent[8:12] in APPLE_BRANDS:
        raise ApplePhoto
    image = opened(sent, ("JPEG", "PNG", "WEBP"), MOST_PIXELS, NotAPhoto)
    try:
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # lets a JPEG unfold at half its size or less
        flat = on_white(ImageOps.exif_transpose(image))
    except Exception as error:
        raise NotAPhoto from error
    kept = smaller(flat, LONGEST_SIDE)
    thumb = written(smaller(kept), "JPEG", quality=80)
    return Drawn(written(kept, "JPEG", quality=85), "image/jpeg", thumb)
