"""What `own_cases` is made of: names of variants, amounts with steps, and faults with their signs and remedies."""
# ruff: noqa: E501  tables of phrases read better with long rows

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

BRANDS: Final = (
    "Harrow", "Tilde", "Ostrava", "Finch", "Meridian", "Kobalt", "Lantern", "Pelican", "Rowan", "Sorrel", "Umber", "Vesper",
    "Wexford", "Yarrow", "Zinnia", "Aldgate", "Birch", "Calder", "Drift", "Ember",
)  # fmt: skip
VARIANTS: Final[tuple[tuple[str, ...], ...]] = (
    ("Basic", "Plus", "Max"),
    ("Light", "Standard", "Comfort", "Premium"),
    ("Small", "Medium", "Large", "XL"),
    ("Bronze", "Silver", "Gold", "Platinum"),
    ("Home", "Office", "Studio"),
    ("Solo", "Duo", "Family"),
    ("Free", "Team", "Business", "Enterprise"),
    ("Start", "Grow", "Scale"),
    ("One", "Two", "Three"),
    ("Day", "Week", "Season"),
    ("Classic", "Flex", "Saver"),
    ("Red", "Blue", "Green"),
    ("A", "B", "C"),
    ("S1", "S2", "S3"),
)


@dataclass(frozen=True, slots=True)
class Amount:
    """Something that depends on an amount: how it is stated, asked for and told."""

    name: str
    heading: str
    subject: str
    verb: str
    unit: str
    steps: tuple[int, ...]
    values: tuple[str, ...]
    asked: tuple[str, ...]
    told: tuple[str, ...]


FEES: Final = ("$3", "$8", "9 euros", "15 euros", "nothing", "25 pounds", "40 pounds", "2 %", "4 %", "49 euros")
WAITS: Final = ("2 days", "5 days", "10 days", "3 weeks", "24 hours", "two months", "6 weeks")

AMOUNTS_OF: Final = (
    Amount("order value", "Delivery costs", "delivery of orders", "costs", "{} euros", (20, 40, 60, 100, 150), FEES, ("What does delivery cost?", "how much is shipping for my order", "What would delivery cost me?", "do i pay postage?"), ("My order is {} euros.", "The basket comes to {} euros.", "it's about {} euros in total.")),
    Amount("weight", "Parcels", "a parcel", "costs", "{} kg", (2, 5, 10, 20, 30), FEES, ("What does it cost to send a parcel?", "how much is a parcel", "I'd like to send something to my sister. What is the price?"), ("It weighs {} kg.", "The parcel has {} kg.", "about {} kilos")),
    Amount("age", "Tickets", "guests", "pay", "{} years", (4, 6, 12, 18, 26, 65), FEES, ("What does a ticket cost?", "how much would I pay", "what is the entrance fee for my nephew?"), ("I am {} years old.", "He is {}.", "She's {} years old.")),
    Amount("number of users", "Licences", "teams", "pay", "{} users", (5, 10, 25, 50, 100), FEES, ("What would it cost us a month?", "how much do we pay per user", "Can you give me a price for our team?"), ("We are {} people.", "There are {} of us.", "we need it for {} users.")),
    Amount("days since the purchase", "Exchange", "something bought", "can be exchanged for a fee of", "{} days ago", (7, 14, 30, 60, 90), FEES, ("What does an exchange cost?", "can I swap it and what would I pay", "I want another colour. Is there a fee?"), ("I bought it {} days ago.", "It was {} days ago.", "it's {} days since I got it.")),
    Amount("notice", "Cancelling", "cancellations", "cost", "{} days before arrival", (2, 7, 14, 30, 60), FEES, ("What do I pay if I cancel?", "we can't come, what does it cost", "How much do you charge for a cancellation?"), ("We'd arrive in {} days.", "It's {} days until our stay.", "our stay starts in {} days.")),
    Amount("years of membership", "Notice periods", "members of", "have a notice period of", "{} years", (1, 2, 5, 10), WAITS, ("What is my notice period?", "how long before can I leave", "I want to quit. When is the last day?"), ("I've been a member for {} years.", "I joined {} years ago.", "it's been {} years.")),
    Amount("distance", "Call-out charge", "a visit", "costs", "{} km away", (5, 10, 20, 50), FEES, ("What does it cost if a technician comes?", "how much is a visit at home", "Is there a charge for coming to my house?"), ("I live {} km from you.", "It's {} km away.", "we are about {} km from your shop.")),
    Amount("amount of the transfer", "Transfers", "transfers", "take", "{} dollars", (500, 1000, 5000, 10000), WAITS, ("How long does my transfer take?", "when will the money arrive", "I sent money. When is it there?"), ("I sent {} dollars.", "It's {} dollars.", "the amount is {} dollars.")),
    Amount("size of the file", "Imports", "files", "are imported within", "{} MB", (5, 50, 200, 1000), WAITS, ("How long does the import take?", "when is my file imported", "My import is still running. Is that normal?"), ("The file has {} MB.", "It's {} MB large.", "a file of {} MB.")),
    Amount("kilowatt hours a year", "Prices of power", "customers with", "pay a monthly fee of", "{} kWh", (1500, 2500, 4000, 8000), FEES, ("What is my monthly fee?", "how much would I pay a month", "Can you tell me the price for our flat?"), ("We use {} kWh a year.", "My use is {} kWh.", "it was {} kWh last year.")),
    Amount("group size", "Guided tours", "groups", "pay", "{} people", (5, 10, 20, 30), FEES, ("What does a guided tour cost?", "how much is a tour for us", "We would like a tour. What would we pay?"), ("We're {} people.", "We are a group of {}.", "there'd be {} of us.")),
    Amount("length of the stay", "Parking", "stays", "cost", "{} hours", (1, 2, 4, 8), FEES, ("What does parking cost?", "how much is the car park", "What will I pay for parking?"), ("I'd stay {} hours.", "We'll be there for {} hours.", "about {} hours.")),
    Amount("income", "Contribution", "households", "pay", "{} euros a month", (1000, 2000, 3000, 4500), FEES, ("What is our contribution?", "how much do we have to pay for the nursery", "What would a place cost us?"), ("We earn {} euros a month.", "Our income is {} euros a month.", "I make {} euros.")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """Signs of one kind of fault: the message, how a customer tells it, and what to do."""

    name: str
    title: str
    vague: tuple[str, ...]
    signs: tuple[tuple[str, str, str], ...]


FAULTS: Final = (
    Fault("washing machine", "Error codes of the washing machine", ("My washing machine doesn't work. What can I do?", "the machine shows an error", "It stopped in the middle. Please help."), (("E1", "no water comes in", "Open the tap and clean the filter"), ("E3", "the door does not lock", "Press the door until it clicks"), ("F7", "it does not spin", "Spread the clothes evenly"), ("E9", "water stays in the drum", "Clean the pump behind the flap"))),
    Fault("sign-in", "Problems with signing in", ("I can't sign in.", "login doesn't work!", "Signing in fails since yesterday. What should I do?"), (("Wrong password", "it says that my password is wrong", "Use Forgot password"), ("Account locked", "my account is locked", "Wait 30 minutes and try again"), ("Code expired", "the code has expired", "Ask for a new code"), ("Unknown device", "it does not know my device", "Confirm the e-mail that we sent"))),
    Fault("printer", "When the printer stops", ("My printer won't print.", "printer broken, what now?", "It doesn't print any more and shows some message."), (("Paper jam", "paper is stuck", "Open the rear cover and pull the paper out"), ("Low ink", "the ink is low", "Put in a new cartridge"), ("Offline", "it is shown as offline", "Switch the printer and the router off and on"), ("Head error", "the lines are blurred", "Start Clean heads in the menu"))),
    Fault("card payment", "When a card is refused", ("My payment failed.", "i can't pay with my card, why?", "The payment does not go through. Please fix it."), (("Code 05", "the bank declined it", "Ask your bank to allow the payment"), ("Code 51", "there is not enough money on it", "Use another card"), ("Code 54", "the card has expired", "Enter your new card"), ("Code 14", "the number is wrong", "Type the number again"))),
    Fault("router", "Lights of the router", ("My internet is down.", "no internet!!", "The internet does not work. What can I do?"), (("Red light", "the light is red", "Check the cable to the wall"), ("Blinking yellow", "it blinks yellow", "Wait ten minutes while it updates"), ("No light", "no light is on", "Plug in the power supply"), ("Blue light", "the light stays blue", "Press the pairing button"))),
    Fault("heating", "Messages of the heating", ("The heating doesn't get warm.", "my heater stopped, please help", "It's cold and the display shows something."), (("A01", "there is no flame", "Press reset for five seconds"), ("P02", "the pressure is too low", "Fill up water to 1.5 bar"), ("S11", "the outer sensor fails", "Call our service"), ("C04", "it gets too hot", "Bleed the radiators"))),
    Fault("sync", "Sync errors", ("It doesn't sync any more.", "My calendar is not updated. Please fix.", "sync shows some error, can you help?"), (("Error 401", "the permission has ended", "Connect the account again"), ("Error 409", "two entries collide", "Delete the double entry"), ("Error 429", "there were too many requests", "Wait fifteen minutes"), ("Error 503", "the server cannot be reached", "Try again in an hour"))),
    Fault("scooter", "What the scooter tells you", ("My scooter won't start.", "the scooter doesn't move", "It just beeps. What shall I do?"), (("Three beeps", "it beeps three times", "Charge the battery"), ("Long beep", "there is one long beep", "Release the brake"), ("Flashing lamp", "the lamp flashes", "Fold the stand up"), ("Silence", "nothing at all happens", "Hold the button for ten seconds"))),
    Fault("upload", "Failed uploads", ("The upload fails.", "I cannot upload my file, why?", "Uploading doesn't work. Please have a look."), (("File too large", "it says the file is too large", "Split it into parts under 50 MB"), ("Unknown format", "the format is unknown", "Save it as CSV"), ("Missing column", "a column is missing", "Add the column e-mail"), ("Time out", "it takes for ever and then ends", "Use a cable instead of wifi"))),
    Fault("parcel", "What the tracking says", ("Where is my parcel?", "my parcel doesn't move", "What is going on with my delivery?"), (("Held at customs", "it is held at customs", "Send us the invoice"), ("Address unclear", "the address is unclear", "Confirm your address in the link"), ("Back to sender", "it is on its way back", "Order again; we refund the first one"), ("At the shop", "it waits at a shop", "Bring your identity card to collect it"))),
    Fault("door", "Signals of the lock", ("My key card does not open the door.", "the lock doesn't work", "I can't get into my room. Help please."), (("Red, once", "it blinks red once", "Your card has expired: go to the desk"), ("Red, three times", "it blinks red three times", "The room is locked from inside"), ("Yellow", "the light is yellow", "Hold the card for longer"), ("None", "nothing lights up", "The battery is empty: call us"))),
    Fault("video call", "Trouble in calls", ("The call doesn't work.", "Something is wrong with our video meetings.", "we have problems in meetings, what can we do?"), (("No sound", "we hear nothing", "Choose the right loudspeaker"), ("Echo", "there is an echo", "Mute the second device"), ("Black picture", "the picture is black", "Allow the camera in the browser"), ("Frozen", "the picture freezes", "Close other programs"))),
)  # fmt: skip
