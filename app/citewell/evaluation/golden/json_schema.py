"""Whether a JSON value keeps to a schema: the keywords that the program's own schemas use (JSON Schema 2020-12)."""

import json
from collections.abc import Mapping
from typing import Any

_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}


def keeps_to(text: str, schema: Mapping[str, Any]) -> bool:
    """Whether ``text`` is one JSON object that keeps to ``schema``."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and fits(value, schema)


def fits(value: object, schema: Mapping[str, Any]) -> bool:
    """Whether ``value`` keeps to ``type``, ``enum``, lengths, ``properties``, ``required`` and ``items``."""
    kind = schema.get("type")
    if kind is not None and not _is(value, kind):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if isinstance(value, str):
        return bool(schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)))
    if isinstance(value, list):
        items = schema.get("items", {})
        in_size = bool(schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)))
        return in_size and all(fits(item, items) for item in value)
    if isinstance(value, dict):
        return _object_fits(value, schema)
    return True


def _is(value: object, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, _TYPES[kind])


def _object_fits(value: Mapping[str, object], schema: Mapping[str, Any]) -> bool:
    properties: Mapping[str, Any] = schema.get("properties", {})
    if any(name not in value for name in schema.get("required", ())):
        return False
    if schema.get("additionalProperties") is False and any(name not in properties for name in value):
        return False
    return all(fits(own, properties[name]) for name, own in value.items() if name in properties)
