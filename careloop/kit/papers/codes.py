"""Pictures that Typst takes as SVG text inside the JSON: QR codes and what was drawn on glass."""

from base64 import b64encode
from io import BytesIO

import zxingcpp
from PIL import Image


def qr(text: str) -> str:
    """A QR code of middle error correction, without its quiet zone: the page around it is white."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return code.to_svg(add_quiet_zones=False)


def embedded(png: bytes) -> str:
    """A PNG inside an SVG, which is text and so fits into JSON."""
    with Image.open(BytesIO(png), formats=["PNG"]) as image:
        width, height = image.size
    size = f'width="{width}" height="{height}"'
    image_tag = f'<image {size} href="data:image/png;base64,{b64encode(png).decode()}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{image_tag}</svg>'
