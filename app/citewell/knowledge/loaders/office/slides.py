"""Hidden slides of a presentation: left out, since they were taken out of what is shown, and said."""

from collections.abc import Sequence

from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders.text.parts import Part

_MOST_NAMED = 20


def hidden_slides(parts: Sequence[Part], numbers: Sequence[int]) -> tuple[str, ...]:
    """What to tell of the hidden slides. Raises ``UnreadableFileError`` where nothing else holds text."""
    if not numbers:
        return ()
    if not any(part.text for part in parts):
        raise UnreadableFileError("all of its text is on hidden slides; show those that are valid and index it again")
    named = ", ".join(map(str, numbers[:_MOST_NAMED])) + (", …" if len(numbers) > _MOST_NAMED else "")
    return (f"{'1 hidden slide' if len(numbers) == 1 else f'{len(numbers)} hidden slides'} not indexed: {named}",)
