"""Write a bundle: a zip archive with its manifest, the signature of that, and the files."""

import json
import os
import shutil
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from citewell.bundles.rules import MAX_BYTES, check_paths, is_id
from citewell.domain.bundles import FORMAT, BundleFile, BundleKind, Manifest
from citewell.domain.digests import file_sha256
from citewell.domain.errors import BadInputError, StorageError
from citewell.storage.audit.chain import canonical
from citewell.storage.audit.signing import Signer

MANIFEST, SIGNATURE, FOLDER = "manifest.json", "signature.json", "files/"
DOMAIN = b"citewell-bundle-1\n"
"""Stands before what is signed, so that no other signature of the key can be passed off as this one."""
_COPY_BYTES = 1024 * 1024
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def write_bundle(
    target: Path,
    kind: BundleKind,
    bundle_id: str,
    version: str,
    files: Mapping[str, Path],
    signer: Signer,
    fields: Mapping[str, str] | None = None,
) -> Manifest:
    """Write ``files`` (path inside to file) to ``target``, whole or not at all.

    Raises ``BadInputError`` and ``StorageError``.
    """
    if not is_id(bundle_id):
        raise BadInputError(f"'{bundle_id}' cannot be the id of a bundle: lower-case letters, digits, - . and _ only.")
    check_paths(list(files))
    fresh = target.with_name(f"{target.name}.new")
    try:
        listed = tuple(BundleFile(path, file.stat().st_size, file_sha256(file)) for path, file in sorted(files.items()))
        now = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(kind, bundle_id, version, now, listed, dict(fields or {}))
        if manifest.size > MAX_BYTES[kind]:
            raise BadInputError(
                f"A bundle of this kind may hold {MAX_BYTES[kind]:,} bytes; this has {manifest.size:,}."
            )
        body = canonical(manifest_record(manifest)).encode()
        signature = {"public_key": signer.public_key.text, "signature": signer.sign(DOMAIN + body)}
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_entry(MANIFEST), body)
            archive.writestr(_entry(SIGNATURE), json.dumps(signature))
            for path, file in sorted(files.items()):
                with file.open("rb") as source, archive.open(_entry(FOLDER + path), "w", force_zip64=True) as member:
                    shutil.copyfileobj(source, member, _COPY_BYTES)
        with fresh.open("rb+") as written:  # on the stick before its name is
            os.fsync(written.fileno())
        fresh.replace(target)
    except OSError as error:
        raise StorageError(f"{target} cannot be written ({error.strerror or error}). Choose another place.") from error
    finally:
        fresh.unlink(missing_ok=True)
    return manifest


def manifest_record(manifest: Manifest) -> dict[str, object]:
    """A manifest as JSON."""
    return {
        "format": FORMAT,
        "kind": manifest.kind.value,
        "id": manifest.id,
        "version": manifest.version,
        "created_at": manifest.created_at,
        "files": [{"path": file.path, "size": file.size, "sha256": file.sha256} for file in manifest.files],
        "fields": dict(manifest.fields),
    }


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _NO_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
