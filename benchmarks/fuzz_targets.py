"""What is fuzzed: every parser of something from outside, as a function of bytes, with seeds to start from.

A target tells whether its input was taken or refused in order (``CitewellError``); what else it raises is a finding.
"""

import contextlib
import io
import json
import logging
import os
import sqlite3
import struct
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import openpyxl
import pptx

from citewell.application.app import App
from citewell.application.drafting.batches import ticket_of
from citewell.application.models.fakes import FakeModels
from citewell.bootstrap.container import Choices
from citewell.bootstrap.open_home import open_app
from citewell.bundles.reading import read_bundle, read_manifest
from citewell.bundles.writing import write_bundle
from citewell.cli import app as cli
from citewell.cli import context
from citewell.domain.bundles import BundleKind
from citewell.domain.drafts import Ticket
from citewell.domain.errors import CitewellError
from citewell.evaluation.golden.reading import read_golden
from citewell.governance.policy.reading import read_pack
from citewell.governance.text.overlap import find_copy, read_words, windows
from citewell.knowledge.loaders import LOADERS
from citewell.knowledge.reader.fakes import InlineReader
from citewell.models.catalogue import read_catalogue
from citewell.models.file_headers import check_model_file
from citewell.models.llama.json_grammar import compile_schema
from citewell.models.styles.adapter import read_adapter
from citewell.models.styles.folders import read_style
from citewell.pipeline.intake.anonymizer import Masker
from citewell.processes.frames import child_ends, unpack
from citewell.settings.home import Home
from citewell.settings.options import load_options
from citewell.settings.resources import resources_dir, sample_dir
from citewell.storage.backup.manifest import read_manifest as read_backup_manifest

MAX_CHARACTERS = 2_000_000
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp"})
"""Read by the recogniser of an extra."""
CODES = frozenset(range(5))
"""The exit codes that a command may end with."""


@dataclass(frozen=True, slots=True)
class Target:
    """A parser: ``run`` takes bytes and returns whether they were taken; ``seeds`` are inputs like real ones."""

    name: str
    run: Callable[[bytes], bool]
    seeds: tuple[bytes, ...]
    words: tuple[bytes, ...] = ()
    """What is worth putting in."""


def targets() -> dict[str, Target]:
    """Every target by name."""
    found = [*_loaders(), *_texts(), *_files(), *_bytes(), _command_line()]
    return {target.name: target for target in found}


def _taken(call: Callable[[], object], *allowed: type[BaseException]) -> bool:
    """Whether ``call`` ends without a refusal."""
    refusals: tuple[type[BaseException], ...] = (CitewellError, *allowed)
    try:
        call()
    except refusals:
        return False
    return True


def _loaders() -> list[Target]:
    reader = InlineReader(MAX_CHARACTERS)

    def target(suffix: str) -> Target:
        def run(data: bytes) -> bool:
            return _taken(lambda: reader.read(data, f"folder/file{suffix}"))

        return Target(
            f"load{suffix}", run, _seeds(suffix), (b"---\n", b"title: x\n", b"|", b"\xff", b"<![CDATA[", b"#")
        )

    return [target(suffix) for suffix in sorted(LOADERS) if suffix not in _PICTURES]


_SAME = {".htm": ".html", ".markdown": ".md", ".text": ".txt", ".ndjson": ".jsonl", ".docm": ".docx"}


@cache
def _seeds(suffix: str) -> tuple[bytes, ...]:
    suffix = _SAME.get(suffix, suffix)
    known = [path.read_bytes() for path in sorted(sample_dir().rglob(f"*{suffix}"))[:4]]
    return tuple(data for data in known if len(data) < 60_000) or (_made(suffix),)


def _made(suffix: str) -> bytes:
    """A small file of a kind that the sample does not hold."""
    texts = {
        ".csv": b"order,status\nA-1,shipped\nA-2,open\n",
        ".tsv": b"order\tstatus\nA-1\tshipped\n",
        ".json": b'[{"question": "How?", "answer": "So."}, {"question": "Why?", "answer": "Because."}]',
        ".jsonl": b'{"question": "How?", "answer": "So."}\n{"question": "Why?", "answer": "Because."}\n',
        ".eml": b"From: a@example.com\nTo: b@example.com\nSubject: S\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>Hi</p>\n--x--\n",
        ".pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R\n"
        b"/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length 60>>stream\nBT /F 12 Tf 20 200 Td (Refunds take fourteen days here.) Tj ET  \n"
        b"endstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    }
    parts = {
        ".docx": {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            "<w:body><w:p><w:r><w:t>Text</w:t></w:r></w:p></w:body></w:document>",
        },
        ".odt": {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p>Text</text:p>'
            "</office:text></office:body></office:document-content>",
        },
        ".epub": {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="a.opf"/></rootfiles></container>',
            "a.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.html"/></manifest>'
            '<spine><itemref idref="a"/></spine></package>',
            "a.html": "<html><body><p>Text</p></body></html>",
        },
    }
    if suffix in _WRITTEN:
        return _WRITTEN[suffix]()
    return texts.get(suffix) or _zip(parts.get(suffix, {"[Content_Types].xml": "<Types/>"}))


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (("order", "status"), ("A-1", "shipped"), ("A-2", "open")):
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _slides() -> bytes:
    shown = pptx.Presentation()
    slide = shown.slides.add_slide(shown.slide_layouts[1])
    slide.shapes.title.text = "Refunds"
    slide.placeholders[1].text = "Within 14 days of the purchase."
    written = io.BytesIO()
    shown.save(written)
    return written.getvalue()


def _database() -> bytes:
    with contextlib.closing(sqlite3.connect(":memory:")) as made:
        made.executescript("CREATE TABLE orders (id TEXT, status TEXT); INSERT INTO orders VALUES ('A-1', 'shipped');")
        return bytes(made.serialize())


_WRITTEN: dict[str, Callable[[], bytes]] = {
    **dict.fromkeys((".xlsx", ".xlsm"), _workbook),
    **dict.fromkeys((".pptx", ".pptm"), _slides),
    **dict.fromkeys((".db", ".sqlite", ".sqlite3"), _database),
}


def _bundle() -> bytes:
    """A bundle that is signed as it should be."""
    with tempfile.TemporaryDirectory(prefix="citewell-fuzz-") as folder:
        services = open_app(Home(Path(folder) / "home"), scratch=True)
        file, target = Path(folder) / "ours.yaml", Path(folder) / "ours.bundle"
        file.write_bytes(_PACK)
        write_bundle(target, BundleKind.POLICY, "ours", "1", {"ours.yaml": file}, services.compliance.signer)
        services.close()
        return target.read_bytes()


def _zip(parts: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return packed.getvalue()


def _texts() -> list[Target]:
    masker = Masker(None)
    pack = (resources_dir() / "policies" / "default.yaml").read_bytes()
    golden = (sample_dir() / "golden.yaml").read_bytes()
    ticket = b'{"id": 1, "ticket": "Where is it?", "as_of": "2026-01-01", "passages": [{"id": "a", "text": "b"}]}'
    schema = b'{"type": "object", "properties": {"a": {"type": "string", "maxLength": 9}, "b": {"enum": ["x", "y"]}}}'
    personal = (
        b"Hi, Anna Smith here, anna@example.com, +49 30 1234567, IBAN DE89 3704 0044 0532 0130 00. Order [EMAIL_1]"
    )

    def policy(data: bytes) -> bool:
        return read_pack(data.decode(errors="replace"), "pack.yaml")[0] is not None

    def line(data: bytes) -> bool:
        try:
            value = json.loads(data)
        except (ValueError, RecursionError):
            return False
        return isinstance(value, dict) and _taken(lambda: ticket_of(value))

    def mask(data: bytes) -> bool:
        text = data.decode(errors="replace")
        if not text.strip():
            return False
        masked = masker.mask_ticket(Ticket(text))
        if masked.show(masked.ticket.text) != text:
            raise AssertionError("masking and unmasking is not the identity")
        return True

    def overlap(data: bytes) -> bool:
        first, _, second = data.decode(errors="replace").partition("\n")
        source = read_words(second)
        return any(find_copy(window, source) for window in windows(read_words(first)))

    def grammar(data: bytes) -> bool:
        try:
            value = json.loads(data)
        except (ValueError, RecursionError):
            return False
        return isinstance(value, dict) and _taken(lambda: compile_schema(value), ValueError)

    return [
        Target("policy", policy, (_PACK, _PACK, pack), (b"- ", b": ", b"&a ", b"*a", b"!!python/object", b"regex:")),
        Target("golden", _in_file("golden.yaml", lambda path: read_golden([path])), (golden,), (b"- ", b": ", b"*a")),
        Target("batch", line, (ticket,), (b"null", b"[", b"{", b'"', b"\\ud800")),
        Target("grammar", grammar, (schema,), (b"null", b"enum", b"{", b'"')),
        Target("mask", mask, (personal,), (b"<EMAIL_1>", b"[EMAIL_1]", b"@", b"\xf0\x9f\x98\x80", b"DE89")),
        Target(
            "overlap",
            overlap,
            (b"A goodwill credit of 250 EUR by the team lead.\nA goodwill credit of 250 EUR: team lead",),
            (b"[1]", b"\n"),
        ),
    ]


def _in_file(name: str, read: Callable[[Path], object], *allowed: type[BaseException]) -> Callable[[bytes], bool]:
    """A parser of files as one of bytes."""
    folder = Path(tempfile.mkdtemp(prefix="citewell-fuzz-"))
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)

    def run(data: bytes) -> bool:
        path.write_bytes(data)
        return _taken(lambda: read(path), *allowed)

    return run


def _files() -> list[Target]:
    header = json.dumps({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}).encode()
    tensors = struct.pack("<Q", len(header)) + header + bytes(8)
    name = b"general.architecture"
    gguf = b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, len(name)) + name + struct.pack("<IQ", 8, 5) + b"llama"
    style = (
        b'{"id": "s", "name": "S", "base": "' + b"0" * 64 + b'", "quantisation": "q8_0", "created_at": "2026-01-01"}'
    )
    catalogue = (resources_dir() / "models" / "catalogue.json").read_bytes()
    return [
        Target("settings", _in_file("settings.json", load_options), (b'{"threads": 2, "theme": "dark"}',), (b"1e999",)),
        Target("safetensors", _in_file("x.safetensors", check_model_file), (tensors,), (b"\xff" * 8, b"F32", b"-1")),
        Target("gguf", _in_file("x.gguf", check_model_file), (gguf,), (b"\xff" * 8, struct.pack("<I", 9))),
        Target("bundle", _in_file("x.bundle", read_bundle), (_bundle(),), (b"PK\x01\x02", b"PK\x05\x06", b"../")),
        Target("catalogue", _in_file("catalogue.json", read_catalogue), (catalogue,), (b"http://", b"null")),
        Target("style", _in_file("s/style.json", lambda path: read_style(path.parent)), (style,), (b"..", b"null")),
        Target("adapter", _in_file("adapter_config.json", lambda path: read_adapter(path.parent)), (b'{"r": 8}',)),
    ]


def _bytes() -> list[Target]:
    manifest = b'{"format": 1, "kind": "policy", "id": "x", "version": "", "created_at": "", "files": ['
    manifest += b'{"path": "a.yaml", "size": 1, "sha256": "' + b"0" * 64 + b'"}], "fields": {}}'
    backup = b'{"format": 1, "version": "0.1", "at": "", "files": [], "counts": {}}'

    def frames(data: bytes) -> bool:
        ends = child_ends(io.BytesIO(data), io.BytesIO())
        plain = _taken(lambda: unpack(data), ValueError)
        return plain or (ends is not None and _taken(ends[0].read, ValueError))

    return [
        Target("frames", frames, (struct.pack(">I", 2) + b"{}body", bytes(32) + struct.pack(">I", 20) + bytes(20))),
        Target(
            "bundle-manifest", lambda data: _taken(lambda: read_manifest(data)), (manifest,), (b"../", b"null", b"1e9")
        ),
        Target(
            "backup-manifest", lambda data: _taken(lambda: read_backup_manifest(data)), (backup,), (b"../", b"null")
        ),
    ]


# --- the command line


_PACK = b"pack: ours\nversion: '1'\nname: Ours\nrules:\n- id: no-promise\n  kind: forbid\n  phrases: [we promise]\n"
_WORDS: Sequence[str] = (
    *(
        "index",
        "sources",
        "forget",
        "search",
        "draft",
        "outcome",
        "mask",
        "log",
        "models",
        "styles",
        "bundle",
        "export",
    ),
    *("import", "inspect", "trust", "list", "add", "remove", "use", "download", "activate", "rollback", "verify"),
    *("privacy", "audit", "report", "erase", "retain", "explain", "review", "key", "status", "knowledge", "policy"),
    *("--json", "--batch", "--export", "--as-of", "--region", "--product", "--access", "--mode", "--level", "-k"),
    *("--note", "--final", "--reason", "--allow", "--trust", "--id", "--version", "--help", "--limit", "--reveal"),
    *(
        "public",
        "confidential",
        "accepted",
        "edited",
        "rag",
        "no_context",
        "summary",
        "crm",
        "2026-02-30",
        "2026-02-28",
    ),
    *("FILE", "FOLDER", "MISSING", "-", "--", "", " ", "0", "-1", "99999999999", "ä", "\U0001f600", "a" * 300, "[red]"),
    *("' OR 1=1", "../..", "refund", "d1", "what is it?"),
)


def _command_line() -> Target:
    folder = Path(tempfile.mkdtemp(prefix="citewell-fuzz-cli-"))
    words = bytes(range(0, 200, 7))
    plain = [["sources", "--json"], ["search", "refund", "--json", "-k"], ["index", "FOLDER"], ["log", "--json"]]
    plain += [["mask", "FILE"], ["models", "--json"], ["styles"], ["bundle", "trust"], ["outcome", "d1", "accepted"]]
    commands_ = tuple(bytes(_WORDS.index(word) for word in one) + b" Hello, a@b.cd" for one in plain)
    return Target("command-line", lambda data: _run_command(folder, data), (words, *commands_))


def _run_command(folder: Path, data: bytes) -> bool:
    """Run a command made of ``data``: a byte a word up to a blank, the rest is in the file and on standard input."""
    head, _, content = data.partition(b" ")
    head = head[:8]
    file = folder / "file.md"
    file.write_bytes(content)
    names = {"FILE": str(file), "FOLDER": str(folder), "MISSING": str(folder / "missing")}
    chosen = [_WORDS[byte % len(_WORDS)] for byte in head]
    arguments = [names.get(word, word) for word in chosen]
    with _as_program(folder, arguments, content) as said:
        code = cli.run(lambda _home, _sample: 0)
    text = said.getvalue().decode(errors="replace")
    if code not in CODES or "Traceback" in text:
        raise AssertionError(f"{chosen} ended with {code}: {text[-500:]}")
    return code == 0


@contextlib.contextmanager
def _as_program(folder: Path, arguments: Sequence[str], content: bytes) -> Iterator[io.BytesIO]:
    said = io.BytesIO()
    kept = (sys.argv, sys.stdin, sys.stdout, sys.stderr)
    real: Callable[..., App] = vars(context)["open_app"]

    def with_fakes(home: Home, **_options: object) -> App:
        return real(home, scratch=True, choices=Choices(models=FakeModels(name_finder=None).made))

    sys.argv = ["citewell", *arguments]
    sys.stdin = io.TextIOWrapper(io.BytesIO(content))
    screen = io.TextIOWrapper(said, encoding="utf-8", errors="replace", write_through=True)
    sys.stdout = sys.stderr = screen
    vars(context)["open_app"] = with_fakes
    os.environ["CITEWELL_HOME"] = str(folder / "home")
    try:
        yield said
    finally:
        sys.argv, sys.stdin, sys.stdout, sys.stderr = kept
        screen.detach()  # else it closes what it wrote to
        vars(context)["open_app"] = real
        logging.getLogger("citewell").handlers.clear()
