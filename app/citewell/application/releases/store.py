"""The releases of one home on disk: those that lie unpacked, and the one file that says which of them is in force.

``releases/in-force.json`` is replaced in one step, and rules and golden tickets are read through it: they change
together, at that moment. Documents have a folder of their own, ``releases/knowledge``, so that a document keeps its
name from one release to the next; it follows after the switch.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from citewell.application.releases.contents import (
    GOLDEN,
    KNOWLEDGE,
    POLICIES,
    STYLES,
    digest_of,
    files_of,
    read_info,
    read_kept_manifest,
)
from citewell.application.releases.deltas import complete, read_delta, release_digest
from citewell.bundles.reading import Bundle, unpack_bundle
from citewell.bundles.writing import manifest_record
from citewell.domain.bundles import BundleKind, Manifest
from citewell.domain.errors import BadInputError, StorageError
from citewell.domain.releases import InForce, Kept, ReleaseInfo
from citewell.models.file_headers import check_model_file
from citewell.records.values import from_record, to_record
from citewell.settings.home import Home
from citewell.storage.audit.chain import canonical

KEPT = 3
"""Unpacked releases: the one in force, and those one can go back to. What was in force last is kept beside them."""
_MANIFEST, _SIGNER = "manifest.json", "signer.txt"


@dataclass(frozen=True, slots=True)
class ReleaseStore:
    """Files below ``releases`` in a home."""

    home: Home

    @property
    def folder(self) -> Path:
        """All of it."""
        return self.home.path / "releases"

    @property
    def knowledge(self) -> Path:
        """The documents in force, a folder a source."""
        return self.folder / KNOWLEDGE

    @property
    def lock_file(self) -> Path:
        """Held by the one program that changes which release is in force."""
        return self.home.path / "releases.lock"

    def in_force(self) -> InForce:
        """Which release is in force. Raises ``BadInputError`` where the file that says so is damaged."""
        path = self._pointer
        try:
            return from_record(InForce, json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return InForce()
        except (OSError, ValueError) as error:
            raise BadInputError(
                f"{path} cannot be read ({type(error).__name__}), so it is not known which release is in force. "
                "Delete that file, then apply the newest release again."
            ) from error

    def put_in_force(self, state: InForce) -> None:
        """Say which release is in force, in one step that is on disk. Raises ``StorageError``."""
        text = json.dumps(to_record(state), ensure_ascii=False, indent=1) + "\n"
        with self._writing():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(self._pointer, text)

    def policies(self) -> list[Path]:
        """The policy packs of the release in force. Raises ``BadInputError``."""
        return self._of_current(POLICIES, (".yaml", ".yml"))

    def golden(self) -> list[Path]:
        """Its golden tickets. Raises ``BadInputError``."""
        return self._of_current(GOLDEN, (".yaml", ".yml", ".jsonl"))

    # --- unpacked releases

    def keep(self, bundle: Bundle) -> Kept:
        """Unpack a release whose signature was checked, or put a delta on what it builds on; whole or not at all.

        Every file is compared with what was signed while it is written. Raises ``BadInputError``, ``StorageError``.
        """
        digest, number = release_digest(bundle), number_of(bundle)
        kept = Kept(f"{number}-{digest[:12]}", number, digest, bundle.manifest.created_at, bundle.signature.fingerprint)
        if (self.path_of(kept.name)).is_dir():
            return kept
        with self._writing():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".incoming-", dir=self.folder) as scratch:
                fresh = Path(scratch) / "release"
                fresh.mkdir(mode=0o700)
                manifest = self._unpack(bundle, fresh)
                for file in manifest.files:
                    if file.path.startswith(f"{STYLES}/"):
                        check_model_file(fresh.joinpath(*file.path.split("/")))
                if read_info(fresh).number != number:
                    raise BadInputError(f"{bundle.path.name} says two numbers of itself. Ask its lead for it again.")
                (fresh / _MANIFEST).write_text(canonical(manifest_record(manifest)), encoding="utf-8")
                (fresh / _SIGNER).write_text(bundle.signature.fingerprint, encoding="utf-8")
                fresh.rename(self.path_of(kept.name))
        return kept

    def _unpack(self, bundle: Bundle, folder: Path) -> Manifest:
        """Write all files of the release that ``bundle`` holds or becomes into ``folder``."""
        unpack_bundle(bundle, folder)
        if bundle.manifest.kind is not BundleKind.DELTA:
            return bundle.manifest
        delta = read_delta(bundle)
        base = next((one for one in self.kept() if one.digest == delta.base_digest), None)
        if base is None:
            raise BadInputError(f"{bundle.path.name} builds on release {delta.base}, which is not here.")
        path = self.path_of(base.name)
        return complete(bundle, folder, path, read_kept_manifest(path / _MANIFEST))

    def path_of(self, name: str) -> Path:
        """The folder of an unpacked release."""
        return self.folder / "kept" / name

    def info(self, name: str) -> tuple[ReleaseInfo, dict[str, str]]:
        """The record of an unpacked release, and the sha256 of its files by path. Raises ``BadInputError``."""
        folder = self.path_of(name)
        return read_info(folder), files_of(read_kept_manifest(folder / _MANIFEST))

    def kept(self) -> list[Kept]:
        """The unpacked releases, the highest number first. Raises ``BadInputError``."""
        parent = self.folder / "kept"
        found = []
        for folder in parent.iterdir() if parent.is_dir() else ():
            number, _, _digits = folder.name.partition("-")
            if not number.isdigit() or not (folder / _SIGNER).is_file():
                continue
            manifest = read_kept_manifest(folder / _MANIFEST)
            signer = (folder / _SIGNER).read_text(encoding="utf-8")
            found.append(Kept(folder.name, int(number), digest_of(manifest), manifest.created_at, signer))
        return sorted(found, key=lambda kept: (-kept.number, kept.name))

    def prune(self, state: InForce) -> None:
        """Remove unpacked releases that nobody goes back to."""
        wanted = {state.current, state.came_from, *state.before}
        for kept in self.kept():
            if kept.name not in wanted:
                shutil.rmtree(self.path_of(kept.name), ignore_errors=True)

    # --- the documents in force

    def source_folders(self, name: str) -> dict[str, Path]:
        """The folders of documents of an unpacked release by their id; none for no release."""
        parent = self.path_of(name) / KNOWLEDGE
        return {path.name: path for path in sorted(parent.iterdir())} if name and parent.is_dir() else {}

    def follow(self, name: str) -> list[Path]:
        """Make the documents on disk those of release ``name`` (empty: none); return the folders that hold some.

        Can be done again after it was killed at any point. Raises ``StorageError``.
        """
        wanted = self.source_folders(name)
        with self._writing():
            self.knowledge.mkdir(mode=0o700, parents=True, exist_ok=True)
            for left in self.knowledge.iterdir():
                if left.name not in wanted:
                    shutil.rmtree(left)
            for source_id, folder in wanted.items():
                self._replace(folder, self.knowledge / source_id)
        return [self.knowledge / source_id for source_id in wanted]

    def _replace(self, folder: Path, target: Path) -> None:
        fresh, before = (target.with_name(f".{target.name}.{what}") for what in ("next", "before"))
        for left in (fresh, before):
            shutil.rmtree(left, ignore_errors=True)
        shutil.copytree(folder, fresh)
        if target.exists():
            target.rename(before)
        fresh.rename(target)
        shutil.rmtree(before, ignore_errors=True)

    # --- inside

    @property
    def _pointer(self) -> Path:
        return self.folder / "in-force.json"

    def _of_current(self, part: str, suffixes: tuple[str, ...]) -> list[Path]:
        name = self.in_force().current
        folder = self.path_of(name) / part
        if not name or not folder.is_dir():
            return []
        return sorted(path for path in folder.iterdir() if path.suffix.lower() in suffixes)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self.home.create()
            (self.folder / "kept").mkdir(mode=0o700, parents=True, exist_ok=True)
            yield
        except OSError as error:
            raise StorageError(
                f"The release cannot be kept in {self.folder} ({error.strerror or error}). Make room, then try again."
            ) from error


def number_of(bundle: Bundle) -> int:
    """The number of a release, as its manifest says it. Raises ``BadInputError``."""
    version = bundle.manifest.version
    if not version.isascii() or not version.isdigit() or not 0 < int(version) < 10**9:
        raise BadInputError(f"{bundle.path.name} has the number '{version}', which is none. Ask its lead for it again.")
    return int(version)


def write_whole(path: Path, text: str) -> None:
    """Write a file beside its place and rename it there, on disk before it is seen. Raises ``OSError``."""
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
