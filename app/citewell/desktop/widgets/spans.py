"""Character offsets: Python counts code points, Qt counts UTF-16 units; they differ after an emoji."""


def to_qt(text: str, index: int) -> int:
    """The Qt position of ``text[index]``. Encoding counts a long text in microseconds, a loop in milliseconds."""
    return len(text[:index].encode("utf-16-le", "surrogatepass")) // 2


def from_qt(text: str, position: int) -> int:
    """The index in ``text`` of a Qt position; one within a character counts as behind it."""
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * position]
    whole = len(units.decode("utf-16-le", "ignore"))
    return whole + (to_qt(text, whole) < min(position, len(units) // 2))
