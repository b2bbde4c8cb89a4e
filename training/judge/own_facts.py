"""What the invented knowledge bases of `training.judge.own` state, and how customers ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

THINGS: Final = [
    "Lumio Desk",
    "Harbour Mail",
    "Fernway Card",
    "Orbit Router",
    "Tidewater Hosting",
    "Pinecrest Gym",
    "Marlow Bikes",
    "Quill Notes",
    "Northgate Insurance",
    "Saffron Kitchen Box",
    "Veloce Scooter",
    "Bramble Phone",
    "Kestrel Backup",
    "Amber Energy",
    "Juniper Tickets",
    "Cobalt Printer",
    "Delta Parcel",
    "Sable Camera",
    "Willow Learning",
    "Granite Payroll",
    "Cedar Storage",
    "Zephyr Fan",
    "Opal Watch",
    "Ravenna Hotel",
    "Solace Clinic",
    "Mistral Heater",
    "Atlas Maps",
    "Beacon Lamp",
    "Copper Broadband",
    "Dune Mattress",
    "the mobile app",
    "the loyalty programme",
    "our online shop",
    "the customer portal",
    "the web editor",
    "the savings account",
]

AMOUNTS: Final = ("5 euros", "9.50 euros", "$12", "$49", "18 pounds", "120 dollars", "2.5 %", "nothing", "30 euros")
SPANS: Final = [
    "2 hours",
    "24 hours",
    "3 working days",
    "5 days",
    "7 days",
    "10 business days",
    "14 days",
    "30 days",
    "6 weeks",
    "90 days",
    "12 months",
    "2 years",
]
COUNTS: Final = ("3", "5", "10", "25", "50", "100", "250", "1,000", "unlimited")
SIZES: Final = ("500 MB", "2 GB", "5 GB", "20 GB", "100 GB", "1 TB", "25 MB", "10 kg", "1.5 m")
TIMES: Final = (
    "8 am to 6 pm",
    "9:00 to 17:00",
    "around the clock",
    "weekdays 7 am to 8 pm",
    "10 am to 4 pm on Saturdays",
)
PLACES: Final = ("Rotterdam", "the Leeds centre", "room 4", "the main office", "Austin", "Settings > Account", "Poznan")
YES_NO: Final = ("yes", "no")

# name; kind of value; how a passage states it; how customers ask
FACTS: Final[tuple[tuple[str, Sequence[str], tuple[str, ...], tuple[str, ...]], ...]] = (
    (
        "price",
        AMOUNTS,
        ("{t} costs {v} a month.", "The monthly price of {t} is {v}.", "{v} per month is charged for {t}."),
        ("how much is {t}?", "what does {t} cost per month?", "what would we pay for {t}?", "price for {t} please"),
    ),
    (
        "refund time",
        SPANS,
        (
            "Refunds for {t} arrive within {v}.",
            "It takes {v} until the money is back in your account.",
            "We send refunds back to the original payment method within {v}.",
        ),
        (
            "when do i get my money back?",
            "how long does a refund for {t} take?",
            "I'm still waiting for my refund, when will it come?",
        ),
    ),
    (
        "return window",
        SPANS,
        (
            "{t} can be returned within {v} of delivery.",
            "You may send it back for {v} after you receive it.",
            "The return period is {v}.",
        ),
        (
            "how long do i have to return {t}?",
            "can I still send it back? what is the return period?",
            "until when can i return my order",
        ),
    ),
    (
        "delivery time",
        SPANS,
        ("Delivery of {t} takes {v}.", "Orders arrive in {v}.", "Parcels reach you {v} after dispatch."),
        (
            "when will my order arrive?",
            "how long is shipping for {t}?",
            "Where is my parcel, how many days does delivery take?",
        ),
    ),
    (
        "delivery fee",
        AMOUNTS,
        ("Shipping of {t} costs {v}.", "The delivery charge is {v}.", "We charge {v} for postage."),
        ("what is the shipping fee?", "how much do you charge for delivery of {t}?", "is postage extra?"),
    ),
    (
        "support hours",
        TIMES,
        ("Support for {t} is open {v}.", "You can reach our agents {v}.", "The help line is staffed {v}."),
        ("when can i call you?", "what are the support hours for {t}?", "Is someone there at the weekend?"),
    ),
    (
        "response time",
        SPANS,
        (
            "We answer tickets about {t} within {v}.",
            "The first response comes within {v}.",
            "Support replies in at most {v}.",
        ),
        (
            "how fast do you reply to tickets?",
            "what response time do we get with {t}?",
            "when will somebody answer me?",
        ),
    ),
    (
        "storage",
        SIZES,
        ("{t} comes with {v} of storage.", "Each user can store {v}.", "The storage limit is {v}."),
        (
            "how much storage do we get?",
            "what is the space limit of {t}?",
            "My disk is full. how much space is included?",
        ),
    ),
    (
        "upload limit",
        SIZES,
        (
            "Files up to {v} can be uploaded to {t}.",
            "The largest attachment is {v}.",
            "Uploads above {v} are rejected.",
        ),
        (
            "my upload fails, what is the maximum file size?",
            "how big can a file in {t} be?",
            "Is there a limit for attachments?",
        ),
    ),
    (
        "users",
        COUNTS,
        ("{t} includes {v} users.", "Up to {v} people can share one subscription.", "The seat limit is {v}."),
        (
            "how many people can use {t}?",
            "how many seats do we have?",
            "can i add more colleagues, what is the user limit?",
        ),
    ),
    (
        "devices",
        COUNTS,
        ("You can sign in to {t} on {v} devices.", "The number of devices is limited to {v}."),
        ("on how many devices does {t} work?", "can i use it on my tablet and two phones?", "what's the device limit"),
    ),
    (
        "trial",
        SPANS,
        ("The free trial of {t} lasts {v}.", "You can test {t} free of charge for {v}."),
        ("how long is the trial?", "can we try {t} before paying?", "when does my free trial end?"),
    ),
    (
        "notice",
        SPANS,
        ("{t} can be cancelled with {v} notice.", "The notice period is {v}.", "Tell us {v} before you leave."),
        (
            "how do i get out of the contract, what notice must i give?",
            "what is the cancellation period of {t}?",
            "I want to cancel. How long before do i have to tell you?",
        ),
    ),
    (
        "cancel fee",
        AMOUNTS,
        ("Cancelling {t} early costs {v}.", "The fee for early termination is {v}."),
        ("is there a cancellation fee?", "what do you charge if i cancel {t} early?", "will it cost anything to leave"),
    ),
    (
        "warranty",
        SPANS,
        ("The warranty of {t} is {v}.", "Defects are repaired free of charge for {v}.", "{t} is guaranteed for {v}."),
        ("how long is the warranty?", "is {t} still under guarantee?", "mine broke, do you repair it for free?"),
    ),
    (
        "late fee",
        AMOUNTS,
        ("A late payment fee of {v} is added.", "Invoices for {t} that are overdue cost {v} more."),
        (
            "what happens if i pay late?",
            "Why was I charged a late fee and how much is it?",
            "fee for overdue invoice {t}?",
        ),
    ),
    (
        "export",
        PLACES,
        ("Data of {t} is exported under {v}.", "To export everything, open {v} and press Export."),
        (
            "how do i export my data?",
            "where can i download all records from {t}?",
            "need a backup of our data, where is the export?",
        ),
    ),
    (
        "password",
        PLACES,
        ("The password of {t} is reset in {v}.", "To choose a new password, go to {v}."),
        ("i forgot my password", "how do i reset the password for {t}?", "can't log in, need a new password"),
    ),
    (
        "address change",
        PLACES,
        ("Change your address for {t} in {v}.", "A new address is entered in {v}."),
        (
            "we are moving, how do i change my address?",
            "where do i update the delivery address for {t}?",
            "wrong address on file",
        ),
    ),
    (
        "two factor",
        PLACES,
        ("Two-factor sign-in for {t} is turned on in {v}.", "Open {v} to require a second factor."),
        ("how can i turn on 2FA?", "where is two-factor authentication in {t}?", "we want a second factor for logins"),
    ),
    (
        "invoice copy",
        PLACES,
        ("Invoices of {t} are found in {v}.", "You can download each receipt from {v}."),
        ("i need a copy of my invoice", "where are my receipts for {t}?", "accounting asks for last month's bill"),
    ),
    (
        "pets",
        YES_NO,
        ("Pets: {v}.", "Are animals allowed at {t}? {v}."),
        ("can i bring my dog?", "are pets allowed at {t}?", "we travel with a cat, is that a problem?"),
    ),
    (
        "parking",
        AMOUNTS,
        ("Parking at {t} costs {v} a day.", "A parking space is {v} per day."),
        (
            "do you have parking?",
            "what does it cost to park at {t}?",
            "coming by car, where do we park and what is the price?",
        ),
    ),
    (
        "wheelchair",
        YES_NO,
        ("{t} is accessible by wheelchair: {v}.", "Step-free access: {v}."),
        (
            "is {t} wheelchair accessible?",
            "my mother uses a wheelchair, can she get in?",
            "are there steps at the entrance?",
        ),
    ),
    (
        "vat",
        YES_NO,
        ("Prices of {t} include VAT: {v}.", "VAT is included: {v}."),
        ("are your prices including tax?", "is VAT in the price of {t}?", "does VAT come on top?"),
    ),
    (
        "login codes",
        SPANS,
        ("Sign-in codes for {t} are valid for {v}.", "A code expires after {v}."),
        ("my login code doesn't work, how long is it valid?", "when do the codes of {t} expire?"),
    ),
    (
        "battery",
        SPANS,
        ("The battery of {t} lasts {v}.", "One charge keeps it going for {v}."),
        ("how long does the battery last?", "what's the battery life of {t}?"),
    ),
    (
        "deposit",
        AMOUNTS,
        ("A deposit of {v} is taken for {t}.", "We hold {v} as a security deposit."),
        ("do i have to leave a deposit?", "how high is the deposit for {t}?"),
    ),
    (
        "transfer limit",
        AMOUNTS,
        ("Transfers with {t} are limited to {v}.", "At most {v} can be sent a day."),
        ("what's the most i can send?", "my transfer was blocked, is there a daily limit on {t}?"),
    ),
    (
        "processing",
        SPANS,
        ("Applications for {t} are processed in {v}.", "We decide on an application within {v}."),
        ("how long until my application is decided?", "when do i hear back about {t}?"),
    ),
    (
        "retention",
        SPANS,
        ("Deleted items of {t} are kept for {v}.", "After deletion data can be restored for {v}."),
        ("i deleted something by accident, can i get it back?", "how long do you keep deleted data in {t}?"),
    ),
    (
        "age",
        COUNTS[:4],
        ("Customers of {t} must be at least {v}.", "The minimum age is {v}."),
        ("is there an age limit?", "how old do you have to be for {t}?", "can my daughter use {t} too?"),
    ),
)

# dimension; values; how a passage heads it; how a ticket names one
CONDITIONS: Final[tuple[tuple[str, tuple[str, ...], str, tuple[str, ...]], ...]] = (
    (
        "plan",
        ("Team", "Business", "Enterprise", "Free", "Starter", "Premium", "Basic", "Pro", "Plus", "Gold", "Silver"),
        "On the {c} plan",
        ("we are on the {c} plan", "we have {c}", "our plan is {c}", "I pay for {c}", "upgraded to {c} last week"),
    ),
    (
        "country",
        ("Germany", "France", "the UK", "Spain", "the United States", "Canada", "Poland", "Japan", "Italy", "Norway"),
        "In {c}",
        ("I live in {c}", "we're based in {c}", "ordering from {c}", "this is for our office in {c}"),
    ),
    (
        "payment",
        ("credit card", "bank transfer", "PayPal", "direct debit", "gift card", "invoice", "cash"),
        "If you pay by {c}",
        ("I paid by {c}", "payment was by {c}", "we use {c}"),
    ),
    (
        "customer",
        ("private customers", "companies", "students", "schools", "charities", "resellers", "new customers", "members"),
        "For {c}",
        ("we count among your {c}", "I belong to the {c}", "asking as one of the {c}"),
    ),
    (
        "product",
        (
            "the X200",
            "the X300",
            "the Mini",
            "the Max",
            "the 2023 model",
            "the 2024 model",
            "the Lite version",
            "the refurbished one",
        ),
        "With {c}",
        ("I have {c}", "mine is {c}", "it's about {c}", "bought {c} in May"),
    ),
    (
        "channel",
        ("the website", "the phone app", "a shop", "a partner", "the call centre", "the marketplace"),
        "When bought through {c}",
        ("I bought it through {c}", "ordered via {c}", "it was from {c}"),
    ),
    (
        "shipping",
        ("standard delivery", "express delivery", "pickup", "overnight delivery", "freight"),
        "With {c}",
        ("I chose {c}", "it was {c}", "sent with {c}"),
    ),
    (
        "date",
        ("before 1 January", "after 1 January", "in July or August", "before 2022", "since March 2023"),
        "For contracts signed {c}",
        ("we signed {c}", "my contract is from {c}", "signed up {c}"),
    ),
    (
        "system",
        ("Windows", "macOS", "Linux", "Android", "iPhone", "Chromebook"),
        "On {c}",
        ("I use {c}", "running {c} here", "my computer has {c}"),
    ),
    (
        "role",
        ("administrators", "editors", "guests", "owners", "billing contacts"),
        "For {c}",
        ("I'm one of the {c}", "this is for our {c}", "the people concerned are {c}"),
    ),
    (
        "room",
        ("single rooms", "double rooms", "suites", "dormitory beds", "family rooms"),
        "For {c}",
        ("we booked {c}", "we have {c}"),
    ),
    (
        "level",
        ("Bronze members", "Silver members", "Gold members", "Platinum members", "non-members"),
        "{c}",
        ("I'm one of the {c}", "my status: {c}"),
    ),
    (
        "state",
        ("opened items", "unopened items", "damaged items", "items on sale", "custom-made items"),
        "For {c}",
        ("this is about {c}", "mine falls under {c}"),
    ),
)

NEUTRAL: Final = (
    "We update this page from time to time.",
    "Contact support if you are unsure.",
    "Thank you for choosing us.",
    "More on this in the next section.",
    "This applies to all orders placed online.",
    "See also our terms of service.",
)

NEAR: Final = {
    "plan": ("level", "product"),
    "level": ("plan", "customer"),
    "product": ("plan", "state", "system"),
    "customer": ("level", "role"),
    "channel": ("shipping",),
    "shipping": ("channel",),
    "role": ("customer",),
    "state": ("product",),
    "system": ("product",),
}
"""Conditions that a sentence about another one might seem to name."""
