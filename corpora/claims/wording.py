"""Word lists of the paraphrases and perturbations."""
# ruff: noqa: E501  lists of words read best so

from __future__ import annotations

from typing import Final

SAME: Final = {
    "buy": "purchase", "purchase": "buy", "allowed": "permitted", "permitted": "allowed", "begin": "start",
    "start": "begin", "begins": "starts", "starts": "begins", "assistance": "help", "require": "need",
    "requires": "needs", "required": "needed", "obtain": "get", "receive": "get", "receives": "gets",
    "approximately": "about", "about": "roughly", "however": "but", "additionally": "also", "located": "situated",
    "provide": "offer", "provides": "offers", "offers": "provides", "offer": "provide", "choose": "select",
    "select": "choose", "remove": "delete", "delete": "remove", "modify": "change", "large": "big", "big": "large",
    "ensure": "make sure", "attempt": "try", "error": "problem", "issue": "problem", "complete": "finish",
    "children": "kids", "film": "movie", "movie": "film", "primarily": "mainly", "mainly": "mostly",
    "usually": "normally", "generally": "usually", "often": "frequently", "frequently": "often", "also": "too",
    "began": "started", "started": "began", "ended": "finished", "shown": "displayed", "display": "show",
    "displayed": "shown", "contain": "include", "contains": "includes", "includes": "contains", "include": "contain",
    "website": "site", "customers": "clients", "customer": "client", "client": "customer", "immediately": "right away",
    "prior to": "before", "within": "inside of", "because": "since", "due to": "because of", "in order to": "to",
    "such as": "like", "as well as": "and", "several": "a number of", "many": "a lot of", "must": "have to",
    "is able to": "can", "are able to": "can", "can": "is able to", "unable to": "not able to", "verify": "check",
    "confirm": "verify", "submit": "send in", "request": "ask for", "fee": "charge", "cost": "price", "costs": "prices",
    "created": "made", "established": "founded", "founded": "established", "released": "published", "died": "passed away",
    "sold": "offered for sale", "won": "took", "named": "called", "known as": "called", "called": "named",
    "used": "employed", "utilize": "use", "enable": "turn on", "disable": "turn off", "restart": "reboot",
    "connect": "link", "phone": "telephone", "photo": "picture", "automatically": "by itself", "free": "free of charge",
    "available": "offered", "refund": "money back", "reimbursed": "paid back", "quickly": "fast", "difficult": "hard",
    "entire": "whole", "whole": "entire", "famous": "well known", "popular": "well liked", "wife": "spouse",
}  # fmt: skip
"""A phrase and one that means the same here."""

OTHER: Final = [
    pair.split("/")
    for pair in """allowed/prohibited permitted/forbidden free/paid included/excluded includes/excludes include/exclude
    before/after open/closed opens/closes increase/decrease increased/decreased increases/decreases more/less first/last
    minimum/maximum always/never required/optional enabled/disabled enable/disable accepted/rejected accept/reject
    north/south east/west northern/southern eastern/western early/late earlier/later high/low higher/lower highest/lowest
    large/small largest/smallest larger/smaller old/new older/newer oldest/newest left/right top/bottom up/down start/end
    starts/ends started/ended begin/finish buy/sell bought/sold won/lost win/lose most/least many/few best/worst
    better/worse good/bad same/different public/private internal/external online/offline manual/automatic
    manually/automatically add/remove added/removed adding/removing connect/disconnect connected/disconnected
    import/export upload/download send/receive sent/received male/female man/woman men/women boy/girl brother/sister
    father/mother son/daughter husband/wife king/queen he/she his/her born/died inside/outside indoor/outdoor
    possible/impossible able/unable valid/invalid safe/unsafe available/unavailable supported/unsupported
    refundable/non-refundable eligible/ineligible approved/denied approve/deny increase/reduce morning/evening
    monday/friday tuesday/thursday wednesday/saturday saturday/sunday daily/weekly monthly/yearly weekly/monthly
    summer/winter black/white red/blue green/yellow hot/cold short/long shorter/longer fast/slow faster/slower
    single/double upper/lower primary/secondary domestic/international local/remote fewer/more debit/credit
    deposit/withdrawal lend/borrow employer/employee buyer/seller sender/recipient owner/guest teacher/student
    american/british english/french german/italian chinese/japanese football/basketball singer/actor author/director
    unless/if with/without both/neither""".split()
]
"""Words that turn what a sentence says into something else."""

SCOPE: Final = [
    ("up to", "at least"), ("at least", "at most"), ("at most", "at least"), ("at least", "up to"), ("most", "all"),
    ("some", "all"), ("many", "all"), ("some", "no"), ("all", "some of the"), ("each", "only one"), ("every", "no"),
    ("may", "must"), ("can", "must"), ("may", "will always"), ("usually", "always"), ("often", "always"),
    ("sometimes", "always"), ("generally", "always"), ("typically", "always"), ("more than", "less than"),
    ("less than", "more than"), ("over", "under"), ("within", "after"), ("until", "from"), ("by", "after"),
    ("one of the", "the only one of the"), ("several", "all"), ("about", "exactly"), ("nearly", "more than"),
    ("no later than", "no earlier than"), ("except", "including"), ("only", "not only"), ("should", "must"),
    ("either", "both"), ("any", "only one"), ("or", "and"), ("for most", "for all"), ("recommended", "mandatory"),
]  # fmt: skip
"""Words of scope and what a careless draft makes of them."""

UNITS: Final = [
    group.split()
    for group in [
        "seconds minutes hours days weeks months years", "second minute hour day week month year",
        "km miles metres", "kilometres miles feet", "kg pounds grams", "MB GB TB KB", "mA A", "mV V", "MHz GHz kHz",
        "mm cm m inches", "€ $ £", "EUR USD GBP", "dollars euros pounds", "million billion thousand",
        "business calendar working", "litres gallons", "Celsius Fahrenheit",
    ]
]  # fmt: skip

NEGATED: Final = [
    ("is", "is not"), ("are", "are not"), ("was", "was not"), ("were", "were not"), ("can", "cannot"),
    ("will", "will not"), ("must", "must not"), ("should", "should not"), ("has been", "has not been"),
    ("have been", "have not been"), ("may", "may not"), ("does", "does not"), ("do", "do not"), ("would", "would not"),
    ("is not", "is"), ("are not", "are"), ("was not", "was"), ("cannot", "can"), ("can not", "can"),
    ("will not", "will"), ("must not", "must"), ("do not", "do"), ("does not", "does"), ("don't", "do"),
    ("doesn't", "does"), ("isn't", "is"), ("aren't", "are"), ("won't", "will"), ("can't", "can"), ("not", ""),
    ("no", "some"), ("there is no", "there is a"), ("there are no", "there are"), ("never", "always"),
    ("without", "with"), ("no longer", "still"),
]  # fmt: skip

ADJUNCTS: Final = [
    "free of charge", "at no extra cost", "within 24 hours", "in all countries", "on weekdays only", "for members only",
    "for two years", "without a receipt", "at any time", "by phone", "by e-mail", "in person", "in every room",
    "after registration", "with a valid passport", "until midnight", "on the first floor", "for a small fee",
    "in the United States", "since 2015", "with his brother", "for the first time", "in front of 20,000 people",
    "despite the rain", "because of its low price", "to great acclaim", "and is loved by many", "and it was a lot of fun",
    "which is the best in the world", "which is why so many people like it", "and I have been there", "even on Sundays",
    "as long as you pay in advance", "if you are over 18", "no matter where you bought it", "in less than an hour",
]  # fmt: skip
"""What drafts add without a source."""

OPENINGS: Final = [
    "Yes, ", "Sure, ", "Certainly, ", "Thanks for asking: ", "Well, ", "In short, ", "Please note that ", "Yes! ",
    "According to our policy, ", "As stated in our help pages, ", "Note that ", "That is right, ", "I can confirm that ",
    "To answer your question: ", "so ", "oh ", "yeah, ",
]  # fmt: skip
"""Openings that state nothing."""
