"""``make bench``: run every benchmark and print the table that README quotes."""

import argparse
import json
import os
import platform
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from corpora.reading import shared_folder

from benchmarks.drafting import bench_drafting
from benchmarks.golden import bench_golden
from benchmarks.indexing import bench_indexing
from benchmarks.starting import bench_starting
from citewell.bootstrap.open_home import open_app
from citewell.settings.home import Home
from citewell.settings.resources import sample_dir


def knowledge_base() -> Path:
    """The real knowledge base where the shared data is, else the sample."""
    shared = shared_folder()
    arduino = shared / "data" / "kb" / "arduino"
    return arduino if arduino.is_dir() else sample_dir()


def main() -> None:
    """Run all, print a table, and write the figures as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--drafts", type=int, default=8, help="tickets to draft (default: 8)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="citewell-bench-") as scratch:
        services = open_app(Home(Path(scratch) / "index"), scratch=True)
        rows = bench_indexing(services, knowledge_base())
        services.close()
        services = open_app(Home(Path(scratch) / "draft"), scratch=True)
        rows += bench_drafting(services, sample_dir(), options.drafts)
        rows += bench_golden(services, sample_dir())
        services.close()
    rows += bench_starting()
    machine = f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}"
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine}, load {os.getloadavg()[0]:.1f} at the end\n")
    width = max(len(row.name) for row in rows)
    for row in rows:
        print(f"{row.name:<{width}}  {row.value:>10}  {row.note}")
    if options.json:
        figures = {row.name: {"value": row.value, "note": row.note} for row in rows}
        options.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
