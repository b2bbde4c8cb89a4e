"""``NameFinder`` on a model process."""

from collections.abc import Sequence
from pathlib import Path

from citewell.domain.errors import ModelError
from citewell.domain.personal import PersonalSpan
from citewell.models.clients import ModelProcess
from citewell.models.hosts import NAMES

MOST_SURE = 0.95
"""Checks of form and cue words are surer than the model: its scores are cut to less than theirs."""


class ProcessNameFinder:
    """The token model in a child process."""

    def __init__(self, folder: Path, *, threads: int) -> None:
        """Describe what to load from ``folder``; the process starts at the first call."""
        self.process = ModelProcess(NAMES, {"path": str(folder), "threads": threads})

    def find(self, texts: Sequence[str]) -> list[list[PersonalSpan]]:
        """The spans in each of ``texts``. Raises ``ModelError``."""
        if not texts:
            return []
        found = self.process.ask("find", texts=list(texts)).head["spans"]
        if not isinstance(found, list) or len(found) != len(texts):
            raise ModelError(
                "The model that finds names answered with another number of texts. Install Citewell again."
            )
        return [
            [PersonalSpan(start, end, kind, min(score, MOST_SURE)) for start, end, kind, score in spans]
            for spans in found
        ]
