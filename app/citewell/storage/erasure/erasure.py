"""Erasure of drafts with everything that hangs on them, in one transaction, proved and signed for."""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import apsw

from citewell.domain.audit import AuditEntry, AuditKind
from citewell.domain.errors import BadInputError
from citewell.storage.audit.chain import append_entry, row_hash
from citewell.storage.audit.signing import Signer
from citewell.storage.db.database import Database, fetch_all, fetch_one, fetch_value
from citewell.storage.erasure.holds import held_drafts
from citewell.storage.erasure.phrases import phrases_of
from citewell.storage.erasure.plan import ErasurePlan, PlannedDraft
from citewell.storage.erasure.proof import Proof, prove
from citewell.storage.erasure.receipts import Receipts, receipt_record
from citewell.storage.log.draft_search import find_drafts
from citewell.storage.log.evidence_store import ORPHANS, unused
from citewell.storage.log.export_register import Copies

_DRAFT = "SELECT number, id, at, ticket, body FROM draft WHERE id = ?"
_IN = "draft_id IN (SELECT value FROM json_each(?))"
_TABLES = ("outcome", "vault", "review", "suggestion", "draft_evidence", "working_draft", "topic_draft")
_RUNS = "SELECT name FROM golden_run WHERE instr(body, ?)"
_LEAST_TICKET = 24
"""Characters of a ticket that a saved golden run must hold to be taken for one with it."""
_NAMING = (
    "SELECT s.root, d.path FROM document d JOIN source s ON s.id = d.source_id WHERE instr(lower(d.text), lower(?))"
)
_WORKING = "DELETE FROM working_draft WHERE instr(lower(body), lower(?))"
_TRAINED = f"SELECT min(at) FROM outcome WHERE kind IN ('accepted', 'edited') AND {_IN}"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Erased:
    """The signed receipt as JSON, and the proof that it tells of."""

    receipt: dict[str, Any]
    proof: Proof


@dataclass(slots=True)
class _Texts:
    """What is looked for afterwards."""

    texts: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)


class Eraser:
    """Takes drafts away. ``styles`` (given to ``erase``) are the learned styles with the time they were made."""

    def __init__(self, database: Database, signer: Signer) -> None:
        """Keep the parts; nothing is read yet."""
        self._database = database
        self._signer = signer
        self._copies = Copies(database)
        self._receipts = Receipts(database, signer)

    def plan(self, draft_ids: Iterable[str]) -> ErasurePlan:
        """What erasing these drafts takes away. Raises ``BadInputError`` for one that is not there."""
        return self._plan(dict.fromkeys(draft_ids, ()))

    def plan_words(self, words: str) -> ErasurePlan:
        """The same for every draft that holds ``words``: a customer's name, an address, a number."""
        with self._database.read() as connection:
            found = find_drafts(connection, words)
            documents = tuple(f"{root}: {path}" for root, path in fetch_all(connection, _NAMING, (words,)))
        return replace(self._plan(found, documents), words=words)

    def _plan(self, found: Mapping[str, tuple[str, ...]], documents: tuple[str, ...] = ()) -> ErasurePlan:
        marks = json.dumps(list(found))
        with self._database.read() as connection:
            held = held_drafts(connection)
            rows = [_row(connection, draft_id) for draft_id in found]
            drafts = tuple(
                PlannedDraft(row[1], row[0], row[2], row_hash(*row[1:]), found[row[1]], held.get(row[1]))
                for row in rows
            )
            counts = {
                table: int(fetch_value(connection, f"SELECT count(*) FROM {table} WHERE {_IN}", (marks,)))  # noqa: S608
                for table in _TABLES
            }
            counts["evidence"] = len(unused(connection, found))
            runs = sorted({name for row in rows for name in _runs_with(connection, row[3])})
            trained = fetch_value(connection, _TRAINED, (marks,))
        counts = {"drafts": len(drafts), **counts, "golden_runs": len(runs)}
        copies = self._copies.holding(draft.number for draft in drafts)
        return ErasurePlan(drafts, counts, tuple(runs), copies, documents, trained or "")

    def erase(self, plan: ErasurePlan, styles: Mapping[str, str], *, reason: str = "request") -> Erased:
        """Carry out ``plan``, but for what was held meanwhile, prove it, and sign a receipt, which is kept.

        ``styles`` maps each learned style to the time it was made; ``reason`` is one word for the audit log.

        Raises ``BadInputError`` where a draft is under a legal hold, ``StorageError``.
        """
        ids = [draft.id for draft in plan.drafts]
        with self._database.write() as connection:
            held = held_drafts(connection)
            _refuse_held({draft_id: held[draft_id] for draft_id in ids if draft_id in held})
            texts = _texts(connection, ids)
            entry = self._take_away(connection, plan, ids, reason)
        self._drop_old_copies()
        proof = prove(self._database, phrases_of(texts.texts, texts.values))
        trained = [name for name, at in styles.items() if plan.trained_from and at >= plan.trained_from[:19]]
        receipt = receipt_record(plan, proof, entry, trained, reason, self._signer)
        self._receipts.keep(receipt)
        return Erased(receipt, proof)

    @staticmethod
    def _take_away(connection: apsw.Connection, plan: ErasurePlan, ids: Sequence[str], reason: str) -> AuditEntry:
        marks = json.dumps(ids)
        outcomes = [number for (number,) in fetch_all(connection, f"SELECT number FROM outcome WHERE {_IN}", (marks,))]  # noqa: S608
        values = f"DELETE FROM mask_allowed WHERE value IN (SELECT value FROM vault WHERE {_IN})"  # noqa: S608
        connection.execute("INSERT INTO erasing (number) VALUES (1)")
        connection.execute(values, (marks,))
        for table in _TABLES:
            connection.execute(f"DELETE FROM {table} WHERE {_IN}", (marks,))  # noqa: S608
        if plan.words:
            connection.execute(_WORKING, (plan.words,))
        connection.execute(ORPHANS)
        connection.executemany("DELETE FROM golden_run WHERE name = ?", [(name,) for name in plan.golden_runs])
        connection.execute("DELETE FROM draft WHERE id IN (SELECT value FROM json_each(?))", (marks,))
        connection.execute("DELETE FROM erasing")
        body = {
            "reason": reason,
            "drafts": {draft.id: draft.sha256 for draft in plan.drafts},
            "outcomes": outcomes,
            "counts": dict(plan.counts),
        }
        return append_entry(connection, AuditKind.ERASURE, reason, body)

    def _drop_old_copies(self) -> None:
        """Copies from before an update hold what was erased."""
        path = self._database.path
        for copy in path.parent.glob(f"{path.name}.before-*"):
            with suppress(OSError):
                copy.unlink()


def _row(connection: apsw.Connection, draft_id: str) -> tuple[Any, ...]:
    row = fetch_one(connection, _DRAFT, (draft_id,))
    if row is None:
        raise BadInputError(
            f"There is no draft '{draft_id}' in the log. 'citewell log' lists the drafts and their ids; "
            "--customer NAME finds all that names a customer."
        )
    return row


def _refuse_held(held: Mapping[str, str]) -> None:
    if held:
        listed = "; ".join(f"{draft_id} ({reason or 'no reason given'})" for draft_id, reason in list(held.items())[:5])
        raise BadInputError(
            f"{len(held)} of these drafts must be kept, under a legal hold: {listed}. Nothing was erased. "
            "'citewell privacy release' ends a hold."
        )


def _runs_with(connection: apsw.Connection, ticket: str) -> list[str]:
    """Saved golden runs that hold the ticket."""
    text = json.dumps(json.loads(ticket).get("text", ""), ensure_ascii=False)[1:-1]
    if len(text) < _LEAST_TICKET:
        return []
    return [name for (name,) in fetch_all(connection, _RUNS, (text,))]


def _texts(connection: apsw.Connection, ids: Sequence[str]) -> _Texts:
    """Everything that is about to go, to be looked for afterwards."""
    found, marks = _Texts(), json.dumps(list(ids))
    for draft_id in ids:
        _, _, _, ticket, body = _row(connection, draft_id)
        asked, draft = json.loads(ticket), json.loads(body)
        found.texts += [str(asked.get("text", "")), str(asked.get("note", "")), str(draft.get("text", ""))]
        found.texts += [str(given["text"]) for given in asked.get("passages") or ()]
        found.values.append(str(asked.get("customer", "")))
    for table, column in (("outcome", "final"), ("review", "note"), ("suggestion", "body"), ("working_draft", "body")):
        sql = f"SELECT {column} FROM {table} WHERE {_IN}"  # noqa: S608
        found.texts += [text for (text,) in fetch_all(connection, sql, (marks,))]
    found.values += [value for (value,) in fetch_all(connection, f"SELECT value FROM vault WHERE {_IN}", (marks,))]  # noqa: S608
    found.texts += [text for _, text in unused(connection, ids)]
    return found
