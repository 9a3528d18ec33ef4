import re
from base64 import b64decode
from binascii import Error as NotBase64

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image

from careloop.kit.files.contents import TooLarge
from careloop.kit.files.pictures import Drawn, on_white, opened, smaller, written
from careloop.kit.lifecycle.refusals import Unacceptable

MOST_BYTES = 1024 * 1024
MOST_PIXELS = 8_000_000
SHORTEST_STROKE = 12  # pixels: anything shorter is a tap on the glass
INK_BELOW = 200  # of 255 on white paper
DATA_URL = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=]+)")


class NotASignature(Unacceptable):
    code = "not_a_signature"
    sentence = _("This is not a signature drawn on the glass (a PNG picture).")


class EmptySignature(Unacceptable):
    code = "empty_signature"
    sentence = _("Nothing was signed: the box is empty.")


def signature(sent: bytes) -> Drawn:
    """A PNG of the whole box as it was drawn, transparent where it was."""
    if len(sent) > MOST_BYTES:
        raise TooLarge(most=filesizeformat(MOST_BYTES))
    image = opened(sent, ("PNG",), MOST_PIXELS, NotASignature)
    try:
        drawn = image.convert("RGBA")
    except Exception as error:
        raise NotASignature from error
    if not _is_signed(on_white(drawn)):
        raise EmptySignature
    return Drawn(written(drawn, "PNG", optimize=True), "image/png", written(smaller(drawn), "PNG"))


def from_data_url(url: str) -> bytes:
    """The PNG that a canvas gives as text."""
    if len(url) > MOST_BYTES * 4 // 3 + 100:
        raise TooLarge(most=filesizeformat(MOST_BYTES))
    found = DATA_URL.fullmatch(url)
    if not found:
        raise NotASignature
    try:
        return b64decode(found[1], validate=True)
    except NotBase64:
        raise NotASignature from None


def _is_signed(paper: Image.Image) -> bool:
    """Ink on paper, longer than a tap; a box that is dark all over was not signed either."""
    ink = paper.convert("L").point(lambda light: 255 if light < INK_BELOW else 0)
    bounds = ink.getbbox()
    if bounds is None or ink.getextrema() == (255, 255):
        return False
    left, top, right, bottom = bounds
    return max(right - left, bottom - top) >= SHORTEST_STROKE
