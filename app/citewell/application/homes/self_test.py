"""The self-test of "nothing leaves": connections are refused, here and in child processes, and none is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from citewell.domain.errors import ProcessError
from citewell.processes.child import ChildProcess
from citewell.processes.probe import PROBE
from citewell.processes.socket_guard import is_active, refusals
from citewell.settings.connections import ProcessSockets, processes_with_sockets


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """One thing that was looked at: whether it holds, and what was found."""

    name: str
    holds: bool
    found: str


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What a self-test found, when (ISO 8601, UTC), and the network sockets of all processes together."""

    at: str
    checks: tuple[SelfCheck, ...]
    sockets: int

    @property
    def passed(self) -> bool:
        """Whether everything holds."""
        return all(check.holds for check in self.checks)


def run_self_test(*, offline: bool) -> SelfTest:
    """Look at everything now; starts one child process for it. ``offline``: the lock of the options is on."""
    child = _ask_a_child()
    processes = processes_with_sockets()
    sockets = sum(process.sockets for process in processes)
    checks = (_own_guard(), child, _sockets(processes), _uncounted(processes), _lock(offline=offline))
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return SelfTest(now, tuple(check for check in checks if check is not None), sockets)


def _own_guard() -> SelfCheck:
    name = "Connections are refused in this program"
    if not is_active():
        return SelfCheck(name, holds=False, found="a connection that was asked for was not refused")
    tried = refusals()
    return SelfCheck(name, holds=True, found=f"refused since the start: {tried}" if tried else "none was tried so far")


def _ask_a_child() -> SelfCheck:
    name = "Connections are refused in child processes"
    probe = ChildProcess(PROBE, {})
    try:
        guarded = bool(probe.start().get("guarded"))
    except ProcessError as error:
        return SelfCheck(name, holds=False, found=str(error))
    finally:
        probe.close()
    found = "a new one refused" if guarded else "a new one did not refuse"
    return SelfCheck(name, holds=guarded, found=found)


def _sockets(processes: Sequence[ProcessSockets]) -> SelfCheck:
    open_ones = [f"{process.name} ({process.pid}): {process.sockets}" for process in processes if process.sockets]
    looked = f"{len(processes)} process{'' if len(processes) == 1 else 'es'} looked at"
    found = f"open: {', '.join(open_ones)}" if open_ones else f"0 connections, {looked}"
    return SelfCheck("No network socket is open", holds=not open_ones, found=found)


def _uncounted(processes: Sequence[ProcessSockets]) -> SelfCheck | None:
    hidden = [f"{process.name} ({process.pid})" for process in processes if not process.counted]
    if not hidden:
        return None
    return SelfCheck("Every process can be looked at", holds=False, found=f"the system hides {', '.join(hidden)}")


def _lock(*, offline: bool) -> SelfCheck:
    found = "on: models cannot be downloaded" if offline else "off: 'citewell models download' may use the network"
    return SelfCheck("Offline lock", holds=True, found=found)
