"""Make the golden home of this version: run once for a release, from the repository's root, and keep what it writes.

    python tests/golden_databases/make.py

A folder that is there is never written again: it is what that release left on people's disks. The key beside the
database is a test's key and protects nothing.
"""

import hashlib
import shutil
import sys
from datetime import date
from pathlib import Path

from citewell import __version__
from citewell.application.app import App
from citewell.application.models.fakes import FakeModels
from citewell.bootstrap.container import Choices
from citewell.bootstrap.open_home import open_app
from citewell.domain.documents import Access
from citewell.domain.drafts import Outcome, OutcomeKind, Ticket
from citewell.domain.ports import FileState, IndexedFile, Refusal
from citewell.knowledge.chunking import cut_passages, embedding_text
from citewell.knowledge.loaders import load_bytes
from citewell.models.fakes import ScriptedGenerator
from citewell.settings.home import Home

ROOT = "/golden/knowledge"
DOCUMENTS = {
    "refunds.md": (
        "---\ntitle: Refund policy\nid: refunds\nversion: '2026-02'\neffective_from: 2026-02-01\nregion: [DE, AT]\n"
        "supersedes: refunds-old\n---\n# Refund policy\n\nYou can return an annual plan within **14 days** of the "
        "purchase and receive the full amount.\n"
    ),
    "internal/goodwill.md": (
        "---\naccess: confidential\neffective_from: soon\n---\n# Goodwill\n\nA lead may grant a credit of 20 EUR.\n"
    ),
}
TICKET = Ticket(
    "Can I return an annual plan within 14 days of the purchase and receive the full amount? Write to a@b.example.",
    region="DE",
    as_of=date(2026, 11, 20),
)
ANSWER = "You can return an annual plan within 14 days of the purchase and receive the full amount [1]."


def make(folder: Path) -> None:
    """Write a home with two documents, a draft and an outcome."""
    models = FakeModels(language_model=ScriptedGenerator([ANSWER]))
    services = open_app(Home(folder), scratch=True, choices=Choices(models=models.made))
    _index(services)
    draft = services.drafting.draft(TICKET)
    services.outcomes.record(Outcome(draft.id, OutcomeKind.EDITED, "You have 14 days.", ("tone",)))
    services.close()
    for name in ("open.lock", "index.lock"):
        (folder / name).unlink(missing_ok=True)


def _index(services: App) -> None:
    source = services.index.open_source(ROOT, Access.PUBLIC)
    for number, (path, text) in enumerate(DOCUMENTS.items()):
        document = load_bytes(text.encode(), path)
        passages = cut_passages(document)
        texts = [embedding_text(document.metadata.title, passage) for passage in passages]
        digest = hashlib.sha256(text.encode()).hexdigest()
        state = FileState(len(text.encode()), 1_770_000_000_000_000_000 + number, digest, 1_780_000_000_000_000_000)
        hashes = tuple(hashlib.blake2b(text.encode(), digest_size=16).hexdigest() for text in texts)
        vectors = tuple(services.models.embedder.embed(texts))
        services.index.store_files(source, [IndexedFile(path, state, document, passages, hashes, vectors)])
    services.index.quarantine(source, {"broken.md": Refusal("not UTF-8 text (byte 0)")})
    services.index.finish_source(source)


if __name__ == "__main__":
    target = Path(__file__).resolve().parent / f"v{__version__}"
    if target.exists():
        sys.exit(f"{target} is there already; a release's database is never made again")
    try:
        make(target)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
