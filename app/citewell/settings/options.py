"""Every option, declared once: key, type, default, description. The settings page is generated from this.

Options live in ``settings.json`` in the home. A file that cannot be read is an error, never silently a default.
"""

import json
import os
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from citewell.domain.errors import BadInputError


def _option(default: object, description: str, choices: tuple[str, ...] = (), least: int = 0) -> object:
    return field(default=default, metadata={"description": description, "choices": choices, "least": least})


@dataclass(frozen=True, slots=True)
class Options:
    """The user's choices. Field metadata holds the description, the choices of words, and the least number."""

    theme: str = _option("system", "Colours of the window", ("system", "light", "dark"))  # type: ignore[assignment]
    copy_citations: bool = _option(default=False, description="Copy the draft with its citation marks")  # type: ignore[assignment]
    max_file_mb: int = _option(50, "Largest file that is indexed, in megabytes", least=1)  # type: ignore[assignment]
    max_file_seconds: int = _option(60, "Seconds that reading one file may take, and 4 more a megabyte", least=1)  # type: ignore[assignment]
    max_reader_mb: int = _option(1024, "Megabytes of memory that reading one file may take", least=64)  # type: ignore[assignment]
    threads: int = _option(0, "Processor threads for the models (0: all cores)")  # type: ignore[assignment]
    base_model: str = _option("", "Path of a GGUF file to draft with (empty: the model that ships)")  # type: ignore[assignment]
    embedder: str = _option("", "Folder of an embedder that was imported (empty: the one that ships)")  # type: ignore[assignment]
    golden: str = _option("", "Golden tickets of the activation gate, ';' between them (empty: golden/ in the home)")  # type: ignore[assignment]
    lock_minutes: int = _option(10, "Minutes without a touch until the window locks (0: never; needs a passphrase)")  # type: ignore[assignment]
    learn_minutes: int = _option(40, "Minutes that learning a style may take", least=5)  # type: ignore[assignment]
    learn_least: int = _option(20, "Edited drafts needed to learn a style", least=5)  # type: ignore[assignment]
    learn_on_battery: bool = _option(default=False, description="Go on learning when the computer runs on battery")  # type: ignore[assignment]
    keep_drafts_days: int = _option(0, "Days that drafts and outcomes are kept (0: without limit)")  # type: ignore[assignment]
    keep_vault_days: int = _option(0, "Days that the values of placeholders are kept (0: as long as their draft)")  # type: ignore[assignment]
    keep_golden_days: int = _option(0, "Days that saved golden runs are kept (0: without limit)")  # type: ignore[assignment]
    keep_learning_days: int = _option(0, "Days that records of learning are kept (0: without limit)")  # type: ignore[assignment]
    keep_copies_days: int = _option(0, "Days that notes of exports and backups are kept (0: without limit)")  # type: ignore[assignment]
    review_percent: int = _option(5, "Drafts drawn at random for review, of a hundred (risky ones more often)")  # type: ignore[assignment]

    mask_documents: bool = _option(default=True, description="Mask private persons' data in documents as they are read")  # type: ignore[assignment]
    offline: bool = _option(default=True, description="Offline lock: no model can be downloaded")  # type: ignore[assignment]
    clipboard_seconds: int = _option(90, "Seconds after which a copied draft leaves the clipboard (0: never)")  # type: ignore[assignment]
    internal_evidence: bool = _option(default=True, description="Show confidential passages beside the draft")  # type: ignore[assignment]

    @property
    def thread_count(self) -> int:
        """Threads to give to a model."""
        return self.threads or os.cpu_count() or 1


def load_options(path: Path) -> Options:
    """Read the options at ``path``; the defaults where there is no such file. Raises ``BadInputError``."""
    if not path.exists():
        return Options()
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInputError(f"The settings in {path} cannot be read ({error}). Mend or delete that file.") from error
    if not isinstance(stored, dict):
        raise BadInputError(f"The settings in {path} are not a JSON object. Mend or delete that file.")
    changed: dict[str, Any] = {}
    for option in fields(Options):
        if option.name not in stored:
            continue
        value = stored[option.name]
        if type(value) is not type(option.default):
            kind = type(option.default).__name__
            raise BadInputError(f"{path}: '{option.name}' must be of type {kind}. Mend or delete that line.")
        choices = option.metadata["choices"]
        if choices and value not in choices:
            raise BadInputError(f"{path}: '{option.name}' must be one of {', '.join(choices)}.")
        if isinstance(value, int) and value < option.metadata["least"]:
            raise BadInputError(f"{path}: '{option.name}' must be at least {option.metadata['least']}.")
        changed[option.name] = value
    return replace(Options(), **changed)


def save_options(path: Path, options: Options) -> None:
    """Write ``options`` whole, so that a crash leaves the old file or the new one."""
    text = json.dumps({option.name: getattr(options, option.name) for option in fields(Options)}, indent=2)
    fresh = path.with_suffix(".new")
    fresh.write_text(text + "\n", encoding="utf-8")
    fresh.replace(path)
