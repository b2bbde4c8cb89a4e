"""What can be told of a ticket by its words alone: its category, how the customer feels, how urgent it is.

Word lists, made to be right rather than complete: what they do not know is ``other``, ``neutral`` and ``normal``.
"""
# ruff: noqa: E501  a table of patterns reads better with long rows

import re
from collections.abc import Mapping
from types import MappingProxyType

CATEGORIES = (
    "order",
    "delivery",
    "return_refund",
    "billing_payment",
    "account_access",
    "technical",
    "product_question",
    "booking",
    "cancellation",
    "complaint",
    "other",
)
SENTIMENTS = ("positive", "neutral", "negative")
URGENCIES = ("low", "normal", "high")
MAX_CHARACTERS = 20_000
"""Of a ticket, in which words are looked for."""


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


_CATEGORY: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "cancellation": _words(r"cancel\w*", r"terminat\w+", "unsubscribe", "end my", "close my", "opt out", "notice period"),
        "return_refund": _words(
            r"refund\w*", r"return(?:s|ed|ing)?", "money back", "send back", r"reimburs\w+", r"warrant\w+", r"replace\w*", "broken",
            r"damaged?", "exchange it", "swap", "faulty", r"rebate\w*", r"compensat\w+",
        ),
        "delivery": _words(
            r"deliver\w*", r"ship(?:s|ped|ping|ment)?", r"parcels?", r"package", "courier", r"track(?:ing)?", "arrive[ds]?",
            "postcode", "customs",
        ),
        "billing_payment": _words(
            r"charg\w+", r"pay(?:ment|ments|ing|s)?", "paid", r"invoices?", r"bill(?:s|ed|ing)?", r"fees?", r"price[sd]?", "vat",
            r"transfers?", "direct debit", "top[ -]?up", "exchange rate", "balance", r"transactions?", "withdrawal", "statement", "tax",
        ),
        "account_access": _words(
            r"log(?:ging)? ?in", "login", "sign in", r"passwords?", "passcode", "locked", r"block(?:ed)?", "account", r"verif\w+",
            "two-factor", "2fa", "pin", "username", "profile", "e-?mail address", "lost my card", "stolen", "hacked", "identity",
        ),
        "technical": _words(
            r"errors?", r"crash\w*", "bug", "not work(?:ing)?", "doesn['’]?t work", "does not work", r"updat(?:e|ed|es|ing)", r"install\w*",
            "firmware", "connect(?:s|ion|ed|ing)?", "offline", r"restart\w*", "reset", "sync", "wi-?fi", "internet", "screen", "driver",
            "upload", "software", "app",
        ),
        "booking": _words(
            r"book(?:ed|ing|ings)?", r"reserv\w+", r"appointments?", "check[ -]?in", "check[ -]?out", r"flights?", "room", "guests?",
            "seat", "table", "trip", "boarding", "luggage", "hotel",
        ),
        "order": _words(r"orders?", "ordered", r"purchas\w+", r"voucher\w*", "coupon", "discount", "wrong item", "checkout", "cart", "basket"),
        "complaint": _words(r"complain\w*", "unacceptable", "rude", "manager", "reclamation", "disgrace", "shocking"),
        "product_question": _words(
            "does it", "do you (?:have|offer|sell|support)", "is there", "are there", "compatible", "available", "in stock", r"differences?",
            "which (?:one|model|plan)", "how (?:do|can|to)", "what is", "battery", "size", "colou?r", "plans?", "upgrade", "parking", "breakfast",
        ),
    }
)  # fmt: skip
_NEGATIVE = _words(
    r"ridiculous", r"annoy\w+", r"angry", r"furious", "terrible", "awful", "horrible", "worst", r"disappoint\w+", "unacceptable",
    "unbelievable", "fed up", "sick of", "losing my patience", "had it with", "third time", "last try", "never again", "a joke",
    "useless", "damn", "bloody", r"f[u*]+ck\w*", "shit", "crap", "rude", "no help", "give up", "giving up", "waste of", "complain\\w*",
    "scam", "rip-?off", r"frustrat\w+", "upset", "unhappy", "shocking", "disgrace\\w*", "nobody (?:answers|seems|has called|called)",
    "straight answer", "do not have time for this", "come on", "this should not be so hard",
)  # fmt: skip
_POSITIVE = _words(
    "great", "love", "excellent", "perfect(?:ly)?", "fantastic", "wonderful", "amazing", "well done", "awesome", "very happy", "brilliant",
)  # fmt: skip
_NO_PRAISE = re.compile(r"\b(?:would|it'd|will|not|n['’]t) (?:be |so )?(?:great|perfect|love|happy)\b", re.IGNORECASE)
_HIGH = _words(
    "urgent(?:ly)?", "asap", "as soon as possible", "immediately", "right away", "right now", "at once", "emergency", "today", "tonight",
    "stolen", "hacked", "fraud", "not my payment", "lost my card", "by tomorrow", "medicine", "medication", "unsafe", "smoke", "burning",
    "end of the day", "on fire",
)  # fmt: skip
_LOW = _words("no rush", "not urgent", "no hurry", "whenever you", "when you have time")


def category_of(ticket: str) -> str:
    """The category whose words occur most; the earlier of ``CATEGORIES``' specific ones where two tie."""
    text = ticket[:MAX_CHARACTERS]
    counts = {name: len({match.lower() for match in pattern.findall(text)}) for name, pattern in _CATEGORY.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else "other"


def sentiment_of(ticket: str) -> str:
    """``negative`` where any word of anger or disappointment occurs, ``positive`` where only praise does."""
    text = ticket[:MAX_CHARACTERS]
    if _NEGATIVE.search(text) or text.count("!!") or text.count("??") > 1:
        return "negative"
    return "positive" if _POSITIVE.search(_NO_PRAISE.sub("", text)) else "neutral"


def urgency_of(ticket: str) -> str:
    """``high`` or ``low`` where the customer says so."""
    text = ticket[:MAX_CHARACTERS]
    if _LOW.search(text):
        return "low"
    return "high" if _HIGH.search(text) else "normal"


NEXT_STEPS: Mapping[str, str] = MappingProxyType(
    {
        "order": "Look up the order and tell the customer what can be done.",
        "delivery": "Check the shipment and give the customer a delivery date.",
        "return_refund": "Check the return or refund and tell the customer what follows.",
        "billing_payment": "Check the payment and explain or correct it.",
        "account_access": "Verify the customer and check the account.",
        "technical": "Go through the troubleshooting steps with the customer.",
        "product_question": "Answer the question from the product information.",
        "booking": "Open the booking and answer the customer.",
        "cancellation": "Check the terms and confirm the end date to the customer.",
        "complaint": "Apologise, look into it and tell the customer what will be done.",
        "other": "Pass the request on to the right team and tell the customer.",
    }
)
"""What the next agent should do, by category, where nothing more is known."""
