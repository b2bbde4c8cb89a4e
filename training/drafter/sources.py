"""Where the examples come from, and under which licence each source may be used."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LICENCES = {
    "dstc9": "Apache-2.0",
    "arduino": "CC-BY-SA-4.0",
    "tau2": "MIT",
    "policies": "MIT",
    "clapnq": "Apache-2.0 (passages: Wikipedia, CC-BY-SA)",
    "mtrag": "Apache-2.0",
    "winps": "CC-BY-4.0",
    "sharc": "CC-BY-SA-3.0",
    "own": "Apache-2.0",
}
"""As found in the data sets' own pages; see README.md."""
PATHS = {
    "dstc9": "data/qa/dstc9_val.jsonl",
    "arduino": "data/kb/arduino",
    "tau2": "data/kb/tau2_banking",
    "policies": "data/kb/policies/telecom_tech_support_manual.md",
    "clapnq": "data/qa/clapnq_dev.jsonl",
    "mtrag": "data/qa/mtrag_human_judged.jsonl",
    "winps": "data/load/winps.tar.xz",
    "sharc": "data/clarify/sharc_dev.jsonl",
}
"""Below the folder of shared data."""


def read_lines(shared: Path, source: str) -> Iterator[dict[str, Any]]:
    """The records of a source that is a JSONL file."""
    with (shared / PATHS[source]).open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
