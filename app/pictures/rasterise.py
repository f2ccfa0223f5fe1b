"""A program: an SVG of ours on standard input, drawn as PNG of some width on standard output."""

import sys

NEEDS = ("resvg_py", "font_roboto")


def main() -> None:
    """Draw one picture."""
    from font_roboto import Roboto, RobotoBold  # noqa: PLC0415  (the extra; see `as_png`)
    from resvg_py import svg_to_bytes  # noqa: PLC0415

    drawn = svg_to_bytes(
        svg_string=sys.stdin.buffer.read().decode(),
        width=int(sys.argv[1]),
        skip_system_fonts=True,
        font_files=[Roboto, RobotoBold],
        font_family="Roboto",
        sans_serif_family="Roboto",
    )
    sys.stdout.buffer.write(drawn)


if __name__ == "__main__":
    main()
