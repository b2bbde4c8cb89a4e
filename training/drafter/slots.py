"""Random values for the slots of templates: ``{n1:3-20}``, ``{amount}``, ``{c1:red|blue}``, ``{date}``, ``{code}`` ...

The letters of a slot's name say its kind, a digit tells two of a kind apart; the same slot has the same value all
through an example.
"""

import random
import re
from collections.abc import Callable

SLOT = re.compile(r"\{([a-z]+)(\d*)(?::([^}]*))?\}")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_STARTS = tuple(
    """
    Nor Bel Cal Dor El Fal Gar Hal Ist Jun Kar Lum Mar Nel Or Pal Quin Ros Sal Tor Ul Ver Wil Yar Zen Brin Tal
    """.split()
)
_MIDDLES = tuple("""va ri lo me ta ne da so li ka do ra mi""".split())
_ENDS = tuple("""va ron lis den mar tia nix dale ford wick ton line via sol gate port nia berg""".split())
_PRODUCT = tuple(
    """
    Arc Beam Core Dash Echo Flux Glow Halo Iris Jet Kite Leaf Mono Nova Orbit Pulse Quill Ridge Spark Tide
    """.split()
)
_CITIES = (
    "Lisbon", "Graz", "Malmö", "Porto", "Leeds", "Ghent", "Turin", "Basel", "Lyon", "Bergen", "Cork", "Kraków", "Tartu",
    "Utrecht", "Austin", "Denver", "Leipzig", "Nantes", "Seville", "Aarhus", "Brno", "Bilbao", "Dundee", "Halifax",
)  # fmt: skip
_COUNTRIES = (
    "Norway", "Switzerland", "Iceland", "Canada", "Japan", "Brazil", "Turkey", "Serbia", "Chile", "Mexico", "Ireland",
    "Portugal", "Greece", "Poland", "Finland", "Australia", "Morocco", "Kenya", "Vietnam", "Croatia",
)  # fmt: skip
_CURRENCIES = ("{} EUR", "{} EUR", "€{}", "${}", "{} USD", "£{}", "CHF {}", "{} euros", "{} SEK")
_TOPICS = tuple("""help support account billing orders forms service start info guide claims returns""".split())


class Values:
    """The values of one made-up company: slots are filled on first use and kept."""

    def __init__(self, rng: random.Random, like: "Values | None" = None) -> None:
        """Draw from ``rng``; the company, and how it writes money and times, as in ``like``."""
        self._rng = rng
        self.currency: str = like.currency if like else rng.choice(_CURRENCIES)
        self.decimals: bool = like.decimals if like else rng.random() < 0.35
        self.half_days: bool = like.half_days if like else rng.random() < 0.3
        self._known: dict[str, str] = {}
        self.name: str = like.name if like else company(rng)
        self.host: str = (
            like.host
            if like
            else re.sub(r"[^a-z]", "", self.name.lower()) + rng.choice((".com", ".example", ".net", ".io", ".org"))
        )

    def fill(self, text: str, scope: str = "") -> str:
        """``text`` with its slots filled; ``scope`` keeps slots of different templates apart."""
        return SLOT.sub(lambda match: self._value(match[1], match[2], match[3] or "", scope), text)

    def _value(self, kind: str, digit: str, options: str, scope: str) -> str:
        if kind == "biz":
            return self.name
        key = f"{scope}/{kind}{digit}"
        if key not in self._known:
            taken = {value for name, value in self._known.items() if name.startswith(f"{scope}/{kind}")}
            self._known[key] = next(
                (v for v in (_KINDS[kind](self, options) for _ in range(20)) if v not in taken), "another"
            )
        return self._known[key]

    def number(self, options: str) -> str:
        """A whole number; small ranges run over all, large ones over round ones too."""
        low, high = (int(part) for part in (options or "2-60").split("-"))
        value = self._rng.randint(low, high)
        if high >= 100 and self._rng.random() < 0.6:
            step = 10 if high < 1000 else 50
            value = max(low, value // step * step)
        return f"{value:,}" if value >= 10_000 and self._rng.random() < 0.6 else str(value)

    def amount(self, options: str) -> str:
        """Money, in the company's currency and way of writing."""
        low, high = (int(part) for part in (options or "3-90").split("-"))
        value = self._rng.randint(low, high)
        cents = self._rng.choice((".50", ".90", ".99", ".00", ".25")) if self.decimals else ""
        return self.currency.format(f"{value:,}{cents}")

    def one_of(self, options: str) -> str:
        """One of ``a|b|c``."""
        return self._rng.choice(options.split("|"))

    def date(self, _options: str) -> str:
        """A date in one of the usual forms."""
        day, month, year = self._rng.randint(1, 28), self._rng.randint(1, 12), self._rng.randint(2025, 2027)
        name = MONTHS[month - 1]
        return self._rng.choice(
            (f"{day} {name} {year}", f"{name} {day}, {year}", f"{day} {name}", f"{year}-{month:02d}-{day:02d}")
        )

    def time(self, _options: str) -> str:
        """A time of day."""
        hour, minute = self._rng.randint(6, 22), self._rng.choice(("00", "00", "30", "15", "45"))
        if self.half_days:
            return f"{(hour - 1) % 12 + 1}:{minute} {'am' if hour < 12 else 'pm'}"
        return f"{hour}:{minute}"

    def percent(self, options: str) -> str:
        """A share."""
        return self.number(options or "2-40") + self._rng.choice(("%", "%", " %", " percent"))

    def code(self, options: str) -> str:
        """A code such as E-204, ``options`` its letters."""
        letters = options or self._rng.choice(("E", "ERR", "F", "X", "AB", "SYS", "P", "NET", "Q"))
        digits = str(self._rng.randint(10, 9999))
        return letters + self._rng.choice(("-", "", "_", "-")) + digits

    def phone(self, _options: str) -> str:
        """A phone number."""
        a, b, c = self._rng.randint(20, 99), self._rng.randint(100, 999), self._rng.randint(1000, 9999)
        return self._rng.choice((f"+{a} {b} {c}", f"0{a} {b} {c}", f"+{a} {b}-{c}"))

    def email(self, options: str) -> str:
        """A mailbox of the company."""
        return f"{options or self._rng.choice(_TOPICS)}@{self.host}"

    def url(self, options: str) -> str:
        """An address of the company."""
        path = options or self._rng.choice(_TOPICS)
        form = self._rng.choice(("https://{h}/{p}", "{p}.{h}", "https://www.{h}/{p}", "{h}/{p}"))
        return form.format(h=self.host, p=path)

    def place(self, _options: str) -> str:
        """A city."""
        return self._rng.choice(_CITIES)

    def country(self, _options: str) -> str:
        """A country."""
        return self._rng.choice(_COUNTRIES)

    def product(self, _options: str) -> str:
        """A product's name, often with a number."""
        name = self._rng.choice(_PRODUCT)
        return name + self._rng.choice(
            ("", " 2", " Pro", " Mini", f" {self._rng.randint(3, 9)}00", f" X{self._rng.randint(1, 9)}")
        )

    def version(self, _options: str) -> str:
        """A version number."""
        return f"{self._rng.randint(1, 12)}.{self._rng.randint(0, 9)}"


def company(rng: random.Random) -> str:
    """A made-up name."""
    middle = rng.choice(_MIDDLES) if rng.random() < 0.5 else ""
    return rng.choice(_STARTS) + middle + rng.choice(_ENDS)


_KINDS: dict[str, Callable[[Values, str], str]] = {
    "n": Values.number,
    "amount": Values.amount,
    "c": Values.one_of,
    "date": Values.date,
    "time": Values.time,
    "pct": Values.percent,
    "code": Values.code,
    "phone": Values.phone,
    "email": Values.email,
    "url": Values.url,
    "city": Values.place,
    "country": Values.country,
    "product": Values.product,
    "version": Values.version,
}
