"""Start here: the window, the command line, or a host that serves this program from a process of its own."""

import sys
from functools import partial
from pathlib import Path

from citewell.processes.command import HOST_FLAG
from citewell.processes.core_files import leave_no_core
from citewell.processes.socket_guard import install


def main() -> int:
    """Run what the arguments ask for; return the exit code."""
    install()
    leave_no_core()
    if len(sys.argv) == 3 and sys.argv[1] == HOST_FLAG:
        return _run_host(sys.argv[2])
    if (home := _home_of_window(sys.argv[1:])) is not None:
        return _start_window(home)
    from citewell.cli.app import run  # noqa: PLC0415  neither a host nor the window loads the commands

    return run(_open_window)


def _home_of_window(arguments: list[str]) -> str | None:
    """The home where the arguments ask for the window and nothing else; empty: the usual one."""
    match arguments:
        case []:
            return ""
        case ["--home", home] if home:
            return home
    return None


def _start_window(home: str) -> int:
    """Open the window at once, without the command line, which takes a second to load."""
    try:
        return _open_window(Path(home) if home else None, "")
    except Exception as error:  # noqa: BLE001  every failure becomes an exit code and one line
        from citewell.cli.app import explain_failure  # noqa: PLC0415  see above

        return explain_failure(error)


def _run_host(kind: str) -> int:
    from citewell.processes.host import run_host  # noqa: PLC0415  the command line serves nothing

    if kind == "probe":
        from citewell.processes.probe import load_probe  # noqa: PLC0415  a host loads its own kind alone

        return run_host(kind, load_probe)
    if kind == "reader":
        from citewell.knowledge.reader.host import load_reader  # noqa: PLC0415  a host loads its own kind alone

        return run_host(kind, load_reader)
    if kind == "trainer":
        from citewell.learning.training.trainer import load_trainer  # noqa: PLC0415  see above

        return run_host(kind, load_trainer)
    from citewell.models.hosts import load_model  # noqa: PLC0415  see above

    return run_host(kind, partial(load_model, kind))


def _open_window(home: Path | None, sample: str) -> int:
    from citewell.desktop.shell.start import run_window  # noqa: PLC0415  the command line does not load Qt

    return run_window(home, sample=sample)


if __name__ == "__main__":
    sys.exit(main())
