"""Start here: the window, the command line, or a host that serves this program from a process of its own."""

import sys
from functools import partial
from pathlib import Path

from citewell.processes.child import HOST_FLAG
from citewell.processes.core_files import leave_no_core
from citewell.processes.socket_guard import install


def main() -> int:
    """Run what the arguments ask for; return the exit code."""
    install()
    leave_no_core()
    if len(sys.argv) == 3 and sys.argv[1] == HOST_FLAG:
        return _run_host(sys.argv[2])
    from citewell.cli.app import run  # noqa: PLC0415  a host loads nothing of the rest

    return run(_open_window)


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
    from citewell.desktop.shell.app import run_window  # noqa: PLC0415  the command line does not load Qt

    return run_window(home, sample=sample)


if __name__ == "__main__":
    sys.exit(main())
