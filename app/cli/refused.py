"""What a command says where it cannot do what was asked."""

import re

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def printable(text: str) -> str:
    """Show what could steer a terminal as a sign: an answer may come from anywhere."""
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


class Refused(Exception):
    """A command was understood and not done; the text says why, in sentences."""

    def __str__(self) -> str:
        """Give the sentences."""
        return printable(super().__str__())
