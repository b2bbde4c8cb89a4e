"""Whether the computer runs on its battery, and how a training steps back behind everything else."""

import os
import sys

import psutil

NICENESS = 10


def on_battery() -> bool:
    """Whether the power cord is out; a computer without a battery, or that does not say, is plugged in."""
    read = getattr(psutil, "sensors_battery", None)
    try:
        battery = read() if read is not None else None
    except (OSError, RuntimeError, NotImplementedError):
        return False
    return battery is not None and battery.power_plugged is False


def step_back() -> None:
    """Give this process a low priority, so that the window stays quick beside it."""
    try:
        if sys.platform == "win32":
            psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            os.nice(NICENESS)
    except (OSError, psutil.Error):  # it trains all the same
        return
