"""Hold a bundle against what it is made of: ``python packaging/complete.py WARNINGS FOLDER``.

Every file of the resources and the sample packs is inside, with Qt's own texts of each language that the window speaks,
and our modules import none that was left out. WARNINGS is what PyInstaller writes down of modules that it did not find.
"""

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ("resources", "sample_kb")
WARNING = re.compile(r"(?P<kind>\w+) module named '?(?P<name>[\w.]+)'? - imported by (?P<importers>.+)")
IMPORTER = re.compile(r"(?P<name>[\w.]+) \((?P<how>[\w, -]+)\)")
CLASS = re.compile(r"[\w.]+\.[A-Z]\w+")
"""What a package makes when it is asked for, or has in native code, is taken for a module that is missing."""


def missing_files(inside: Path, root: Path = ROOT) -> Iterator[str]:
    """Files that the program reads and the bundle lacks, by their place below ``inside``."""
    for folder in DATA:
        for file in sorted((root / folder).rglob("*")):
            place = file.relative_to(root)
            if file.is_file() and not (inside / place).is_file():
                yield place.as_posix()
    for catalogue in sorted((root / "resources/languages").glob("*.qm")):
        name = f"qtbase_{catalogue.stem}.qm"
        if not any((inside / "PySide6").rglob(name)):
            yield f"PySide6/{name}"


def missing_modules(warnings: str, extras: Iterable[str]) -> Iterator[str]:
    """Modules that ours import without asking whether they are there, and what imports them.

    ``extras`` are the packages that the bundle does without.
    """
    for line in warnings.splitlines():
        found = WARNING.match(line)
        if found is None or found["name"].partition(".")[0] in extras:
            continue
        if found["kind"] == "missing" and CLASS.fullmatch(found["name"]):
            continue
        for importer in IMPORTER.finditer(found["importers"]):
            ours = importer["name"].partition(".")[0] == "citewell"
            if ours and not {"optional", "conditional"} & set(importer["how"].split(", ")):
                yield f"{found['name']}, which {importer['name']} imports"


def extra_packages(project: Path = ROOT / "pyproject.toml") -> set[str]:
    """The modules of packages that only the extras of the project bring."""
    extras = tomllib.loads(project.read_text("utf-8"))["project"]["optional-dependencies"]
    named = {re.split(r"[^\w-]", need)[0] for needs in extras.values() for need in needs}
    return {name.replace("-", "_") for name in named}


def main() -> None:
    """Name what is missing; exit code 1 where there is any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("warnings", type=Path, help="warn-citewell.txt")
    parser.add_argument("folder", type=Path, help="dist/citewell")
    given = parser.parse_args()
    inside = given.folder / "_internal"
    missing = [
        *missing_files(inside if inside.is_dir() else given.folder),
        *missing_modules(given.warnings.read_text("utf-8"), extra_packages()),
    ]
    if missing:
        sys.exit("\n".join(f"complete: the bundle lacks {one}" for one in missing))


if __name__ == "__main__":
    main()
