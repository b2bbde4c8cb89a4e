"""Make the big FAQ of the healthcare pack: entries about invented partner practices, out of a seeded generator.

A clinic group has thousands of entries that differ in a name and a number, and that is what this is for: a quantity to
search in. Nothing of it is learned from or measured on, and it says nothing of Seebogen itself, so that it contradicts
no page that was written by hand. The same number and seed make the same bytes.
"""

import argparse
import itertools
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ENTRIES, SEED = 12_000, 20_261_127
KINDS = {
    "physiotherapy": ("Physiotherapy", "the exercise sheet of your last series"),
    "pharmacy": ("Pharmacy", "the package or a photo of it"),
    "dentist": ("Dental practice", "your bonus booklet"),
    "optician": ("Optician", "your old glasses"),
    "hearing-aids": ("Hearing studio", "the hearing test that your doctor made"),
    "midwives": ("Midwives’ practice", "your maternity record"),
    "psychotherapy": ("Psychotherapy practice", "reports of earlier treatment, if you like"),
    "home-care": ("Home care service", "the decision on the care level"),
    "medical-supplies": ("Medical supply store", "the prescription for the aid"),
    "podiatry": ("Podiatry practice", "your diabetes passport"),
    "speech-therapy": ("Speech therapy practice", "the findings of the ear clinic"),
    "dietetics": ("Dietetic counselling", "a food diary of seven days"),
}
_FIRST = (
    "Abend Birken Distel Eschen Farn Ginster Hasel Immen Kiesel Lerchen Mohn Nelken Otter Pappel Quell Reiher".split()
)
_SECOND = "aich berg busch dorn egg fels garten hof kamp lohe moos rain stein thal wald zell".split()
_TOWNS = "Uferbach Lindenfurt Oberseeth Rebmatt Schilfingen Dornach-Lus Vorderau Wasserloh Hochried Birnegg".split()
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_LANGUAGES = ("English", "French", "Italian", "Turkish", "Polish", "Ukrainian", "Arabic", "Croatian")


@dataclass(frozen=True, slots=True)
class Partner:
    """One practice: its kind, where it is, and what is asked of it."""

    kind: str
    name: str
    town: str
    number: int
    rng: random.Random

    def pick(self, *texts: str) -> str:
        """One of several wordings."""
        return self.rng.choice(texts)


def partners(seed: int) -> Iterator[Partner]:
    """Practices one after the other, all kinds in turn; no two have the same kind, name and town."""
    rng = _seeded(str(seed))
    places = [(a + b, town) for a in _FIRST for b in _SECOND for town in _TOWNS]
    rng.shuffle(places)
    for number, ((name, town), kind) in enumerate(zip(places, itertools.cycle(KINDS))):
        yield Partner(kind, f"{KINDS[kind][0]} {name}", town, number, _seeded(f"{seed}-{number}"))


def _seeded(seed: str) -> random.Random:
    return random.Random(seed)  # noqa: S311  no secret


def questions(one: Partner) -> list[tuple[str, str]]:
    """What is asked about a practice, each with its answer."""
    rng, who = one.rng, f"{one.name} in {one.town}"
    day, other = rng.sample(_DAYS, 2)
    opens, closes = rng.choice(("07:30", "08:00", "08:30", "09:00")), rng.choice(("12:30", "16:00", "17:30", "18:30"))
    floor, minutes = rng.randrange(4), rng.choice((20, 25, 30, 40, 45, 60))
    weeks, hours, fee = rng.randrange(1, 9), rng.choice((12, 24, 48)), rng.randrange(12, 49)
    spaces, stop = rng.randrange(2, 15), rng.choice(("Markt", "Hafen", "Kurpark", "Schule", "Bahnhof"))
    phone = f"07530 555 {one.number % 10_000:04d}"
    tongue, second = rng.sample(_LANGUAGES, 2)
    bring = KINDS[one.kind][1]
    lift = "There is a lift." if rng.random() < 0.6 else "There is no lift; the team comes down if you phone before."
    card = rng.choice(("in cash and by card", "by card only", "by invoice only", "in cash, and by card from €20 on"))
    return [
        (
            one.pick(f"When does {who} open on {day}?", f"Is {who} open on {day} morning, and from when?"),
            f"{who} is open on {day} from {opens} to {closes}; on {other} it is closed.",
        ),
        (
            f"What is the telephone number of {who}?",
            f"{phone}, during opening hours; by e-mail no appointments are made.",
        ),
        (
            one.pick(f"On which floor is {who}?", f"Can I get to {who} with a wheelchair?"),
            f"It is on floor {floor}. {lift if floor else 'The entrance has no steps.'}",
        ),
        (
            f"Where can I park near {who}?",
            f"There are {spaces} spaces behind the house, for {minutes + 30} minutes. The next bus stop is {stop}.",
        ),
        (
            f"How long do I wait for a first appointment at {who}?",
            f"At present about {weeks} week{'s' if weeks > 1 else ''}; on {day}s there are places at short notice.",
        ),
        (
            f"How long does a first appointment at {who} take?",
            f"About {minutes} minutes. Please come {rng.choice((5, 10, 15))} minutes earlier.",
        ),
        (f"What do I bring to {who}?", f"Your insurance card and {bring}. Copies are made there."),
        (
            one.pick(f"Which languages are spoken at {who}?", f"Does anybody at {who} speak {tongue}?"),
            f"German and {tongue}; on {other}s also {second}.",
        ),
        (
            f"Until when can I cancel at {who}?",
            f"Up to {hours} hours before, by telephone. After that a fee of €{fee} is charged.",
        ),
        (f"How can I pay at {who}?", f"You can pay {card}."),
        (
            f"Does {who} send its report to my doctor?",
            f"Yes, within {rng.randrange(2, 11)} working days, if you agree to it in writing at the first appointment.",
        ),
        (
            f"Is {who} closed in the holidays?",
            f"It is closed from {rng.randrange(20, 25)} December to {rng.randrange(2, 8)} January and on holidays.",
        ),
    ]


def entries(count: int, seed: int = SEED) -> dict[str, list[dict[str, str]]]:
    """``count`` entries by kind of practice. Raises ``ValueError`` where there are not so many."""
    found: dict[str, list[dict[str, str]]] = {kind: [] for kind in KINDS}
    numbers = itertools.count(1)
    for one in partners(seed):
        for question, answer in questions(one):
            number = next(numbers)
            if number > count:
                return found
            found[one.kind].append({"id": f"PF-{number:05d}", "question": question, "answer": answer})
    raise ValueError(f"there are {next(numbers) - 1} entries at most")


def write(folder: Path, count: int = ENTRIES, seed: int = SEED) -> int:
    """Write a JSON file for each kind of practice; returns how many entries there are."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, listed in entries(count, seed).items():
        text = json.dumps({"title": f"Partner practices: {kind}", "entries": listed}, ensure_ascii=False, indent=1)
        (folder / f"partners-{kind}.json").write_text(text + "\n", encoding="utf-8")
    return count


def main() -> int:
    """Write what is asked for, and say where."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--entries", type=int, default=ENTRIES)
    options.add_argument("--seed", type=int, default=SEED)
    wishes = options.parse_args()
    try:
        made = write(wishes.folder, wishes.entries, wishes.seed)
    except ValueError as error:
        options.error(str(error))
    sys.stdout.write(f"{made} entries in {wishes.folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
