"""Character offsets: Python counts code points, Qt counts UTF-16 units; they differ after an emoji."""


def to_qt(text: str, index: int) -> int:
    """The Qt position of ``text[index]``."""
    return index + sum(1 for character in text[:index] if ord(character) > 0xFFFF)


def from_qt(text: str, position: int) -> int:
    """The index in ``text`` of a Qt position."""
    units = 0
    for index, character in enumerate(text):
        if units >= position:
            return index
        units += 2 if ord(character) > 0xFFFF else 1
    return len(text)
