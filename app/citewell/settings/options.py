"""Every option, declared once: key, type, default, description, and where it stands on the settings page.

Options live in ``settings.json`` in the home. A file that cannot be read is an error, never silently a default.
What the company's policy file sets goes over both.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, cast, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le

from citewell.domain.errors import BadInputError
from citewell.settings.company import CompanyPolicy, read_company_policy

Number = Annotated[int, Ge(0)]
Colours = Literal["system", "light", "dark"]
Contrast = Literal["system", "more", "normal"]
Language = Literal["system", "en", "de"]

LOOKS = ("language", "theme", "contrast", "font_percent", "reduced_motion")
"""Options of how the window looks, which are read before all others."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Where an option stands on the settings page: the heading of its group, and its name."""

    group: str
    label: str
    restart: bool = False
    """Whether it is in force only when the program was started anew."""
    path: bool = False
    """Whether it names files or folders, with ';' between several."""


WINDOW, DRAFTING, DOCUMENTS = "Appearance", "Drafting and copying", "Reading documents"
MODELS, LEARNING, SAFETY, KEEPING = "Models", "Learning a style", "Lock and network", "How long it is kept"
TOPICS, COSTS, TICKETS, TEAM = "Topics and gaps", "Costs", "Where tickets come from", "Team"


@dataclass(frozen=True, slots=True)
class Options:
    """The user's choices. The type of each says what it may be, and the text in it what it is for."""

    language: Annotated[Language, "Language of the window", Shown(WINDOW, "Language")] = "system"
    theme: Annotated[Colours, "Colours of the window", Shown(WINDOW, "Colours")] = "system"
    contrast: Annotated[Contrast, "Stronger colours and lines", Shown(WINDOW, "Contrast")] = "system"
    font_percent: Annotated[
        int, Ge(80), Le(200), "Text size, in percent of the system's", Shown(WINDOW, "Text size")
    ] = 100
    reduced_motion: Annotated[bool, "No blinking cursor, no moving menus", Shown(WINDOW, "Less motion")] = False
    copy_citations: Annotated[
        bool, "Copy the draft with its citation marks", Shown(DRAFTING, "Copy citation marks")
    ] = False
    max_file_mb: Annotated[
        int, Ge(1), "Largest file that is indexed, in megabytes", Shown(DOCUMENTS, "Largest file")
    ] = 50
    max_file_seconds: Annotated[
        int,
        Ge(1),
        "Seconds that reading one file may take, and 4 more a megabyte",
        Shown(DOCUMENTS, "Time for a file", restart=True),
    ] = 60
    max_reader_mb: Annotated[
        int,
        Ge(64),
        "Megabytes of memory that reading one file may take",
        Shown(DOCUMENTS, "Memory for a file", restart=True),
    ] = 1024
    threads: Annotated[
        Number, "Processor threads for the models (0: all cores)", Shown(MODELS, "Processor threads", restart=True)
    ] = 0
    gpu_layers: Annotated[
        int,
        Ge(-1),
        Le(1000),
        "Layers of the model for the graphics card (-1: automatic)",
        Shown(MODELS, "Layers on the graphics card", restart=True),
    ] = -1
    base_model: Annotated[
        str,
        "Path of a GGUF file to draft with (empty: the model that ships)",
        Shown(MODELS, "Model that drafts", restart=True, path=True),
    ] = ""
    embedder: Annotated[
        str,
        "Folder of an embedder that was imported (empty: the one that ships)",
        Shown(MODELS, "Embedder", restart=True, path=True),
    ] = ""
    golden: Annotated[
        str,
        "Golden tickets of the activation gate, ';' between them (empty: golden/ in the home)",
        Shown(LEARNING, "Golden tickets", path=True),
    ] = ""
    lock_minutes: Annotated[
        Number,
        "Minutes until an untouched window locks (0: never; needs a passphrase)",
        Shown(SAFETY, "Lock by itself"),
    ] = 10
    learn_minutes: Annotated[int, Ge(5), "Minutes that learning a style may take", Shown(LEARNING, "Time to learn")] = (
        40
    )
    learn_least: Annotated[
        int, Ge(5), "Edited drafts needed to learn a style", Shown(LEARNING, "Drafts to learn from")
    ] = 20
    learn_on_battery: Annotated[
        bool, "Go on learning when the computer runs on battery", Shown(LEARNING, "Learn on battery")
    ] = False
    keep_drafts_days: Annotated[
        Number, "Days that drafts and outcomes are kept (0: without limit)", Shown(KEEPING, "Drafts and outcomes")
    ] = 0
    keep_vault_days: Annotated[
        Number,
        "Days that the values of placeholders are kept (0: as long as their draft)",
        Shown(KEEPING, "Values of placeholders"),
    ] = 0
    keep_golden_days: Annotated[
        Number, "Days that saved golden runs are kept (0: without limit)", Shown(KEEPING, "Golden runs")
    ] = 0
    keep_learning_days: Annotated[
        Number, "Days that records of learning are kept (0: without limit)", Shown(KEEPING, "Records of learning")
    ] = 0
    keep_copies_days: Annotated[
        Number,
        "Days that notes of exports and backups are kept (0: without limit)",
        Shown(KEEPING, "Notes of exports and backups"),
    ] = 0
    review_percent: Annotated[
        Number,
        "Drafts drawn at random for review, of a hundred (risky ones more often)",
        Shown(DRAFTING, "Drafts for review"),
    ] = 5
    assist_drafts: Annotated[
        int,
        Ge(5),
        Le(1000),
        "Newest drafts of a topic that its assist levels are measured on",
        Shown(TOPICS, "Drafts that count"),
    ] = 30
    assist_open: Annotated[
        int,
        Ge(1),
        Le(99),
        "A level opens from this share taken with little editing, of a hundred",
        Shown(TOPICS, "A level opens"),
    ] = 60
    assist_close: Annotated[
        int, Ge(1), Le(99), "A level closes under this share, of a hundred", Shown(TOPICS, "A level closes")
    ] = 50
    assist_little: Annotated[
        Number, Le(100), "Words changed, of a hundred, that are still little editing", Shown(TOPICS, "Little editing")
    ] = 15
    assist_earned: Annotated[
        bool,
        "New topics begin with summaries; records and replies open when measured",
        Shown(TOPICS, "Begin with summaries"),
    ] = False
    gap_heavy: Annotated[
        Number,
        Le(100),
        "Words changed, of a hundred, from which a draft did not answer",
        Shown(TOPICS, "Heavy editing"),
    ] = 50
    gap_least: Annotated[
        int, Ge(1), "Tickets that must ask the same to be listed as a gap", Shown(TOPICS, "Tickets of a gap")
    ] = 2
    mask_documents: Annotated[
        bool,
        "Mask private persons' data in documents as they are read",
        Shown(DOCUMENTS, "Mask personal data", restart=True),
    ] = True
    offline: Annotated[bool, "Offline lock: no model can be downloaded", Shown(SAFETY, "Offline lock")] = True
    clipboard_seconds: Annotated[
        Number,
        "Seconds after which a copied draft leaves the clipboard (0: never)",
        Shown(DRAFTING, "Clear the clipboard"),
    ] = 90
    core_watts: Annotated[
        Number,
        "Watts that a busy processor core draws, for the cost of drafts",
        Shown(COSTS, "Power of a core"),
    ] = 10
    kwh_cents: Annotated[
        Number,
        "Price of a kilowatt-hour, in hundredths of your currency (0: not known)",
        Shown(COSTS, "Price of electricity"),
    ] = 0
    price_list: Annotated[
        str,
        "JSON or CSV file of cloud prices to set costs beside (empty: none)",
        Shown(COSTS, "Cloud prices", path=True),
    ] = ""
    inbox: Annotated[
        str,
        "Folder in which new tickets arrive as files (empty: none is watched)",
        Shown(TICKETS, "Folder of new tickets", path=True),
    ] = ""
    hotkey: Annotated[
        str,
        "Key that drafts what is selected or copied in any program (empty: none)",
        Shown(TICKETS, "Key in any program", restart=True),
    ] = "Ctrl+Alt+Space"
    tray: Annotated[
        bool, "Show an icon in the tray, where the desktop has one", Shown(TICKETS, "Icon in the tray", restart=True)
    ] = True
    internal_evidence: Annotated[
        bool, "Show confidential passages beside the draft", Shown(DRAFTING, "Confidential passages")
    ] = True
    release_folder: Annotated[
        str,
        "Folder where the team's releases arrive (empty: none is watched)",
        Shown(TEAM, "Folder of releases", path=True),
    ] = ""
    release_signer: Annotated[
        str,
        "Fingerprint whose releases are taken (empty: those of trusted signers)",
        Shown(TEAM, "Signer of releases"),
    ] = ""
    rollup_least: Annotated[
        int,
        Ge(3),
        "Drafts that a group of a roll-up needs to be told apart",
        Shown(TEAM, "Least group of a roll-up"),
    ] = 5

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
    return declared_options()[name].description


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


@dataclass(frozen=True, slots=True)
class Option:
    """One option as it is declared: ``kind`` is bool, int or str; ``choices`` are all its values where they are few."""

    name: str
    kind: type
    default: object
    description: str
    shown: Shown
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None

    def problem(self, value: object) -> str:
        """What ``value`` must be and is not, such as ``be at least 5``; empty where it can be used."""
        if self.choices:
            return "" if value in self.choices else f"be one of {', '.join(self.choices)}"
        if type(value) is not self.kind:
            return f"be of type {self.kind.__name__}"
        if isinstance(value, int) and self.least is not None and value < self.least:
            return f"be at least {self.least}"
        if isinstance(value, int) and self.most is not None and value > self.most:
            return f"be at most {self.most}"
        return ""


@cache
def declared_options() -> Mapping[str, Option]:
    """All options by name, in the order in which they are declared."""
    kinds = get_type_hints(Options, include_extras=True)
    found = {}
    for field in fields(Options):
        kind, *about = get_args(kinds[field.name])
        found[field.name] = Option(
            field.name,
            str if get_origin(kind) is Literal else kind,
            field.default,
            next(one for one in about if isinstance(one, str)),
            next(one for one in about if isinstance(one, Shown)),
            get_args(kind) if get_origin(kind) is Literal else (),
            next((cast("int", one.ge) for one in about if isinstance(one, Ge)), None),
            next((cast("int", one.le) for one in about if isinstance(one, Le)), None),
        )
    return found


def _checked(path: Path, stored: Mapping[str, object], mend: str = "Mend or delete that line.") -> dict[str, Any]:
    """The options among ``stored``; what is unknown belongs to a newer version and is left alone."""
    known = {name: option for name, option in declared_options().items() if name in stored}
    for name, option in known.items():
        must = option.problem(stored[name])
        if must:
            raise BadInputError(f"{path}: '{name}' must {must}. {mend}")
    return {name: stored[name] for name in known}


def save_options(path: Path, options: Options) -> None:
    """Write ``options`` whole, so that a crash leaves the old file or the new one."""
    text = json.dumps({option.name: getattr(options, option.name) for option in fields(Options)}, indent=2)
    fresh = path.with_suffix(".new")
    fresh.write_text(text + "\n", encoding="utf-8")
    fresh.replace(path)


def saved_looks(path: Path) -> Options:
    """The options of how the window looks, as a file has them; all others, and what is wrong, by default.

    For what is shown before the options are read, the company's among them.
    """
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Options()
    if not isinstance(stored, dict):
        return Options()
    options = declared_options()
    return Options(
        **{name: stored[name] for name in LOOKS if name in stored and not options[name].problem(stored[name])}
    )
