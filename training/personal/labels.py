"""The classes of the token model, and what the labels of the data sets are in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

TYPES: Final = (
    "PERSON", "ADDRESS", "ORGANISATION", "EMAIL", "PHONE", "CARD", "NATIONAL_ID", "ACCOUNT", "PASSWORD", "ZIP",
    "BOOKING", "POLICY", "CLAIM", "USERNAME",
)  # fmt: skip
LABELS: Final = ("O", *(f"{side}-{name}" for name in TYPES for side in "BI"))

MULTIDOGO: Final = {
    "name": "PERSON",
    "email_address": "EMAIL",
    "ssn": "NATIONAL_ID",
    "phonenumber": "PHONE",
    "phone_number": "PHONE",
    "policyid": "POLICY",
    "claimid": "CLAIM",
    "password": "PASSWORD",
    "current_zipcode": "ZIP",
    "new_zipcode": "ZIP",
    "booking_confirmation_number": "BOOKING",
    "address": "ADDRESS",
    "account_number": "ACCOUNT",
    "target_account_number": "ACCOUNT",
    "account_id": "ACCOUNT",
    "card_number": "CARD",
    "username": "USERNAME",
}
"""An order number names a thing, and is looked up: it is no class."""
PRESIDIO: Final = {
    "PERSON": "PERSON",
    "ADDRESS": "ADDRESS",
    "STREET_ADDRESS": "ADDRESS",
    "ZIP_CODE": "ZIP",
    "ORGANIZATION": "ORGANISATION",
    "CREDIT_CARD": "CARD",
    "US_SSN": "NATIONAL_ID",
    "PHONE_NUMBER": "PHONE",
    "EMAIL_ADDRESS": "EMAIL",
}
"""Places, dates, ages, titles and nationalities are no class; the recognisers find the other structured ones."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the spans (start, end, type) of its personal data; ``group`` is the template it came from."""

    text: str
    spans: tuple[tuple[int, int, str], ...] = ()
    source: str = ""
    group: int = field(default=-1)
