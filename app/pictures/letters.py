"""How wide texts are before any font is known: on the safe side, so that what must fit, fits."""

USUAL = 0.63
"""Width of a letter over its size in the wide fonts of browsers."""
WIDTHS = {
    **dict.fromkeys(" .,:;'ijl|", 0.33),
    **dict.fromkeys("rtf-()", 0.42),
    **dict.fromkeys("mwMW%…", 0.96),
}
"""The same of letters that are far from the mean."""
ELLIPSIS = "…"


def width_of(text: str, size: float) -> float:
    """Guess the width of a text in letters of a size."""
    return size * sum(WIDTHS.get(letter, USUAL) for letter in text)


def broken(text: str, room: float, size: float) -> list[str]:
    """Break a text into lines that fit; a word that is wider ends in an ellipsis."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if width_of(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(_cut(word, room, size))
    return [line for line in lines if line]


def _cut(word: str, room: float, size: float) -> str:
    if width_of(word, size) <= room:
        return word
    while word and width_of(word + ELLIPSIS, size) > room:
        word = word[:-1]
    return word + ELLIPSIS
