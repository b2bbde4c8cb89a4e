"""Receipts of erasures: what was erased, proved and left to mend, signed with the device key, and kept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from citewell.domain.audit import AuditEntry, AuditKind
from citewell.domain.digests import sha256_hex
from citewell.domain.errors import BadInputError
from citewell.storage.audit.chain import append_entry, canonical
from citewell.storage.audit.signing import PublicKey, Signer, verify
from citewell.storage.db.database import Database, fetch_all
from citewell.storage.erasure.plan import ErasurePlan
from citewell.storage.erasure.proof import Proof

FORMAT = "citewell-erasure-1"
_ADD = "INSERT INTO erasure (at, receipt) VALUES (?, ?)"


def receipt_record(
    plan: ErasurePlan, proof: Proof, entry: AuditEntry, styles: Sequence[str], reason: str, signer: Signer
) -> dict[str, Any]:
    """The receipt as JSON, signed. It holds ids, hashes and counts, and paths of copies, but no text."""
    receipt: dict[str, Any] = {
        "format": FORMAT,
        "at": entry.at,
        "reason": reason,
        "drafts": [{"id": draft.id, "at": draft.at, "sha256": draft.sha256} for draft in plan.drafts],
        "counts": dict(plan.counts),
        "golden_runs": list(plan.golden_runs),
        "proof": proof.record(),
        "complete": proof.holds,
        "copies": [copy.record() for copy in plan.copies],
        "documents": list(plan.documents),
        "styles": list(styles),
        "audit": {"number": entry.number, "hash": entry.hash},
        "public_key": signer.public_key.text,
    }
    receipt["signature"] = signer.sign(canonical(receipt).encode())
    return receipt


@dataclass(frozen=True, slots=True)
class ReceiptCheck:
    """Whether a receipt is genuine: its signature holds, it is this home's key, and this home keeps it."""

    signature: bool
    own_key: bool
    kept: bool
    fingerprint: str

    @property
    def genuine(self) -> bool:
        """Whether this home signed it."""
        return self.signature and self.own_key


class Receipts:
    """The receipts of a home."""

    def __init__(self, database: Database, signer: Signer) -> None:
        """Keep the parts; nothing is read yet."""
        self._database = database
        self._signer = signer

    def keep(self, receipt: Mapping[str, Any]) -> None:
        """Store a receipt, and its hash in the audit log."""
        text = canonical(dict(receipt))
        with self._database.write() as connection:
            connection.execute(_ADD, (datetime.now(UTC).isoformat(timespec="milliseconds"), text))
            body = {"receipt": connection.last_insert_rowid(), "sha256": sha256_hex(text)}
            append_entry(connection, AuditKind.ERASURE, "receipt", body)

    def all(self) -> list[dict[str, Any]]:
        """Every receipt, oldest first."""
        with self._database.read() as connection:
            rows = fetch_all(connection, "SELECT receipt FROM erasure ORDER BY number")
        return [json.loads(text) for (text,) in rows]

    def check(self, receipt: Mapping[str, Any]) -> ReceiptCheck:
        """Check a receipt that comes from elsewhere. Raises ``BadInputError`` where it is none."""
        if receipt.get("format") != FORMAT or not isinstance(receipt.get("signature"), str):
            raise BadInputError(
                "This is not a receipt of an erasure. Give the file that 'privacy erase --receipt' wrote."
            )
        signed = canonical({name: value for name, value in receipt.items() if name != "signature"}).encode()
        key = PublicKey(str(receipt.get("public_key", "")))
        sound = verify(signed, receipt["signature"], key)
        own = self._signer.public_key
        kept = canonical(dict(receipt)) in {canonical(one) for one in self.all()}
        return ReceiptCheck(sound, key == own, kept, key.fingerprint if sound else "")
