"""Measured speeds of language models, kept beside the models: a machine's own, as no backup takes them along."""

import json
import platform
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from citewell.domain.errors import ModelError
from citewell.domain.generation import GenerationRequest, Generator, Message
from citewell.domain.progress import CancelToken
from citewell.domain.tiers import Speed
from citewell.records.values import from_record, to_record

FILE = "speeds.json"
DRAFT_PROMPT, DRAFT_ANSWER = 360, 70
"""Tokens of a typical draft, read and written (docs/models.md)."""
_SENTENCE = "An annual plan can be returned within the first days after its purchase, and the amount is paid back. "
_REPEATED = 18
Clock = Callable[[], float]


def measure_speed(generator: Generator, cancel: CancelToken, clock: Clock = time.monotonic) -> Speed:
    """Have ``generator`` read a prompt and write an answer of a draft's size.

    The prompt begins as none before it, so that nothing of it is remembered. Raises ``ModelError``,
    ``CancelledError``.
    """
    placement = generator.placement()
    began = clock()
    unlike = f"{datetime.now(UTC).isoformat()} "
    request = GenerationRequest(
        (Message("user", unlike + _SENTENCE * _REPEATED + "Tell at length what it says."),),
        (),
        max_tokens=DRAFT_ANSWER,
        max_sentences=0,
    )
    first = last = began
    read = written = 0
    for token in generator.generate(request, cancel):
        if token.text and first == began:
            first = clock()
        if token.done:
            read, written, last = token.prompt_tokens, token.completion_tokens, clock()
    if written < 2 or last <= first:
        raise ModelError("The model wrote nothing that its speed could be measured by. Import another one.")
    read_speed, write_speed = read / (first - began), (written - 1) / (last - first)
    return Speed(
        read_per_second=round(read_speed, 1),
        written_per_second=round(write_speed, 1),
        draft_seconds=round(DRAFT_PROMPT / read_speed + DRAFT_ANSWER / write_speed, 1),
        machine=machine_name(),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        gpu_layers=placement.gpu_layers,
    )


def machine_name() -> str:
    """The name of this computer; its kind of processor where it has none."""
    return platform.node() or platform.machine()


class Speeds:
    """Speeds by the sha256 of a model's file. What another machine measured is not shown."""

    def __init__(self, folder: Path) -> None:
        """Keep them in ``folder``; a file that cannot be read counts as none."""
        self._path = folder / FILE

    def load(self, sha256: str) -> Speed | None:
        """What this machine measured of a model last; ``None`` where it measured nothing."""
        try:
            speed = from_record(Speed, self._read().get(sha256))
        except ValueError:
            return None
        return speed if speed.machine == machine_name() else None

    def save(self, sha256: str, speed: Speed) -> None:
        """Keep ``speed``. Raises ``ModelError``."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._path.with_suffix(".new")
            text = json.dumps({**self._read(), sha256: to_record(speed)}, indent=2)
            fresh.write_text(text + "\n", encoding="utf-8")
            fresh.replace(self._path)
        except OSError as error:
            raise ModelError(f"{self._path} cannot be written ({error.strerror}). Make room there.") from error

    def _read(self) -> dict[str, Any]:
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stored if isinstance(stored, dict) else {}
