"""Graphics card or processor: the card is used where it writes the same text as the processor, and left where it fails.

Runs in the model process. A card whose driver ends the whole process is the parent's matter (``models.clients``).
"""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from citewell.domain.errors import ModelError
from citewell.domain.tiers import ALL_LAYERS, Placement
from citewell.processes.frames import Frame

NO_BACKEND = "there is no graphics card, or llama.cpp was built without one; 'make gpu' builds it with one"
PACKAGE_WITHOUT = "this package is for the processor alone; one that is built with Vulkan can use a graphics card"
PACKAGE_FOUND_NONE = "no graphics card answered: its driver and, on Linux, libvulkan1 must be installed"
UNWANTED = "gpu_layers is 0"
CHOSEN = "as gpu_layers says"
SAME = "it writes the same text as the processor"
DIFFERENT = "the graphics card did not write the same text in the self-test, or not in time"
FAILED = "the graphics card failed while it wrote"
WARM_UP_S = 20.0
"""A driver compiles its programs when it is first used."""
MOST_TIMES_SLOWER = 4
"""A card that needs more of the processor's time for the self-test, besides warming up, is not used."""
TOLD = frozenset({DIFFERENT, FAILED})
"""Reasons that somebody with a graphics card should hear of."""


def why_no_backend(libraries: Path) -> str:
    """Why a llama.cpp in the folder ``libraries`` uses no card: a package cannot be compiled anew by who uses it."""
    if not getattr(sys, "frozen", False):
        return NO_BACKEND
    return PACKAGE_FOUND_NONE if any(libraries.glob("*ggml-vulkan.*")) else PACKAGE_WITHOUT


class EvaluationError(ModelError):
    """llama.cpp could not evaluate tokens."""


class LocalModel(Protocol):
    """A language model in this process."""

    def describe(self) -> dict[str, object]:
        """What the parent is told once it is loaded."""
        ...

    def serve(self, frame: Frame, cancelled: threading.Event) -> Iterator[Frame]:
        """Answer one call. Raises ``ModelError``; ``EvaluationError`` where llama.cpp fails."""
        ...

    def self_test(self, limit_s: float | None = None) -> str:
        """A short text, always to the same prompt; what there is of it after ``limit_s``. Raises ``ModelError``."""
        ...

    def close(self) -> None:
        """Free its memory."""
        ...


Load = Callable[[int], LocalModel]
"""Loads the model with so many layers on the graphics card. Raises ``ModelError``."""


class PlacedModel:
    """A language model where it computes best, as a service."""

    def __init__(self, load: Load, *, wanted: int, no_backend: str) -> None:
        """``wanted`` layers go to the card; ``ALL_LAYERS``: all of them, where the self-test passes.

        ``no_backend`` says why llama.cpp can use no card here; empty where it can. A number that was chosen is taken
        without the self-test. Raises ``ModelError``.
        """
        self._load = load
        self._model, self._placement = self._place(wanted, no_backend=no_backend)

    def describe(self) -> dict[str, object]:
        """What the model says of itself, and where it is."""
        place = {"gpu_layers": self._placement.gpu_layers, "gpu_reason": self._placement.reason}
        return {**self._model.describe(), **place}

    def serve(self, frame: Frame, cancelled: threading.Event) -> Iterator[Frame]:
        """Serve a call; where the card fails in it, the processor begins it anew, told by a frame with ``again``."""
        try:
            yield from self._model.serve(frame, cancelled)
        except EvaluationError:
            if not self._placement.gpu_layers:
                raise
            self._model.close()
            self._model, self._placement = self._load(0), Placement(0, FAILED)
            yield Frame({**self.describe(), "again": True})
            yield from self._model.serve(frame, cancelled)

    def _place(self, wanted: int, *, no_backend: str) -> tuple[LocalModel, Placement]:
        if not wanted or no_backend:
            return self._load(0), Placement(0, no_backend if wanted else UNWANTED)
        if wanted != ALL_LAYERS:
            return self._load(wanted), Placement(wanted, CHOSEN)
        slow = self._load(0)
        began = time.monotonic()
        expected = slow.self_test()
        limit_s = WARM_UP_S + MOST_TIMES_SLOWER * (time.monotonic() - began)
        try:
            fast = self._load(ALL_LAYERS)
        except ModelError as error:
            return slow, Placement(0, f"the graphics card cannot load it: {error}")
        try:
            same = fast.self_test(limit_s) == expected
        except ModelError:
            same = False
        if not same:
            fast.close()
            return slow, Placement(0, DIFFERENT)
        slow.close()
        return fast, Placement(ALL_LAYERS, SAME)
