"""A lead's side of a release: gathered, compared with the last one, tried on the golden tickets, signed.

``prepare`` copies everything into ``releases/prepared`` in the home; what is signed is that copy. ``sign`` looks
whether the sources still are what was prepared, runs the golden tickets over the index brought up to date, and writes
the file beside its place and renames it there.
"""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from citewell import __version__
from citewell.application.homes.locks import locked
from citewell.application.releases.contents import (
    GOLDEN,
    KNOWLEDGE,
    POLICIES,
    RECORD,
    STYLES,
    SUFFIX,
    changes_between,
    digest_of,
    file_name,
    files_of,
    read_info,
    read_kept_manifest,
    write_info,
)
from citewell.application.releases.deltas import DELTA_SUFFIX, write_delta
from citewell.application.releases.gathering import files_in, golden_in_files, numbered, rules_in
from citewell.application.releases.store import number_of, write_whole
from citewell.application.sources.bundles import Bundles
from citewell.bundles.reading import Bundle, read_bundle
from citewell.bundles.rules import is_id
from citewell.bundles.writing import manifest_record, write_bundle
from citewell.domain.audit import AuditKind
from citewell.domain.bundles import BundleKind, Manifest
from citewell.domain.digests import file_sha256, sha256_hex
from citewell.domain.documents import Source
from citewell.domain.errors import BadInputError, StorageError
from citewell.domain.progress import CancelToken, ProgressCallback, ignore_progress
from citewell.domain.releases import GateResult, ReleaseChanges, ReleaseInfo, ReleaseSource
from citewell.domain.styles import Style
from citewell.evaluation.gate import judge_runs
from citewell.evaluation.running import Begun
from citewell.evaluation.runs import Run, read_run, run_record
from citewell.knowledge.ingest import IndexOptions, Ingest
from citewell.models.styles.styles import BaseModel
from citewell.settings.home import Home
from citewell.settings.options import Options
from citewell.storage.audit.chain import AuditLog, canonical
from citewell.storage.audit.signing import Signer
from citewell.storage.log.golden_runs import GoldenRuns

GATE_RUN = "release-{team}"
"""The name under which the golden run of the last signed release is kept."""
BEGUN_RUN = "release-{team}-begun"
"""And that of a run that was broken off: the next ``sign`` of what was prepared goes on with it."""
ANYWAY_LENGTH = 300


@dataclass(frozen=True, slots=True)
class LeadParts:
    """What releases are made with. ``own_golden`` are the team's golden tickets, ``run_golden`` runs the gate's."""

    home: Home
    bundles: Bundles
    signer: Signer
    audit: AuditLog
    ingest: Ingest
    sources: Callable[[], Sequence[Source]]
    active_style: Callable[[], Style | None]
    base: Callable[[], BaseModel]
    own_golden: Callable[[], list[Path]]
    run_golden: Callable[..., Run]
    golden_runs: GoldenRuns
    options: Callable[[], Options]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A release that waits for its signature: its record, what changed since the last one, what was left out."""

    info: ReleaseInfo
    changes: ReleaseChanges
    files: int
    size: int
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signed:
    """A release that was put in its place. ``file`` is ``None`` where the gate was not passed: nothing was signed.

    ``delta`` lies beside it and holds what changed since the last release; ``None`` where it would save too little.
    """

    prepared: Prepared
    file: Path | None
    fingerprint: str
    delta: Path | None = None


class ReleaseMaking:
    """Makes the releases of one home."""

    def __init__(self, parts: LeadParts) -> None:
        """Keep the parts; nothing is read yet."""
        self._parts = parts
        self._folder = parts.home.path / "releases"

    def prepare(self, team: str = "", note: str = "", without: Sequence[Path] = ()) -> Prepared:
        """Gather what a release holds, in place of what was prepared before.

        ``team`` is that of the last release where it is empty; ``without`` are sources that stay at home. Raises
        ``BadInputError`` and ``StorageError``.
        """
        with self._working():
            last = self._last()
            chosen = team or (last[0].team if last else "team")
            if not is_id(chosen):
                raise BadInputError(f"'{chosen}' cannot name a team: lower-case letters, digits, - . and _ only.")
            files, info, left_out = self._gather(without)
            info = replace(info, team=chosen, number=last[0].number + 1 if last else 1, note=" ".join(note.split()))
            fresh = self._folder / ".prepared.new"
            shutil.rmtree(fresh, ignore_errors=True)
            for path, file in files.items():
                target = fresh.joinpath(*path.split("/"))
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(file, target)
            write_info(fresh / RECORD, info)
            write_whole(self._left_file, json.dumps([str(path.absolute()) for path in without]))
            shutil.rmtree(self._prepared, ignore_errors=True)
            fresh.rename(self._prepared)
            return replace(self._read_prepared()[0], left_out=tuple(left_out))

    def diff(self) -> Prepared:
        """What was prepared, beside the last signed release. Raises ``BadInputError`` where nothing was."""
        with self._working():
            return self._read_prepared()[0]

    def sign(
        self,
        folder: Path,
        *,
        anyway: str = "",
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Signed:
        """Run the gate, sign what was prepared and put it into ``folder``.

        ``anyway`` is a reason to sign though the gate is not passed; it is told to everybody. Raises ``BadInputError``,
        ``StorageError``, ``ModelError``, ``CancelledError``; then nothing was signed, and the next time goes on with
        the golden tickets that are left.
        """
        parts = self._parts
        with self._working():
            prepared, digests = self._read_prepared()
            if not folder.is_dir():
                raise BadInputError(f"There is no folder {folder}. Make it, or plug the stick in.")
            info = replace(prepared.info, number=max(prepared.info.number, self._newest_in(folder, prepared.info) + 1))
            contents = {path: sha256 for path, sha256 in digests.items() if path != RECORD}
            self._want_unchanged(contents)
            gate, run = self._gate(info, contents, progress, cancel)
            gate = gate if gate.passed else replace(gate, anyway=" ".join(anyway.split())[:ANYWAY_LENGTH])
            info = replace(info, gate=gate)
            prepared = replace(prepared, info=info)
            if not gate.passed and not gate.anyway:
                return Signed(prepared, None, parts.bundles.own_fingerprint)
            write_info(self._prepared / RECORD, info)
            files = {path: self._prepared.joinpath(*path.split("/")) for path in digests}
            target = folder / file_name(info.team, info.number)
            if target.exists():
                raise BadInputError(f"There is a file {target} already, and a release is never replaced. Move it away.")
            version = str(info.number)
            manifest = write_bundle(target, BundleKind.RELEASE, info.team, version, files, parts.signer)
            delta = None
            if (base := self._last_manifest()) is not None:
                with suppress(StorageError):  # the full release is in its place: without a delta it is only larger
                    delta = write_delta(target, manifest, base, files, parts.signer)
            parts.golden_runs.save(GATE_RUN.format(team=info.team), run_record(run))
            parts.golden_runs.delete(BEGUN_RUN.format(team=info.team))
            self._signed.mkdir(parents=True, exist_ok=True)
            write_whole(self._signed / "manifest.json", canonical(manifest_record(manifest)))
            write_info(self._signed / RECORD, info)
            shutil.rmtree(self._prepared, ignore_errors=True)
            body = {"action": "sign", "version": version, "files": len(files), "gate": gate.passed}
            parts.audit.append(AuditKind.BUNDLE, f"release/{info.team}", body)
        return Signed(prepared, target, parts.bundles.own_fingerprint, delta)

    # --- what a release is made of

    def _gather(self, without: Sequence[Path]) -> tuple[dict[str, Path], ReleaseInfo, list[str]]:
        parts = self._parts
        files: dict[str, Path] = {}
        sources: list[ReleaseSource] = []
        left_out: list[str] = []
        apart = {str(path.absolute()) for path in without}
        for source in parts.sources():
            root = Path(source.root)
            if source.root in apart or root.is_relative_to(self._folder):
                continue  # the second ones came with a release
            if not root.is_dir():
                left_out.append(f"{source.root} is a single file or not there; a release takes folders.")
                continue
            own_id, found, _fields = parts.bundles.gather(BundleKind.KNOWLEDGE, source.root)
            if not found:
                left_out.append(f"{source.root} holds no document that can be read.")
                continue
            taken = {one.id for one in sources}
            source_id = next(name for name in numbered(own_id) if name not in taken)
            sources.append(ReleaseSource(source_id, root.name, source.access.value))
            files |= {f"{KNOWLEDGE}/{source_id}/{path}": file for path, file in found.items()}
        if unknown := apart - {source.root for source in parts.sources()}:
            raise BadInputError(
                f"{min(unknown)} is no source, so it cannot be left out. 'citewell sources' lists them."
            )
        golden_files = [file for path in parts.own_golden() for file in files_in(path)]
        packs = files_in(parts.home.policies, (".yaml", ".yml"))
        files |= {f"{POLICIES}/{file.name}": file for file in packs}
        files |= {f"{GOLDEN}/{file.name}": file for file in golden_files}
        style = parts.active_style()
        own_style = style is not None and not style.shipped
        if style is not None and own_style:
            _, found, _fields = parts.bundles.gather(BundleKind.STYLE, style.id)
            files |= {f"{STYLES}/{style.id}/{name}": file for name, file in found.items()}
        if not files:
            raise BadInputError("There is nothing to release: no folder is indexed, and there are no policy packs.")
        base = parts.base()
        info = ReleaseInfo(
            team="",
            number=0,
            previous=self._previous(),
            note="",
            program=__version__,
            sources=tuple(sources),
            rules=rules_in(parts.home.policies, packs),
            golden=golden_in_files(golden_files),
            style=style.id if style is not None and own_style else "",
            model=base.path.name,
            model_sha256=base.sha256,
        )
        return files, info, left_out

    def _want_unchanged(self, then: Mapping[str, str]) -> None:
        """Bring the index up to date, and raise ``BadInputError`` where the sources are not what was prepared."""
        parts = self._parts
        most = parts.options().max_file_mb * 1024 * 1024
        left_at_home = [Path(root) for root in json.loads(self._left_file.read_text(encoding="utf-8"))]
        files, _info, _left = self._gather(left_at_home)
        now = {path: file_sha256(file) for path, file in files.items()}
        if now != then:
            odd = sorted(path for path in now.keys() | then.keys() if now.get(path) != then.get(path))
            raise BadInputError(
                f"{len(odd)} files changed since the release was prepared ({', '.join(odd[:3])}). Prepare it again, so "
                "that what is signed is what the golden tickets were run over: citewell release prepare."
            )
        for source in parts.sources():
            if Path(source.root).is_dir():
                parts.ingest.run(IndexOptions(Path(source.root), None, most))

    def _gate(
        self,
        info: ReleaseInfo,
        contents: Mapping[str, str],
        progress: ProgressCallback,
        cancel: CancelToken | None,
    ) -> tuple[GateResult, Run]:
        """Run the golden tickets, and compare with the run of the last signed release, where there is one."""
        parts, name = self._parts, GATE_RUN.format(team=info.team)
        before = read_run(parts.golden_runs.load(name)) if name in parts.golden_runs.names() else None
        run = parts.run_golden(begun=self._begun(info, contents), progress=progress, cancel=cancel)
        tickets = len({row.id for row in run.rows})
        if before is None:
            notes = ["There is no earlier run to compare with: from the next release on, this one is what counts."]
            if not info.golden:
                notes.append("The team has no golden tickets of its own yet: those that ship were run.")
            return GateResult(passed=True, tickets=tickets, notes=tuple(notes)), run
        verdict = judge_runs(before, run)
        last = self._last()
        compared = last[0].number if last else 0
        return GateResult(verdict.passed, tickets, compared, verdict.reasons, verdict.notes), run

    def _begun(self, info: ReleaseInfo, contents: Mapping[str, str]) -> Begun:
        """The golden run that was broken off, where it was over the very same files, program, model and style."""
        runs, name = self._parts.golden_runs, BEGUN_RUN.format(team=info.team)
        style = self._parts.active_style()
        over = sha256_hex(canonical([contents, __version__, info.model_sha256, "" if style is None else style.id]))

        def keep(run: Run) -> None:
            runs.save(name, {**run_record(run), "over": over})

        if name in runs.names():
            record = runs.load(name)
            if record.pop("over", "") == over:
                run = read_run(record)
                return Begun(keep, run.rows, run.made)
            runs.delete(name)
        return Begun(keep)

    # --- what was signed before

    def _last(self) -> tuple[ReleaseInfo, dict[str, str]] | None:
        if not (self._signed / RECORD).is_file():
            return None
        return read_info(self._signed), files_of(read_kept_manifest(self._signed / "manifest.json"))

    def _previous(self) -> str:
        last = self._last_manifest()
        return digest_of(last) if last is not None else ""

    def _last_manifest(self) -> Manifest | None:
        path = self._signed / "manifest.json"
        return read_kept_manifest(path) if path.is_file() else None

    def _newest_in(self, folder: Path, info: ReleaseInfo) -> int:
        """The highest number of this team's releases in a folder: another lead may have signed there."""
        numbers = [0]
        for path in (*folder.glob(f"*{SUFFIX}"), *folder.glob(f"*{DELTA_SUFFIX}")):
            try:
                bundle: Bundle = read_bundle(path)
                kinds = {BundleKind.RELEASE, BundleKind.DELTA}
                if bundle.manifest.kind in kinds and bundle.manifest.id == info.team:
                    numbers.append(number_of(bundle))
            except BadInputError:
                continue  # agents' laptops say what is wrong with it
        return max(numbers)

    def _read_prepared(self) -> tuple[Prepared, Mapping[str, str]]:
        """What was prepared, and the sha256 of each of its files, its record among them."""
        if not self._prepared.is_dir():
            raise BadInputError("No release is prepared. Begin with: citewell release prepare.")
        info = read_info(self._prepared)
        digests = self._digests(self._prepared)
        size = sum(self._prepared.joinpath(*path.split("/")).stat().st_size for path in digests)
        return Prepared(info, changes_between(self._last(), (info, digests)), len(digests), size), digests

    @staticmethod
    def _digests(folder: Path) -> Mapping[str, str]:
        """The sha256 of every file below a folder, by its path with ``/``."""
        return {
            path.relative_to(folder).as_posix(): file_sha256(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    @property
    def _prepared(self) -> Path:
        return self._folder / "prepared"

    @property
    def _left_file(self) -> Path:
        """The sources that stay at home, as they were named when the release was prepared."""
        return self._folder / "left-at-home.json"

    @property
    def _signed(self) -> Path:
        return self._folder / "signed"

    @contextmanager
    def _working(self) -> Iterator[None]:
        self._parts.home.create()
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with locked(self._folder / "making.lock", "prepares a release"):
                yield
        except OSError as error:
            raise StorageError(
                f"The release cannot be written ({error.strerror or error}). Make room or choose another folder."
            ) from error
