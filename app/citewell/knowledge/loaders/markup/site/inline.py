"""Marks inside lines that sites' Markdown has beside CommonMark's: raised and lowered signs, notes, attributes, keys.

Forms of Pandoc, MkDocs (PyMdown), kramdown and markdown-it's plugins.
"""

import re

from citewell.governance.text.raised import raised

_SHORT = r"[-+−–]?\w{1,8}"
_RAISED = re.compile(rf"(?<=[\w)\]])\^({_SHORT})\^(?!\^)")
_LOWERED = re.compile(rf"(?<=[^\W\d_])~({_SHORT})~(?!~)")
_NOTE = re.compile(r"^[ ]{0,3}\[\^([^\]\s]+)\]:[ \t]*", re.MULTILINE)
_ABBREVIATION = re.compile(r"^\*\[([^\]\n]+)\]:[ \t]*(?=\S)", re.MULTILINE)
_CONTENTS = re.compile(r"^\[\[_?[Tt][Oo][Cc]_?\]\][ \t]*$", re.MULTILINE)
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\](?!\()")
_VALUE = r"""[\w:-]+=(?:"[^"\n]*"|'[^'\n]*'|[\w%.-]+)"""
_ATTRIBUTES = re.compile(rf"(?<=[)\]*_])\{{:?[ \t]*(?:[.#][\w-]+|{_VALUE})(?:[ \t]+(?:[.#][\w-]+|{_VALUE}))*[ \t]*\}}")
_MARKED = re.compile(r"(?<![\w=])==(?=[^\s=])([^=\n]*[^\s=])==(?![\w=])")
_KEYS = re.compile(r"(?<![\w+])\+\+([\w-]+(?:\+[\w-]+)*)\+\+(?![\w+])")
_ICON = re.compile(r":(?:material|fontawesome|octicons|simple|lucide|bootstrap)-[\w-]+:(?:\{[^}\n]*\})?[ \t]?")
_ALL = (_RAISED, _LOWERED, _NOTE, _ABBREVIATION, _CONTENTS, _ATTRIBUTES, _MARKED, _KEYS, _ICON)
SIGNS = "|".join(pattern.pattern for pattern in _ALL)
"""A pattern (of many lines) for a text that holds any of these marks."""


def notes_of(prose: str) -> frozenset[str]:
    """The names of the notes that a document says at the foot of its page."""
    return frozenset(_NOTE.findall(prose))


def read_marks(text: str, notes: frozenset[str]) -> str:
    """``text`` without such marks; a note is a paragraph of its own, what refers to one of ``notes`` is left out."""
    text = _ABBREVIATION.sub(r"\n\1: ", _NOTE.sub("\n", _CONTENTS.sub("", text)))
    text = _REFERENCE.sub(lambda match: "" if match[1] in notes else match[0], text)
    text = _RAISED.sub(lambda match: raised(match.string[: match.start()], match[1]), text)
    text = _LOWERED.sub(lambda match: raised(match.string[: match.start()], match[1], mark="_"), text)
    text = _ATTRIBUTES.sub("", _ICON.sub("", text))
    return _KEYS.sub(r"\1", _MARKED.sub(r"\1", text))
