"""Live tables: a file of a sample pack is replaced while it is watched, and the next draft says what it says now.

The watcher is the real one, and so are the models that find, judge and check; only the language model has nothing to
say, so that drafts are the documents' own sentences.
"""

import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from citewell.application.app import App
from citewell.application.sources.indexing import SourceFollower
from citewell.bootstrap.container import Choices
from citewell.bootstrap.open_home import open_app
from citewell.domain.documents import Filters, IndexReport
from citewell.domain.drafts import Draft, Ticket
from citewell.domain.progress import CancelToken
from citewell.knowledge.ingest import IndexOptions
from citewell.knowledge.scan import source_root
from citewell.settings.home import Home
from citewell.settings.resources import find_pack

PATIENCE = 120.0
"""Seconds until a change must be seen: long enough for any machine, as no test measures time."""
TODAY = date(2026, 11, 28)


class Desk:
    """A home in which some folders of a pack are indexed and followed, under the pack's policy."""

    def __init__(self, app: App, kb: Path) -> None:
        self.app, self.kb = app, kb
        self.reports: list[IndexReport] = []
        self.failures: list[Exception] = []
        self._cancel = CancelToken()
        first = app.ingest.run(IndexOptions(kb))
        assert first.quarantined == ()
        follower = SourceFollower(
            app.ingest,
            {source_root(kb): ()},
            max_bytes=50 * 1024 * 1024,
            changed=lambda _root, report: self.reports.append(report),
            failed=self.failures.append,
            cancel=self._cancel,
        )
        self._thread = threading.Thread(target=follower.follow, name="follow")
        self._thread.start()

    def draft(self, ticket: Ticket) -> Draft:
        return self.app.drafting.draft(ticket)

    def found(self, ticket: Ticket) -> list[str]:
        """The documents that a search for the ticket's words shows."""
        hits = self.app.search.retrieve((ticket.text,), Filters(TODAY), 20)
        return [hit.document for hit in hits]

    def wait_for(self, ticket: Ticket, text: str) -> Draft:
        """The first draft that has ``text``, drafted again and again."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            draft = self.draft(ticket)
            if text in draft.text:
                return draft
            time.sleep(0.1)
        pytest.fail(f"no draft has {text!r}; the last one is: {draft.text}")

    def stop(self) -> None:
        self._cancel.cancel()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


OpenDesk = Callable[..., Desk]


@pytest.fixture
def desk(tmp_path, shipped_models) -> Iterator[OpenDesk]:
    """Opens a desk on folders of a pack."""
    opened: list[Desk] = []

    def open_desk(pack: str, *folders: str) -> Desk:
        for folder in folders:
            shutil.copytree(find_pack(pack).folder / folder, tmp_path / pack / folder)
        home = Home(tmp_path / "home")
        home.policies.mkdir(parents=True)
        shutil.copy(find_pack(pack).policy, home.policies)
        app = open_app(home, scratch=True, choices=Choices(models=shipped_models.made))
        opened.append(Desk(app, tmp_path / pack))
        return opened[-1]

    yield open_desk
    for one in opened:
        one.stop()
        one.app.database.close()
        assert one.failures == []


def replace_text(file: Path, *changes: tuple[str, str]) -> None:
    """Put another version in the file's place at once, as most programs save."""
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(file)


def test_orders_in_csv(desk):
    shop = desk("orders", "tables", "orders")
    ticket = Ticket("Where is my order AS26-104233?", as_of=TODAY)
    assert "Status: Dispatched" in shop.draft(ticket).text
    replace_text(
        shop.kb / "tables" / "orders.csv", ("PB402211907734,Dispatched", "PB402211907734,Returned to warehouse")
    )
    now = shop.wait_for(ticket, "Returned to warehouse")
    assert "Status: Dispatched" not in now.text
    assert "tables/orders.csv#AS26-104233" in [one.document for one in now.citations]
    assert [(one.added, one.updated, one.removed) for one in shop.reports] == [(0, 1, 0)]


def test_shipments_in_sqlite_that_another_program_writes(desk):
    shop = desk("orders", "tables")
    ticket = Ticket("What is the last scan of shipment SHP-700419?", as_of=TODAY)
    assert "In customs" in shop.draft(ticket).text
    connection = sqlite3.connect(shop.kb / "tables" / "shipments.sqlite")
    with connection:
        connection.execute(
            'UPDATE shipments SET "Status" = ?, "Last scan" = ? WHERE "Shipment ID" = ?',
            ("Delivered", "2026-11-28 10:31 Zug", "SHP-700419"),
        )
    connection.close()
    now = shop.wait_for(ticket, "2026-11-28 10:31 Zug")
    assert "In customs" not in now.text


def test_stock_in_xlsx(desk):
    shop = desk("orders", "tables")
    ticket = Ticket("How many GDN-40400 are in stock in Leipzig?", as_of=TODAY)
    assert "In stock: 14" in shop.draft(ticket).text
    file = shop.kb / "tables" / "stock.xlsx"
    workbook = openpyxl.load_workbook(file)
    (row,) = [one for one in workbook["stock"].iter_rows() if (one[0].value, one[2].value) == ("GDN-40400", "Leipzig")]
    row[3].value = 3
    workbook.save(file)
    now = shop.wait_for(ticket, "In stock: 3")
    assert "In stock: 14" not in now.text


def test_the_rate_sheet_of_a_bank(desk):
    bank = desk("banking", "tables", "rates")
    named = Ticket("What is the rate for TB-2611-FH5-90?", region="IE", as_of=TODAY)
    assert "5.75 %" in bank.draft(named).text
    replace_text(
        bank.kb / "tables" / "rates.csv",
        (
            "TB-2611-FH5-90,Ireland,First Home Fixed,5 years fixed,80.01 to 90 %,5.75 %,5.93 %",
            "TB-2611-FH5-90,Ireland,First Home Fixed,5 years fixed,80.01 to 90 %,5.62 %,5.81 %",
        ),
    )
    assert "5.75 %" not in bank.wait_for(named, "5.62 %").text


EXPIRED = ("heat pump", "€800", "€3,200")
"""What the offers gave that have ended in the end of the test: by a new file, by their last day, and long before."""


def test_an_offer_that_has_ended_never_comes_back(desk):
    cars = desk("auto", "tables", "offers")
    core = Ticket("What do I get with the code NMD-4125?", region="DE", as_of=TODAY)
    pip = Ticket("Is there money off a Pip in Chalk that stands in your yard in Germany?", region="DE", as_of=TODAY)
    assert "heat pump" in cars.draft(core).text
    assert "tables/offers.csv#NMD-4120" in cars.found(pip)
    offers = cars.kb / "tables" / "offers.csv"
    replace_text(
        offers,
        ('heat pump at no charge,"new orders; not with Winter Weeks"', '€450,"new orders; two sets of mats as well"'),
        ("NMD-4120,Pip,Germany,€800,", "NMD-4120,Pip,Germany,€800 off,"),
        ("2026-11-16,2026-12-19", "2026-11-16,2026-11-27"),
    )
    cars.wait_for(core, "€450")
    assert "tables/offers.csv#NMD-4120" not in cars.found(pip)
    tickets = [
        core,
        pip,
        Ticket("Do you still give a heat pump with a Kite Core in Germany?", region="DE", as_of=TODAY),
        Ticket("Does my code NMD-3901 still work? And is the wallbox part of it?", region="DE", as_of=TODAY),
        Ticket("What is the discount on a Kite in Germany? Somebody told me 3,200.", region="DE", as_of=TODAY),
    ]
    told = [cars.draft(ticket).text for ticket in tickets]
    replace_text(offers, ("€450", "€470"))
    cars.wait_for(core, "€470")
    told += [cars.draft(ticket).text for ticket in tickets]
    assert [text for text in told if any(words in text for words in EXPIRED)] == []
