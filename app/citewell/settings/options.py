"""Every option, declared once: key, type, default, description. The settings page is generated from this.

Options live in ``settings.json`` in the home. A file that cannot be read is an error, never silently a default.
What the company's policy file sets goes over both.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_type_hints

from annotated_types import Ge, Le

from citewell.domain.errors import BadInputError
from citewell.settings.company import CompanyPolicy, read_company_policy

Number = Annotated[int, Ge(0)]
Colours = Literal["system", "light", "dark"]


@dataclass(frozen=True, slots=True)
class Options:
    """The user's choices. The type of each says what it may be, and the text in it what it is for."""

    theme: Annotated[Colours, "Colours of the window"] = "system"
    copy_citations: Annotated[bool, "Copy the draft with its citation marks"] = False
    max_file_mb: Annotated[int, Ge(1), "Largest file that is indexed, in megabytes"] = 50
    max_file_seconds: Annotated[int, Ge(1), "Seconds that reading one file may take, and 4 more a megabyte"] = 60
    max_reader_mb: Annotated[int, Ge(64), "Megabytes of memory that reading one file may take"] = 1024
    threads: Annotated[Number, "Processor threads for the models (0: all cores)"] = 0
    gpu_layers: Annotated[int, Ge(-1), Le(1000), "Layers of the model for the graphics card (-1: automatic)"] = -1
    base_model: Annotated[str, "Path of a GGUF file to draft with (empty: the model that ships)"] = ""
    embedder: Annotated[str, "Folder of an embedder that was imported (empty: the one that ships)"] = ""
    golden: Annotated[str, "Golden tickets of the activation gate, ';' between them (empty: golden/ in the home)"] = ""
    lock_minutes: Annotated[Number, "Minutes until an untouched window locks (0: never; needs a passphrase)"] = 10
    learn_minutes: Annotated[int, Ge(5), "Minutes that learning a style may take"] = 40
    learn_least: Annotated[int, Ge(5), "Edited drafts needed to learn a style"] = 20
    learn_on_battery: Annotated[bool, "Go on learning when the computer runs on battery"] = False
    keep_drafts_days: Annotated[Number, "Days that drafts and outcomes are kept (0: without limit)"] = 0
    keep_vault_days: Annotated[Number, "Days that the values of placeholders are kept (0: as long as their draft)"] = 0
    keep_golden_days: Annotated[Number, "Days that saved golden runs are kept (0: without limit)"] = 0
    keep_learning_days: Annotated[Number, "Days that records of learning are kept (0: without limit)"] = 0
    keep_copies_days: Annotated[Number, "Days that notes of exports and backups are kept (0: without limit)"] = 0
    review_percent: Annotated[Number, "Drafts drawn at random for review, of a hundred (risky ones more often)"] = 5
    mask_documents: Annotated[bool, "Mask private persons' data in documents as they are read"] = True
    offline: Annotated[bool, "Offline lock: no model can be downloaded"] = True
    clipboard_seconds: Annotated[Number, "Seconds after which a copied draft leaves the clipboard (0: never)"] = 90
    internal_evidence: Annotated[bool, "Show confidential passages beside the draft"] = True
    release_folder: Annotated[str, "Folder where the team's releases arrive (empty: none is watched)"] = ""
    release_signer: Annotated[str, "Fingerprint whose releases are taken (empty: those of trusted signers)"] = ""
    rollup_least: Annotated[int, Ge(3), "Drafts that a group of a roll-up needs to be told apart"] = 5

    @property
    def thread_count(self) -> int:
        """Threads to give to a model."""
        return self.threads or os.cpu_count() or 1


def load_options(path: Path) -> Options:
    """Read the options at ``path``; the defaults where there is no such file, and over both what the company set.

    Raises ``BadInputError``.
    """
    return with_company(_own(path))


def with_company(options: Options) -> Options:
    """``options`` with what the company set. Raises ``BadInputError`` where its policy file cannot be used."""
    policy = read_company_policy()
    return options if policy is None else replace(options, **company_values(policy))


def company_values(policy: CompanyPolicy) -> dict[str, Any]:
    """The options that a policy file locks, checked. Raises ``BadInputError``."""
    return _checked(policy.path, policy.locked, "Ask whoever runs this computer to mend that line.")


def describe_option(name: str) -> str:
    """What an option is for."""
    kind = get_type_hints(Options, include_extras=True)[name]
    return next(text for text in kind.__metadata__ if isinstance(text, str))


def _own(path: Path) -> Options:
    if not path.exists():
        return Options()
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInputError(f"The settings in {path} cannot be read ({error}). Mend or delete that file.") from error
    if not isinstance(stored, dict):
        raise BadInputError(f"The settings in {path} are not a JSON object. Mend or delete that file.")
    return Options(**_checked(path, stored))


def _checked(path: Path, stored: Mapping[str, object], mend: str = "Mend or delete that line.") -> dict[str, Any]:
    """The options among ``stored``; what is unknown belongs to a newer version and is left alone."""
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415  without a file there is nothing to check

    kinds = get_type_hints(Options, include_extras=True)
    changed = {}
    for option in fields(Options):
        if option.name not in stored:
            continue
        try:
            changed[option.name] = TypeAdapter(kinds[option.name]).validate_python(stored[option.name], strict=True)
        except ValidationError as error:
            wrong = error.errors()[0]
            must = {
                "literal_error": f"be one of {', '.join(map(str, get_args(Colours)))}",
                "greater_than_equal": f"be at least {wrong.get('ctx', {}).get('ge')}",
                "less_than_equal": f"be at most {wrong.get('ctx', {}).get('le')}",
            }.get(wrong["type"], f"be of type {type(option.default).__name__}")
            raise BadInputError(f"{path}: '{option.name}' must {must}. {mend}") from None
    return changed


def save_options(path: Path, options: Options) -> None:
    """Write ``options`` whole, so that a crash leaves the old file or the new one."""
    text = json.dumps({option.name: getattr(options, option.name) for option in fields(Options)}, indent=2)
    fresh = path.with_suffix(".new")
    fresh.write_text(text + "\n", encoding="utf-8")
    fresh.replace(path)


def saved_theme(path: Path) -> Colours:
    """The theme that is set in a file of options; the system's where the file does not say, whatever is wrong with it.

    For what is shown before the options are read, the company's among them.
    """
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "system"
    found = stored.get("theme") if isinstance(stored, dict) else None
    return next((colours for colours in get_args(Colours) if colours == found), "system")
