"""Command lines of this program: as a host that serves one kind of process, and as the window."""

import sys

HOST_FLAG = "--host"
DRAFT_FLAG = "--draft-clipboard"


def host_command(kind: str) -> list[str]:
    """The command that runs this program as the host of one kind."""
    return [*_program(), HOST_FLAG, kind]


def window_command(home: str = "") -> list[str]:
    """The command by which the window drafts what is copied; ``home`` is named where it is not the usual one."""
    return [*_program(), "window", DRAFT_FLAG, *(["--home", home] if home else [])]


def _program() -> list[str]:
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "citewell"]
