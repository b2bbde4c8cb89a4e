"""What the form of a ticket says decides between documents of a pack, and documents that disagree are shown to do so.

The index holds the folders that the documents lie in, with all else that lies there.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
import yaml

from citewell.application.app import App
from citewell.bootstrap.container import Choices
from citewell.bootstrap.open_home import open_app
from citewell.domain.drafts import Draft, Ticket
from citewell.evaluation.golden.reading import read_golden
from citewell.knowledge.ingest import IndexOptions
from citewell.settings.home import Home
from citewell.settings.resources import find_pack, packs

TODAY = date(2026, 11, 28)
LEAST_DISAGREEING = 2


@dataclass(frozen=True)
class Case:
    """One question whose answer lies in another document for each form; each document is all others' rival."""

    pack: str
    text: str
    forms: Mapping[str, Mapping[str, object]] = field(repr=False)


CASES = [
    Case(
        "auto",
        "How many weeks do I wait for a Moor Plug-in after signing the order?",
        {
            "sales/delivery-times-2026-08.md": {"as_of": date(2026, 10, 15)},
            "sales/delivery-times.md": {"as_of": TODAY},
        },
    ),
    Case(
        "auto",
        "I signed an order for a new car last week and want to cancel it. What does it cost?",
        {"sales/cancel-order-germany.md": {"region": "DE"}, "sales/cancel-order-uk.md": {"region": "UK"}},
    ),
    Case(
        "banking",
        "What is the booking fee of a First Home loan?",
        {
            "programmes/first-home-programme-2026-03.md": {"region": "IE", "as_of": date(2026, 10, 15)},
            "programmes/first-home-programme.md": {"region": "IE", "as_of": TODAY},
        },
    ),
    Case(
        "banking",
        "Which fee do you charge for the last instalment of my mortgage?",
        {"fees/fees-uk.md": {"region": "UK"}, "fees/fees-ireland.md": {"region": "IE"}},
    ),
    Case(
        "collections",
        "How high is the late fee and when is it added?",
        {
            "fees/late-fees-uk.md": {"region": "UK", "as_of": TODAY},
            "fees/late-fees-uk-2027.md": {"region": "UK", "as_of": date(2027, 2, 24)},
            "fees/late-fees-ireland.md": {"region": "IE", "as_of": TODAY},
        },
    ),
    Case(
        "healthcare",
        "How do I get a repeat prescription for my usual tablets?",
        {
            "medicines/repeat-prescriptions-germany.md": {"region": "DE"},
            "medicines/repeat-prescriptions-austria.md": {"region": "AT"},
        },
    ),
    Case(
        "healthcare",
        "Who gets the flu vaccination this winter, and what does it cost?",
        {
            "medicines/flu-and-covid-2025.md": {"as_of": date(2025, 11, 20)},
            "medicines/flu-and-covid-2026.md": {"as_of": TODAY},
        },
    ),
    Case(
        "insurance",
        "What is the notice period if I want to end my policy?",
        {
            "policy/cancel-germany.md": {"region": "DE", "as_of": TODAY},
            "policy/cancel-germany-2023.md": {"region": "DE", "as_of": date(2025, 6, 1)},
            "policy/cancel-ireland.md": {"region": "IE", "as_of": TODAY},
        },
    ),
    Case(
        "legal",
        "What is the hourly rate of an associate in Vienna?",
        {
            "fees/hourly-rates-2025.md": {"as_of": date(2025, 11, 15)},
            "fees/hourly-rates-2026.md": {"as_of": TODAY},
            "fees/hourly-rates-2027.md": {"as_of": date(2027, 2, 1)},
        },
    ),
    Case(
        "orders",
        "How many days do I have to send an unused item back?",
        {
            "returns/returns-2025.md": {"region": "NL", "as_of": date(2026, 5, 30)},
            "returns/returns.md": {"region": "NL", "as_of": TODAY},
            "returns/returns-united-kingdom.md": {"region": "GB", "as_of": TODAY},
        },
    ),
    Case(
        "orders",
        "How steep may the lawn be for the mower?",
        {"products/lumo-400.md": {"product": "Lumo 400"}, "products/lumo-900.md": {"product": "Lumo 900"}},
    ),
    Case(
        "property",
        "What commission does a buyer pay?",
        {"fees/fees-by-city-2026.md": {"as_of": TODAY}, "fees/fees-by-city-2027.md": {"as_of": date(2027, 2, 1)}},
    ),
    Case(
        "property",
        "When do I get my deposit back after moving out?",
        {"fees/deposits-austria.md": {"region": "AT"}, "fees/deposits-germany.md": {"region": "DE"}},
    ),
    Case(
        "retail",
        "How do I return an order of the online boutique, and within how many days?",
        {
            "orders/returns-us.md": {"region": "US"},
            "orders/returns-uk.md": {"region": "GB"},
            "orders/returns-eu.md": {"region": "FR"},
        },
    ),
    Case(
        "retail",
        "How long does an estimate for a repair take?",
        {"services/repairs-2024.md": {"as_of": date(2026, 3, 10)}, "services/repairs.md": {"as_of": TODAY}},
    ),
    Case(
        "software",
        "refund policy for annual plan cancellation in Germany, version 2026-02",
        {
            "refunds/germany-2024.md": {"region": "DE", "as_of": date(2025, 2, 1)},
            "refunds/germany.md": {"region": "DE", "as_of": TODAY},
            "refunds/germany-2027.md": {"region": "DE", "as_of": date(2027, 2, 1)},
        },
    ),
    Case(
        "software",
        "Can I get my money back after cancelling an annual plan?",
        {
            "refunds/us.md": {"region": "US"},
            "refunds/australia.md": {"region": "AU"},
            "refunds/uk.md": {"region": "UK"},
            "refunds/eu.md": {"region": "FR"},
        },
    ),
    Case(
        "travel",
        "Bis wann kann ich eine Flex-Buchung kostenlos stornieren?",
        {
            "booking/stornierung-deutschland.md": {"region": "DE", "as_of": TODAY},
            "booking/stornierung-deutschland-2025.md": {"region": "DE", "as_of": date(2026, 1, 15)},
            "booking/stornierung-oesterreich.md": {"region": "AT", "as_of": TODAY},
        },
    ),
    Case(
        "warranty",
        "How long is the grinder of my Morra 5 under warranty if I buy it today?",
        {
            "warranty/terms-2026-q1.md": {"product": "Morra 5", "as_of": date(2026, 2, 14)},
            "warranty/terms-2026-q4.md": {"product": "Morra 5", "as_of": TODAY},
        },
    ),
    Case(
        "warranty",
        "How do I descale my coffee machine?",
        {
            "troubleshooting/descale-morra-7.md": {"product": "Morra 7"},
            "troubleshooting/descale-morra-3-5.md": {"product": "Morra 3"},
        },
    ),
]


DISAGREEING = {
    "auto": {
        "How old must the driver be for a test drive?": {"sales/test-drive.md", "sales/test-drive-faq.html"},
        "Within how many days do I report a fault of my used car to the workshop?": {
            "used-cars/approved-used.md",
            "used-cars/questions-after-buying.md",
        },
    },
    "banking": {
        "How long is the valuation report valid at drawdown?": {
            "process/drawdown-checklist.md",
            "process/valuation.html",
        },
        "How much can I repay in Ireland in each calendar year during a fixed period without a charge?": {
            "rates/fixed-or-variable.md",
            "servicing/early-repayment-ireland.md",
        },
    },
    "collections": {
        "How long does a payment holiday last?": {
            "difficulty/payment-holiday-loans.md",
            "difficulty/what-we-can-do.md",
        },
        "For how many days are reminders stopped when I send a dispute?": {
            "disputes/dispute-a-debt.md",
            "notices/how-we-contact-you.md",
        },
    },
    "healthcare": {
        "How long are standing orders, for example INR, valid?": {"care/laboratory.md", "clinic/service-desk-faq.md"},
        "How many minutes before closing is the last patient registered?": {
            "clinic/opening-hours.md",
            "clinic/service-desk-faq.md",
        },
    },
    "insurance": {
        "By how many days can you defer a premium once per insurance year?": {
            "policy/paying-premiums.md",
            "policy/service-desk-faq.md",
        },
        "Does the waiting time start again if cover rested because of unpaid premiums?": {
            "policy/waiting-times.md",
            "policy/service-desk-faq.md",
        },
    },
    "legal": {
        "Until when can I cancel an appointment free of charge?": {
            "appointments/book-an-appointment.md",
            "appointments/cancel-or-move.md",
        },
        "After how many working days does the final invoice come?": {
            "engagement/end-a-mandate.md",
            "engagement/service-desk-faq.md",
        },
    },
    "orders": {
        "Within how many days can an unused gift card bought online be returned?": {
            "payment/gift-cards.md",
            "payment/service-desk-faq.md",
        },
        "To which date does a purchase move my points?": {"payment/green-points.md", "payment/service-desk-faq.md"},
    },
    "property": {
        "Within how many working days do I hear from you after I sent the application?": {
            "renting/application-and-documents.md",
            "company/branches.html",
        },
        "Up to which amount do tenants pay small repairs of taps and switches?": {
            "living/who-pays-small-repairs.md",
            "living/house-rules.html",
        },
    },
    "retail": {
        "How long do you wait if I am late for an appointment?": {
            "boutiques/appointments.md",
            "services/service-desk-faq.md",
        },
        "How old may the receipt be for free alterations?": {
            "services/alterations.md",
            "services/service-desk-faq.md",
        },
    },
    "software": {
        "How long are invitations valid?": {"account/users-and-roles.md", "support/service-desk-faq.md"},
        "How many days ahead do you announce a new list price by e-mail?": {
            "billing/annual-and-monthly.md",
            "support/service-desk-faq.md",
        },
    },
    "travel": {
        "Until how many hours before pick-up can an airport transfer be cancelled free of charge?": {
            "booking/change-a-booking-online.md",
            "stay/airport-transfer.md",
        },
        "Was kostet ein später Check-out bis 13:00 Uhr in Berlin?": {
            "hotels/berlin-spreebogen.md",
            "stay/check-in-check-out.md",
        },
    },
    "warranty": {
        "Within how many working days do you confirm the arrival of the parcel?": {
            "repair/repair-process.md",
            "repair/service-desk-faq.md",
        },
        "Within how many days do workshops with a customer number pay on invoice?": {
            "parts/order-spare-parts.md",
            "repair/service-desk-faq.md",
        },
    },
}
"""Questions over two documents that both hold and disagree, by pack."""


@pytest.fixture(scope="module")
def indexed(tmp_path_factory, shipped_models) -> Iterator[Callable[[str], App]]:
    """Opens a home in which a pack's folders are indexed; the last one stays open."""
    opened: dict[str, App] = {}

    def open_pack(name: str) -> App:
        if name in opened:
            return opened[name]
        while opened:
            opened.popitem()[1].database.close()
        pack, root = find_pack(name), tmp_path_factory.mktemp(name)
        named = [document for case in CASES if case.pack == name for document in case.forms]
        named += [document for documents in DISAGREEING[name].values() for document in documents]
        for folder in {Path(document).parts[0] for document in named}:
            shutil.copytree(pack.folder / folder, root / "kb" / folder)
        app = open_app(Home(root / "home"), scratch=True, choices=Choices(models=shipped_models.made))
        app.ingest.run(IndexOptions(root / "kb"))
        opened[name] = app
        return app

    yield open_pack
    for app in opened.values():
        app.database.close()


def looked_at(draft: Draft) -> list[str]:
    """The documents of the evidence, or of what came nearest where nothing was answered."""
    return [one.document for one in (*draft.evidence, *draft.near_misses)]


def test_every_pack_has_its_cases():
    names = {pack.name for pack in packs()}
    assert {case.pack for case in CASES} == names == DISAGREEING.keys()
    assert all(len(questions) >= LEAST_DISAGREEING for questions in DISAGREEING.values())


@pytest.mark.parametrize("pack", DISAGREEING)
def test_golden_tickets_ask_for_what_documents_disagree_on(pack):
    text = find_pack(pack).golden.read_text(encoding="utf-8")
    marked = {one["id"] for one in yaml.safe_load(text)["tickets"] if one.get("comment") == "conflict"}
    (file,) = read_golden([find_pack(pack).golden])
    asked = [{*golden.expect.documents} for golden in file.tickets if golden.id in marked]
    assert all(any(documents <= known for known in asked) for documents in DISAGREEING[pack].values())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.pack}: {case.text[:30]}")
def test_the_form_decides_which_document_is_the_evidence(indexed, case):
    app = indexed(case.pack)
    for document, form in case.forms.items():
        found = looked_at(app.drafting.draft(Ticket(case.text, **form)))
        assert document in found, form
        assert not {*case.forms} - {document} & {*found}, form


def test_a_policy_is_answered_from_the_version_in_force_alone(indexed):
    text = "refund policy for annual plan cancellation in Germany, version 2026-02"
    draft = indexed("software").drafting.draft(Ticket(text, as_of=TODAY))
    assert {one.document for one in draft.citations} == {"refunds/germany.md"}
    assert {one.version for one in draft.citations} == {"2026-02"}


@pytest.mark.parametrize("pack", DISAGREEING)
def test_documents_that_disagree_are_shown_to_do_so(indexed, pack):
    for text, documents in DISAGREEING[pack].items():
        draft = indexed(pack).drafting.draft(Ticket(text, as_of=TODAY))
        pairs = [{draft.evidence[n - 1].document for n in (one.first, one.second)} for one in draft.conflicts]
        assert documents in pairs, text
        assert "conflict" in {finding.rule for finding in draft.findings}
