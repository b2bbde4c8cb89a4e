"""Random values of the scenarios, and what the intents of the public sets mean."""
# ruff: noqa: E501  a table reads better with long rows

import random
import re
from collections.abc import Mapping
from types import MappingProxyType

SAYS = "The customer says "
PRODUCTS = (
    "Nordic Lamp", "PureBrew 300", "trail jacket", "SoundBuds Pro", "HomeHub", "office chair", "CloudDesk", "Aqua filter", "bike rack",
    "e-reader", "standing desk", "MediaBox", "smart meter", "TeamBoard", "hiking boots", "baby monitor", "air fryer", "FitTrack watch",
    "gaming mouse", "water bottle", "PhotoBook", "VPN plan", "coffee grinder", "router X2", "tablet case", "robot mower", "Studio licence",
    "garden hose", "sleeping bag", "dash cam", "projector", "family plan", "electric toothbrush", "InkJet 4200", "wall shelf", "LedgerPlus",
    "heat pump", "charging cable", "yoga mat", "drone", "season ticket", "solar panel", "door lock", "hearing aid", "stroller",
)  # fmt: skip
CITIES = (
    "Leeds", "Hamburg", "Porto", "Denver", "Lyon", "Oslo", "Ghent", "Turin", "Cork", "Austin", "Graz", "Malmö", "Perth", "Kraków", "Sofia",
    "Nagoya", "Toronto", "Valencia", "Basel", "Utrecht",
)  # fmt: skip
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MAILS = ("mail.example", "post.example", "acme.example", "inbox.example", "shop.example")
FIRST = (
    "anna",
    "j.brown",
    "li.wei",
    "m.silva",
    "tom77",
    "office",
    "k.novak",
    "sara_p",
    "info",
    "peter.h",
    "d.oconnor",
    "r.patel",
)

CLINC: Mapping[str, str] = MappingProxyType(
    {
        "transfer": "billing_payment", "insurance_change": "product_question", "travel_alert": "product_question", "freeze_account": "account_access",
        "rewards_balance": "billing_payment", "pay_bill": "billing_payment", "new_card": "account_access", "lost_luggage": "complaint",
        "report_lost_card": "account_access", "bill_due": "billing_payment", "damaged_card": "return_refund", "order_status": "delivery",
        "pin_change": "account_access", "account_blocked": "account_access", "international_fees": "billing_payment", "report_fraud": "billing_payment",
        "book_hotel": "booking", "book_flight": "booking", "cancel_reservation": "booking", "restaurant_reservation": "booking", "car_rental": "booking",
        "card_declined": "billing_payment", "order_checks": "order", "bill_balance": "billing_payment", "credit_limit_change": "account_access",
        "schedule_maintenance": "booking", "flight_status": "booking", "carry_on": "product_question", "sync_device": "technical",
        "reset_settings": "technical", "replacement_card_duration": "delivery", "confirm_reservation": "booking", "redeem_rewards": "order",
    }
)  # fmt: skip
MULTIDOGO: Mapping[str, str] = MappingProxyType(
    {
        "getproofofinsurance": "other", "changeseatassignment": "booking", "getboardingpass": "booking", "reportlostcard": "account_access",
        "getseatinfo": "booking", "transfermoney": "billing_payment", "reportbrokensoftware": "technical", "checkclaimstatus": "other",
        "checkbalance": "billing_payment", "updateaddress": "account_access", "expensereport": "billing_payment", "reportbrokenphone": "technical",
        "softwareupdate": "technical", "disputecharge": "billing_payment", "bookflight": "booking", "checkserverstatus": "technical",
        "viewbillsintent": "billing_payment", "closeaccount": "cancellation", "replacecard": "account_access", "orderchecks": "order",
        "cancelserviceintent": "cancellation", "startserviceintent": "order",
    }
)  # fmt: skip
_BANKING = (
    (("arrival", "delivery_estimate"), "delivery"),
    (("refund", "Refund"), "return_refund"),
    (("terminate",), "cancellation"),
    (("verify", "identity", "passcode", "pin", "lost", "compromised", "edit_personal", "activate"), "account_access"),
    (("not_working", "contactless", "swallowed", "apple_pay"), "technical"),
    (("support", "age_limit", "visa_or", "acceptance", "virtual", "spare", "physical", "limits"), "product_question"),
)


def banking_category(intent: str) -> str:
    """The category of an intent of banking77."""
    return next((category for parts, category in _BANKING if any(part in intent for part in parts)), "billing_payment")


def draw(rng: random.Random) -> dict[str, str]:
    """Random values for all slots of a scenario."""
    return {
        "code": _code(rng),
        "product": rng.choice(PRODUCTS),
        "amount": _amount(rng),
        "date": _date(rng),
        "error": rng.choice(("error ", "code ", "")) + _error(rng),
        "city": rng.choice(CITIES),
        "n": str(rng.choice((*range(3, 15), 20, 25, 30, 40, 45, 60, 99))),
        "last4": f"{rng.randrange(10_000):04d}",
        "email": f"{rng.choice(FIRST)}{rng.choice(('', str(rng.randrange(2, 99))))}@{rng.choice(MAILS)}",
    }


def _code(rng: random.Random) -> str:
    number = str(rng.randrange(1_000, 10 ** rng.randint(5, 10)))
    letters = "".join(rng.choices("ABCDEFGHKLMNPRSTUVWXYZ", k=rng.randint(2, 3)))
    return rng.choice(
        (
            number,
            f"#{number}",
            f"{letters}-{number}",
            f"{letters}{number}",
            f"ORD-{number}",
            f"{number}-{letters}",
            f"{letters}/{number[:5]}",
        )
    )


def _error(rng: random.Random) -> str:
    number = rng.randrange(2, 999)
    return rng.choice(
        (
            f"E-{number}",
            f"E{number}",
            f"0x{rng.randrange(4096, 65535):X}",
            f"ERR_{number}",
            f"F{number}",
            str(rng.randrange(400, 9999)),
        )
    )


def _amount(rng: random.Random) -> str:
    whole = rng.randrange(3, 2500)
    number = f"{whole:,}" if rng.random() < 0.3 else str(whole)
    number += rng.choice(("", f".{rng.randrange(100):02d}", ".90", ".99"))
    return rng.choice((f"${number}", f"{number} EUR", f"€{number}", f"£{number}", f"{number} euros", f"USD {number}"))


def _date(rng: random.Random) -> str:
    day, month = rng.randint(1, 28), rng.randint(1, 12)
    return rng.choice(
        (
            f"{day} {MONTHS[month - 1]}",
            f"{MONTHS[month - 1]} {day}",
            f"{day:02d}.{month:02d}.",
            f"2026-{month:02d}-{day:02d}",
            f"{day}/{month}/2026",
            rng.choice(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")),
        )
    ).rstrip(".")


def without_code(step: str) -> str:
    """A next step whose number the ticket does not name."""
    return (
        re.sub(r"^Open \{code\}", "Open the file", step)
        .replace(" for {error}", "")
        .replace(" for {code}", "")
        .replace(" of {code}", "")
        .replace(" {code}", "")
        .replace("{code}", "it")
    )
