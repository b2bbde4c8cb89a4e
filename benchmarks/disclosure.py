"""``python -m benchmarks.disclosure KB``: what the clipboard guard finds, what it wrongly stops, and how long it takes.

``KB`` is a folder of Markdown documents. Those whose first lines say "internal" are indexed as confidential, the others
as public, but for every tenth, which stays out and stands for text that an agent writes. Sentences of the confidential
documents are put into replies, as they are and with words changed, dropped and added; then every passage is indexed
again, confidential and with other words, until there are ``--passages``, and the time of a check is measured.
"""

import argparse
import random
import re
import shutil
import struct
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import Row, print_rows
from citewell.application.app import App
from citewell.application.models.fakes import FakeModels
from citewell.bootstrap.container import Choices
from citewell.bootstrap.open_home import open_app
from citewell.domain.documents import Access
from citewell.knowledge.chunking import cut_passages
from citewell.knowledge.ingest import IndexOptions
from citewell.knowledge.loaders.markup.markdown import load_markdown
from citewell.settings.home import Home

FRAME = "Hi Sam,\n\nThanks for your message, I looked into it. {}\n\nLet me know if anything is unclear.\n\nBest, Kim"
LEAST_WORDS = 8
CHECKS = 100
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_ADDED = ("really", "also", "maybe", "today", "indeed")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kb", type=Path)
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--sentences", type=int, default=300)
    wishes = parser.parse_args(arguments)
    rng = random.Random(7)  # noqa: S311  a sample, no secret
    files = sorted(wishes.kb.rglob("*.md"))
    internal = [file for file in files if "internal" in file.read_text(encoding="utf-8")[:400].lower()]
    public = [file for file in files if file not in set(internal)]
    unseen, public = public[::10], [file for at, file in enumerate(public) if at % 10]
    with tempfile.TemporaryDirectory(prefix="citewell-disclosure-") as scratch:
        folder = Path(scratch)
        services = _open(folder / "home")
        _index(services, folder / "public", public, Access.PUBLIC)
        _index(services, folder / "confidential", internal, Access.CONFIDENTIAL)
        rows = [Row("confidential files", str(len(internal))), Row("public files", str(len(public)))]
        rows += _found(services, internal, wishes.sentences, rng)
        rows.append(_stopped(services, unseen))
        _index(services, folder / "more", [], Access.CONFIDENTIAL, _others(internal, wishes.passages, rng))
        rows += _timed(services, internal, rng)
        services.close()
    print_rows(rows)


class _OneVector:
    """An embedder for an index whose vectors nobody looks at."""

    dimensions = 384
    identity = "one-vector"

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        return [struct.pack("<384f", 1.0, *[0.0] * 383)] * len(texts)

    def embed_queries(self, texts: Sequence[str]) -> list[bytes]:
        return self.embed(texts)

    def interact(self, query: str, passages: Sequence[str]) -> None:
        del query, passages


def _open(home: Path) -> App:
    return open_app(Home(home), scratch=True, choices=Choices(models=FakeModels(embedder=_OneVector()).made))


def _index(services: App, folder: Path, files: Sequence[Path], access: Access, texts: Sequence[str] = ()) -> None:
    folder.mkdir()
    for file in files:
        shutil.copy(file, folder / file.name)
    for number, text in enumerate(texts):
        (folder / f"more-{number}.md").write_text(text, encoding="utf-8")
    services.ingest.run(IndexOptions(folder, access))


def _passages(file: Path) -> list[str]:
    return [passage.text for passage in cut_passages(load_markdown(file.read_text(encoding="utf-8"), file.stem))]


def _sentences(files: Sequence[Path]) -> list[str]:
    texts = [sentence for file in files for text in _passages(file) for sentence in _SENTENCE.split(text)]
    return sorted({text for text in texts if len(text.split()) >= LEAST_WORDS})


def _edited(sentence: str, share: float, rng: random.Random) -> str:
    """``sentence`` with about ``share`` of its words dropped, shouted, or with a word put before them."""
    words: list[str] = []
    for word in sentence.split():
        chance = rng.random()
        if chance < share / 3:
            continue
        if chance < 2 * share / 3:
            words.append(rng.choice(_ADDED))
        words.append(f"{word.upper()}," if chance < share else word)
    return " ".join(words)


def _found(services: App, files: Sequence[Path], number: int, rng: random.Random) -> list[Row]:
    known = _sentences(files)
    chosen = [text for text in rng.sample(known, min(number, len(known))) if services.guard.check(FRAME.format(text))]
    rows = [Row("sentences that no public document has", str(len(chosen)), f"of {min(number, len(known))} drawn")]
    for share in (0.1, 0.2, 0.3, 0.4):
        found = sum(bool(services.guard.check(FRAME.format(_edited(text, share, rng)))) for text in chosen)
        rows.append(Row(f"found with {share:.0%} of words edited", f"{found / len(chosen):.1%}"))
    return rows


def _stopped(services: App, files: Sequence[Path]) -> Row:
    passages = [text for file in files for text in _passages(file)]
    stopped = sum(bool(services.guard.check(text)) for text in passages)
    return Row("passages of unseen public files stopped", f"{stopped / len(passages):.1%}", f"of {len(passages)}")


def _others(files: Sequence[Path], number: int, rng: random.Random) -> list[str]:
    """Passages in other words: each keeps every second one and takes the rest from all words there are."""
    passages = [text for file in files for text in _passages(file)]
    words = sorted({word for text in passages for word in text.split()})
    texts = []
    for at in range(max(0, number - len(passages))):
        kept = passages[at % len(passages)].split()
        texts.append(" ".join(word if rng.random() < 0.5 else rng.choice(words) for word in kept))
    return texts


def _timed(services: App, files: Sequence[Path], rng: random.Random) -> list[Row]:
    known = _sentences(files)
    spent = []
    for _ in range(CHECKS):
        text = FRAME.format(" ".join(rng.sample(known, 4)))
        began = time.process_time()
        services.guard.check(text)
        spent.append((time.process_time() - began) * 1000)
    spent.sort()
    passages = services.search.totals()[1]
    return [
        Row("processor milliseconds a check, median", f"{spent[len(spent) // 2]:.0f}", f"{passages:,} passages"),
        Row("processor milliseconds a check, 95th percentile", f"{spent[int(0.95 * len(spent))]:.0f}"),
    ]


if __name__ == "__main__":
    main()
