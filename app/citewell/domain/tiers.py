"""Where a language model computes."""

from dataclasses import dataclass

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
            return f"on the processor ({self.reason})"
        layers = "all layers" if self.gpu_layers == ALL_LAYERS else f"{self.gpu_layers} layers"
        return f"{layers} on the graphics card ({self.reason})"
