"""The arms of a comparison: a pipeline and, where the arm drafts with another style or model, models of its own."""

import threading
from collections.abc import Callable
from dataclasses import replace

from citewell.application.drafting.pipelines import PipelineParts, assemble
from citewell.application.models.models import Models
from citewell.domain.live.trials import Varies
from citewell.models.styles.styles import Styles
from citewell.pipeline.pipeline import DraftPipeline
from citewell.pipeline.routing.routing import DecisionWeights

STANDARD = "standard"
NO_STYLE = "none"

MakeModels = Callable[[Styles, str | None], Models]
"""Models with these styles over a base model's file (empty: the one that ships; ``None``: the one that is chosen)."""


class Arms:
    """Builds an arm when it first drafts, and keeps it. Of its models only the language model is ever started."""

    def __init__(
        self,
        parts: PipelineParts,
        styles: Styles,
        make: MakeModels,
        model_path: Callable[[str], str],
        standard: DecisionWeights,
    ) -> None:
        """``parts`` are those in use; ``model_path`` gives the file of a language model by its id."""
        self._parts, self._styles, self._make = parts, styles, make
        self._model_path, self._standard = model_path, standard
        self._turn = threading.Lock()
        self._models: list[Models] = []
        self._built: dict[tuple[Varies, str], DraftPipeline] = {}

    def pipeline(self, varies: Varies, value: str) -> DraftPipeline:
        """The pipeline of an arm. Raises ``BadInputError`` and ``ModelError`` where it cannot be built."""
        with self._turn:
            if (varies, value) not in self._built:
                self._built[varies, value] = assemble(self._parts_of(varies, value))
            return self._built[varies, value]

    def cpu_seconds(self) -> float:
        """Processor seconds of the models of all arms."""
        return sum(models.cpu_seconds() for models in self._models)

    def close(self) -> None:
        """End the processes of the arms; the next draft of an arm starts them again."""
        with self._turn:
            for models in self._models:
                models.close()
            self._models.clear()
            self._built.clear()

    def _parts_of(self, varies: Varies, value: str) -> PipelineParts:
        if varies is Varies.DECISIONS:
            weights = self._parts.weights if value != STANDARD else lambda: self._standard
            return replace(self._parts, weights=weights)
        if varies is Varies.MODE:
            return self._parts
        if varies is Varies.STYLE:
            style = "" if value == NO_STYLE else self._styles.find(value).id
            models = self._make(self._styles.pinned(style), None)
        else:
            models = self._make(self._styles, self._model_path(value))
        self._models.append(models)
        return replace(self._parts, generators=models.generator, styling=models.styling)
