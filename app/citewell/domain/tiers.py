"""Tiers: language models that can draft, where they compute, and what was measured of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ALL_LAYERS = -1
"""In place of a number of layers; as an option, "automatic"."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Layers of a language model that the graphics card computes (``ALL_LAYERS``: all, 0: none), and why so many."""

    gpu_layers: int = 0
    reason: str = ""

    @property
    def words(self) -> str:
        """Where the model computes, for a sentence."""
        if not self.gpu_layers:
            return f"on the processor: {self.reason}"
        layers = "all layers" if self.gpu_layers == ALL_LAYERS else f"{self.gpu_layers} layers"
        return f"{layers} on the graphics card: {self.reason}"


@dataclass(frozen=True, slots=True)
class Tier:
    """A language model with all that makes its drafts: ``prompt`` is a version, ``style`` empty where none fits it.

    ``own``: a file of the user's, beside ``compact``, which ships. ``size`` is in bytes.
    """

    id: str
    name: str
    file: str
    sha256: str
    size: int
    licence: str
    architecture: str
    context_tokens: int
    prompt: str
    style: str
    own: bool


@dataclass(frozen=True, slots=True)
class Speed:
    """What was measured of a tier on one machine: tokens per second read and written, seconds of a typical draft.

    ``machine`` is its name, ``at`` the time (ISO 8601, UTC). The seconds are the language model's alone.
    """

    read_per_second: float
    written_per_second: float
    draft_seconds: float
    machine: str
    at: str
    gpu_layers: int = 0


@dataclass(frozen=True, slots=True)
class GoldenResult:
    """A tier and compact on the same golden tickets of this home: shares by measure (0 to 1), in hybrid mode.

    ``beats_compact``: nothing got worse by the activation gate, and something got better. ``reasons`` say why not.
    """

    at: str
    tickets: int
    measures: Mapping[str, float]
    compact: Mapping[str, float]
    beats_compact: bool
    reasons: tuple[str, ...] = field(default_factory=tuple)
