"""JSON Schema: whether a text is one JSON object that keeps to a schema of the program."""

import functools
import json
from collections.abc import Callable, Mapping
from typing import Any


def keeps_to(text: str, schema: Mapping[str, Any]) -> bool:
    """Whether ``text`` is one JSON object that keeps to ``schema``."""
    validate = _validator(json.dumps(schema))
    try:
        value = json.loads(text)
        validate(value)
    except (ValueError, RecursionError):  # fastjsonschema's is a ValueError too
        return False
    return isinstance(value, dict)


@functools.lru_cache(maxsize=8)
def _validator(schema: str) -> Callable[[object], object]:
    """The schema, compiled once for all the texts of a run."""
    import fastjsonschema  # noqa: PLC0415  it brings urllib.request, which commands that score nothing do without

    validate: Callable[[object], object] = fastjsonschema.compile(json.loads(schema), use_default=False)
    return validate
