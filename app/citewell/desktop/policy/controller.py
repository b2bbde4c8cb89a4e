"""Policy packs at work behind the page: read what is in force, try a text, check and save the team's own pack."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from citewell.application.policies import SUFFIXES, read_text
from citewell.desktop.runtime.session import CHECK, STORE, Session
from citewell.desktop.runtime.tasks import Listener, Task
from citewell.domain.drafts import Finding
from citewell.domain.errors import StorageError, UserError
from citewell.governance.policy.checking import Reply
from citewell.governance.policy.merging import Policy
from citewell.governance.policy.packs import Pack
from citewell.governance.yaml_positions import Problem
from citewell.pipeline.routing.risk import RiskFound

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


class PolicyWork(QObject):
    """One trial and one check at a time: a newer one takes the place of what runs."""

    listed = Signal(object)
    """An ``InForce``."""
    opened = Signal(object)
    """An ``OwnPack``."""
    tried = Signal(object)
    """A ``Trial``."""
    checked = Signal(object)
    """A ``PackCheck``."""
    saved = Signal(object)
    """The ``OwnPack`` as it lies on disk now."""
    changed_elsewhere = Signal()
    """The file is not what was opened: it was not saved over."""
    failed = Signal(object)
    """A ``Failure``."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Nothing is read yet."""
        super().__init__(parent)
        self._session = session
        self._running: dict[str, Task] = {}

    def read(self) -> None:
        """Read what is in force."""
        policies = self._session.services.policies

        def work() -> InForce:
            own = tuple(file for file in policies.files() if file.parent == policies.folder)
            try:
                return InForce(policies.current(), "", own)
            except UserError as error:
                return InForce(None, str(error), own)

        self._start("read", STORE, work, self.listed.emit)

    def open(self, file: Path | None = None) -> None:
        """Open a pack of the home, the unsaved text of it first; a template where there is none yet."""
        folder = self._session.services.policies.folder

        def work() -> OwnPack:
            chosen = file or next(iter(sorted(folder.glob("[!.]*.y*ml")) if folder.is_dir() else []), folder / OWN)
            on_disk = read_text(chosen) if chosen.is_file() else ""
            kept = _aside(chosen)
            if kept.is_file():
                return OwnPack(chosen, read_text(kept), on_disk, unsaved=True)
            return OwnPack(chosen, on_disk or TEMPLATE, on_disk, unsaved=False)

        self._start("open", STORE, work, self.opened.emit)

    def try_text(self, text: str, region: str) -> None:
        """Put a text to the rules, as a reply and as a ticket."""
        services = self._session.services

        def work() -> Trial:
            if not text.strip():
                return Trial(text, (), ())
            findings = services.policies.checker().check(Reply(text, region))
            return Trial(text, tuple(findings), tuple(services.risk_detector.find(text, region)))

        self._start("try", CHECK, work, self.tried.emit)

    def check(self, text: str, pack: OwnPack) -> None:
        """Read a text as a pack; what is unsaved of it is kept beside the file."""
        policies = self._session.services.policies

        def work() -> PackCheck:
            if text not in {pack.on_disk, TEMPLATE}:
                _write(_aside(pack.file), text)
            else:
                _aside(pack.file).unlink(missing_ok=True)
            found, problems = policies.check(text, pack.file)
            return PackCheck(text, found, problems)

        self._start("check", STORE, work, self.checked.emit)

    def save(self, text: str, pack: OwnPack, *, over: bool = False) -> None:
        """Write a pack that can be used, whole; not over a file that another program changed, unless ``over``."""
        policies = self._session.services.policies

        def work() -> OwnPack | PackCheck | None:
            found, problems = policies.check(text, pack.file)
            if found is None:
                return PackCheck(text, None, problems)
            on_disk = read_text(pack.file) if pack.file.is_file() else ""
            if on_disk != pack.on_disk and not over:
                return None
            _write(pack.file, text)
            _aside(pack.file).unlink(missing_ok=True)
            return OwnPack(pack.file, text, text, unsaved=False)

        def tell(result: OwnPack | PackCheck | None) -> None:
            if isinstance(result, OwnPack):
                self.saved.emit(result)
                self.read()
            elif isinstance(result, PackCheck):
                self.checked.emit(result)
            else:
                self.changed_elsewhere.emit()

        self._start("save", STORE, work, tell)

    def _start(self, name: str, lane: str, work: Callable[[], object], tell: Callable[[Any], None]) -> None:
        before = self._running.get(name)
        if before is not None and name != "save":
            before.abandon()
        listener: Listener[object] = Listener(done=tell, failed=self.failed.emit)
        self._running[name] = self._session.runner.start(lane, lambda _run: work(), listener)


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
