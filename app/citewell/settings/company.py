"""The company's policy file: options that whoever runs this computer set for everybody on it.

It lies in the system's place, which only an administrator can write, and Citewell never writes it. A variable of the
environment names another file for trials; it counts only where the system's file is not there, so that it can lock
and never unlock.
"""

import json
import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import site_data_path

from citewell.domain.errors import BadInputError

POLICY_VARIABLE = "CITEWELL_COMPANY_POLICY"
POLICY_FILE = "policy.json"
MOST_BYTES = 1024 * 1024
NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class CompanyPolicy:
    """What one policy file says: ``locked`` are option names with their values, ``by`` who set them, for people."""

    path: Path
    by: str = ""
    locked: Mapping[str, object] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Who set it, for messages."""
        return self.by or "whoever runs this computer"


def system_policy_path() -> Path:
    """Where an administrator puts the policy file of this system.

    Variables such as ``XDG_CONFIG_DIRS`` are not asked: whoever starts a program sets them.
    """
    on_linux = sys.platform == "linux"
    folder = Path("/etc/citewell") if on_linux else site_data_path("citewell", appauthor=False)
    return folder / POLICY_FILE


def policy_path() -> Path | None:
    """The policy file in force; ``None`` where there is none."""
    system = system_policy_path()
    if _is_there(system):
        return system
    trial = os.environ.get(POLICY_VARIABLE, "")
    return Path(trial).expanduser().absolute() if trial else None


def read_company_policy() -> CompanyPolicy | None:
    """The policy in force; ``None`` where there is no file.

    A file that cannot be read locks everything out rather than nothing in: raises ``BadInputError``.
    """
    path = policy_path()
    if path is None:
        return None
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _unreadable(path, f"it has more than {MOST_BYTES:,} bytes")
        record = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise _unreadable(path, getattr(error, "strerror", None) or str(error)) from error
    if not isinstance(record, dict):
        raise _unreadable(path, "it is not a JSON object")
    by, locked = record.get("by", ""), record.get("locked", {})
    if not isinstance(by, str) or not isinstance(locked, dict):
        raise _unreadable(path, "'by' must be a name and 'locked' an object of options and their values")
    return CompanyPolicy(path, " ".join(by.split())[:NAME_LENGTH], locked)


def writable_by_others(path: Path) -> bool:
    """Whether somebody who is no administrator may change the file, as far as its permissions tell (not on Windows)."""
    if sys.platform == "win32":
        return False
    try:
        states = [path.stat(), path.parent.stat()]
    except OSError:
        return False
    return any(state.st_uid != 0 or state.st_mode & (stat.S_IWGRP | stat.S_IWOTH) for state in states)


def _is_there(path: Path) -> bool:
    """Whether anything has that name; a place that may not be looked into counts, so that reading it says so."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _unreadable(path: Path, why: str) -> BadInputError:
    return BadInputError(
        f"The company's settings in {path} cannot be read ({why}). Ask whoever runs this computer to mend that file."
    )
