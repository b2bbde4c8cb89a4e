"""Start here: the window, the command line, or a host that serves this program from a process of its own."""

import sys
from functools import partial
from pathlib import Path

from citewell.processes.command import DRAFT_FLAG, HOST_FLAG
from citewell.processes.core_files import leave_no_core
from citewell.processes.socket_guard import install


def main() -> int:
    """Run what the arguments ask for; return the exit code."""
    install()
    leave_no_core()
    if len(sys.argv) == 3 and sys.argv[1] == HOST_FLAG:
        return _run_host(sys.argv[2])
    if (wishes := _window_of(sys.argv[1:])) is not None:
        return _start_window(*wishes)
    from citewell.cli.app import run  # noqa: PLC0415  neither a host nor the window loads the commands

    return run(_open_window)


def _window_of(arguments: list[str]) -> tuple[str, bool] | None:
    """The home (empty: the usual one) and whether to draft, where the window is asked for and nothing else."""
    rest = arguments[1:] if arguments[:1] == ["window"] else arguments
    draft = rest is not arguments and DRAFT_FLAG in rest
    match [one for one in rest if one != DRAFT_FLAG or not draft]:
        case []:
            return "", draft
        case ["--home", home] if home:
            return home, draft
    return None


def _start_window(home: str, draft: bool) -> int:  # noqa: FBT001  from the arguments
    """Open the window at once, without the command line, which takes a second to load."""
    try:
        return _open_window(Path(home) if home else None, "", draft=draft)
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


def _open_window(home: Path | None, sample: str, *, draft: bool = False) -> int:
    from citewell.desktop.shell.start import run_window  # noqa: PLC0415  the command line does not load Qt

    return run_window(home, sample=sample, draft=draft)


if __name__ == "__main__":
    sys.exit(main())
