"""A signature as a finger draws it, for the demo."""

import base64
import math
from functools import cache
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

KINDS = 12


def signature(rng: Random) -> str:
    """One of a dozen, as PNG data URL."""
    return _drawn(rng.randrange(KINDS))


@cache
def _drawn(kind: int) -> str:
    rng = Random(kind)  # noqa: S311 - a drawing, not a secret
    image = Image.new("RGBA", (360, 140), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    phase, height = rng.uniform(0, 6), rng.uniform(20, 45)
    points = [
        (20 + step * 4, 75 + height * math.sin(step / rng.uniform(3.4, 3.8) + phase) * math.cos(step / 17))
        for step in range(78)
    ]
    pen.line(points, fill=(20, 30, 60, 255), width=4, joint="curve")
    pen.line([(40, 118), (300, 110 + rng.uniform(-8, 8))], fill=(20, 30, 60, 255), width=3)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()
