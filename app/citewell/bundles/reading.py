"""Read a bundle: the archive, its names, numbers and sizes, and the signature are checked before a file is written."""

import contextlib
import hashlib
import json
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citewell.bundles.rules import MAX_BYTES, MAX_FILES, MAX_RATIO, check_paths, is_id
from citewell.bundles.writing import DOMAIN, FOLDER, MANIFEST, SIGNATURE
from citewell.domain.bundles import FORMAT, BundleFile, BundleKind, Manifest, Signature
from citewell.domain.errors import BadInputError, StorageError
from citewell.storage.audit.signing import PublicKey, verify

MAX_MANIFEST = 32 * 1024 * 1024
MAX_TEXT = 200
_SMALL = 64 * 1024
"""A file this small may pack as well as it likes."""
_COPY_BYTES = 1024 * 1024
_DIGITS = frozenset("0123456789abcdef")
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, struct.error)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle whose names, sizes and signature are right; whose signature it is, is for the reader to judge."""

    path: Path
    manifest: Manifest
    signature: Signature


def read_bundle(path: Path) -> Bundle:
    """Check a bundle without writing anything. Raises ``BadInputError``."""
    with _opened(path) as archive:
        members = _members(archive)
        body = _small(archive, members, MANIFEST)
        signature = _signature(_json(_small(archive, members, SIGNATURE), SIGNATURE))
        manifest = read_manifest(body)
        if not verify(DOMAIN + body, signature.signature, PublicKey(signature.public_key)):
            raise BadInputError(f"{path.name} was changed after it was signed. Get it again from who made it.")
        _compare(manifest, members)
    return Bundle(path, manifest, signature)


def unpack_bundle(bundle: Bundle, folder: Path) -> None:
    """Write the files of ``bundle`` into ``folder``, which must be empty, each checked while it is written.

    Raises ``BadInputError`` and ``StorageError``; then ``folder`` holds a part of them.
    """
    with _opened(bundle.path) as archive:
        for file in bundle.manifest.files:
            target = folder.joinpath(*file.path.split("/"))
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(FOLDER + file.path) as member, target.open("xb") as written:
                    _copy(member, written, file)
            except OSError as error:
                raise StorageError(f"{target} cannot be written ({error.strerror or error}).") from error
            except KeyError as error:
                raise BadInputError(f"{bundle.path.name} was changed while it was read.") from error


def _copy(member: Any, written: Any, file: BundleFile) -> None:  # noqa: ANN401  binary files
    digest, left = hashlib.sha256(), file.size
    while part := member.read(_COPY_BYTES):
        left -= len(part)
        if left < 0:
            break
        digest.update(part)
        written.write(part)
    if left or digest.hexdigest() != file.sha256:
        raise BadInputError(f"{file.path} in the bundle is not the file that was signed. Get the bundle again.")


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except OSError as error:
        raise BadInputError(f"{path} cannot be read ({error.strerror or error}).") from error
    except _DAMAGED as error:
        raise BadInputError(f"{path} is no bundle, or damaged ({type(error).__name__}).") from error


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    if len(infos) > MAX_FILES + 2:
        raise BadInputError(f"The bundle holds {len(infos):,} files; the most is {MAX_FILES:,}.")
    found: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = info.orig_filename if "\x00" in info.orig_filename else info.filename
        if name in found:
            raise BadInputError(f"The bundle holds {name[:80]!r} twice.")
        if info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS:
            raise BadInputError(f"{name[:80]!r} in the bundle is packed in a way that is not read here.")
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in {0, stat.S_IFREG} or info.is_dir():
            raise BadInputError(f"{name[:80]!r} in the bundle is a link or a folder, not a file.")
        found[name] = info
    check_paths(list(found))
    return found


def _small(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], name: str) -> bytes:
    info = members.get(name)
    if info is None or info.file_size > MAX_MANIFEST:
        raise BadInputError(f"This is no bundle: it has no usable {name}.")
    with archive.open(info) as member:
        data = member.read(MAX_MANIFEST + 1)
    if len(data) != info.file_size:
        raise BadInputError(f"{name} in the bundle is not as long as the archive says.")
    return data


def _json(data: bytes, name: str) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadInputError(f"{name} in the bundle cannot be read.") from error
    if not isinstance(value, dict):
        raise BadInputError(f"{name} in the bundle is not a JSON object.")
    return value


def _signature(record: dict[str, Any]) -> Signature:
    key, signature = record.get("public_key"), record.get("signature")
    if not isinstance(key, str) or not isinstance(signature, str):
        raise BadInputError("The signature of the bundle cannot be read.")
    try:
        fingerprint = PublicKey(key).fingerprint
    except ValueError as error:
        raise BadInputError("The signature of the bundle cannot be read.") from error
    return Signature(key, fingerprint, signature)


def read_manifest(data: bytes) -> Manifest:
    """Read and check a manifest. Raises ``BadInputError``."""
    record = _json(data, MANIFEST)
    if record.get("format") != FORMAT:
        raise BadInputError("The bundle was made by a newer Citewell, or is none. Update Citewell.")
    kinds = [kind.value for kind in BundleKind]
    if record.get("kind") not in kinds:
        raise BadInputError(f"The bundle is of no kind that is known here: {', '.join(kinds)}.")
    if not is_id(record.get("id")):
        raise BadInputError("The id of the bundle is no plain name.")
    files = record.get("files")
    if not isinstance(files, list) or not files or len(files) > MAX_FILES:
        raise BadInputError("The bundle lists no files.")
    fields = record.get("fields") or {}
    if not isinstance(fields, dict) or not all(_is_text(name) and _is_text(value) for name, value in fields.items()):
        raise BadInputError("The fields of the bundle are not text.")
    texts = {name: record.get(name, "") for name in ("version", "created_at")}
    if not all(_is_text(text) for text in texts.values()):
        raise BadInputError("The version or the date of the bundle is not text.")
    return Manifest(
        BundleKind(record["kind"]), record["id"], **texts, files=tuple(_file(file) for file in files), fields=fields
    )


def _file(record: object) -> BundleFile:
    match record:
        case {"path": str(path), "size": int(size), "sha256": str(sha256)} if (
            not isinstance(size, bool) and size >= 0 and len(sha256) == 64 and set(sha256) <= _DIGITS
        ):
            return BundleFile(path, size, sha256)
    raise BadInputError("The list of files in the bundle cannot be read.")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= MAX_TEXT and (not value or value.isprintable())


def _compare(manifest: Manifest, members: dict[str, zipfile.ZipInfo]) -> None:
    """The archive holds exactly the files of the manifest, no larger than it says."""
    listed = [FOLDER + file.path for file in manifest.files]
    check_paths([file.path for file in manifest.files])
    if {*listed, MANIFEST, SIGNATURE} != set(members) or len(set(listed)) != len(listed):
        raise BadInputError("The bundle holds other files than its manifest lists.")
    if manifest.size > MAX_BYTES[manifest.kind]:
        raise BadInputError(f"The bundle would take {manifest.size:,} bytes; {MAX_BYTES[manifest.kind]:,} is the most.")
    for file in manifest.files:
        info = members[FOLDER + file.path]
        if info.file_size != file.size:
            raise BadInputError(f"{file.path} in the bundle is not as long as its manifest says.")
        if file.size > _SMALL and file.size > MAX_RATIO * max(1, info.compress_size):
            raise BadInputError(f"{file.path} in the bundle is packed more than {MAX_RATIO} times: it is not unpacked.")
