"""What tests of several packages share: small knowledge bases, and looks into an index."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from citewell.application.app import App
from citewell.application.models.fakes import FakeModels
from citewell.bootstrap.container import Choices
from citewell.bootstrap.open_home import open_app
from citewell.domain.drafts import Draft, Outcome, Ticket
from citewell.domain.personal import PersonalValue
from citewell.pipeline.intake.anonymizer import MaskedTicket
from citewell.pipeline.intake.log_masking import logged_draft, logged_outcome
from citewell.settings.home import Home
from citewell.storage.db.database import fetch_all, fetch_value
from citewell.storage.log.draft_log import EditLog

TODAY = date(2026, 11, 20)
EARLY = 1_600_000_000_000_000_000
"""Nanoseconds of a time long ago."""

FILES = {
    "refunds.md": (
        "# Refund policy\n\n## Annual plans\n\nYou can return an annual plan within 14 days of the purchase and "
        "receive the full amount.\n\n## Payment\n\nWe refund to the original payment method within 10 business days.\n"
    ),
    "shipping.txt": "Parcels leave our warehouse every weekday at noon.\n\nDelivery inside Germany takes two days.\n",
    "sub/backups.md": (
        "# Backups\n\nBackups of every workspace are made each night at two and kept for thirty days.\n"
    ),
}
_COUNTED = ("document", "document_region", "supersession", "passage", "passage_words", "passage_vector")


def with_models(models: FakeModels | None = None) -> Choices:
    """Opens a home with models that need no file."""
    return Choices(models=(models or FakeModels()).made)


def write_files(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a knowledge base."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def counts(services: App) -> dict[str, int]:
    """Rows of every table that documents leave something in."""
    with services.database.read() as connection:
        return {table: fetch_value(connection, f"SELECT count(*) FROM {table}") for table in _COUNTED}  # noqa: S608


def documents(services: App) -> list[str]:
    """Paths of all indexed documents."""
    with services.database.read() as connection:
        return [path for (path,) in fetch_all(connection, "SELECT path FROM document ORDER BY path")]


def passage_texts(services: App) -> list[str]:
    """Texts of all passages."""
    with services.database.read() as connection:
        return [text for (text,) in fetch_all(connection, "SELECT text FROM passage ORDER BY id")]


def index_dump(home: Path) -> dict[str, object]:
    """Everything an index holds but ids and times, to compare two of them."""
    services = open_app(Home(home))
    try:
        with services.database.read() as connection:
            return {
                "check": services.database.check(),
                "documents": fetch_all(connection, _DOCUMENTS),
                "passages": fetch_all(connection, _PASSAGES),
                "words": {word: fetch_all(connection, _MATCHES, (word,)) for word in ("refund", "annual", "workspace")},
                "counts": counts(services),
                "orphans": fetch_all(connection, _ORPHANS),
            }
    finally:
        services.close()


_DOCUMENTS = """
    SELECT path, key, title, version, effective_from, effective_to, product, language, own_access, access, text,
           problems, size, content_hash FROM document ORDER BY path
"""
_PASSAGES = """
    SELECT d.path, p.ordinal, p.start, p.end, p.heading, p.text, p.hash, v.vector
    FROM passage p CROSS JOIN passage_vector v ON v.id = p.id JOIN document d ON d.id = p.document_id
    ORDER BY d.path, p.ordinal
"""
_MATCHES = """
    SELECT d.path, p.ordinal
    FROM passage_words w JOIN passage p ON p.id = w.rowid JOIN document d ON d.id = p.document_id
    WHERE passage_words MATCH ? ORDER BY d.path, p.ordinal
"""
_ORPHANS = """
    SELECT rowid FROM passage_words WHERE rowid NOT IN (SELECT id FROM passage)
    UNION ALL SELECT id FROM passage_vector WHERE id NOT IN (SELECT id FROM passage)
"""


class AsItIs:
    """A masker that leaves texts as they are."""

    def mask_more(self, text: str, values: Sequence[PersonalValue], public: str = "") -> tuple[str, tuple]:
        return text, tuple(values)


def log_draft(log: EditLog, ticket: Ticket, draft: Draft) -> None:
    """Keep a draft whose ticket is taken to be masked already."""
    log.record_draft(logged_draft(MaskedTicket(ticket), draft))


def log_outcome(log: EditLog, outcome: Outcome) -> None:
    """Keep an outcome whose text is taken to be masked already."""
    log.record_outcome(logged_outcome(outcome, *log.kept_text(outcome.draft_id), AsItIs()))
