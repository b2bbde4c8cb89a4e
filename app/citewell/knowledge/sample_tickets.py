"""The tickets that come with the sample knowledge base."""

from datetime import date
from pathlib import Path

import yaml

from citewell.domain.drafts import Ticket
from citewell.domain.errors import BadInputError


def sample_tickets(golden: Path) -> list[Ticket]:
    """The sample's tickets. Raises ``BadInputError`` where they cannot be read."""
    try:
        return [
            Ticket(
                text=entry["ticket"],
                region=entry.get("region", ""),
                product=entry.get("product", ""),
                as_of=_date(entry.get("as_of")),
            )
            for entry in yaml.safe_load(golden.read_text(encoding="utf-8"))["tickets"]
        ]
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise BadInputError(f"The sample tickets {golden} cannot be read ({error}). Install Citewell again.") from error


def _date(value: object) -> date | None:
    return value if isinstance(value, date) else date.fromisoformat(value) if isinstance(value, str) else None
