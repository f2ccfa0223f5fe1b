"""A picture as PNG, for programs that show no SVG: on the extra `png`, in a process of its own.

The renderer lets nothing else run in its process for as long as it draws, a third of a second and
more: here it would hold up every other answer.
"""

import subprocess
import sys
from importlib.util import find_spec

from app.domain.errors import NotInstalled
from app.pictures import rasterise

MEDIA_TYPE = "image/png"
LONGEST_S = 60  # That a drawing may take; one of 2,400 px takes 1 s where the processor is free.


def as_png(picture: str, width: int, instead: str) -> bytes:
    """Draw an SVG of ours `width` pixels wide, with the font of the extra and no other.

    So the same picture has the same bytes on every server. Raises NotInstalled without the extra;
    `instead` is the path of the SVG.
    """
    if not all(map(find_spec, rasterise.NEEDS)):
        raise NotInstalled("png", instead)
    drawn = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-P", rasterise.__file__, str(width)],
        input=picture.encode(),
        stdout=subprocess.PIPE,
        check=True,
        timeout=LONGEST_S,
    )
    return drawn.stdout
