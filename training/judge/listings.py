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
    from collections.abc import Sequence

Listing = tuple[str, str, tuple[str, ...], tuple[str, ...]]
HELD_OUT: Final = ("File formats", "Treatments", "Branches", "Currencies")
NOT: Final = ("We do not offer {}.", "{} is not possible.", "There is nothing for {}.", "Not included: {}.")
ELSEWHERE: Final = (
    "A customer story from our partner mentions {}.",
    "In spring we took part in a fair about {}.",
    "Our blog wrote about {} last year.",
)

# heading; things; how a passage lists them; how customers ask for one
LISTS: Final[tuple[Listing, ...]] = (
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
    (
        "Brands we repair",
        "Miele,Bosch,Siemens,Philips,Sony,Canon,Nikon,Dyson,Bose,Garmin,Roborock,Braun,Kenwood,Makita,Epson",
        ("We repair devices by {x}.", "Our workshop is authorised for {x}.", "Spare parts are in stock for {x}."),
        (
            "Do you repair {y}?",
            "my {y} is broken. can you fix it",
            "I have a {y}. What would a repair take?",
            "Are you an official workshop for {y}?",
        ),
    ),
    (
        "File formats",
        "PDF,CSV,DOCX,XML,JSON,ODT,XLSX,PNG,TIFF,EPUB,DWG,SVG,MP4,HEIC,Parquet",
        ("Files can be uploaded as {x}.", "{b} reads {x}.", "Export is offered as {x}. Larger files take longer."),
        ("Can I upload {y} files?", "does {b} open {y}", "We need the export as {y}. How?", "Is {y} supported?"),
    ),
    (
        "Courses",
        "yoga,pilates,boxing,swimming,spinning,zumba,judo,ballet,climbing,rowing,tai chi,fencing,archery,badminton",
        ("We teach {x}.", "This term there are courses in {x}.", "Members can take part in {x} twice a week."),
        ("Do you have {y} classes?", "when is {y} and what does it cost", "I'd like to start {y}. Is there a course?"),
    ),
    (
        "Treatments",
        "physiotherapy,acupuncture,dental cleaning,vaccinations,blood tests,hearing tests,x-rays,eye tests,massages,allergy tests",
        ("The practice offers {x}.", "You can book {x} online.", "{x} are done on weekday mornings."),
        (
            "Do you do {y}?",
            "can i book {y} with you",
            "I need {y}. Do I need an appointment?",
            "What do {y} cost with you?",
        ),
    ),
    (
        "Branches",
        "Leeds,Bristol,Cardiff,York,Exeter,Dundee,Norwich,Derby,Oxford,Bath,Chester,Durham,Swansea,Perth,Truro",
        ("Our branches are in {x}.", "You can visit us in {x} from 9 to 17.", "There are shops in {x}."),
        (
            "Do you have a shop in {y}?",
            "where are you in {y}",
            "I live near {y}. Can I collect my order there?",
            "opening hours in {y}?",
        ),
    ),
    (
        "What you can recycle here",
        "glass,batteries,paint,tyres,mattresses,garden waste,light bulbs,cooking oil,metal,wood,electrical devices,clothes,rubble",
        ("We take {x}.", "You can bring {x} on Saturdays.", "The yard accepts {x} without a charge."),
        (
            "Do you take {y}?",
            "where can I leave {y}",
            "I have a car full of {y}. Can I bring it?",
            "What does it cost to leave {y}?",
        ),
    ),
    (
        "Allergens and diets",
        "gluten-free,vegan,lactose-free,kosher,halal,nut-free,vegetarian,low-salt,sugar-free,low-carb,organic",
        ("We cook {x} meals on request.", "The menu has {x} dishes.", "Order {x} meals a day before."),
        ("Do you have {y} meals?", "my son needs {y} food, is that possible", "Which {y} dishes do you have?"),
    ),
    (
        "Vehicles",
        "vans,estate cars,motorbikes,electric cars,convertibles,minibuses,lorries,campers,cargo bikes,trailers,automatic cars",
        ("You can rent {x}.", "At this station there are {x}.", "We have {x}, all with winter tyres."),
        ("Can I rent {y}?", "what do {y} cost a day", "We need {y} for a weekend. Do you have any?"),
    ),
)


def make(rng: random.Random, count: int, *, held_out: bool = False) -> list[Item]:
    """`count` tickets of the kinds of lists that are held out, or of the others; half ask for what no passage names."""
    lists = [one for one in LISTS if (one[0] in HELD_OUT) == held_out]
    return [_one(rng, lists) for _ in range(count)]


def _one(rng: random.Random, lists: Sequence[Listing]) -> Item:
    values = Values(rng)
    asked = rng.choice(lists)
    others = rng.sample([one for one in LISTS if one is not asked], 3)
    things = asked[1].split(",")
    shown = rng.sample(things, rng.choice([1, 2, 3, 3, 4]))
    listed = rng.random() < 0.5
    wanted = rng.choice(shown if listed else [thing for thing in things if thing not in shown])
    question = rng.choice(asked[3]).replace("{y}", wanted).replace("{b}", values.name)
    text = _passage(asked, shown, values, rng)
    if not listed and rng.random() < 0.15:  # said in so many words: that is an answer
        text, listed = f"{text} {rng.choice(NOT).format(wanted)}", True
    candidates = [Candidate(text, int(listed), 0 if listed else None)]
    if not listed and rng.random() < 0.35:  # the name stands elsewhere, in another matter
        candidates.append(Candidate(f"{values.name} › News: {rng.choice(ELSEWHERE).format(wanted)}", 0, None))
    candidates += [
        Candidate(_passage(other, rng.sample(other[1].split(","), 3), values, rng), 0, None)
        for other in others[: rng.choice([1, 2, 3])]
    ]
    rng.shuffle(candidates)
    return Item(several([question], rng), tuple(candidates), "listings", f"list/{asked[0]}")


def _passage(family: Listing, things: list[str], values: Values, rng: random.Random) -> str:
    joined = things[0] if len(things) == 1 else f"{', '.join(things[:-1])} and {things[-1]}"
    text = rng.choice(family[2]).replace("{x}", joined).replace("{b}", values.name)
    title = rng.choice([values.name, f"{values.name} help", "Help", "Questions and answers"])
    return f"{title} › {family[0]}: {text[0].upper()}{text[1:]}" if rng.random() < 0.8 else f"{title}: {text}"
