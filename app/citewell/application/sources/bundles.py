"""Bundles of one home: what each kind is made of, and how it is taken in: checked, whole or not at all, and noted."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from citewell.application.policies.policies import Policies, read_text
from citewell.bundles.reading import Bundle, read_bundle, unpack_bundle
from citewell.bundles.rules import is_id
from citewell.bundles.writing import write_bundle
from citewell.domain.audit import AuditKind
from citewell.domain.bundles import BundleKind, Manifest
from citewell.domain.documents import Access, IndexReport, Source
from citewell.domain.errors import BadInputError, ModelError
from citewell.knowledge.ingest import IndexOptions, Ingest
from citewell.knowledge.lineage import describes_documents
from citewell.knowledge.scan import find_files
from citewell.models.file_headers import check_model_file
from citewell.models.importing import EMBEDDER_FILES, ImportedModel, import_model, imported_models
from citewell.models.styles.folders import read_style
from citewell.settings.home import Home
from citewell.storage.audit.chain import AuditLog
from citewell.storage.audit.signing import Signer
from citewell.storage.db.trusted_signers import TrustedSigners, read_fingerprint

__all__ = ["Bundle", "Bundles", "Imported", "Parts", "read_bundle"]

STYLE_FILES = ("style.json", "adapter_config.json", "adapter_model.safetensors", "README.md")
PACK_SUFFIXES = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class Imported:
    """What a bundle became: where it lies, what the user can do with it now, and the index run of knowledge."""

    manifest: Manifest
    path: Path
    note: str
    report: IndexReport | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """What bundles are made from, and taken into."""

    home: Home
    signer: Signer
    signers: TrustedSigners
    audit: AuditLog
    ingest: Ingest
    sources: Callable[[], list[Source]]
    shipped_styles: Path
    policies: Policies
    max_file_bytes: int


class Bundles:
    """Exports and imports."""

    def __init__(self, parts: Parts) -> None:
        """Keep the parts."""
        self._parts = parts
        self._installers: Mapping[BundleKind, Callable[[Bundle, Path], Imported]] = {
            BundleKind.KNOWLEDGE: self._install_knowledge,
            BundleKind.POLICY: self._install_policy,
            BundleKind.STYLE: self._install_style,
            BundleKind.MODEL: self._install_model,
        }

    @property
    def own_fingerprint(self) -> str:
        """That of this home's own key, which others must trust to take its bundles."""
        return self._parts.signer.public_key.fingerprint

    @property
    def signers(self) -> TrustedSigners:
        """Whose bundles are taken."""
        return self._parts.signers

    def trusts(self, fingerprint: str) -> bool:
        """Whether a bundle of this signer is taken: one's own, and those in the list."""
        return fingerprint == self.own_fingerprint or self._parts.signers.trusts(fingerprint)

    def trust(self, fingerprint: str, name: str = "") -> str:
        """Take a signer's bundles from now on; return the fingerprint in its usual form. Raises ``BadInputError``."""
        wanted = read_fingerprint(fingerprint)
        self._parts.signers.add(wanted, name)
        self._parts.audit.append(AuditKind.SETTING, "trusted_signers", {"added": wanted})
        return wanted

    def distrust(self, fingerprint: str) -> str:
        """Take them no longer. Raises ``BadInputError``."""
        wanted = read_fingerprint(fingerprint)
        self._parts.signers.remove(wanted)
        self._parts.audit.append(AuditKind.SETTING, "trusted_signers", {"removed": wanted})
        return wanted

    def export(self, kind: BundleKind, what: str, target: Path, *, bundle_id: str = "", version: str = "") -> Manifest:
        """Write a source, pack, style or model as a bundle. Raises ``BadInputError`` and ``StorageError``."""
        own_id, files, fields = self.gather(kind, what)
        manifest = write_bundle(target, kind, bundle_id or own_id, version, files, self._parts.signer, fields=fields)
        self._note("export", manifest, self.own_fingerprint)
        return manifest

    def gather(self, kind: BundleKind, what: str) -> tuple[str, dict[str, Path], dict[str, str]]:
        """What a source, pack, style or model is made of: an id, files by their path inside, fields of the kind.

        Raises ``BadInputError``.
        """
        makers = {
            BundleKind.KNOWLEDGE: self._knowledge,
            BundleKind.POLICY: self._policy,
            BundleKind.STYLE: self._style,
            BundleKind.MODEL: self._model,
        }
        if kind not in makers:
            raise BadInputError("A release is made in steps: citewell release prepare, then diff and sign.")
        return makers[kind](what)

    def look(self, path: Path) -> tuple[Bundle, bool]:
        """What a bundle holds, and whether its signer is trusted; nothing is taken in. Raises ``BadInputError``."""
        bundle = read_bundle(path)
        return bundle, self.trusts(bundle.signature.fingerprint)

    def import_bundle(self, path: Path, trust: str = "") -> Imported:
        """Check a bundle, and take it in where its signer is trusted; ``trust`` is a fingerprint to trust from now on.

        Raises ``BadInputError``, ``ModelError``, ``StorageError``; then nothing has changed.
        """
        bundle = read_bundle(path)
        if bundle.manifest.kind not in self._installers:
            raise BadInputError(f"{path.name} is a release of a team. Use it with: citewell release apply {path}.")
        fingerprint = bundle.signature.fingerprint
        trusted = self.trusts(fingerprint)
        if trust and read_fingerprint(trust) != fingerprint:
            raise BadInputError(f"The bundle is signed by {fingerprint}, not by the fingerprint that was given.")
        if not trusted and not trust:
            raise BadInputError(
                f"{path.name} is signed by someone not known here, fingerprint {fingerprint}. Ask who made it for "
                f"their fingerprint; if it is the same: citewell bundle import {path} --trust '{fingerprint}'."
            )
        with _scratch(self._parts.home) as folder:
            unpack_bundle(bundle, folder)
            for file in bundle.manifest.files:
                check_model_file(folder.joinpath(*file.path.split("/")))
            imported = self._installers[bundle.manifest.kind](bundle, folder)
        if not trusted:
            self.trust(fingerprint)
        self._note("import", bundle.manifest, fingerprint)
        return imported

    def _note(self, what: str, manifest: Manifest, fingerprint: str) -> None:
        self._parts.audit.append(
            AuditKind.BUNDLE,
            f"{manifest.kind.value}/{manifest.id}",
            {"action": what, "version": manifest.version, "files": len(manifest.files), "signer": fingerprint},
        )

    # --- what each kind is made of

    def _knowledge(self, what: str) -> tuple[str, dict[str, Path], dict[str, str]]:
        root = Path(what).absolute()
        source = next((source for source in self._parts.sources() if Path(source.root) == root), None)
        if source is None or not root.is_dir():
            listed = ", ".join(one.root for one in self._parts.sources()) or "none yet"
            raise BadInputError(f"{what} is not a folder that is indexed. Sources: {listed}.")
        files = {found.relative: found.path for found in find_files(root) if not found.refusal}
        files |= {
            name: path for folder in {path.parent for path in files.values()} for name, path in _about(folder, root)
        }
        return _as_id(root.name), files, {"access": source.access.value}

    def _policy(self, what: str) -> tuple[str, dict[str, Path], dict[str, str]]:
        folder = self._parts.home.policies
        file = next((path for path in _packs(folder) if path.stem == what), None)
        if file is None:
            listed = ", ".join(path.stem for path in _packs(folder)) or "none yet"
            raise BadInputError(f"There is no policy pack '{what}' in {folder}. Packs: {listed}.")
        return what, {file.name: file}, {}

    def _style(self, what: str) -> tuple[str, dict[str, Path], dict[str, str]]:
        for parent in (self._parts.home.styles, self._parts.shipped_styles):
            folder = parent / what
            if is_id(what) and folder.is_dir():
                read_style(folder)
                return what, {name: folder / name for name in STYLE_FILES if (folder / name).is_file()}, {}
        raise BadInputError(f"There is no style '{what}'. 'citewell styles' lists them.")

    def _model(self, what: str) -> tuple[str, dict[str, Path], dict[str, str]]:
        known = {model.id: model for model in imported_models(self._parts.home.models)}
        model = known.get(what)
        if model is None:
            raise BadInputError(f"There is no imported model '{what}'. Models: {', '.join(known) or 'none yet'}.")
        files = [model.path] if model.path.is_file() else [model.path / name for name in EMBEDDER_FILES]
        return _as_id(Path(what).stem), {file.name: file for file in files if file.is_file()}, {"model": model.kind}

    # --- how each kind is taken in

    def _install_knowledge(self, bundle: Bundle, folder: Path) -> Imported:
        manifest = bundle.manifest
        # a word for the class that is not known counts as confidential, as it does in documents
        access = Access.PUBLIC if manifest.fields.get("access") == Access.PUBLIC else Access.CONFIDENTIAL
        target = self._parts.home.path / "knowledge" / manifest.id
        _put(folder, target)
        options = IndexOptions(target, access, self._parts.max_file_bytes)
        report = self._parts.ingest.run(options)
        return Imported(manifest, target, f"Indexed as {access.value}.", report)

    def _install_policy(self, bundle: Bundle, folder: Path) -> Imported:
        manifest = bundle.manifest
        names = [file.path for file in manifest.files]
        if len(names) != 1 or Path(names[0]).suffix not in PACK_SUFFIXES:
            raise BadInputError("A policy bundle holds one pack, a .yaml file.")
        text = read_text(folder / names[0])
        target = self._parts.home.policies / f"{manifest.id}.yaml"
        _, problems = self._parts.policies.check(text, target)
        if problems:
            told = "; ".join(f"line {problem.line}: {problem.message}" for problem in problems[:3])
            raise BadInputError(f"The pack in the bundle cannot be used: {told}")
        self._put_pack(folder / names[0], target)
        return Imported(manifest, target, "The pack is in force from the next draft on.")

    def _put_pack(self, file: Path, target: Path) -> None:
        """Put a pack in its place; where the packs together cannot be used then, what was there comes back."""
        target.parent.mkdir(parents=True, exist_ok=True)
        before = target.read_bytes() if target.exists() else None
        file.replace(target)
        try:
            self._parts.policies.current()
        except BadInputError:
            if before is None:
                target.unlink()
            else:
                target.write_bytes(before)
            raise

    def _install_style(self, bundle: Bundle, folder: Path) -> Imported:
        manifest = bundle.manifest
        _only(manifest, STYLE_FILES)
        staged = folder.with_name(manifest.id)
        folder.rename(staged)
        style = read_style(staged)
        target = self._parts.home.styles / style.id
        if target.exists() or (self._parts.shipped_styles / style.id).exists():
            raise BadInputError(f"There is a style '{style.id}' already, and a style is never replaced.")
        target.parent.mkdir(parents=True, exist_ok=True)
        staged.rename(target)
        return Imported(
            manifest, target, f"It goes live when the golden tickets allow it: citewell styles activate {style.id}."
        )

    def _install_model(self, bundle: Bundle, folder: Path) -> Imported:
        manifest = bundle.manifest
        names = [file.path for file in manifest.files]
        single = len(names) == 1 and names[0].endswith(".gguf") and "/" not in names[0]
        if not single:
            _only(manifest, EMBEDDER_FILES)
        staged = folder.with_name(manifest.id)
        folder.rename(staged)
        model: ImportedModel = import_model(staged / names[0] if single else staged, self._parts.home.models)
        return Imported(manifest, model.path, f"Use it with 'citewell models use {model.id}'.")


@contextmanager
def _scratch(home: Home) -> Iterator[Path]:
    """A folder in the home, on the same disk as what it becomes."""
    home.create()
    with tempfile.TemporaryDirectory(prefix=".incoming-", dir=home.path) as name:
        folder = Path(name) / "files"
        folder.mkdir(mode=0o700)
        yield folder


def _put(folder: Path, target: Path) -> None:
    """Move ``folder`` to ``target``, in place of what is there; what was there comes back where that fails."""
    target.parent.mkdir(parents=True, exist_ok=True)
    before = folder.with_name("before")
    if target.exists():
        target.rename(before)
    try:
        folder.rename(target)
    except OSError:
        if before.exists():
            before.rename(target)
        raise
    shutil.rmtree(before, ignore_errors=True)


def _about(folder: Path, root: Path) -> Iterator[tuple[str, Path]]:
    """The files of a folder that say something about its documents, by their path inside ``root``."""
    for path in folder.iterdir():
        if path.is_file() and not path.is_symlink() and describes_documents(path.name):
            yield path.relative_to(root).as_posix(), path


def _only(manifest: Manifest, allowed: tuple[str, ...]) -> None:
    others = sorted({file.path for file in manifest.files} - set(allowed))
    if others:
        raise ModelError(f"The bundle holds {others[0][:80]!r}, which has no place in a {manifest.kind.value}.")


def _packs(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.suffix in PACK_SUFFIXES) if folder.is_dir() else []


def _as_id(name: str) -> str:
    """A name made into an id: lower case, and what has no place in one as dashes."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in name.casefold())
    return plain.strip(".-_").replace("..", ".")[:64].rstrip(".") or "bundle"
