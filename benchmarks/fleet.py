"""``make bench-fleet``: what releases cost on a laptop, and what that comes to for 1,000 laptops and 200,000 documents.

Rows begin with how a figure was come by: *measured* here, *extrapolated* per document from what was measured, or
*simulated* (``fleet_days``) with extrapolated sizes and times. The documents are made of sentences of the sample packs.
"""

import argparse
import random
import shutil
import tempfile
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.fleet_days import Fleet, Release, simulate
from benchmarks.measure import MEGABYTE, PeakMemory, Row, memory_megabytes, print_rows, seconds
from citewell.application.app import App
from citewell.application.models.fakes import FakeModels
from citewell.application.releases.applying import Releases
from citewell.application.releases.preparing import ReleaseMaking
from citewell.application.releases.store import ReleaseStore
from citewell.bootstrap.container import Choices
from citewell.bootstrap.open_home import open_app
from citewell.bundles.reading import MAX_MANIFEST, read_bundle, read_manifest
from citewell.bundles.rules import check_paths
from citewell.bundles.writing import manifest_record
from citewell.domain.bundles import BundleFile, BundleKind, Manifest
from citewell.domain.digests import sha256_hex
from citewell.evaluation.runs import Run
from citewell.governance.text.sentences import split_sentences
from citewell.knowledge.ingest import IndexOptions
from citewell.settings.home import Home
from citewell.settings.resources import sample_dir
from citewell.storage.audit.chain import canonical

DOCUMENTS, CHANGED_SHARE = 240, 0.05
FILES = 3_000
"""Documents of the second lead, to measure what a file costs: nothing is embedded there."""
FLEET_DOCUMENTS, LAPTOPS, DAILY_SHARE = 200_000, 1_000, 0.005
AWAY = 15
"""Releases in three weeks of working days."""


@dataclass(slots=True)
class Phases:
    """Seconds between the steps that ``Releases`` tells."""

    spent: dict[str, float] = field(default_factory=dict)
    _now: str = "look"
    _since: float = field(default_factory=time.perf_counter)

    def step(self, name: str) -> None:
        """Hear of the next step."""
        now = time.perf_counter()
        self.spent[self._now] = self.spent.get(self._now, 0.0) + now - self._since
        self._now, self._since = name, now

    @property
    def total(self) -> float:
        """All of it."""
        return sum(self.spent.values())


@dataclass(frozen=True, slots=True)
class Measured:
    """One laptop's costs; ``*_file`` are seconds for each document of a release, ``changed`` for each that changed."""

    index_bytes: float
    document_bytes: float
    full_bytes: float
    delta_bytes: float
    changed: float
    look_full: float
    unpack_file: float
    link_file: float
    follow_file: float
    scan_file: float
    rehash_file: float
    memory: float
    list_memory: float

    def full_seconds(self, documents: int) -> float:
        """To take a full release of which a day's share changed."""
        each = self.unpack_file + self.follow_file + self.rehash_file
        return self.look_full + documents * (each + DAILY_SHARE * self.changed)

    def delta_seconds(self, documents: int, steps: int) -> float:
        """To take ``steps`` deltas one on the other, with one switch."""
        each = steps * self.link_file + self.follow_file + self.scan_file
        return documents * (each + steps * DAILY_SHARE * self.changed)


def write_documents(folder: Path, count: int, seed: int = 16) -> list[Path]:
    """Write made documents of two to four KB, a hundred a folder."""
    chance = random.Random(seed)  # noqa: S311
    texts = [path.read_text(encoding="utf-8") for path in sorted(sample_dir().rglob("*.md"))]
    known = [text[a:b].strip() for text in texts for a, b in split_sentences(text) if 40 < b - a < 300]
    paths = []
    for number in range(count):
        path = folder / f"area-{number // 100:04d}" / f"article-{number:06d}-how-to.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        parts = [f"# Article {number}"]
        for section in range(chance.randint(4, 7)):
            parts += [f"## Part {section}", " ".join(chance.sample(known, chance.randint(4, 8)))]
        path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
        paths.append(path)
    return paths


class Lead:
    """A home that signs releases over made documents; nothing is embedded and no golden ticket is run."""

    def __init__(self, folder: Path, documents: int) -> None:
        self.share, self._kb = folder / "share", folder / "Handbook"
        self.share.mkdir(parents=True)
        self._paths = write_documents(self._kb, documents)
        self.app = open_app(Home(folder / "lead"), scratch=True, choices=Choices(models=FakeModels().made))
        self.app.ingest.run(IndexOptions(self._kb))
        run = Run("2026-11-28T12:00:00+00:00", "1", {}, None, 0, 0, {}, ())
        parts = replace(self.app.team.making._parts, run_golden=lambda **_wishes: run)  # noqa: SLF001
        self._making = ReleaseMaking(parts)

    def release(self) -> Path:
        """Sign what lies there."""
        self._making.prepare("fleet")
        file = self._making.sign(self.share, anyway="a measurement").file
        if file is None:
            raise RuntimeError("the release was not signed")
        return file

    def change(self) -> int:
        """Add a sentence to a share of the documents; return how many."""
        chosen = self._paths[:: round(1 / CHANGED_SHARE)]
        for path in chosen:
            text = path.read_text(encoding="utf-8")
            path.write_text(f"{text}\nSince Monday this takes {len(text) % 9 + 2} days.\n", encoding="utf-8")
        return len(chosen)


def bench_laptop(folder: Path, rows: list[Row]) -> Measured:
    """Take a full release and the next one by its delta, and on a copy of the home by its full file."""
    lead = Lead(folder, DOCUMENTS)
    first = lead.release()
    changed, home = lead.change(), Home(folder / "laptop")
    second = lead.release()
    laptop = open_app(home, scratch=True)
    laptop.bundles.trust(lead.app.bundles.own_fingerprint)
    laptop.models.embedder.embed(["a first sentence, so that the model is loaded"])
    with PeakMemory() as memory:
        fresh = _apply(laptop, first)
    document_bytes = sum(path.stat().st_size for path in (folder / "Handbook").rglob("*.md")) / DOCUMENTS
    laptop.close()
    index_bytes = home.database.stat().st_size / DOCUMENTS
    shutil.copytree(home.path, folder / "other")
    by_delta, scan = _again(home, second.with_suffix(".delta"))
    by_full, _scan = _again(Home(folder / "other"), second)
    sizes = [path.stat().st_size for path in (first, second, second.with_suffix(".delta"))]
    scan_file = scan / DOCUMENTS
    changed_seconds = max(0.0, by_delta.spent["index"] - scan) / changed
    rehash = max(scan_file, (by_full.spent["index"] - changed * changed_seconds) / DOCUMENTS)
    lead.app.close()
    rows += [
        Row("measured: a document", f"{document_bytes:,.0f} B", f"mean of {DOCUMENTS} made documents"),
        Row(
            "measured: to index a document", f"{fresh.spent['index'] / DOCUMENTS:.3f} s", "read, cut, embedded, stored"
        ),
        Row("measured: index a document", f"{index_bytes:,.0f} B", "size of the encrypted database, by document"),
        Row("measured: full release", f"{sizes[1]:,} B", f"{DOCUMENTS} documents, {sizes[1] / DOCUMENTS:,.0f} B each"),
        Row("measured: delta", f"{sizes[2]:,} B", f"{changed} documents changed, {sizes[2] / changed:,.0f} B each"),
        Row("measured: first release taken", f"{fresh.total:.1f} s", _told(fresh)),
        Row("measured: second by its delta", f"{by_delta.total:.2f} s", _told(by_delta)),
        Row("measured: second by its full file", f"{by_full.total:.2f} s", _told(by_full)),
        Row("measured: memory amid it", f"{memory.megabytes:,.0f} MB", str(memory)),
    ]
    return Measured(
        index_bytes,
        document_bytes,
        sizes[1] / DOCUMENTS,
        sizes[2] / changed,
        changed_seconds,
        look_full=0,
        unpack_file=0,
        link_file=0,
        follow_file=0,
        scan_file=scan_file,
        rehash_file=rehash,
        memory=memory.megabytes,
        list_memory=0,
    )


def _apply(app: App, file: Path) -> Phases:
    phases = Phases()
    Releases(app.team.releases.parts, phases.step).apply(file)
    phases.step("")
    return phases


def _again(home: Home, file: Path) -> tuple[Phases, float]:
    """Take a release, and run over its documents once more: nothing changed then."""
    app = open_app(home, scratch=True)
    app.models.embedder.embed(["a first sentence, so that the model is loaded"])
    phases = _apply(app, file)
    folder = next(app.team.releases.store.knowledge.iterdir())
    scan = seconds(lambda: app.ingest.run(IndexOptions(folder)))
    app.close()
    return phases, scan


def _told(phases: Phases) -> str:
    return ", ".join(f"{name} {spent:.2f}" for name, spent in phases.spent.items() if spent >= 0.005)


def bench_files(folder: Path, measured: Measured, rows: list[Row]) -> Measured:
    """What a file costs that is unpacked, linked, or copied to its place, over some thousands."""
    lead = Lead(folder, FILES)
    first = lead.release()
    lead.change()
    second = lead.release()
    store = ReleaseStore(Home(folder / "laptop"))
    unpack = seconds(lambda: store.keep(read_bundle(first))) / FILES
    link = seconds(lambda: store.keep(read_bundle(second.with_suffix(".delta")))) / FILES
    name = store.kept()[0].name
    follow = seconds(lambda: store.follow(name)) / FILES
    lead.app.close()
    rows.append(
        Row(
            "measured: a file",
            f"{unpack * 1e3:.2f} ms",
            f"unpacked; linked {link * 1e3:.2f}, put in its place {follow * 1e3:.2f}; {FILES:,} files",
        )
    )
    return replace(measured, unpack_file=unpack, link_file=link, follow_file=follow)


def bench_list(measured: Measured, rows: list[Row]) -> Measured:
    """The list of files of a release of the fleet's size: how long it is, and what reading it takes."""
    names = (f"knowledge/handbook/area-{n // 100:04d}/article-{n:06d}-how-to.md" for n in range(FLEET_DOCUMENTS))
    files = tuple(BundleFile(name, 4_000, sha256_hex(name)) for name in names)
    body = canonical(manifest_record(Manifest(BundleKind.RELEASE, "fleet", "1", "", files))).encode()
    packed, before = len(zlib.compress(body)), memory_megabytes()
    with PeakMemory() as memory:
        spent = seconds(lambda: check_paths([file.path for file in read_manifest(body).files]))
    grown = memory.megabytes - before
    rows.append(
        Row(
            "measured: list of 200,000 files",
            f"{len(body):,} B",
            f"packed {packed:,} B; {spent:.1f} s and {grown:,.0f} MB to read and check; limit {MAX_MANIFEST:,} B",
        )
    )
    return replace(measured, look_full=spent, list_memory=max(0.0, grown))


def extrapolated(measured: Measured) -> tuple[list[Row], Fleet]:
    """What the fleet's releases take, per document from what was measured."""
    documents, changed = FLEET_DOCUMENTS, round(FLEET_DOCUMENTS * DAILY_SHARE)
    full, delta = documents * measured.full_bytes, changed * measured.delta_bytes
    by_full = measured.full_seconds(documents)
    chains = [measured.delta_seconds(documents, steps) for steps in range(1, AWAY + 16)]
    quicker = next(
        (steps for steps, spent in enumerate(chains, 1) if spent > by_full + (steps - 1) * changed * measured.changed),
        0,
    )
    late = (AWAY - 1) * changed * measured.changed
    kept = documents * measured.document_bytes
    disk = documents * measured.index_bytes + 2 * kept
    rows = [
        Row("extrapolated: full release", f"{full / MEGABYTE:,.0f} MB", f"{documents:,} documents"),
        Row(
            "extrapolated: daily delta",
            f"{delta / MEGABYTE:,.1f} MB",
            f"{changed:,} documents changed; {full / delta:,.0f} times shorter",
        ),
        Row(
            "extrapolated: minutes to apply",
            f"{chains[0] / 60:.1f} min",
            f"a delta; the full file {by_full / 60:.1f}, of it embedding {changed * measured.changed / 60:.1f} in both",
        ),
        Row(
            "extrapolated: three weeks away",
            f"{chains[AWAY - 1] / 60:.1f} min",
            f"{AWAY} deltas, {AWAY * delta / MEGABYTE:,.0f} MB; the full file {(by_full + late) / 60:.1f}",
        ),
        Row(
            "extrapolated: full file is quicker",
            f"{quicker or 'never'}",
            "deltas one on the other, the network left out (0.5% a day embedded in each)",
        ),
        Row(
            "extrapolated: disk of a laptop",
            f"{disk / MEGABYTE:,.0f} MB",
            f"index {documents * measured.index_bytes / MEGABYTE:,.0f}, documents twice {2 * kept / MEGABYTE:,.0f}; "
            "by full files alone four times",
        ),
        Row(
            "extrapolated: memory of a laptop",
            f"{measured.memory + 2 * measured.list_memory:,.0f} MB",
            "as measured, and two lists of files",
        ),
    ]
    link = documents * measured.link_file
    return rows, Fleet(LAPTOPS, Release(full, by_full), Release(delta, chains[0] - link), link)


def bench_fleet(folder: Path) -> Iterator[list[Row]]:
    """Measure, extrapolate, simulate."""
    rows: list[Row] = []
    measured = bench_list(bench_files(folder / "files", bench_laptop(folder / "laptop", rows), rows), rows)
    yield rows
    more, fleet = extrapolated(measured)
    yield more
    yield simulate(fleet)


def main() -> None:
    """Print a table of all, and write it as JSON where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="citewell-fleet-") as scratch:
        rows = [row for part in bench_fleet(Path(scratch)) for row in part]
    print_rows(rows, options.json)


if __name__ == "__main__":
    main()
