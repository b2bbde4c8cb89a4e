"""Made-up values of one kind, from many countries (Faker at training time only) and from lists of our own."""
# ruff: noqa: E501  lists of words and forms read best so

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING, Final

from faker import Faker

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

LOCALES: Final = (
    "en_US", "en_GB", "en_IN", "en_AU", "en_CA", "en_IE", "de_DE", "de_AT", "de_CH", "fr_FR", "fr_CA", "es_ES", "es_MX", "es_AR",
    "it_IT", "pt_BR", "pt_PT", "nl_NL", "nl_BE", "sv_SE", "no_NO", "da_DK", "fi_FI", "pl_PL", "cs_CZ", "sk_SK", "hu_HU",
    "ro_RO", "hr_HR", "sl_SI", "tr_TR", "id_ID", "en_NG", "en_KE", "vi_VN", "en_PK", "lt_LT", "lv_LV", "et_EE", "el_GR",
)  # fmt: skip
"""Locales that Faker has; one that it lacks is passed over."""
_INDIAN: Final = """aarav aditi ajay ajith akash alok amit ammu anand anil anitha anjali anu aravind arjun arun asha ashok
    balaji bala bharath chandra deepa deepak devi dinesh divya ganesh geetha gopal gowtham guru hari harini hema indhu jaya
    jayanthi karan karthik kavitha kavya keerthi kishore krishna kumar lakshmi latha madhan madhu mahesh malathi mani manoj
    meena mohan mukesh murali nandhini naveen neha nila nithya nivetha pavi pooja prabhu pradeep prakash pranav prasad praveen
    preethi priya raghu raj raja rajesh raju ram raman ramesh ramya ranjith ravi rekha revathi riya rohit roshan sachin sakthi
    sandhya sangeetha sanjay santhosh saranya sathish selvi senthil shankar shanthi shreya shyam sindhu siva sneha sowmya
    srinivas subash sudha suja sumathi sundar suresh surya swathi tamil thara uma usha vani vasanth velu venkat vidya vignesh
    vijay vikram vimal vinoth vishnu yamuna yash yuvan""".split()
_SHORT: Final = """alex amy andy ann bea ben beth bill bob brad cara carl chris dan dave deb ed eli ella emma eva finn fred gary
    gus hank ian ida jack jake jane jay jen jess jim jo joe joey john jon josh julie kai kate ken kim kyle leo lena liz lou
    lucy luke mark mary matt max may meg mia mike mo nate ned nick nina noah olga pam pat paul pete phil ray rob ron rory rose
    roy ruth sam sara sean sid stan steve sue ted tess theo tim toby tom tony troy val vic vince wes will zoe""".split()
_SURNAMES: Final = """van der Berg|de la Cruz|O'Neill|O'Brien|D'Angelo|McCarthy|MacDonald|al-Hassan|Abdullah|Nguyen|Tran|Kim|Park|
    Lee|Wang|Zhang|Chen|Li|Okafor|Adeyemi|Mwangi|Mensah|Haddad|Khalil|Cohen|Levi|Ivanov|Petrova|Sokolov|Kuznetsov|Yamamoto|Sato|
    Suzuki|Tanaka|Singh|Kaur|Patel|Sharma|Gupta|Reddy|Iyer|Fernandez-Lopez|Smith-Jones|Dubois|Lefèvre|Müller|Schröder|Groß|
    Åkesson|Sørensen|Nowak|Wiśniewski|Dvořák|Kovács|Popescu|Horvat|Yılmaz|Şahin""".replace("\n    ", "").split("|")
_BRANDS: Final = """Amazon|PayPal|Visa|Mastercard|Apple|Google|Microsoft|Outlook|Windows|Android|iPhone|Samsung|Sony|Spotify|Netflix|
    Salesforce|Zoom|Slack|Shopify|Stripe|Klarna|DHL|FedEx|UPS|Uber|Airbnb|Excel|Chrome|Firefox|Safari|WordPress|Dropbox|
    Bluetooth|USB|Wi-Fi|HDMI|Alexa|Siri|Calvin Klein|Michael Kors|Tommy Hilfiger|Guess|Jordan|Prada|Mercedes|Ford|Tesla|Lincoln|
    Morgan Stanley|Wells Fargo|Barclays|Santander|Revolut|Arduino|Raspberry Pi|Nespresso|Levi's|Ben & Jerry's|Macy's|
    McDonald's|Wendy's|Dell|Lenovo|Philips|Bosch|Siemens""".replace("\n    ", "").split("|")
_STREETS: Final = """Street|St|St.|Road|Rd|Avenue|Ave|Ave.|Lane|Ln|Drive|Dr|Court|Ct|Boulevard|Blvd|Way|Place|Close|Crescent|Nagar|
    Cross|Main Road|Terrace|Square|Parkway|Highway|Hill""".replace("\n    ", "").split("|")
_SYLLABLES: Final = "no ri bel va ka to lu mi zen ora dex lin pro tek ny sol via max fle".split()
_STATES: Final = "AL AK AZ CA CO CT DC FL GA IL IN KS KY MA MD MI MN NC NJ NV NY OH OR PA TN TX UT VA WA".split()
_PROVIDERS: Final = "gmail yahoo hotmail outlook icloud proton aol live rediff ymail web gmx".split()
POOL: Final = 350
"""Values of each kind that are made for one locale."""


class Values:
    """Draws values; what Faker makes is made once and drawn from."""

    def __init__(self, rng: random.Random) -> None:
        """Fill the pools from ``rng``'s seed."""
        self._rng = rng
        self._pools: dict[str, list[str]] = {
            name: [] for name in ("first", "last", "street", "address", "city", "company")
        }
        self._jobs: list[str] = []
        for locale in LOCALES:
            try:
                fake = Faker(locale)
            except AttributeError:
                continue
            fake.seed_instance(rng.randrange(1 << 30))
            self._fill(fake)

    def _fill(self, fake: Faker) -> None:
        makers: dict[str, Callable[[], str]] = {
            "first": fake.first_name,
            "last": fake.last_name,
            "street": fake.street_address,
            "address": fake.address,
            "city": fake.city,
            "company": fake.company,
        }
        for name, make in makers.items():
            self._pools[name] += [" ".join(make().split(" ")) for _ in range(POOL)]
        self._jobs += [fake.job() for _ in range(20)]

    def draw(self, kind: str) -> str:
        """A value of ``kind``: the name of one of the methods."""
        value = getattr(self, kind)()
        assert isinstance(value, str)  # noqa: S101  they all return text
        return value

    def first(self) -> str:
        """A first name."""
        pick = self._rng.random()
        if pick < 0.12:
            return self._rng.choice(_INDIAN).title()
        return self._rng.choice(_SHORT).title() if pick < 0.25 else self._rng.choice(self._pools["first"])

    def last(self) -> str:
        """A family name."""
        if self._rng.random() < 0.15:
            return self._rng.choice(_SURNAMES)
        return self._rng.choice(self._pools["last"])

    def person(self) -> str:
        """A name in one of the usual forms."""
        rng, first, last = self._rng, self.first(), self.last()
        middle = self.first()
        return rng.choice(
            (
                *[f"{first} {last}"] * 8, first, first, f"{first} {middle} {last}", f"{first} {middle[0]}. {last}",
                f"{first} {middle[0]} {last}", f"{first[0]}. {last}", f"{last}, {first}", f"{first} {last[0]}.",
                f"{first}-{middle} {last}", f"{first} {last}-{self.last()}", last, f"{first}  {last}", f"{last} {first}",
            )
        )  # fmt: skip

    def address(self) -> str:
        """A whole address, on one line or several."""
        rng = self._rng
        pick = rng.random()
        if pick < 0.35:
            text = rng.choice(self._pools["address"])
            return text if rng.random() < 0.4 else re.sub(r"\s*\n\s*", rng.choice((", ", " ", ",")), text)
        if pick < 0.5:
            state = f"{rng.choice(_STATES)} {self.digits(5)}"
            return f"{self.street()}{rng.choice((', ', ' '))}{self.city()}{rng.choice((', ', ' '))}{state}"
        if pick < 0.65:
            return f"{self.street()} {rng.choice(('Apt.', 'Suite', 'Flat', 'Unit', 'Apt', '#'))} {rng.randint(1, 999)}, {self.city()}"
        if pick < 0.78:
            between = rng.choice(("\n", ", ", "\n ", " "))
            return f"{rng.randint(1, 99999)} {self.street()}{between}{self.city()}{between}{self.digits(5)}"
        return self.street()

    def street(self) -> str:
        """A house number with a street."""
        rng = self._rng
        if rng.random() < 0.45:
            return rng.choice(self._pools["street"]).replace("\n", " ")
        name = rng.choice((self.last(), self.first(), self.city(), self.ordinal(), self._word().title()))
        return f"{rng.choice(('', 'No ', 'no. '))}{rng.randint(1, 9999)} {name} {rng.choice(_STREETS)}"

    def ordinal(self) -> str:
        """1st, 2nd, 73rd."""
        n = self._rng.randint(1, 130)
        return f"{n}{'th' if 10 <= n % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"

    def city(self) -> str:
        """A town."""
        return self._rng.choice(self._pools["city"])

    def employer(self) -> str:
        """A company that somebody works for."""
        rng = self._rng
        if rng.random() < 0.6:
            return rng.choice(self._pools["company"])
        end = rng.choice(
            (
                "Ltd",
                "Inc.",
                "GmbH",
                "LLC",
                "Systems",
                "Group",
                "& Sons",
                "Partners",
                "Consulting",
                "Bank",
                "Corporation",
            )
        )
        return f"{rng.choice((self.last(), self._word().title()))} {end}"

    def job(self) -> str:
        """What somebody works as."""
        return self._rng.choice(self._jobs)

    def brand(self) -> str:
        """A company or product that everybody knows, or a made-up one: no personal data."""
        rng = self._rng
        return rng.choice(_BRANDS) if rng.random() < 0.5 else self._word().title()

    def product(self) -> str:
        """A product's name, often with a number or letters."""
        rng = self._rng
        ends = ("Pro", "Max", "Plus", "Mini", "X", "Air", "Cloud", "Plan", "Basic", "Premium", "Starter Kit", f"{rng.randint(2, 900)}",
                f"X{rng.randint(1, 99)}", f"{rng.choice('ABCPRS')}{rng.randint(1, 99)}0")  # fmt: skip
        return f"{self.brand()} {rng.choice(ends)}"

    def email(self) -> str:
        """An e-mail address; sometimes as people spell it out without marks."""
        rng = self._rng
        user = re.sub(r"[^a-z]", "", self.first().lower()) or "kim"
        user += rng.choice(("", ".", "_")) + rng.choice(
            (re.sub(r"[^a-z]", "", self.last().lower()), self.digits(2), "")
        )
        host = rng.choice((*_PROVIDERS, self._word()))
        end = rng.choice(("com", "com", "com", "net", "org", "de", "co.uk", "in", "fr", "io"))
        if rng.random() < 0.12:
            return f"{user} {self.digits(rng.randint(1, 4))} {host}{end.replace('.', '')}"
        if rng.random() < 0.1:
            return rng.choice(
                (f"{user}{host}{end.replace('.', '')}", f"{user} at {host} dot {end}", f"{user}(at){host}.{end}")
            )
        return f"{user.strip('._')}@{host}.{end}"

    def phone(self) -> str:
        """A phone number in many forms."""
        return self._form(
            "### ### ####", "##########", "###-###-####", "(###) ###-####", "+1 ### ### ####", "+49 ### #######", "0#### ######",
            "+44 7### ######", "### #######", "#####-#####", "+91 ##########", "0# ## ## ## ##", "##-##-##-##", "### ## ##", "### ####",
            "1 ##########", "###.###.####", "####-###-###", "### ####### x ####", "00## ### ### ####",
        )  # fmt: skip

    def card(self) -> str:
        """A payment card's number, or its last digits."""
        return self._form(
            "################", "#### #### #### ####", "####-####-####-####", "################", "############", "###############",
            "####", "#### ###### #####", "### e 15", "### e 1#",
        )  # fmt: skip

    def national_id(self) -> str:
        """A social security number or another of the state, or its last digits."""
        return self._form(
            "###-##-####",
            "### ## ####",
            "#########",
            "####",
            "####",
            "####",
            "@@######@",
            "## ## ## ### ### ##",
            "######-####",
        )

    def account(self) -> str:
        """An account number."""
        return self._form(
            "########", "##########", "####", "####", "######", "#### #### ####", "############", "@@@#####", "##-##-## ########", "@-######",
            "### ### ###",
        )  # fmt: skip

    def policy(self) -> str:
        """A policy number."""
        return self._form("@@@ #########", "@@@-######", "@@#######", "#########", "@@@ #########")

    def claim(self) -> str:
        """A claim number."""
        return self._form("@@@ ###", "@@@ ###", "@@@-####", "@@######", "CLM-#####")

    def booking(self) -> str:
        """A booking's confirmation number."""
        return self._form("@@@ ###", "@@@ ###", "@@@@@@", "@#@#@#", "@ # @ # @ #", "@@ ## @ #", "@@@###", "@@#@##")

    def password(self) -> str:
        """A password or PIN."""
        name = re.sub(r"[^a-z]", "", self.first().lower())
        return self._rng.choice((self.digits(4), self.digits(4), self.digits(6), f"{name} {self.digits(3)}", f"{name}{self.digits(3)}",
                                 f"{name.title()}{self.digits(2)}!", f"{self._word()}#{self.digits(4)}", self.digits(5)))  # fmt: skip

    def zip(self) -> str:
        """A postal code."""
        return self._form(
            "#####",
            "#####",
            "######",
            "####",
            "@@# #@@",
            "@@## #@@",
            "#### @@",
            "## ###",
            "@#@ #@#",
            "#####-####",
            "### ##",
        )

    def username(self) -> str:
        """A name that somebody logs in with."""
        first, last = (re.sub(r"[^a-z]", "", name.lower()) or "kim" for name in (self.first(), self.last()))
        return self._rng.choice((f"{first[0]}{last}{self.digits(3)}", f"{first}.{last}", f"{first}{self.digits(2)}", f"{first}_{last}",
                                 f"{self._word()}{self.digits(4)}", f"{first}{last}"))  # fmt: skip

    def order(self) -> str:
        """An order number and the like: looked up, not masked."""
        return self._form("#######", "##########", "ORD-#####", "#####", "####-####", "@@-######", "100#####", "SO#####", "INV-####", "RMA####",
                          "1Z###@###########")  # fmt: skip

    def amount(self) -> str:
        """Money and other harmless numbers."""
        return self._form(
            "$##",
            "$###.##",
            "€ ##",
            "### EUR",
            "#,### USD",
            "##%",
            "## days",
            "### GB",
            "20##",
            "#:##",
            "## months",
            "### dollars",
        )

    def digits(self, count: int) -> str:
        """So many digits."""
        return "".join(self._rng.choice(string.digits) for _ in range(count))

    def day(self) -> str:
        """A day or date that is not a birthday."""
        rng = self._rng
        months = "January|February|March|April|May|June|July|August|September|October|November|December".split("|")
        days = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|Easter|Black Friday".split("|")
        return rng.choice(
            (
                rng.choice(days),
                f"{rng.choice(months)} {rng.randint(1, 28)}",
                self._form("0#/1#/202#"),
                rng.choice(months),
            )
        )

    def _form(self, *forms: str) -> str:
        rng = self._rng
        upper = rng.random() < 0.6
        letters = string.ascii_uppercase if upper else string.ascii_lowercase
        made = (
            rng.choice(string.digits) if c == "#" else rng.choice(letters) if c == "@" else c for c in rng.choice(forms)
        )
        return "".join(made)

    def _word(self) -> str:
        return "".join(self._rng.choice(_SYLLABLES) for _ in range(self._rng.randint(2, 3)))
