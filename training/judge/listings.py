"""Own examples of what is listed: a passage names what there is, and a ticket asks for one of these or for another one.

What a passage does not name it does not answer for, however near its subject is: that has to be refused.
"""
# ruff: noqa: E501  a table of phrases reads better with long rows

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from training.drafter.slots import Values
from training.drafter.tickets import several
from training.judge.items import Candidate, Item

if TYPE_CHECKING:
    import random

# heading; things; how a passage lists them; how customers ask for one
LISTS: Final[tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]] = (
    (
        "Payment methods",
        "credit card,bank transfer,PayPal,direct debit,Klarna,cash,gift cards,bitcoin,cheque,Apple Pay,invoice,iDEAL,Amex",
        ("You can pay by {x}.", "We accept {x}.", "Payment is possible with {x}. Fees are not charged."),
        (
            "Can I pay by {y}?",
            "do you take {y}",
            "I only have {y}, is that ok?",
            "We would like to pay with {y}. How do we do that?",
        ),
    ),
    (
        "Connections to other programs",
        "Slack,Trello,Zoom,Shopify,Dropbox,Jira,Notion,Mailchimp,Asana,Xero,QuickBooks,WordPress,Zendesk,GitHub,Airtable",
        (
            "{b} connects to {x}. Open Settings to set it up.",
            "Integrations: {x}.",
            "Data can be sent to {x} at no extra cost.",
        ),
        (
            "Does {b} work with {y}?",
            "we use {y} a lot. can it be connected?",
            "How do I connect my {y} account?",
            "Is there an integration for {y}?",
        ),
    ),
    (
        "Where we deliver",
        "Norway,Spain,Canada,Japan,Iceland,Greece,Mexico,Kenya,Poland,Ireland,Malta,Cyprus,Brazil,Korea,Turkey,Denmark",
        ("We deliver to {x}.", "Shipping to {x} takes 6 days.", "Customers in {x} can order online."),
        (
            "Do you ship to {y}?",
            "how long does delivery to {y} take",
            "I live in {y}. Can I order from you?",
            "shipping costs to {y}?",
        ),
    ),
    (
        "Devices and systems",
        "Windows,macOS,Linux,Android,iPhone,Chromebook,smart TVs,Kindle,Xbox,Raspberry Pi,Garmin watches,car displays,Alexa",
        ("The app runs on {x}.", "{b} is available for {x}. Download it from our page.", "Supported: {x}."),
        (
            "Is there an app for {y}?",
            "how do i install it on {y}",
            "Does {b} run on {y}?",
            "We have {y} only. Will that work?",
        ),
    ),
    (
        "Languages",
        "English,German,French,Dutch,Polish,Czech,Greek,Swedish,Hindi,Korean,Arabic,Welsh,Danish,Catalan,Thai",
        (
            "Our service speaks {x}.",
            "The menus can be shown in {x}. Change it in your profile.",
            "Manuals are printed in {x}.",
        ),
        (
            "Can I get help in {y}?",
            "is there a {y} version",
            "How do I switch to {y}?",
            "my father only speaks {y}. can you help him?",
        ),
    ),
    (
        "Currencies",
        "euros,pounds,US dollars,Swedish kronor,yen,zloty,Canadian dollars,forints,pesos,rand,lira,koruna",
        (
            "Prices are shown in {x}.",
            "Accounts can be held in {x}.",
            "Invoices are written in {x}, as you choose when you sign up.",
        ),
        (
            "Can you invoice us in {y}?",
            "what is the price in {y}",
            "Could we pay in {y} instead?",
            "can i have an account in {y}?",
        ),
    ),
    (
        "Certificates and rules",
        "ISO 27001,SOC 2,GDPR,PCI DSS,FedRAMP,Cyber Essentials,TISAX,ISO 9001,CE marking,FSC,HACCP,CCPA,Fairtrade",
        (
            "We are certified for {x}. Reports are sent on request.",
            "Our audits cover {x} every year.",
            "{b} meets {x}.",
        ),
        ("Are you {y} compliant?", "do you have a {y} certificate", "Our auditor asks for {y}. Where is the report?"),
    ),
    (
        "What the plan includes",
        "chat support,a test account,automatic backups,an audit log,single sign-on,a dedicated manager,API access,custom reports,offline mode,phone support,two-factor sign-in,a white label,bulk import,time tracking,e-signatures",
        (
            "The plan includes {x}.",
            "With every subscription you get {x}.",
            "{b} offers {x}. Other functions are planned.",
        ),
        ("Do we get {y}?", "how do i turn on {y}", "Is there {y} in {b}?", "We need {y}. How does that work?"),
    ),
    (
        "Insured events",
        "fire,theft,flood,broken glass,hail,lightning,burst pipes,vandalism,accidental damage,earthquake,power cuts,storm",
        ("Your cover includes {x}.", "We pay for damage by {x} up to the sum insured.", "The warranty extends to {x}."),
        ("Am I covered for {y}?", "what do i get in case of {y}", "We had damage by {y} last night. How do I claim?"),
    ),
    (
        "Facilities",
        "a pool,a sauna,parking,free wifi,a gym,bike hire,a playground,lockers,a laundry room,room service,a library,showers",
        ("On site there is {x}.", "Guests can use {x} free of charge.", "We offer {x} from 8 to 20."),
        ("Do you have {y}?", "is there {y} and what does it cost", "We hope to use {y}. When is it open?"),
    ),
    (
        "Accessories and spare parts",
        "a charger,filters,a carrying case,spare keys,a wall mount,batteries,a remote control,seals,cables,a lid,wheels,a manual",
        ("The box contains {x}.", "You can order {x} in the shop. They arrive in 4 days.", "Included: {x}."),
        ("Where can I buy {y}?", "does it come with {y}", "I lost {y}. How can I get another?"),
    ),
    (
        "Who gets a discount",
        "students,teachers,charities,pensioners,nurses,start-ups,families,members of the army,groups of ten,schools,members",
        ("There is a discount of 20 % for {x}.", "Reduced prices apply to {x}. Send a proof.", "{x} pay half."),
        ("Is there a discount for {y}?", "what do {y} pay", "We are {y}. Do we pay the full price?"),
    ),
)


def make(rng: random.Random, count: int) -> list[Item]:
    """`count` tickets; half of them ask for what no passage names."""
    return [_one(rng, f"listing_{number}") for number in range(count)]


def _one(rng: random.Random, group: str) -> Item:
    values = Values(rng)
    asked, *others = rng.sample(LISTS, 4)
    things = asked[1].split(",")
    shown = rng.sample(things, rng.choice([1, 2, 3, 3, 4]))
    listed = rng.random() < 0.5
    wanted = rng.choice(shown if listed else [thing for thing in things if thing not in shown])
    question = rng.choice(asked[3]).replace("{y}", wanted).replace("{b}", values.name)
    candidates = [Candidate(_passage(asked, shown, values, rng), int(listed), 0 if listed else None)]
    candidates += [
        Candidate(_passage(other, rng.sample(other[1].split(","), 3), values, rng), 0, None)
        for other in others[: rng.choice([1, 2, 3])]
    ]
    rng.shuffle(candidates)
    return Item(several([question], rng), tuple(candidates), "listings", group)


def _passage(
    family: tuple[str, str, tuple[str, ...], tuple[str, ...]], things: list[str], values: Values, rng: random.Random
) -> str:
    joined = things[0] if len(things) == 1 else f"{', '.join(things[:-1])} and {things[-1]}"
    text = rng.choice(family[2]).replace("{x}", joined).replace("{b}", values.name)
    title = rng.choice([values.name, f"{values.name} help", "Help", "Questions and answers"])
    return f"{title} › {family[0]}: {text[0].upper()}{text[1:]}" if rng.random() < 0.8 else f"{title}: {text}"
