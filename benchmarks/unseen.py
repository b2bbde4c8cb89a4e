"""``python -m benchmarks.unseen``: the tickets of all knowledge bases that the reader never learned from, side by side.

Writes ``tickets.jsonl`` and ``kb/`` with a link to each knowledge base, for ``citewell evaluate --tickets --kb``.
"""

import argparse
import json
import shutil
from pathlib import Path

from corpora.reading import ROOT, rows, shared_folder, ticket_files
from corpora.unseen import NEVER_LEARNT


def main() -> None:
    """Read the arguments and write the folder."""
    parser = argparse.ArgumentParser(description="Gather the tickets that the reader has not seen.")
    parser.add_argument("--out", type=Path, default=Path("build/unseen"))
    options = parser.parse_args()
    shared = shared_folder()
    bank = ROOT / "training" / "tickets"
    files = [*ticket_files(shared / "tickets"), *ticket_files(bank)]
    tickets = (row for path in files for row in rows(path))
    found = [row for row in tickets if row["kb"] in NEVER_LEARNT]
    shutil.rmtree(options.out, ignore_errors=True)
    (options.out / "kb").mkdir(parents=True)
    for name in NEVER_LEARNT:
        roots = (shared / "data" / "kb", ROOT / "sample_kb", bank / "companies")
        (options.out / "kb" / name).symlink_to(next(root / name for root in roots if (root / name).is_dir()).resolve())
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
    (options.out / "tickets.jsonl").write_text(lines, encoding="utf-8")
    print(f"{options.out}: {len(found)} tickets over {len(NEVER_LEARNT)} knowledge bases")


if __name__ == "__main__":
    main()
