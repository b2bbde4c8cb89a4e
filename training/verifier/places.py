"""Where the data lies."""

from __future__ import annotations

import os
from pathlib import Path

DATA = Path(os.environ.get("CITEWELL_SHARED", "../shared")) / "data"
