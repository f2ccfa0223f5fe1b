"""A picture as PNG, for programs that show no SVG: on the extra `png`, loaded when first needed."""

from app.domain.errors import NotInstalled

MEDIA_TYPE = "image/png"


def as_png(picture: str, width: int, instead: str) -> bytes:
    """Draw an SVG of ours `width` pixels wide, with the font of the extra and no other.

    So the same picture has the same bytes on every server. Raises NotInstalled without the extra;
    `instead` is the path of the SVG.
    """
    try:
        import resvg_py  # noqa: PLC0415
        from font_roboto import Roboto, RobotoBold  # noqa: PLC0415
    except ImportError as absent:
        raise NotInstalled("png", instead) from absent
    drawn = resvg_py.svg_to_bytes(
        svg_string=picture,
        width=width,
        skip_system_fonts=True,
        font_files=[Roboto, RobotoBold],
        font_family="Roboto",
        sans_serif_family="Roboto",
    )
    return bytes(drawn)
