"""The team's own policy pack at work: what is in force, a trial of a text, and the pack in the editor."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from citewell.application.policies.policies import SUFFIXES, Policies, read_text
from citewell.domain.drafts import Finding
from citewell.domain.errors import StorageError, UserError
from citewell.governance.policy.checking import Reply
from citewell.governance.policy.merging import Policy
from citewell.governance.policy.packs import Pack
from citewell.governance.yaml_positions import Problem
from citewell.pipeline.routing.risk import RiskDetector, RiskFound

__all__ = ["OWN", "TEMPLATE", "InForce", "OwnPack", "OwnPacks", "PackCheck", "RiskFound", "Saving", "Trial"]

OWN = "own.yaml"
TEMPLATE = """# Your team's own rules, over those that ship. docs/policy-packs.md describes every field.
pack: own
version: "1"
name: Our own rules

rules:
  - id: no-deadline-promise
    kind: forbid
    severity: warn
    words: ["by the end of the day", "within the hour"]
    message: We name no time that a source does not name.

# risks:
#   - id: legal-threat   # an id that ships: only what stands here changes
#     to: Legal, queue LEGAL-1
"""


@dataclass(frozen=True, slots=True)
class OwnPack:
    """A pack of the home in the editor: its text, what lies on disk, and whether that is unsaved work of before."""

    file: Path
    text: str
    on_disk: str
    unsaved: bool


@dataclass(frozen=True, slots=True)
class InForce:
    """What holds now, or why nothing can be said of it."""

    policy: Policy | None
    trouble: str
    own: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What the rules say of a text as a reply, and of the same text as a ticket."""

    text: str
    findings: tuple[Finding, ...]
    risks: tuple[RiskFound, ...]


@dataclass(frozen=True, slots=True)
class PackCheck:
    """What is wrong with the text of a pack; ``pack`` where nothing is."""

    text: str
    pack: Pack | None
    problems: tuple[Problem, ...]


class Saving(Enum):
    """Why a pack that can be used was not saved."""

    CHANGED_ELSEWHERE = "another program changed the file since it was opened"


class OwnPacks:
    """The packs of one home, over those that ship."""

    def __init__(self, policies: Policies, risks: RiskDetector) -> None:
        """``risks`` reads a text that is tried as a ticket."""
        self._policies, self._risks = policies, risks

    def in_force(self) -> InForce:
        """What is in force."""
        own = tuple(file for file in self._policies.files() if file.parent == self._policies.folder)
        try:
            return InForce(self._policies.current(), "", own)
        except UserError as error:
            return InForce(None, str(error), own)

    def open(self, file: Path | None = None) -> OwnPack:
        """A pack of the home, its unsaved text first; a template where there is none. Raises ``BadInputError``."""
        folder = self._policies.folder
        chosen = file or next(iter(sorted(folder.glob("[!.]*.y*ml")) if folder.is_dir() else []), folder / OWN)
        on_disk = read_text(chosen) if chosen.is_file() else ""
        kept = _aside(chosen)
        if kept.is_file():
            return OwnPack(chosen, read_text(kept), on_disk, unsaved=True)
        return OwnPack(chosen, on_disk or TEMPLATE, on_disk, unsaved=False)

    def try_text(self, text: str, region: str) -> Trial:
        """Put a text to the rules, as a reply and as a ticket. Raises ``BadInputError`` and ``ModelError``."""
        if not text.strip():
            return Trial(text, (), ())
        findings = self._policies.checker().check(Reply(text, region))
        return Trial(text, tuple(findings), tuple(self._risks.find(text, region)))

    def check(self, text: str, pack: OwnPack) -> PackCheck:
        """Read a text as a pack; what is unsaved of it is kept beside the file. Raises ``UserError``."""
        if text not in {pack.on_disk, TEMPLATE}:
            _write(_aside(pack.file), text)
        else:
            _aside(pack.file).unlink(missing_ok=True)
        found, problems = self._policies.check(text, pack.file)
        return PackCheck(text, found, problems)

    def save(self, text: str, pack: OwnPack, *, over: bool = False) -> OwnPack | PackCheck | Saving:
        """Write a pack that can be used, whole; not over a file that another program changed, unless ``over``.

        Returns the pack as it lies on disk, or why it was not written. Raises ``UserError``.
        """
        found, problems = self._policies.check(text, pack.file)
        if found is None:
            return PackCheck(text, None, problems)
        on_disk = read_text(pack.file) if pack.file.is_file() else ""
        if on_disk != pack.on_disk and not over:
            return Saving.CHANGED_ELSEWHERE
        _write(pack.file, text)
        _aside(pack.file).unlink(missing_ok=True)
        return OwnPack(pack.file, text, text, unsaved=False)


def _aside(file: Path) -> Path:
    """Where unsaved text is kept; no pack, by its name."""
    return file.with_name(f".{file.name}.unsaved")


def _write(file: Path, text: str) -> None:
    assert file.suffix in {*SUFFIXES, ".unsaved"}  # noqa: S101  our own callers
    fresh = file.with_name(f".{file.name}.new")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.write_text(text, encoding="utf-8", newline="\n")
        fresh.replace(file)
    except OSError as error:
        raise StorageError(f"{file} cannot be written ({error.strerror}). Your text is still in the editor.") from error
