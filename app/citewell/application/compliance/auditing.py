"""The audit log, handed to an auditor: a line each, then its signed head."""

import json
from pathlib import Path
from typing import Any

from citewell.domain.audit import AuditEntry, AuditKind
from citewell.domain.errors import BadInputError
from citewell.storage.audit.chain import AuditLog
from citewell.storage.audit.head import AuditHead
from citewell.storage.audit.signing import Signer

FORMAT = "citewell-audit-1"


def export_audit(audit: AuditLog, signer: Signer, file: Path) -> int:
    """Note the export, then write the hash chain as JSON lines and its head with public key and signature.

    Returns the number of lines before the head. Raises ``BadInputError``.
    """
    audit.append(AuditKind.EXPORT, "audit")
    count, last = 0, AuditHead(0, "")
    try:
        with file.open("w", encoding="utf-8") as out:
            for entry in audit.entries():
                out.write(json.dumps(entry_record(entry), ensure_ascii=False) + "\n")
                count, last = count + 1, AuditHead(entry.number, entry.hash)
            head = {
                "format": FORMAT,
                "head": last.number,
                "hash": last.hash,
                "signed": last.signed.decode("ascii"),
                "public_key": signer.public_key.text,
                "signature": signer.sign(last.signed),
            }
            out.write(json.dumps(head) + "\n")
    except OSError as error:
        raise BadInputError(f"{file} cannot be written ({error.strerror}). Choose another file.") from error
    return count


def entry_record(entry: AuditEntry) -> dict[str, Any]:
    """A line of the chain as JSON; ``body`` stays the text that was hashed."""
    return {
        "number": entry.number,
        "at": entry.at,
        "kind": entry.kind,
        "subject": entry.subject,
        "body": entry.body,
        "previous": entry.previous,
        "hash": entry.hash,
    }
