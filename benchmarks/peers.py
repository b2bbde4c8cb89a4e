"""``python -m benchmarks.peers``: Citewell beside Chroma and LlamaIndex, on the same passages with the same embedder.

Each runs in a process of its own, one after the other. Every text is given once; the embedder is Citewell's child
process, called with 128 passages at a time, and measured alone in pauses of each. What differs: Citewell starts
from the files, cuts them, also indexes their words, encrypts, and loses no file when it is killed; the peers are handed
finished passages. LlamaIndex keeps everything in memory and compares with every vector; the others approximate.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.load_files import add_options, spread, unpack
from benchmarks.measure import Row, print_rows
from benchmarks.peers_child import Figures, Task
from citewell.knowledge.chunking import cut_passages, embedding_text
from citewell.knowledge.loaders import read_file
from citewell.knowledge.scan import find_files
from citewell.models.descriptions import EMBEDDER
from citewell.settings.options import Options
from citewell.settings.resources import resources_dir

ROOT = Path(__file__).parents[1]
QUERIES = 100
QUERY_WORDS = 12
_BIN = Path("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
_ENVIRONMENT = {
    "ANONYMIZED_TELEMETRY": "False",
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "app"))),
}
EXACT = "llama_index"
"""Compares a query with every vector, so that what the others find can be judged by it."""


def bench_peers(scratch: Path, folder: Path, peers_python: Path) -> list[Row]:
    """Run every contender on the files in ``folder``."""
    texts, repeated = _texts(folder)
    task = Task(
        texts=str(scratch / "texts.jsonl"),
        queries=[" ".join(text.partition("\n")[2].split()[:QUERY_WORDS]) or text for text in spread(texts, QUERIES)],
        folder=str(folder),
        model=str(resources_dir() / "models" / EMBEDDER.folder),
        program=[sys.executable, "-m", "citewell"],
        threads=Options().thread_count,
    )
    Path(task.texts).write_text("".join(json.dumps(text) + "\n" for text in texts), encoding="utf-8")
    (scratch / "task.json").write_text(json.dumps(asdict(task)), encoding="utf-8")
    pythons = {"citewell": Path(sys.executable), "chroma": peers_python, EXACT: peers_python}
    figures = {name: _run(name, python, scratch) for name, python in pythons.items()}
    rows = [
        Row("passages", str(len(texts)), f"{repeated} more are repetitions, which Citewell stores without computing")
    ]
    for contender in figures.values():
        rows += _rows(contender, figures[EXACT])
    return rows


def _texts(folder: Path) -> tuple[list[str], int]:
    """Every text that is embedded once, in order; and how many more passages there are."""
    found = list(_all_texts(folder))
    texts = list(dict.fromkeys(found))
    return texts, len(found) - len(texts)


def _all_texts(folder: Path) -> Iterator[str]:
    for file in find_files(folder):
        document = read_file(file.path, file.relative)
        yield from (embedding_text(document.metadata.title, passage) for passage in cut_passages(document))


def _run(name: str, python: Path, scratch: Path) -> Figures:
    print(f"{name} …", flush=True)
    result = scratch / f"{name}.json"
    command = [str(python), "-m", "benchmarks.peers_child", name, str(scratch / "task.json"), str(result)]
    subprocess.run(command, check=True, env=os.environ | _ENVIRONMENT, cwd=ROOT)
    return Figures(**json.loads(result.read_text(encoding="utf-8")))


def _rows(figures: Figures, exact: Figures) -> Iterator[Row]:
    name = figures.name
    yield Row(f"{name}: indexing", f"{figures.indexed:.0f} /s", f"{figures.ratio:.2f} of the embedder alone")
    yield Row(f"{name}: embedder alone", f"{figures.alone:.0f} /s", f"in pauses; {figures.passages} passages computed")
    found = "" if figures is exact else f"; {_overlap(figures.found, exact.found):.3f} of the 10 nearest found"
    yield Row(f"{name}: vector query", f"{figures.query:.1f} ms", f"median{found}")
    if figures.search:
        yield Row(f"{name}: whole search", f"{figures.search:.1f} ms", "median; query embedded, words and vectors")
    yield Row(f"{name}: memory", f"{figures.memory:.0f} MB", f"peak while indexing: {figures.parts}")
    yield Row(f"{name}: on disk", f"{figures.disk:.0f} MB")


def _overlap(found: Sequence[Sequence[str]], exact: Sequence[Sequence[str]]) -> float:
    hits = sum(len(set(some) & set(all_)) for some, all_ in zip(found, exact, strict=True))
    return hits / sum(map(len, exact))


def main() -> None:
    """Unpack, run all, print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    add_options(parser, 1000)
    environment = ROOT / "build" / "peers"
    parser.add_argument(
        "--python", type=Path, default=environment / _BIN, help="Python of an environment that has the peers"
    )
    options = parser.parse_args()
    if not options.python.exists():
        requirements = Path(__file__).with_name("requirements-peers.txt")
        parser.error(
            f"{options.python} is not there. The peers need an environment of their own; make it with\n"
            f"  {sys.executable} -m venv {environment}\n  {environment / _BIN} -m pip install -r {requirements}"
        )
    with tempfile.TemporaryDirectory(prefix="citewell-peers-") as scratch:
        folder = Path(scratch) / "files"
        unpack(options.archive, folder, options.files)
        rows = bench_peers(Path(scratch), folder, options.python)
    print_rows(rows, options.json)


if __name__ == "__main__":
    main()
