"""Tickets as customers write them: greetings, a story, small slips, no capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

GREETINGS: Final = (
    "Hi,",
    "Hello there,",
    "Good morning!",
    "hey",
    "Dear support team,",
    "Hi all -",
    "To whom it may concern,",
    "",
)
THANKS: Final = (
    "Thanks!",
    "Kind regards, Dana",
    "thank you in advance",
    "Best, M.",
    "Please reply soon.",
    "cheers",
    "TIA",
    "",
    "",
)
ASIDES: Final = (
    "I looked at your website but could not find it.",
    "This is rather urgent.",
    "I have been a customer for years.",
    "Sorry if this was asked before.",
    "My colleague told me to write here.",
    "I already tried calling twice.",
    "Just checking before I order.",
    "Not a big problem, but still.",
    "I'm a bit frustrated.",
    "We are a small team of four.",
)


def messy(ticket: str, stories: Sequence[str], rng: random.Random) -> str:
    """The ticket within a message that someone could have written."""
    before = [rng.choice(GREETINGS)]
    after = [rng.choice(THANKS)]
    if rng.random() < 0.5:
        before.append(rng.choice(ASIDES))
    if rng.random() < 0.3:
        (before if rng.random() < 0.6 else after).insert(rng.randrange(2), rng.choice(stories))
    text = " ".join(part for part in [*before, ticket, *after] if part)
    if rng.random() < 0.35:
        text = slips(text, rng)
    if rng.random() < 0.25:
        text = text.lower()
    return text.replace("?", "") if rng.random() < 0.1 else text


def slips(text: str, rng: random.Random) -> str:
    """One or two words with a letter left out, doubled or swapped."""
    parts = text.split(" ")
    long = [number for number, part in enumerate(parts) if len(part) > 4 and part.isalpha()]
    for number in rng.sample(long, min(len(long), rng.choice([1, 2]))):
        part, at = parts[number], rng.randrange(1, len(parts[number]) - 2)
        swapped = part[:at] + part[at + 1] + part[at] + part[at + 2 :]
        parts[number] = rng.choice([part[:at] + part[at + 1 :], part[:at] + part[at] + part[at:], swapped])
    return " ".join(parts)
