"""What is inside a release: its folders, its record as JSON, its digest, and what changed from one to the next."""

import json
from collections.abc import Mapping
from pathlib import Path

from citewell.bundles.reading import read_manifest
from citewell.bundles.writing import manifest_record
from citewell.domain.bundles import Manifest
from citewell.domain.digests import sha256_hex
from citewell.domain.errors import BadInputError
from citewell.domain.releases import Changed, ReleaseChanges, ReleaseInfo
from citewell.knowledge.lineage import describes_documents
from citewell.records.values import from_record, to_record
from citewell.storage.audit.chain import canonical

RECORD = "release.json"
KNOWLEDGE, POLICIES, GOLDEN, STYLES = "knowledge", "policies", "golden", "styles"
SUFFIX = ".release"
MOST_RECORD_BYTES = 32 * 1024 * 1024
MOST_NUMBER = 10**9


def digest_of(manifest: Manifest) -> str:
    """SHA-256 of what was signed: two files are the same release where it is the same, whatever they are called."""
    return sha256_hex(canonical(manifest_record(manifest)))


def file_name(team: str, number: int) -> str:
    """The name of a release's file."""
    return f"{team}-{number:04d}{SUFFIX}"


def write_info(path: Path, info: ReleaseInfo) -> None:
    """Write the record of a release. Raises ``OSError``."""
    path.write_text(json.dumps(to_record(info), ensure_ascii=False, sort_keys=True, indent=1), encoding="utf-8")


def read_info(folder: Path) -> ReleaseInfo:
    """The record of an unpacked release. Raises ``BadInputError``."""
    path = folder / RECORD
    try:
        if path.stat().st_size > MOST_RECORD_BYTES:
            raise BadInputError(f"The record of the release in {folder} is too large.")
        info = from_record(ReleaseInfo, json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError) as error:
        raise BadInputError(f"The release in {folder} has no record that can be read. Get it again.") from error
    if not 0 < info.number <= MOST_NUMBER:
        raise BadInputError(f"The release in {folder} has the number {info.number}, which is none. Get it again.")
    return info


def read_kept_manifest(path: Path) -> Manifest:
    """A manifest as it is kept beside an unpacked release. Raises ``BadInputError``."""
    try:
        return read_manifest(path.read_bytes())
    except OSError as error:
        raise BadInputError(f"{path} cannot be read ({error.strerror or error}).") from error


def changes_between(
    before: tuple[ReleaseInfo, Mapping[str, str]] | None, after: tuple[ReleaseInfo, Mapping[str, str]] | None
) -> ReleaseChanges:
    """What changed; each side is a record with the sha256 of each file by path, ``None`` for no release."""
    old, old_files = before or (_NONE, {})
    new, new_files = after or (_NONE, {})
    return ReleaseChanges(
        documents=_changed(_documents(old_files), _documents(new_files)),
        metadata=_changed(_documents(old_files, about=True), _documents(new_files, about=True)),
        rules=_changed(old.rules, new.rules),
        golden=_changed(old.golden, new.golden),
        access=_changed(_classes(old), _classes(new)),
        style=(new.style or "none") if new.style != old.style else "",
        model=new.model if new.model_sha256 != old.model_sha256 else "",
    )


_NONE = ReleaseInfo("", 0, "", "", "", ())


def files_of(manifest: Manifest) -> dict[str, str]:
    """The sha256 of each file by its path."""
    return {file.path: file.sha256 for file in manifest.files}


def _classes(info: ReleaseInfo) -> dict[str, str]:
    return {source.name: source.access for source in info.sources}


def _documents(files: Mapping[str, str], *, about: bool = False) -> dict[str, str]:
    """Documents by path, or the files that say something ``about`` them."""
    start = f"{KNOWLEDGE}/"
    return {
        path.removeprefix(start): sha256
        for path, sha256 in files.items()
        if path.startswith(start) and describes_documents(path.rsplit("/", 1)[-1]) is about
    }


def _changed(old: Mapping[str, str], new: Mapping[str, str]) -> Changed:
    return Changed(
        tuple(sorted(new.keys() - old.keys())),
        tuple(sorted(name for name in new.keys() & old.keys() if new[name] != old[name])),
        tuple(sorted(old.keys() - new.keys())),
    )


def parts_of(changes: ReleaseChanges) -> tuple[tuple[str, Changed], ...]:
    """What is counted in a change, by its name for people, in the order in which it is told."""
    return (
        ("document", changes.documents),
        ("metadata file", changes.metadata),
        ("rule", changes.rules),
        ("golden ticket", changes.golden),
    )


def counted(number: int, thing: str) -> str:
    """1 document, 3 documents."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def anyway_words(info: ReleaseInfo | None) -> tuple[str, ...]:
    """The reason for which a release was signed though its golden tickets got worse, as a sentence."""
    reason = "" if info is None or info.gate is None else info.gate.anyway
    return (f"Its lead signed it though golden tickets got worse. The reason given: “{reason}”",) if reason else ()


def change_words(changes: ReleaseChanges) -> str:
    """One line for people: 3 documents added, 1 changed; 1 rule added; nothing else."""
    said = []
    for thing, part in parts_of(changes):
        pairs = (("added", part.added), ("changed", part.changed), ("removed", part.removed))
        told = [(counted(len(names), thing), word) for word, names in pairs if names]
        said += [", ".join(f"{text if at == 0 else text.split()[0]} {word}" for at, (text, word) in enumerate(told))]
    said += [f"access class of {name} changed" for name in changes.access.changed]
    said += [f"style: {changes.style}"] if changes.style else []
    said += [f"base model of the golden tickets: {changes.model}"] if changes.model else []
    return "; ".join(filter(None, said)) or "nothing changed"
