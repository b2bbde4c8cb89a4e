"""Lines of progress with the time since the start, printed and kept in a file."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(slots=True)
class Log:
    """Tells how it goes, and how much time is over."""

    path: Path
    began: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self.began

    def tell(self, *parts: object) -> None:
        """Print the parts."""
        line = f"[{self.seconds:6.1f}] {' '.join(map(str, parts))}"
        print(line, flush=True)
        with self.path.open("a", encoding="utf-8") as kept:
            kept.write(line + "\n")
