"""A crash leaves no core file: it would hold keys and texts in plain."""

import sys


def leave_no_core() -> None:
    """Have the system write no core file of this process and of those it starts."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  there is none on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
