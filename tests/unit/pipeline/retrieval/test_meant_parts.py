"""Of lines that say the same of different things, only those that a ticket means are read."""

from dataclasses import replace

import pytest

from citewell.domain.documents import Access, Hit
from citewell.pipeline.retrieval.meant_parts import meant_parts

CRATES = 'Crate labelled "QT-81" holds 1 kettle.\nCrate labelled "BM-17" holds 2 toasters.'
BOXES = "What is where:\n\nBox A contains 1 apple.\nBox B contains 2 pears.\nBox C contains 3 plums."
TABS = "Caution: It deletes scenes.\n\nModel S1: Hold the key.\n\nThen wait.\n\nModel S2: Press the dial.\n\nAfter all."
SYSTEMS = "Windows: Run setup.exe.\nmacOS: Open the image.\nLinux: Use the package."
ROWS = "Plan: Team 1; Fee: 3\nPlan: Team 2; Fee: 5"
STEPS = "1. Open page 1.\n2. Open page 2."
NOTES = "Note: It takes a day.\nImportant: Keep the invoice."


def read(ticket, text):
    hit = Hit(
        passage_id=1,
        document_id=1,
        document="d.md",
        title="T",
        heading=(),
        text=text,
        quote=text,
        start=0,
        end=len(text),
        access=Access.PUBLIC,
    )
    (found,) = meant_parts(ticket, [hit])
    assert replace(found, text=text) == hit
    return found.text


@pytest.mark.parametrize(
    ("ticket", "text", "left"),
    [
        ("Which crate holds the kettle?", CRATES, 'Crate labelled "QT-81" holds 1 kettle.'),
        ("Which crate holds the kettle?", CRATES.replace("\n", " "), 'Crate labelled "QT-81" holds 1 kettle.'),
        ("In which crate are the toasters?", CRATES, 'Crate labelled "BM-17" holds 2 toasters.'),
        ("What is in box B?", BOXES, "What is where:\n\nBox B contains 2 pears."),
        ("Where are the pears?", BOXES, "What is where:\n\nBox B contains 2 pears."),
        ("Where do I find nails?", "Drawer 3: screws\nDrawer 4: nails", "Drawer 4: nails"),
        ("Reset my Model S2 lamp?", TABS, "Caution: It deletes scenes.\n\nModel S2: Press the dial.\n\nAfter all."),
        (
            "My model s1?",
            TABS,
            "Caution: It deletes scenes.\n\nModel S1: Hold the key.\n\nThen wait.\n\nAfter all.",
        ),
        ("How do I install it on my MacBook?", SYSTEMS, "macOS: Open the image."),
    ],
)
def test_only_the_line_that_is_asked_for_is_read(ticket, text, left):
    assert read(ticket, text) == left


@pytest.mark.parametrize(
    ("ticket", "text"),
    [
        ("What do the crates hold?", CRATES),
        ("Which crate holds the lamp?", CRATES),
        ("Reset my lamp?", TABS),
        ("Do Model S1 and Model S2 differ?", TABS),
        ("Which fee has Team 2?", ROWS),
        ("Which page is it, 2?", STEPS),
        ("Is it important?", NOTES),
    ],
)
def test_a_ticket_that_means_all_lines_or_none_leaves_them(ticket, text):
    assert read(ticket, text) == text
