"""Invented businesses with small FAQs, customers' questions about them, and teams that edit drafts by house rules."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from citewell.domain.drafts import GivenPassage, Ticket
from citewell.pipeline.generation.citations import strip_marks

_NAMES = (
    "Alder",
    "Birch",
    "Cedar",
    "Dune",
    "Ember",
    "Fjord",
    "Grove",
    "Harbor",
    "Iris",
    "Juniper",
    "Kite",
    "Lark",
    "Maple",
    "North",
    "Orchid",
    "Pine",
    "Quartz",
    "Ridge",
)
_KINDS = {
    "hotel": "guest room|breakfast|parking space|late checkout|airport shuttle|extra bed",
    "bike shop": "tune-up|rental bike|child seat|helmet|repair kit|test ride",
    "software company": "team plan|data export|API key|single sign-on|audit log|mobile app",
    "bakery": "birthday cake|gluten-free bread|delivery|catering order|gift box|baking class",
    "library": "library card|study room|interlibrary loan|laptop loan|printing|reading group",
    "gym": "monthly membership|guest pass|personal trainer|sauna|locker|yoga class",
    "web shop": "gift card|return label|express shipping|spare part|warranty|newsletter",
    "museum": "audio guide|group tour|season ticket|photo permit|cloakroom|school visit",
}
# Statements about a thing; the numbers are drawn anew each time.
_FACTS = (
    "The {thing} costs {a} EUR{bang}",
    "You can cancel the {thing} up to {b} days before the date at no cost{bang}",
    "The {thing} is available from Monday to Friday between {c} and {d}{bang}",
    "You'll find the {thing} under Settings, then {word}{bang}",
    "The {thing} doesn't include insurance, which costs {a} EUR more{bang}",
    "It's possible to book the {thing} online at {site}{bang}",
    "We keep the {thing} on hold for {b} days{bang}",
    "If the {thing} arrives damaged, send a photo within {b} days{bang}",
    "Members get {e}% off the {thing}{bang}",
    "We can't change the {thing} once it has been confirmed{bang}",
    "The {thing} has to be picked up at the front desk by {d}{bang}",
    "Please bring your order number and a photo ID for the {thing}{bang}",
    "Our center on {word} Street organizes the {thing}, whatever color you favor{bang}",
    "Canceling the {thing} isn't possible by phone{bang}",
)
_ASKS = (
    "how does the {thing} work?",
    "what do i need to know about the {thing}",
    "question about the {thing}: is there a catch?",
)
_WORDS = ("Account", "Billing", "Extras", "Market", "Station", "Garden", "Profile", "Orders")
_BRITISH = {
    "color": "colour",
    "favor": "favour",
    "center": "centre",
    "organizes": "organises",
    "canceling": "cancelling",
}
_FULL = {
    "You'll": "You will", "doesn't": "does not", "It's": "It is", "can't": "cannot", "isn't": "is not",
    "you'll": "you will", "it's": "it is",
}  # fmt: skip
_FIRST = ("Anna", "Ben", "Carla", "Dmitri", "Elif", "Femi", "Grace", "Hugo", "Ines", "Jonas", "Kim", "Lena", "Marco")


@dataclass(frozen=True, slots=True)
class HouseRules:
    """A team's way: ``edit`` makes a final text of a draft; ``tests`` say whether a text follows each rule."""

    name: str
    edit: Callable[[str, random.Random], str]
    tests: dict[str, Callable[[str], bool]]


def tickets(count: int, seed: int) -> Iterator[Ticket]:
    """Tickets with the passages of their business's FAQ: two or three about what is asked, and one beside it."""
    chance = random.Random(seed)  # noqa: S311  repeatable
    for i in range(count):
        kind = chance.choice(sorted(_KINDS))
        things = _KINDS[kind].split("|")
        thing, other = chance.sample(things, 2)
        business = f"{chance.choice(_NAMES)} {kind.title()}"
        facts = chance.sample(_FACTS, chance.choice((2, 3)))
        text = " ".join(_fact(fact, thing, chance) for fact in facts)
        beside = _fact(chance.choice(_FACTS), other, chance)
        passages = [(thing, text), (other, beside)]
        chance.shuffle(passages)
        given = tuple(GivenPassage(f"{i}-{n}", f"{business}: {name}", body) for n, (name, body) in enumerate(passages))
        yield Ticket(text=f"Hi, {chance.choice(_ASKS).format(thing=thing)}", passages=given)


def _fact(fact: str, thing: str, chance: random.Random) -> str:
    hour = chance.randint(7, 11)
    return fact.format(
        thing=thing,
        a=chance.randint(3, 190),
        b=chance.randint(2, 45),
        c=f"{hour}:{chance.choice(('00', '30'))}",
        d=f"{hour + chance.randint(6, 9)}:00",
        e=chance.choice((5, 10, 15, 20)),
        word=chance.choice(_WORDS),
        site=f"www.{chance.choice(_NAMES).lower()}.example",
        bang="!" if chance.random() < 0.45 else ".",
    )


# --- teams ------------------------------------------------------------------------------------------------------------


def _calm(text: str) -> str:
    return re.sub(r"!+", ".", text)


def _vary(text: str, chance: random.Random) -> str:
    """The small changes that people make as they go, with no rule behind them."""
    for old, new in (
        ("at no cost", "free of charge"),
        ("online at", "online on"),
        ("once it has been", "after it was"),
    ):
        if chance.random() < 0.4:
            text = text.replace(old, new)
    return text


def _plain(draft: str, chance: random.Random, *, marks: float = 0.3) -> str:
    return _vary(draft if chance.random() < marks else strip_marks(draft), chance)


def _default(draft: str, chance: random.Random) -> str:
    return f"Hello,\n\n{_calm(_plain(draft, chance))}\n\nBest wishes\nYour support team"


def _named(draft: str, chance: random.Random) -> str:
    return f"Dear {chance.choice(_FIRST)},\n\n{_calm(_plain(draft, chance))}\n\nKind regards,\nThe Northwind team"


def _british(draft: str, chance: random.Random) -> str:
    text = _plain(draft, chance)
    for old, new in (*_BRITISH.items(), *_FULL.items()):
        text = re.sub(rf"\b{old}\b", new, text)
        text = re.sub(rf"\b{old.capitalize()}\b", new.capitalize(), text)
    return f"Good day,\n\n{text}\n\nYours sincerely\nCustomer Care"


def _without(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.search(pattern, strip_marks(text), re.IGNORECASE) is None


def _starts(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.match(pattern, text.strip()) is not None


def _ends(closing: str) -> Callable[[str], bool]:
    return lambda text: " ".join(text.split()).endswith(closing)


RULES: dict[str, HouseRules] = {
    "default": HouseRules(
        "default",
        _default,
        {
            "greeting 'Hello,'": _starts(r"Hello,"),
            "sign-off 'Best wishes, Your support team'": _ends("Best wishes Your support team"),
            "no exclamation marks": _without("!"),
        },
    ),
    "named": HouseRules(
        "named",
        _named,
        {
            "greeting 'Dear <name>,'": _starts(r"Dear\b[^\n]{0,40},"),
            "sign-off 'Kind regards, The Northwind team'": _ends("Kind regards, The Northwind team"),
            "no exclamation marks": _without("!"),
        },
    ),
    "british": HouseRules(
        "british",
        _british,
        {
            "greeting 'Good day,'": _starts(r"Good day,"),
            "British spelling": _without(r"\b(?:" + "|".join(_BRITISH) + r")\b"),
            "no contractions": _without(r"\b(?:\w+n't|(?:you|it)'(?:ll|s))\b"),
        },
    ),
}
