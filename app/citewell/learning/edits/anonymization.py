"""Personal data out of training examples: one placeholder for one value, the same in prompt and completion."""

from citewell.governance.personal.placeholders import PLACEHOLDER
from citewell.governance.personal.records import replace_personal
from citewell.learning.edits.names import Names, mask_names


def mask_pair(draft: str, final: str, names: Names | None = None) -> tuple[str, str]:
    """Both texts with personal data replaced by numbered placeholders of its type, such as ``<EMAIL_1>``.

    A value has the same placeholder wherever it occurs in the two, however it is spaced or capitalised.
    """
    numbers: dict[tuple[str, str], int] = {}
    counts: dict[str, int] = {}
    for match in (*PLACEHOLDER.finditer(draft), *PLACEHOLDER.finditer(final)):  # the log's own keep their numbers
        counts[match[1]] = max(counts.get(match[1], 0), int(match[2]))

    def placeholder(kind: str, value: str) -> str:
        key = (kind, "".join(c for c in value.casefold() if c.isalnum() or c in "@._+"))
        if key not in numbers:
            numbers[key] = counts[kind] = counts.get(kind, 0) + 1
        return f"<{kind}_{numbers[key]}>"

    if names is not None:
        draft, final = mask_names(draft, names), mask_names(final, names)
    return replace_personal(draft, placeholder), replace_personal(final, placeholder)
