"""Which pairs of passages contradict each other, and which only look like it."""

import pytest

from citewell.pipeline.checks.conflicts import MOST_CONFLICTS, find_conflicts

CONFLICTS = [
    (("Reports", "Published reports are kept for 30 days."),
     ("Reports", "Published reports are kept for 60 days."), "30 days and 60 days"),
    (("Refund policy", "You can return an annual plan within 14 days of the purchase."),
     ("Refunds FAQ", "You can return an annual plan within 30 days of the purchase."), "14 days and 30 days"),
    (("Shipping", "Delivery inside Germany costs 4.90 EUR."),
     ("Shipping costs", "Delivery inside Germany costs 5.90 EUR."), "amounts"),
    (("FAQ", "You can return unused items within 30 days of delivery."),
     ("Policy note", "Returns of unused items: within 45 days of delivery, the customer may send the item back."),
     "30 days and 45 days"),
    (("Returns", "The restocking fee is 10%."), ("Returns", "The restocking fee is 15 %."), "percentages"),
    (("Payments", "Refunds are paid within 10 business days."),
     ("Payment", "We pay refunds within 5 business days."), "10 business days"),
    (("Backups", "Backups are kept for thirty days."), ("Backups", "Backups are kept for 90 days."), "thirty days"),
    (("Plans", "The free plan includes 3 projects."), ("Plans", "The free plan includes 5 projects."), "3 projects"),
    (("Spring offer", "The offer ends on 31 May 2026."), ("Spring offer", "The offer ends on 30 June 2026."), "dates"),
    (("Returns", "Opened software can be returned."),
     ("Returns handbook", "Opened software cannot be returned."), "is not"),
    (("Gift cards", "Gift cards are refundable."), ("Gift cards", "Gift cards are not refundable."), "is not"),
    (("Gift cards", "Gift cards are non-refundable."), ("Gift cards", "Gift cards are refundable."), "is not"),
    (("Contact", "Our hotline is open until 18:00."), ("Contact", "Our hotline is open until 20:00."), "times of day"),
    (("Invoices", "Write to billing@example.com about invoices."),
     ("Invoices", "Write to accounts@example.com about invoices."), "e-mail"),
    (("Warranty", "The warranty lasts 2 years."), ("Warranty terms", "The warranty lasts 12 months."), "durations"),
    (("Shipping", "Orders over 50 EUR are shipped free of charge."),
     ("Shipping", "Orders over 30 EUR are shipped free of charge."), "50 EUR and 30 EUR"),
    (("Shipping", "We do not ship to Switzerland."), ("Delivery", "We ship to Switzerland."), "is not"),
    (("Contact", "Our phone number for complaints is 030 1234 5678."),
     ("Contact", "Our phone number for complaints is 030 8765 4321."), "phone numbers"),
]  # fmt: skip

NO_CONFLICTS = {
    "when circulars were written": (("Policy circular", "Published on Monday, 16 November 2026."),
                                    ("Policy circular", "Published on Monday, 23 November 2026.")),
    "when handbooks were changed": (("Returns", "Last updated: 3 March 2026."),
                                    ("Returns", "Last updated: 9 May 2026.")),
    "labels of lists": (("Offers", "Together with other offers:"),
                        ("Loyalty offers", "Not together with other offers:")),
    "other products": (("Gold Card", "The Gold Card has a fee of 95 USD."),
                       ("Silver Card", "The Silver Card has a fee of 45 USD.")),
    "products in the title": (("Gold Card: fees", "The annual fee is 95 USD."),
                              ("Silver Card: fees", "The annual fee is 45 USD.")),
    "kinds of delivery": (("Shipping", "Standard delivery takes 3 days."),
                          ("Shipping", "Express delivery takes 1 day.")),
    "the same in other units": (("Warranty", "The warranty lasts 2 years."),
                                ("Warranty", "The warranty lasts 24 months.")),
    "about the same": (("Backups", "Backups are kept for one month."), ("Backups", "Backups are kept for 30 days.")),
    "the same in another spelling": (("Deposit", "The deposit is 1,000 USD."), ("Deposit", "The deposit is $1000.")),
    "before and after": (("Orders", "Orders placed before 2 pm leave within 1 day."),
                         ("Orders", "Orders placed after 2 pm leave within 2 days.")),
    "over and under": (("Shipping", "Orders over 50 EUR are shipped for 0 EUR."),
                       ("Shipping", "Orders under 50 EUR are shipped for 4.90 EUR.")),
    "rows of a price list": (("Plans", "The plan with 5 users costs 10 EUR."),
                             ("Plans", "The plan with 10 users costs 18 EUR.")),
    "other conditions": (("Gift cards", "Unused gift cards are refundable."),
                         ("Gift cards", "Expired gift cards are not refundable.")),
    "with and without": (("Returns", "You can return goods with a receipt."),
                         ("Returns", "You cannot return goods without a receipt.")),
    "other errors": (("Errors", "Error E42 means that the door is open for 3 minutes."),
                     ("Errors", "Error E43 means that the door is open for 5 minutes.")),
    "a denial that is none": (("Refund", "Refunds take 10 days."), ("Refund", "Refunds take no longer than 10 days.")),
    "a question": (("Returns", "Can I return opened software?"), ("Returns", "Opened software cannot be returned.")),
    "regions in the title": (("Germany", "Delivery takes 2 days."), ("Austria", "Delivery takes 4 days.")),
    "other facts": (("Shipping", "Delivery costs 5 EUR."), ("Shipping", "Delivery takes 5 days.")),
    "products in titles of one pattern": (
        ("Gold Plus Account: deposits", "Daily mobile deposit limit: $25,000."),
        ("Gold Account: deposits", "Daily mobile deposit limit: $10,000."),
    ),
    "by month and by year": (("Plans", "The plan costs 10 EUR per month."),
                             ("Plans", "The plan costs 100 EUR per year.")),
    "other customers": (("Cancelling", "Business customers can cancel within 30 days."),
                        ("Cancelling", "Customers can cancel within 14 days.")),
    "other machines": (("Needs", "The app needs 4 GB of memory."), ("Needs", "The server needs 16 GB of memory.")),
    "steps": (("Setup", "Step 3: open the settings."), ("Setup", "Step 4: open the settings.")),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other", "reason"), CONFLICTS)
def test_contradictions_are_found_with_their_sentences_and_a_reason(hit, one, other, reason):
    filler = "This page was written by the service team."
    hits = [hit(f"{filler}\n{one[1]}", title=one[0]), hit(f"{other[1]}\n{filler}", title=other[0])]
    (conflict,) = find_conflicts(hits)
    assert (conflict.first, conflict.second) == (1, 2)
    assert (conflict.first_text, conflict.second_text) == (one[1], other[1])
    assert reason in conflict.reason


@pytest.mark.parametrize(("one", "other"), NO_CONFLICTS.values(), ids=NO_CONFLICTS)
def test_what_only_looks_like_a_contradiction(hit, one, other):
    assert find_conflicts([hit(one[1], title=one[0]), hit(other[1], title=other[0])]) == ()


FIRST, SECOND = "Parcels arrive within 3 days.", "Parcels arrive within 5 days."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"regions": ("DE",)}, {"regions": ("AT",)}),
        ({"regions": ("DE",)}, {}),
        ({"product": "Pro"}, {"product": "Team"}),
        ({"superseded": True}, {}),
        ({"language": "en"}, {"language": "de"}),
        ({"document": "list.csv#1", "document_id": 9}, {"document": "list.csv#2", "document_id": 9}),
    ],
)
def test_passages_for_others_and_rows_of_one_table_are_not_compared(hit, one, other):
    assert find_conflicts([hit(FIRST), hit(SECOND)])
    assert find_conflicts([hit(FIRST, **one), hit(SECOND, **other)]) == ()


def test_two_passages_count_once_and_there_are_only_so_many(hit):
    text = "Parcels arrive within {} days. Backups of parcels data are kept {} weeks."
    assert len(find_conflicts([hit(text.format(3, 4)), hit(text.format(5, 6))])) == 1
    assert len(find_conflicts([hit(text.format(n, n)) for n in range(2, 12)])) == MOST_CONFLICTS


@pytest.mark.parametrize("texts", [[], [""], ["", " "], ["😀 1", "😀 2"], ["5 5 5", "6 6 6"]])
def test_any_text_can_be_compared(hit, texts):
    find_conflicts([hit(text) for text in texts])
