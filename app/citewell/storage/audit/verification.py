"""Checking the audit log: the chain itself, its signed head, and whether what it tells of is still as it was told.

A line that was edited, taken out, put in or moved breaks the chain; lines cut off at its end are missed by the signed
head; a draft, an outcome, a piece of evidence or a receipt that was changed past the log differs from its hash there.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import apsw

from citewell.domain.audit import AuditEntry, AuditKind, AuditReport
from citewell.domain.digests import sha256_hex
from citewell.storage.audit.chain import GENESIS, AuditLog, entry_hash, row_hash
from citewell.storage.audit.head import read_head
from citewell.storage.audit.signing import PublicKey, Signer
from citewell.storage.db.database import Database, fetch_all

SHOWN = 50
"""Problems that are listed one by one, at most."""
_DRAFTS = "SELECT number, id, at, ticket, body FROM draft WHERE number > ? ORDER BY number LIMIT 200"
_OUTCOMES = "SELECT number, draft_id, at, kind, final, reasons FROM outcome WHERE number > ? ORDER BY number LIMIT 500"
_EVIDENCE = """
    SELECT draft_id, hash FROM draft_evidence ORDER BY draft_id, n < 0, abs(n)
"""
_TEXTS = "SELECT hash, text FROM evidence"
_RECEIPTS = "SELECT number, receipt FROM erasure"
_VERDICTS = "SELECT draft_id, verdict, judged_at FROM review WHERE verdict <> ''"


@dataclass(slots=True)
class _Told:
    """What the log says there must be: hashes by draft, outcome and receipt; what was erased."""

    drafts: dict[str, str] = field(default_factory=dict)
    evidence: dict[str, list[str]] = field(default_factory=dict)
    outcomes: dict[int, str] = field(default_factory=dict)
    forgotten: set[str] = field(default_factory=set)
    receipts: dict[int, str] = field(default_factory=dict)
    verdicts: dict[str, str] = field(default_factory=dict)
    key: str = ""
    kinds: Counter[str] = field(default_factory=Counter)

    def take(self, entry: AuditEntry) -> None:
        body = json.loads(entry.body)
        self.kinds[entry.kind] += 1
        if entry.kind == AuditKind.BEGUN:
            self.key = body["public_key"]
        elif entry.kind == AuditKind.DRAFT:
            self.drafts[entry.subject] = body["sha256"]
            self.evidence[entry.subject] = body["evidence"]
        elif entry.kind == AuditKind.OUTCOME:
            self.outcomes[body["outcome"]] = body["sha256"]
        elif entry.kind == AuditKind.FORGOTTEN:
            self.drafts |= {name: digest for name, digest in body["drafts"].items() if name in self.drafts}
            self.forgotten |= set(body["evidence"])
        elif entry.kind == AuditKind.REVIEW and "verdict" in body:
            self.verdicts[entry.subject] = body["sha256"]
        elif entry.kind == AuditKind.ERASURE:
            self._take_erasure(body)

    def _take_erasure(self, body: dict[str, Any]) -> None:
        if "receipt" in body:
            self.receipts[body["receipt"]] = body["sha256"]
            return
        for name in body["drafts"]:
            self.drafts.pop(name, None)
            self.evidence.pop(name, None)
            self.verdicts.pop(name, None)
        for number in body["outcomes"]:
            self.outcomes.pop(number, None)


class AuditCheck:
    """Checks the audit log of one database."""

    def __init__(self, database: Database, log: AuditLog, signer: Signer) -> None:
        """Keep the parts; nothing is read yet."""
        self._database = database
        self._log = log
        self._signer = signer

    def verify(self) -> AuditReport:
        """Walk the chain and compare what it tells with what is stored. Raises ``StorageError``."""
        told, hashes = _Told(), [GENESIS]
        problems: list[str] = []
        for entry in self._log.entries():
            problems += _broken(entry, len(hashes), hashes[-1])
            hashes.append(entry.hash)
            try:
                told.take(entry)
            except (ValueError, KeyError, TypeError, AttributeError):
                problems.append(f"line {entry.number} ({entry.kind}) cannot be read")
        checkpoint, wrong = self._check_head(hashes, told.key)
        problems += wrong
        with self._database.read() as connection:
            problems += _compare(connection, told)
        shown = tuple(dict.fromkeys(problems))
        if len(shown) > SHOWN:
            shown = (*shown[:SHOWN], f"and {len(shown) - SHOWN} more")
        return AuditReport(
            entries=len(hashes) - 1,
            head=hashes[-1],
            checkpoint=checkpoint,
            drafts=len(told.drafts),
            outcomes=len(told.outcomes),
            problems=shown,
            counts=dict(sorted(told.kinds.items())),
        )

    def _check_head(self, hashes: list[str], begun_with: str) -> tuple[int | None, list[str]]:
        problems: list[str] = []
        own = self._signer.public_key
        if begun_with and begun_with != own.text:
            problems.append("the device key is not the one that the log began with")
        if self._log.head_file is None:
            return None, problems
        head = read_head(self._log.head_file)
        name = self._log.head_file.name
        if head is None:
            return None, [*problems, f"{name} is missing, so whether the end of the log was cut cannot be told"]
        if head.number < 0 or not head.genuine(PublicKey(head.public_key)) or head.public_key != own.text:
            return None, [*problems, f"{name} is not signed with the key of this home"]
        last = len(hashes) - 1
        if head.number > last:
            problems.append(f"the log was cut short: it ends with line {last}, but line {head.number} was signed")
        elif hashes[head.number] != head.hash:
            problems.append(f"line {head.number} is not the one that was signed: the log was written anew")
        return head.number, problems


def _broken(entry: AuditEntry, expected: int, previous: str) -> Iterator[str]:
    number = entry.number
    if number != expected:
        yield f"line {number} stands where line {expected} belongs: lines were taken out or moved"
    if entry.previous != previous:
        yield f"line {number} does not follow the line before it"
    if entry_hash(number, entry.at, entry.kind, entry.subject, entry.body, entry.previous) != entry.hash:
        yield f"line {number} ({entry.kind}) was changed"


def _compare(connection: apsw.Connection, told: _Told) -> Iterator[str]:
    yield from _compare_rows(told.drafts, _drafts(connection), "draft")
    yield from _compare_rows(told.outcomes, _outcomes(connection), "outcome")
    yield from _compare_evidence(connection, told)
    receipts = ((number, sha256_hex(text)) for number, text in fetch_all(connection, _RECEIPTS))
    yield from _compare_rows(told.receipts, receipts, "receipt")
    verdicts = ((draft_id, row_hash(*rest)) for draft_id, *rest in fetch_all(connection, _VERDICTS))
    yield from _compare_rows(told.verdicts, verdicts, "verdict on draft")


def _compare_rows(told: dict[Any, str], stored: Iterator[tuple[Any, str]], what: str) -> Iterator[str]:
    seen = set()
    for name, digest in stored:
        seen.add(name)
        if name not in told:
            yield f"{what} {name} is not in the log: it was put in past it"
        elif told[name] != digest:
            yield f"{what} {name} was changed"
    for name in told.keys() - seen:
        yield f"{what} {name} is gone, and no erasure says so"


def _drafts(connection: apsw.Connection) -> Iterator[tuple[str, str]]:
    last = 0
    while rows := fetch_all(connection, _DRAFTS, (last,)):
        for number, *row in rows:
            yield row[0], row_hash(*row)
            last = number


def _outcomes(connection: apsw.Connection) -> Iterator[tuple[int, str]]:
    last = 0
    while rows := fetch_all(connection, _OUTCOMES, (last,)):
        for row in rows:
            yield row[0], row_hash(*row)
            last = row[0]


def _compare_evidence(connection: apsw.Connection, told: _Told) -> Iterator[str]:
    stored: dict[str, list[str]] = {}
    for draft_id, digest in fetch_all(connection, _EVIDENCE):
        stored.setdefault(draft_id, []).append(digest)
    for draft_id, hashes in told.evidence.items():
        if stored.pop(draft_id, []) != hashes:
            yield f"the evidence of draft {draft_id} was changed"
    for draft_id in stored:
        yield f"the evidence of draft {draft_id} is not in the log"
    for digest, text in fetch_all(connection, _TEXTS):
        if text is None and digest not in told.forgotten:
            yield f"a text of evidence ({digest[:12]}) is gone, and nothing says that it was forgotten"
        elif text is not None and sha256_hex(text) != digest:
            yield f"a text of evidence ({digest[:12]}) was changed"
