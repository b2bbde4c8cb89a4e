"""Start here: the window, the command line, or a host of one model."""

import sys
from pathlib import Path

from citewell.models.process import HOST_FLAG


def main() -> int:
    """Run what the arguments ask for; return the exit code."""
    if len(sys.argv) == 3 and sys.argv[1] == HOST_FLAG:
        from citewell.models.host import run_host  # noqa: PLC0415  a host loads nothing of the rest

        return run_host(sys.argv[2])
    from citewell.cli.app import run  # noqa: PLC0415  see above

    return run(_open_window)


def _open_window(home: Path | None, sample: bool) -> int:  # noqa: FBT001  called by the command line
    from citewell.desktop.app import run_window  # noqa: PLC0415  the command line does not load Qt

    return run_window(home, sample=sample)


if __name__ == "__main__":
    sys.exit(main())
