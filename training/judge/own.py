"""Own examples: invented knowledge bases whose passages state facts plainly or by a condition, and tickets about them.

A ticket that names its condition (or asks what does not depend on one) has an answer; one that leaves it open has to be
asked back; one about a fact that no passage states has none. Near misses state another fact of the same thing, or the
same fact of another thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from training.judge.items import Candidate, Item

if TYPE_CHECKING:
    import random

THINGS: Final = (
    "Lumio Desk,Harbour Mail,Fernway Card,Orbit Router,Tidewater Hosting,Pinecrest Gym,Marlow Bikes,Quill Notes,"
    "Northgate Insurance,Saffron Kitchen Box,Veloce Scooter,Bramble Phone,Kestrel Backup,Amber Energy,Juniper Tickets,"
    "Cobalt Printer,Delta Parcel,Sable Camera,Willow Learning,Granite Payroll,Cedar Storage,Zephyr Fan,Opal Watch,"
    "Ravenna Hotel,Solace Clinic,Mistral Heater,Atlas Maps,Beacon Lamp,Copper Broadband,Dune Mattress,the mobile app,"
    "the loyalty programme,our online shop,the customer portal,the web editor,the savings account"
).split(",")

AMOUNTS: Final = ("5 euros", "9.50 euros", "$12", "$49", "18 pounds", "120 dollars", "2.5 %", "nothing", "30 euros")
SPANS: Final = (
    "2 hours,24 hours,3 working days,5 days,7 days,10 business days,14 days,30 days,6 weeks,90 days,12 months,2 years"
).split(",")
COUNTS: Final = ("3", "5", "10", "25", "50", "100", "250", "1,000", "unlimited")
SIZES: Final = ("500 MB", "2 GB", "5 GB", "20 GB", "100 GB", "1 TB", "25 MB", "10 kg", "1.5 m")
TIMES: Final = ("8 am to 6 pm", "9:00 to 17:00", "around the clock", "weekdays 7 am to 8 pm", "10 am to 4 pm on Saturdays")
PLACES: Final = ("Rotterdam", "the Leeds centre", "room 4", "the main office", "Austin", "Settings > Account", "Poznan")
YES_NO: Final = ("yes", "no")

# name; kind of value; how a passage states it; how customers ask
FACTS: Final[tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]] = (
    ("price", AMOUNTS, ("{t} costs {v} a month.", "The monthly price of {t} is {v}.", "{v} per month is charged for {t}."),
     ("how much is {t}?", "what does {t} cost per month?", "what would we pay for {t}?", "price for {t} please")),
    ("refund time", SPANS, ("Refunds for {t} arrive within {v}.", "It takes {v} until the money is back in your account.",
     "We send refunds back to the original payment method within {v}."),
     ("when do i get my money back?", "how long does a refund for {t} take?", "I'm still waiting for my refund, when will it come?")),
    ("return window", SPANS, ("{t} can be returned within {v} of delivery.", "You may send it back for {v} after you receive it.",
     "The return period is {v}."),
     ("how long do i have to return {t}?", "can I still send it back? what is the return period?", "until when can i return my order")),
    ("delivery time", SPANS, ("Delivery of {t} takes {v}.", "Orders arrive in {v}.", "Parcels reach you {v} after dispatch."),
     ("when will my order arrive?", "how long is shipping for {t}?", "Where is my parcel, how many days does delivery take?")),
    ("delivery fee", AMOUNTS, ("Shipping of {t} costs {v}.", "The delivery charge is {v}.", "We charge {v} for postage."),
     ("what is the shipping fee?", "how much do you charge for delivery of {t}?", "is postage extra?")),
    ("support hours", TIMES, ("Support for {t} is open {v}.", "You can reach our agents {v}.", "The help line is staffed {v}."),
     ("when can i call you?", "what are the support hours for {t}?", "Is someone there at the weekend?")),
    ("response time", SPANS, ("We answer tickets about {t} within {v}.", "The first response comes within {v}.",
     "Support replies in at most {v}."),
     ("how fast do you reply to tickets?", "what response time do we get with {t}?", "when will somebody answer me?")),
    ("storage", SIZES, ("{t} comes with {v} of storage.", "Each user can store {v}.", "The storage limit is {v}."),
     ("how much storage do we get?", "what is the space limit of {t}?", "My disk is full. how much space is included?")),
    ("upload limit", SIZES, ("Files up to {v} can be uploaded to {t}.", "The largest attachment is {v}.",
     "Uploads above {v} are rejected."),
     ("my upload fails, what is the maximum file size?", "how big can a file in {t} be?", "Is there a limit for attachments?")),
    ("users", COUNTS, ("{t} includes {v} users.", "Up to {v} people can share one subscription.", "The seat limit is {v}."),
     ("how many people can use {t}?", "how many seats do we have?", "can i add more colleagues, what is the user limit?")),
    ("devices", COUNTS, ("You can sign in to {t} on {v} devices.", "The number of devices is limited to {v}."),
     ("on how many devices does {t} work?", "can i use it on my tablet and two phones?", "what's the device limit")),
    ("trial", SPANS, ("The free trial of {t} lasts {v}.", "You can test {t} free of charge for {v}."),
     ("how long is the trial?", "can we try {t} before paying?", "when does my free trial end?")),
    ("notice", SPANS, ("{t} can be cancelled with {v} notice.", "The notice period is {v}.", "Tell us {v} before you leave."),
     ("how do i get out of the contract, what notice must i give?", "what is the cancellation period of {t}?",
      "I want to cancel. How long before do i have to tell you?")),
    ("cancel fee", AMOUNTS, ("Cancelling {t} early costs {v}.", "The fee for early termination is {v}."),
     ("is there a cancellation fee?", "what do you charge if i cancel {t} early?", "will it cost anything to leave")),
    ("warranty", SPANS, ("The warranty of {t} is {v}.", "Defects are repaired free of charge for {v}.", "{t} is guaranteed for {v}."),
     ("how long is the warranty?", "is {t} still under guarantee?", "mine broke, do you repair it for free?")),
    ("late fee", AMOUNTS, ("A late payment fee of {v} is added.", "Invoices for {t} that are overdue cost {v} more."),
     ("what happens if i pay late?", "Why was I charged a late fee and how much is it?", "fee for overdue invoice {t}?")),
    ("export", PLACES, ("Data of {t} is exported under {v}.", "To export everything, open {v} and press Export."),
     ("how do i export my data?", "where can i download all records from {t}?", "need a backup of our data, where is the export?")),
    ("password", PLACES, ("The password of {t} is reset in {v}.", "To choose a new password, go to {v}."),
     ("i forgot my password", "how do i reset the password for {t}?", "can't log in, need a new password")),
    ("address change", PLACES, ("Change your address for {t} in {v}.", "A new address is entered in {v}."),
     ("we are moving, how do i change my address?", "where do i update the delivery address for {t}?", "wrong address on file")),
    ("two factor", PLACES, ("Two-factor sign-in for {t} is turned on in {v}.", "Open {v} to require a second factor."),
     ("how can i turn on 2FA?", "where is two-factor authentication in {t}?", "we want a second factor for logins")),
    ("invoice copy", PLACES, ("Invoices of {t} are found in {v}.", "You can download each receipt from {v}."),
     ("i need a copy of my invoice", "where are my receipts for {t}?", "accounting asks for last month's bill")),
    ("pets", YES_NO, ("Pets: {v}.", "Are animals allowed at {t}? {v}."),
     ("can i bring my dog?", "are pets allowed at {t}?", "we travel with a cat, is that a problem?")),
    ("parking", AMOUNTS, ("Parking at {t} costs {v} a day.", "A parking space is {v} per day."),
     ("do you have parking?", "what does it cost to park at {t}?", "coming by car, where do we park and what is the price?")),
    ("wheelchair", YES_NO, ("{t} is accessible by wheelchair: {v}.", "Step-free access: {v}."),
     ("is {t} wheelchair accessible?", "my mother uses a wheelchair, can she get in?", "are there steps at the entrance?")),
    ("vat", YES_NO, ("Prices of {t} include VAT: {v}.", "VAT is included: {v}."),
     ("are your prices including tax?", "is VAT in the price of {t}?", "does VAT come on top?")),
    ("login codes", SPANS, ("Sign-in codes for {t} are valid for {v}.", "A code expires after {v}."),
     ("my login code doesn't work, how long is it valid?", "when do the codes of {t} expire?")),
    ("battery", SPANS, ("The battery of {t} lasts {v}.", "One charge keeps it going for {v}."),
     ("how long does the battery last?", "what's the battery life of {t}?")),
    ("deposit", AMOUNTS, ("A deposit of {v} is taken for {t}.", "We hold {v} as a security deposit."),
     ("do i have to leave a deposit?", "how high is the deposit for {t}?")),
    ("transfer limit", AMOUNTS, ("Transfers with {t} are limited to {v}.", "At most {v} can be sent a day."),
     ("what's the most i can send?", "my transfer was blocked, is there a daily limit on {t}?")),
    ("processing", SPANS, ("Applications for {t} are processed in {v}.", "We decide on an application within {v}."),
     ("how long until my application is decided?", "when do i hear back about {t}?")),
    ("retention", SPANS, ("Deleted items of {t} are kept for {v}.", "After deletion data can be restored for {v}."),
     ("i deleted something by accident, can i get it back?", "how long do you keep deleted data in {t}?")),
    ("age", COUNTS[:4], ("Customers of {t} must be at least {v}.", "The minimum age is {v}."),
     ("is there an age limit?", "how old do you have to be for {t}?", "can my daughter use {t} too?")),
)  # fmt: skip

# dimension; values; how a passage heads it; how a ticket names one
CONDITIONS: Final[tuple[tuple[str, tuple[str, ...], str, tuple[str, ...]], ...]] = (
    ("plan", ("Team", "Business", "Enterprise", "Free", "Starter", "Premium", "Basic", "Pro", "Plus", "Gold", "Silver"), "On the {c} plan",
     ("we are on the {c} plan", "we have {c}", "our plan is {c}", "I pay for {c}", "upgraded to {c} last week")),
    ("country", ("Germany", "France", "the UK", "Spain", "the United States", "Canada", "Poland", "Japan", "Italy", "Norway"), "In {c}",
     ("I live in {c}", "we're based in {c}", "ordering from {c}", "this is for our office in {c}")),
    ("payment", ("credit card", "bank transfer", "PayPal", "direct debit", "gift card", "invoice", "cash"), "If you pay by {c}",
     ("I paid by {c}", "payment was by {c}", "we use {c}")),
    ("customer", ("private customers", "companies", "students", "schools", "charities", "resellers", "new customers", "members"), "For {c}",
     ("we count among your {c}", "I belong to the {c}", "asking as one of the {c}")),
    ("product", ("the X200", "the X300", "the Mini", "the Max", "the 2023 model", "the 2024 model", "the Lite version", "the refurbished one"),
     "With {c}", ("I have {c}", "mine is {c}", "it's about {c}", "bought {c} in May")),
    ("channel", ("the website", "the phone app", "a shop", "a partner", "the call centre", "the marketplace"), "When bought through {c}",
     ("I bought it through {c}", "ordered via {c}", "it was from {c}")),
    ("shipping", ("standard delivery", "express delivery", "pickup", "overnight delivery", "freight"), "With {c}",
     ("I chose {c}", "it was {c}", "sent with {c}")),
    ("date", ("before 1 January", "after 1 January", "in July or August", "before 2022", "since March 2023"), "For contracts signed {c}",
     ("we signed {c}", "my contract is from {c}", "signed up {c}")),
    ("system", ("Windows", "macOS", "Linux", "Android", "iPhone", "Chromebook"), "On {c}", ("I use {c}", "running {c} here", "my computer has {c}")),
    ("role", ("administrators", "editors", "guests", "owners", "billing contacts"), "For {c}",
     ("I'm one of the {c}", "this is for our {c}", "the people concerned are {c}")),
    ("room", ("single rooms", "double rooms", "suites", "dormitory beds", "family rooms"), "For {c}", ("we booked {c}", "we have {c}")),
    ("level", ("Bronze members", "Silver members", "Gold members", "Platinum members", "non-members"), "{c}",
     ("I'm one of the {c}", "my status: {c}")),
    ("state", ("opened items", "unopened items", "damaged items", "items on sale", "custom-made items"), "For {c}",
     ("this is about {c}", "mine falls under {c}")),
)  # fmt: skip

NEUTRAL: Final = (
    "We update this page from time to time.", "Contact support if you are unsure.", "Thank you for choosing us.",
    "More on this in the next section.", "This applies to all orders placed online.", "See also our terms of service.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stated:
    """One invented passage: what it is about, which fact, and by which condition (`None`: by none)."""

    text: str
    dimension: tuple[str, tuple[str, ...], str, tuple[str, ...]] | None
    chosen: tuple[str, ...] = ()


def make(rng: random.Random, count: int, first: int = 0) -> list[Item]:
    """`count` tickets with two to five passages each."""
    return [_one(rng, f"own_{first + number}") for number in range(count)]


def _one(rng: random.Random, group: str) -> Item:
    thing, other_thing = rng.sample(THINGS, 2)
    fact, *others = rng.sample(FACTS, 4)
    conditional = rng.random() < 0.62
    gold = _by_condition(rng, thing, fact) if conditional else _plain(rng, thing, [fact, others[0]][: rng.choice([1, 1, 2])])
    misses = [
        _plain(rng, thing, [others[0] if conditional else others[2], others[1]][: rng.choice([1, 2])]),
        _by_condition(rng, thing, others[1]),
    ]
    if rng.random() < 0.5:
        misses.append(_plain(rng, thing, [others[2]]))
    case = rng.random()
    question = rng.choice(fact[3])
    named = "{t}" in question
    question = question.replace("{t}", thing)
    if named and rng.random() < 0.5:
        misses.append(_plain(rng, other_thing, [fact], always=True))
    clarify: int | None = 0
    answers = 1
    if conditional and gold.dimension is not None:
        if case < 0.5:
            clarify = 1
            statement = _distraction(rng, gold.dimension[0])
        elif case < 0.93:
            statement = rng.choice(gold.dimension[3]).replace("{c}", rng.choice(gold.chosen))
        else:
            rest = [value for value in gold.dimension[1] if value not in gold.chosen]
            if rest:
                statement, answers = rng.choice(gold.dimension[3]).replace("{c}", rng.choice(rest)), 0
            else:
                statement, clarify = "", 1
    else:
        statement = _distraction(rng, "") if rng.random() < 0.5 else ""
    candidates = [Candidate(miss.text, 0, None) for miss in misses]
    if rng.random() < 0.85:
        candidates.insert(0, Candidate(gold.text, answers, clarify if answers else None))
    rng.shuffle(candidates)
    return Item(_ticket(rng, question, statement), tuple(candidates), "own", group)


def _ticket(rng: random.Random, question: str, statement: str) -> str:
    if not statement:
        return question
    if rng.random() < 0.3:
        return f"{question} {statement}."
    return f"{statement[0].upper()}{statement[1:]}. {question}"


def _distraction(rng: random.Random, without: str) -> str:
    """A sentence of a customer that says nothing about the condition `without`, or nothing."""
    if rng.random() < 0.4:
        return ""
    other = rng.choice([one for one in CONDITIONS if one[0] != without and one[0] not in _NEAR.get(without, ())])
    return rng.choice(other[3]).replace("{c}", rng.choice(other[1]))


_NEAR: Final = {
    "plan": ("level", "product"), "level": ("plan", "customer"), "product": ("plan", "state", "system"), "customer": ("level", "role"),
    "channel": ("shipping",), "shipping": ("channel",), "role": ("customer",), "state": ("product",), "system": ("product",),
}  # fmt: skip


def _value(rng: random.Random, fact: tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]) -> str:
    return rng.choice(fact[1])


def _plain(
    rng: random.Random,
    thing: str,
    facts: list[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]],
    *,
    always: bool = False,
) -> Stated:
    """A passage that states facts without a condition."""
    sentences = [_capital(rng.choice(fact[2]).replace("{t}", thing).replace("{v}", _value(rng, fact))) for fact in facts]
    if rng.random() < 0.4:
        sentences.insert(rng.randrange(len(sentences) + 1), rng.choice(NEUTRAL))
    rng.shuffle(sentences)
    return Stated(_place(rng, thing, facts[0][0], always=always) + " ".join(sentences), None)


def _by_condition(
    rng: random.Random, thing: str, fact: tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]
) -> Stated:
    """A passage that states one fact for two to four values of a condition."""
    dimension = rng.choice(CONDITIONS)
    chosen = rng.sample(dimension[1], min(len(dimension[1]), rng.choice([2, 2, 3, 3, 4])))
    values = [_value(rng, fact) for _ in chosen]
    if len(set(values)) < 2:
        values = rng.sample(fact[1], 2) + values[2:]
    form = rng.random()
    statement = rng.choice(fact[2]).replace("{t}", thing)
    if form < 0.35:
        lines = [f"{dimension[2].replace('{c}', c)}: {statement.replace('{v}', v)}" for c, v in zip(chosen, values, strict=True)]
        text = " ".join(lines)
    elif form < 0.6:
        text = f"{_capital(fact[0])} of {thing}: " + "; ".join(f"{c}: {v}" for c, v in zip(chosen, values, strict=True)) + "."
    elif form < 0.8:
        first = statement.replace("{v}", values[0]).rstrip(".")
        rest = ", ".join(f"{_lower(dimension[2].replace('{c}', c))} it is {v}" for c, v in zip(chosen[1:], values[1:], strict=True))
        text = f"{_capital(dimension[2].replace('{c}', chosen[0]))}, {_lower(first)}; {rest}."
    else:
        text = f"{dimension[0].capitalize()} | {fact[0]} " + " ".join(f"{c} | {v}" for c, v in zip(chosen, values, strict=True))
    if rng.random() < 0.35:
        text = f"{text} {rng.choice(NEUTRAL)}"
    return Stated(_place(rng, thing, fact[0], always=False) + text, dimension, tuple(chosen))


def _place(rng: random.Random, thing: str, name: str, *, always: bool) -> str:
    heading = rng.choice([name.capitalize(), f"About {name}", "Details", "Good to know", "Frequently asked questions", "Terms"])
    case = rng.random()
    if case < 0.55 or always:
        return f"{_capital(thing)} › {heading}: "
    if case < 0.8:
        return f"{_capital(thing)}: "
    return f"Help › {heading}: "


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
