"""Delta releases: what changed since the release before, in a signed file beside the full one.

A delta names number and digest of the release it builds on, and the digest of the full release that it becomes. A
laptop puts the two together into the very manifest that the full file holds; its digest has to be the one that was
signed. From there on a release is the same, whichever of the two files it came in.
"""

import json
import os
import shutil
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from citewell.application.releases.contents import digest_of, file_name, files_of
from citewell.bundles.reading import Bundle
from citewell.bundles.rules import check_paths
from citewell.bundles.writing import write_bundle
from citewell.domain.bundles import BundleKind, Manifest
from citewell.domain.digests import file_sha256
from citewell.domain.errors import BadInputError
from citewell.domain.releases import Kept
from citewell.storage.audit.signing import Signer

DELTA_SUFFIX = ".delta"
REMOVED = "removed.json"
"""The file in a delta that lists the paths which are gone."""
MOST_SHARE = 0.5
"""Bytes of a delta's files, of those of the full release: above it, a second file is not worth its place."""
MOST_STEPS = 3
"""Deltas that a laptop puts one on the other: with more, a busy one has the full release sooner (docs/scale.md)."""


@dataclass(frozen=True, slots=True)
class Delta:
    """Number and digest of the release it builds on; digest of the full release it becomes, and when that was made."""

    base: int
    base_digest: str
    digest: str
    made: str


def read_delta(bundle: Bundle) -> Delta:
    """The fields of a delta. Raises ``BadInputError``."""
    fields = bundle.manifest.fields
    base, version = fields.get("base", ""), bundle.manifest.version
    if not (base.isascii() and base.isdigit() and version.isdigit() and 0 < int(base) < int(version)):
        raise BadInputError(f"{bundle.path.name} does not say which release it builds on. Ask its lead for it again.")
    return Delta(int(base), fields.get("base_digest", ""), fields.get("digest", ""), fields.get("made", ""))


def release_digest(bundle: Bundle) -> str:
    """The digest of the release that a file holds or, of a delta, that it becomes. Raises ``BadInputError``."""
    return read_delta(bundle).digest if bundle.manifest.kind is BundleKind.DELTA else digest_of(bundle.manifest)


def write_delta(
    full: Path, release: Manifest, base: Manifest, files: Mapping[str, Path], signer: Signer
) -> Path | None:
    """Write the delta from ``base`` to ``release`` beside its file ``full``; ``None`` where it would save too little.

    ``files`` are those of the release by path. Raises ``StorageError``.
    """
    old, target = files_of(base), full.with_suffix(DELTA_SUFFIX)
    carried = {file.path: file.size for file in release.files if old.get(file.path) != file.sha256}
    if base.id != release.id or target.exists() or sum(carried.values()) > MOST_SHARE * release.size:
        return None
    gone = full.with_name(f".{full.name}.removed")
    try:
        gone.write_text(json.dumps(sorted(old.keys() - files.keys()), ensure_ascii=False), encoding="utf-8")
        fields = {
            "base": base.version,
            "base_digest": digest_of(base),
            "digest": digest_of(release),
            "made": release.created_at,
        }
        chosen = {REMOVED: gone, **{path: files[path] for path in carried}}
        write_bundle(target, BundleKind.DELTA, release.id, release.version, chosen, signer, fields=fields)
    finally:
        gone.unlink(missing_ok=True)
    return target


def chain_to(bundle: Bundle, kept: Collection[Kept], look: Callable[[Path], Bundle]) -> tuple[tuple[Bundle, ...], str]:
    """The deltas to put on a kept release before ``bundle``, the oldest first; or words on what to take instead.

    Those before lie in the same folder under their usual names; ``look`` checks one and raises ``BadInputError``.
    """
    team, first = bundle.manifest.id, read_delta(bundle)
    have = {one.digest for one in kept}
    chain: list[Bundle] = []
    delta = first
    while delta.base_digest not in have:
        full = file_name(team, int(bundle.manifest.version))
        lacks = (
            f"{bundle.path.name} builds on release {first.base}, which is not here. Take the full release instead: "
            f"{full}. Nothing was changed."
        )
        if len(chain) + 1 >= MOST_STEPS:
            return (), lacks
        try:
            before = look(bundle.path.with_name(file_name(team, delta.base)).with_suffix(DELTA_SUFFIX))
            if before.manifest.kind is not BundleKind.DELTA or release_digest(before) != delta.base_digest:
                return (), lacks
            delta = read_delta(before)
        except BadInputError:
            return (), lacks
        chain.insert(0, before)
    return tuple(chain), ""


def complete(bundle: Bundle, folder: Path, base: Path, base_manifest: Manifest) -> Manifest:
    """Make ``folder``, an unpacked delta, the full release with the files of ``base``; return its manifest.

    A file that did not change is compared with what was signed and then linked, not copied: nothing writes into an
    unpacked release. Raises ``BadInputError`` where the two do not make the release that was signed, and ``OSError``.
    """
    delta, number = read_delta(bundle), bundle.manifest.version
    again = f"Take the full release instead: {file_name(bundle.manifest.id, int(number))}. Nothing was changed."
    gone = _removed(folder / REMOVED)
    own = {file.path: file for file in bundle.manifest.files if file.path != REMOVED}
    left = {file.path: file for file in base_manifest.files if file.path not in own and file.path not in gone}
    files = tuple(file for _path, file in sorted((own | left).items()))
    manifest = Manifest(BundleKind.RELEASE, bundle.manifest.id, number, delta.made, files)
    if digest_of(manifest) != delta.digest:
        raise BadInputError(f"{bundle.path.name} and release {delta.base} do not make what was signed. {again}")
    check_paths([file.path for file in files])
    for path, file in left.items():
        source, target = (parent.joinpath(*path.split("/")) for parent in (base, folder))
        if not source.is_file() or file_sha256(source) != file.sha256:
            raise BadInputError(f"Release {delta.base} was changed on this disk ({path}). {again}")
        target.parent.mkdir(parents=True, exist_ok=True)
        _link(source, target)
    return manifest


def _removed(path: Path) -> frozenset[str]:
    """Read and remove the list of paths that are gone."""
    try:
        names = json.loads(path.read_text(encoding="utf-8"))
        path.unlink()
    except (OSError, ValueError, RecursionError) as error:
        raise BadInputError("The delta does not say which files are gone. Ask its lead for it again.") from error
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise BadInputError("The delta does not say which files are gone. Ask its lead for it again.")
    return frozenset(names)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copy2(source, target)
