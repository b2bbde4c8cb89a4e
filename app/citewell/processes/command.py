"""The command line of a host: this program, serving one kind of process."""

import sys

HOST_FLAG = "--host"


def host_command(kind: str) -> list[str]:
    """The command that runs this program as the host of one kind."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "citewell"]
    return [*program, HOST_FLAG, kind]
