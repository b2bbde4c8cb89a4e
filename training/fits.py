"""Write fitted weights as they ship: one JSON file a fit, with where its numbers come from."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from corpora.reading import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FOLDER: Final = ROOT / "resources" / "models" / "fitted"
DIGITS: Final = 3


def named(names: Iterable[str], values: Iterable[float]) -> dict[str, float]:
    """Numbers by name, rounded."""
    return {name: round(float(value), DIGITS) for name, value in zip(names, values, strict=True)}


def write(path: Path, weights: Mapping[str, object], *, module: str, data: str, note: str = "") -> None:
    """Write `weights`, which `module` fitted on `data` with the arguments of this run."""
    record = {
        "fitted_by": " ".join(["python -m", module, *sys.argv[1:]]),
        "data": data,
        "date": datetime.now(UTC).date().isoformat(),
        **({"note": note} if note else {}),
        "weights": weights,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
