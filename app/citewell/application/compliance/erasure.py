"""Erasure on request: the plan of it, and receipts as files."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from citewell.domain.errors import BadInputError
from citewell.storage.erasure.erasure import Erased, Eraser
from citewell.storage.erasure.holds import CUSTOMER, DRAFT, LegalHold
from citewell.storage.erasure.plan import ErasurePlan
from citewell.storage.erasure.receipts import ReceiptCheck
from citewell.storage.erasure.retention import RetentionPlan

__all__ = [
    "CUSTOMER",
    "DRAFT",
    "Erased",
    "ErasurePlan",
    "LegalHold",
    "ReceiptCheck",
    "RetentionPlan",
    "plan_erasure",
    "read_receipt",
    "write_receipt",
]


def plan_erasure(eraser: Eraser, draft_ids: Sequence[str], words: str) -> ErasurePlan:
    """The drafts of these ids, else those that hold ``words``. Raises ``BadInputError`` where there are none."""
    if draft_ids:
        return eraser.plan(draft_ids)
    plan = eraser.plan_words(words)
    if not plan.drafts:
        also = f" Documents that do: {'; '.join(plan.documents[:5])}." if plan.documents else ""
        raise BadInputError(f"No draft names “{words}”.{also} 'citewell log --reveal' shows what is in the log.")
    return plan


def write_receipt(receipt: dict[str, Any], file: Path) -> None:
    """Write the receipt of an erasure that is done. Raises ``BadInputError`` saying where else it is kept."""
    try:
        file.write_text(json.dumps(receipt, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise BadInputError(
            f"The erasure is done, but {file} cannot be written ({error.strerror}). "
            "'citewell privacy report --json' has the receipt."
        ) from error


def read_receipt(file: Path) -> dict[str, Any]:
    """The receipt in ``file``; it is not checked. Raises ``BadInputError``."""
    try:
        receipt = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInputError(f"{file} cannot be read as a receipt ({error}).") from error
    if not isinstance(receipt, dict):
        raise BadInputError(f"{file} is not a receipt of an erasure.")
    return receipt
