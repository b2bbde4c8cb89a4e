"""Styles: LoRA adapters with what is known of them, the verdict of the activation gate, and the history of both."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Style:
    """One style: a folder in PEFT's format with a ``style.json``. ``base`` is the sha256 of the GGUF it belongs to.

    ``golden`` are the results it was activated on, ``data`` and ``training`` say what it was made of and how.
    """

    id: str
    name: str
    parent: str
    base: str
    quantisation: str
    created_at: str
    folder: Path
    shipped: bool = False
    data: Mapping[str, object] = field(default_factory=dict)
    training: Mapping[str, object] = field(default_factory=dict)
    golden: Mapping[str, object] = field(default_factory=dict)


class StyleAction(StrEnum):
    """What happened to a style."""

    ACTIVATED = "activated"
    REFUSED = "refused"
    ROLLED_BACK = "rolled_back"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the activation gate says: whether a style may go live, why not, and the golden results behind it."""

    passed: bool
    reasons: tuple[str, ...] = ()
    golden: Mapping[str, object] = field(default_factory=dict)


Gate = Callable[[Style], Verdict]
"""Runs the golden tickets with a style and compares them with the ones before. Raises ``CitewellError``."""


@dataclass(frozen=True, slots=True)
class Activation:
    """One line of the history. ``style`` is the id the action is about; after a roll-back, the one gone back to.

    An empty ``style`` is the base model without one.
    """

    at: str
    style: str
    action: StyleAction
    reasons: tuple[str, ...] = ()
    golden: Mapping[str, object] = field(default_factory=dict)


class StyleHistory(Protocol):
    """The append-only history of activations. A call that returned is on disk."""

    def record(
        self, style: str, action: StyleAction, reasons: tuple[str, ...] = (), golden: Mapping[str, object] | None = None
    ) -> Activation:
        """Append one line."""
        ...

    def entries(self) -> list[Activation]:
        """Every line, oldest first."""
        ...
