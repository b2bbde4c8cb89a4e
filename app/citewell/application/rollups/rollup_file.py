"""A roll-up as a file: JSON with the laptop's signature, and everything in it checked when it is read."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citewell.application.releases.store import write_whole
from citewell.domain.errors import BadInputError, StorageError
from citewell.domain.rollups import COUNTS, DECISIONS, OUTCOMES, TIMES, Rollup
from citewell.records.values import from_record, to_record
from citewell.storage.audit.chain import canonical
from citewell.storage.audit.signing import PublicKey, Signer, verify

FORMAT = 1
PREFIX, SUFFIX = "rollup-", ".json"
DOMAIN = b"citewell-rollup-1\n"
"""Stands before what is signed, so that no other signature of the key can be passed off as this one."""
MOST_BYTES, MOST_GROUPS, MOST_COUNT, MOST_NAME = 4 * 1024 * 1024, 5000, 10**9, 400


@dataclass(frozen=True, slots=True)
class SignedRollup:
    """A roll-up whose signature is right; ``laptop`` is the fingerprint of the key that signed it."""

    path: Path
    laptop: str
    rollup: Rollup


def write_rollup(folder: Path, rollup: Rollup, signer: Signer) -> Path:
    """Write a roll-up into ``folder``, in place of this laptop's last one, in one step. Raises ``StorageError``."""
    key = signer.public_key
    body = to_record(rollup)
    signature = signer.sign(DOMAIN + canonical(body).encode())
    record = {"format": FORMAT, "rollup": body, "public_key": key.text, "signature": signature}
    target = folder / f"{PREFIX}{key.fingerprint.replace(' ', '')[:16]}{SUFFIX}"
    try:
        write_whole(target, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise StorageError(f"{target} cannot be written ({error.strerror or error}). Choose another folder.") from error
    return target


def read_rollup(path: Path) -> SignedRollup:
    """Read and check a roll-up; whose it is, is for the reader to judge. Raises ``BadInputError``."""
    record = _record(path)
    body, key, signature = record.get("rollup"), record.get("public_key"), record.get("signature")
    if record.get("format") != FORMAT or not isinstance(body, dict):
        raise BadInputError(f"{path.name} was written by a newer Citewell, or is no roll-up. Update Citewell.")
    try:
        public_key = PublicKey(str(key))
        laptop = public_key.fingerprint
    except ValueError as error:
        raise BadInputError(f"{path.name} is signed in a way that cannot be read.") from error
    if not verify(DOMAIN + canonical(body).encode(), str(signature), public_key):
        raise BadInputError(f"{path.name} was changed after it was signed. Have it written again.")
    try:
        rollup = from_record(Rollup, body)
    except ValueError as error:
        raise BadInputError(f"{path.name} cannot be read ({error}).") from error
    _want_sound(path, rollup)
    return SignedRollup(path, laptop, rollup)


def _record(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadInputError(f"{path.name} is too large to be a roll-up.")
        record = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInputError(f"{path} cannot be read ({error.strerror or error}).") from error
    except (ValueError, RecursionError) as error:
        raise BadInputError(f"{path.name} is no roll-up, or was cut off. Have it written again.") from error
    if not isinstance(record, dict):
        raise BadInputError(f"{path.name} is no roll-up.")
    return record


def _want_sound(path: Path, rollup: Rollup) -> None:
    """Numbers that fit each other, and names that are plain."""
    groups = rollup.groups
    named = {(group.dimension, group.name) for group in groups}
    if len(groups) > MOST_GROUPS or len(named) != len(groups) or rollup.sequence < 1:
        raise BadInputError(f"{path.name} names a group twice, or too many of them.")
    for group in groups:
        counts = group.counts
        plain = group.name.isprintable() and 0 < len(group.name) <= MOST_NAME
        sound = set(counts) == set(COUNTS) and all(0 <= number <= MOST_COUNT for number in counts.values())
        if not plain or not sound:
            raise BadInputError(f"{path.name} holds a group that cannot be read.")
        if any(sum(counts[name] for name in names) != counts["drafts"] for names in (DECISIONS, OUTCOMES, TIMES)):
            raise BadInputError(f"{path.name} holds numbers that do not fit each other.")
        if counts["supported"] > counts["factual"] or counts["cited"] > counts["answer"]:
            raise BadInputError(f"{path.name} holds numbers that do not fit each other.")
