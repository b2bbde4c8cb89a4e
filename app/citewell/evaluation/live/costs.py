"""The cost ledger: what drafts took on this machine, and what a cloud price list would ask for the same."""

import csv
import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citewell.domain.errors import BadInputError
from citewell.domain.live.figures import Effort

MOST_BYTES = 1024 * 1024
FIELDS = ("per_1000_prompt_tokens", "per_1000_completion_tokens", "per_resolution")
_JOULES_A_KWH = 3_600_000


@dataclass(frozen=True, slots=True)
class Price:
    """One line of a price list, in ``currency``: prices of 1,000 tokens read and written, and of an accepted draft."""

    name: str
    currency: str
    per_1000_prompt_tokens: float = 0.0
    per_1000_completion_tokens: float = 0.0
    per_resolution: float = 0.0


@dataclass(frozen=True, slots=True)
class Rates:
    """What electricity is reckoned by; ``kwh_price`` is ``None`` where it is not known."""

    core_watts: float
    kwh_price: float | None


@dataclass(frozen=True, slots=True)
class Cost:
    """An amount of all drafts, a draft, and an accepted draft; ``None`` where there is nothing to divide by."""

    total: float
    per_draft: float | None
    per_accepted: float | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the drafts of a span cost.

    ``cpu_seconds`` are those of drafts with a measurement, scaled to all drafts; ``None`` where none was measured.
    ``training_minutes`` and ``storage_bytes`` are of the home as it is. ``electricity`` is of drafts and training.
    """

    effort: Effort
    cpu_seconds: Cost | None
    prompt_tokens: Cost
    completion_tokens: Cost
    training_minutes: float
    storage_bytes: Mapping[str, int]
    kwh: Cost | None
    electricity: Cost | None
    cloud: tuple[tuple[Price, Cost], ...]


def make_ledger(
    effort: Effort,
    rates: Rates,
    prices: Sequence[Price],
    *,
    training_minutes: float,
    training_cores: int,
    storage_bytes: Mapping[str, int],
) -> Ledger:
    """Reckon what drafts cost; training is taken to keep ``training_cores`` busy."""

    def cost(total: float) -> Cost:
        shares = [total / part if part else None for part in (effort.drafts, effort.accepted)]
        return Cost(total, *shares)

    cpu = effort.cpu_seconds / effort.measured * effort.drafts if effort.measured else None
    busy = None if cpu is None else cpu + 60 * training_minutes * training_cores
    kwh = None if busy is None else cost(busy * rates.core_watts / _JOULES_A_KWH)
    price = rates.kwh_price
    return Ledger(
        effort=effort,
        cpu_seconds=None if cpu is None else cost(cpu),
        prompt_tokens=cost(effort.prompt_tokens),
        completion_tokens=cost(effort.completion_tokens),
        training_minutes=training_minutes,
        storage_bytes=storage_bytes,
        kwh=kwh,
        electricity=None if kwh is None or price is None else cost(kwh.total * price),
        cloud=tuple((one, cost(_asked(one, effort))) for one in prices),
    )


def read_prices(path: Path) -> tuple[Price, ...]:
    """The price list in a JSON or CSV file. Raises ``BadInputError`` naming the line and what is wrong with it."""
    try:
        with path.open("rb") as data:
            raw = data.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadInputError(f"The price list {path} cannot be read ({error.strerror}).") from error
    if len(raw) > MOST_BYTES:
        raise BadInputError(f"The price list {path} is larger than a megabyte. Keep the prices you compare with.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(f"The price list {path} is not UTF-8 text. Save it as UTF-8.") from error
    lines = _json_lines(path, text) if path.suffix.lower() == ".json" else list(csv.DictReader(io.StringIO(text)))
    if not lines:
        raise BadInputError(f"The price list {path} has no line. Its fields are name, currency, {', '.join(FIELDS)}.")
    return tuple(_price(f"{path}, line {number}", line) for number, line in enumerate(lines, start=1))


def _json_lines(path: Path, text: str) -> list[Mapping[str, Any]]:
    try:
        lines = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInputError(f"The price list {path} is not JSON ({error}).") from error
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        raise BadInputError(f"The price list {path} is not a list of objects, one a price.")
    return lines


def _price(place: str, line: Mapping[str, Any]) -> Price:
    name = str(line.get("name") or "").strip()
    if not name:
        raise BadInputError(f"{place}: the field 'name' is missing.")
    amounts = {field: _amount(place, field, line.get(field)) for field in FIELDS}
    if not any(amounts.values()):
        raise BadInputError(f"{place}: '{name}' has no price. Fill in at least one of {', '.join(FIELDS)}.")
    return Price(name, str(line.get("currency") or "").strip(), **amounts)


def _amount(place: str, field: str, value: object) -> float:
    if value in {None, ""}:
        return 0.0
    try:
        amount = float(str(value))
    except ValueError:
        amount = -1.0
    if not math.isfinite(amount) or amount < 0 or isinstance(value, bool):
        raise BadInputError(f"{place}: '{field}' must be a number such as 0.0025, not '{value}'.")
    return amount


def _asked(price: Price, effort: Effort) -> float:
    tokens = effort.prompt_tokens * price.per_1000_prompt_tokens
    tokens += effort.completion_tokens * price.per_1000_completion_tokens
    return tokens / 1000 + effort.accepted * price.per_resolution
