"""The policy in force: packs that ship and the home's own, read again where a file has changed."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from citewell.domain.drafts import Finding
from citewell.domain.errors import BadInputError
from citewell.governance.policy.checking import Reply, RuleChecker
from citewell.governance.policy.merging import Policy
from citewell.governance.policy.packs import Pack
from citewell.governance.policy.reading import BOUNDS, read_pack
from citewell.governance.yaml_positions import Problem
from citewell.pipeline.routing.risk import MeaningLayer, RiskDetector, RiskFound, read_layer
from citewell.settings.resources import resources_dir

__all__ = ["SUFFIXES", "Policies", "RiskFound", "Tried", "load_risk_layer", "read_text", "try_text"]

SUFFIXES = (".yaml", ".yml")
SHIPPED = ("default.yaml", "eu.yaml", "us.yaml")
"""In this order; whatever else ships follows by name."""
SHOWN_PROBLEMS = 10
_Stamp = tuple[tuple[str, int, int], ...]


class Policies:
    """Reads packs. A pack of the home that cannot be used stops drafting: rules are never left out in silence."""

    def __init__(self, own: Path, more: Callable[[], Sequence[Path]] = tuple) -> None:
        """``own`` is the folder of the home's packs, which need not be there; the files ``more`` count after them."""
        self.folder = own
        self._more = more
        self._turn = threading.Lock()
        self._stamp: _Stamp | None = None
        self._checker = RuleChecker(Policy(()))

    def current(self) -> Policy:
        """The policy in force. Raises ``BadInputError`` naming file, line and mend."""
        return self.checker().policy

    def checker(self) -> RuleChecker:
        """Its rules. Raises ``BadInputError``."""
        with self._turn:
            stamp = _stamp(self.files())
            if stamp != self._stamp:
                self._checker = RuleChecker(self._read(self.files()))
                self._stamp = stamp
            return self._checker

    def files(self) -> list[Path]:
        """The files of the packs, in the order in which they count."""
        return [*_shipped(), *_packs_in(self.folder), *self._more()]

    def before(self, file: Path) -> Policy:
        """The policy that a pack in ``file`` goes over: everything that counts before it."""
        own = [one for one in _packs_in(self.folder) if one.name < file.name] if file.parent == self.folder else []
        return self._read([*_shipped(), *own])

    def check(self, text: str, file: Path) -> tuple[Pack | None, tuple[Problem, ...]]:
        """Read ``text`` as the pack in ``file``, over those before it. Raises ``BadInputError`` for those."""
        return read_pack(text, str(file), self.before(file))

    @staticmethod
    def _read(files: list[Path]) -> Policy:
        policy = Policy(())
        problems: list[Problem] = []
        ship = {*_shipped()}
        for file in files:
            pack, found = read_pack(read_text(file), str(file), policy, shipped=file in ship)
            problems += found
            if pack is not None:
                policy = Policy((*policy.packs, pack))
        if problems:
            shown = [str(problem) for problem in problems[:SHOWN_PROBLEMS]]
            more = [f"... and {len(problems) - SHOWN_PROBLEMS} more"] if len(problems) > SHOWN_PROBLEMS else []
            raise BadInputError("\n".join(["A policy pack cannot be used. Mend these lines:", *shown, *more]))
        return policy


@dataclass(frozen=True, slots=True)
class Tried:
    """What the policy in force says of a text: findings if it is a reply, risks if it is a ticket."""

    findings: tuple[Finding, ...]
    risks: tuple[RiskFound, ...]


def try_text(policies: Policies, detector: RiskDetector, text: str, region: str = "") -> Tried:
    """Put a text to the policy in force. Raises ``BadInputError`` for a pack that cannot be used, ``ModelError``."""
    return Tried(tuple(policies.checker().check(Reply(text, region))), tuple(detector.find(text, region)))


def read_text(file: Path) -> str:
    """The text of a pack. Raises ``BadInputError``."""
    try:
        with file.open("rb") as data:
            raw = data.read(BOUNDS.size + 1)  # one more, so that the reader says that it is too large
    except OSError as error:
        raise BadInputError(f"The policy pack {file} cannot be read ({error.strerror}).") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if len(raw) > BOUNDS.size:
            return raw.decode("utf-8", "replace")
        line = raw[: error.start].count(b"\n") + 1
        raise BadInputError(f"{file}:{line}: this is not UTF-8 text. Save the file as UTF-8.") from error


def load_risk_layer() -> MeaningLayer | None:
    """The layer that ships; ``None`` where there is none. Raises ``ModelError``."""
    path = resources_dir() / "models" / "risk" / "layer.json"
    return read_layer(path.read_text(encoding="utf-8")) if path.is_file() else None


def _shipped() -> list[Path]:
    found = _packs_in(resources_dir() / "policies")
    return sorted(
        found, key=lambda path: (SHIPPED.index(path.name) if path.name in SHIPPED else len(SHIPPED), path.name)
    )


def _packs_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES and not file.name.startswith(".")
    )


def _stamp(files: list[Path]) -> _Stamp:
    found = []
    for file in files:
        try:
            state = file.stat()
        except OSError:  # it was removed a moment ago: the next look sees it
            continue
        found.append((str(file), state.st_mtime_ns, state.st_size))
    return tuple(found)
