"""The window's words for drafting: tickets, drafts, checks of an edited text, personal data, CRM records."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QLocale

from citewell.application.drafting.mends import Mend, MendKind
from citewell.application.drafting.working_drafts import WorkingDraft
from citewell.application.exchange.draft_forms import DraftForm
from citewell.desktop.widgets.wording import OUTCOMES, count, draft_word, first_words, moment, shorten
from citewell.domain.drafts import Decision, Level, OutcomeKind

TICKET_NAME = "Ticket: the customer's message"
TICKET_PLACEHOLDER = "Paste the customer’s message or the whole thread, or drop a mail here."
NO_MESSAGE = "Paste the customer’s message first."
NO_DATE = "The date is not one. Write it as 2026-02-01, or leave it empty for today."
DRAFT_PLACEHOLDER = "The cited draft appears here."
READING = "Reading your documents…"
SEARCHING = "Searching your documents…"
WRITING = "Writing…"
STREAMING = "Drafting: not checked yet."
NO_DOCUMENT = "No document in the index seems to hold the answer."
NO_EVIDENCE = "No evidence: there is no draft."
NOT_SEARCHED = "Nothing was searched: the text is a holding reply without facts, and a person answers this ticket."
MODEL_STOPPED = (
    "The language model stopped while it wrote, so this draft is made of your documents’ own sentences. "
    "The next draft starts a new one."
)
UNPROVEN = (
    "The model in use has no golden result of this home, so nothing shows yet that its drafts are better or worse than "
    "those of the model that ships. Models says how to find out."
)
STOPPED = "Stopped. The ticket is as you left it; nothing was recorded."
MINE, MINE_TIP = "This is mine", "You vouch for this sentence; the audit log says that you did"
ANYWAY, ANYWAY_TIP = "Draft anyway", "Have a reply drafted all the same; the log and the audit log say that you did"
REFUSED = "None of your documents answers this clearly enough. Write from a near miss, or have a reply drafted anyway."
MESSAGE_CHANGED = "The message was changed after this draft."
FIELDS_CHANGED = "A field beside the message was changed after this draft."
STOPPED_AGAIN = "The draft before it is kept."
CLEARED_PAGE = "Put away. It stays under “Recent tickets and drafts” for two weeks."
DRAFTED_AGAIN = "Drafted again. The edits that you made before are kept."
NO_RECENT = "Nothing of before"
RECENT_CHARACTERS = 48
CHECKING = "Edited: checking…"
CHECKED = "Edited and checked."
BLOCKED = "Checked: something keeps this from being copied as it is."
UNCHECKED = "Not checked: what is underlined and listed is out of date."
COPY_LATER = "Not copied yet: the text is still being checked. Copy it again in a moment."
CLEARED = "The clipboard was cleared."
COPY_FORMS: Mapping[DraftForm, tuple[str, str]] = MappingProxyType(
    {
        DraftForm.REPLY: ("As the reply", "draft.copy"),
        DraftForm.NOTE: ("As an internal note, with its citations", "draft.copy-note"),
        DraftForm.HTML: ("As formatted text (HTML)", "draft.copy-html"),
    }
)
"""The ways to copy, and their actions."""
REASONS, REASONS_TIP = "Changed:", "Why you changed the draft; recorded with Accept, and learned from"
REASON_WORDS: Mapping[str, str] = MappingProxyType(
    {"fact": "Fact", "policy": "Policy", "missing_step": "Missing step", "length": "Length", "tone": "Tone"}
)

PERSONAL_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "PERSON": "name",
        "ADDRESS": "address",
        "ORGANISATION": "employer",
        "EMAIL": "e-mail address",
        "PHONE": "phone number",
        "CARD": "card number",
        "IBAN": "bank account",
        "NATIONAL_ID": "number of the state",
        "PASSPORT": "passport",
        "DRIVER_LICENCE": "driving licence",
        "IP": "network address",
        "MAC": "network address",
        "URL": "personal page",
        "CRYPTO": "wallet",
        "VAT_ID": "tax number",
        "BANK_CODE": "bank code",
        "DATE_OF_BIRTH": "date of birth",
        "PASSWORD": "password",
        "ACCOUNT": "account number",
        "POLICY": "policy number",
        "CLAIM": "claim number",
        "BOOKING": "booking number",
        "PLATE": "number plate",
        "USERNAME": "user name",
        "ZIP": "postal code",
    }
)
"""What each type of personal data is called."""
RECORD_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "goal": "Goal",
        "next_step": "Next step",
        "category": "Category",
        "urgency": "Urgency",
        "sentiment": "Sentiment",
        "product": "Product",
        "identifiers": "Identifiers",
        "sources": "Documents",
        "language": "Language",
    }
)
"""Fields of the record and their captions; one that is not named here comes last, under its own name."""
NOT_STATED = "Not stated"
_CLASS_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "return_refund": "Return or refund",
        "billing_payment": "Billing or payment",
        "account_access": "Account access",
        "product_question": "Product question",
    }
)
RECORD_TONES: Mapping[tuple[str, str], str] = MappingProxyType(
    {("urgency", "high"): "bad", ("sentiment", "negative"): "warn", ("sentiment", "positive"): "good"}
)
CLASSES = frozenset({"category", "urgency", "sentiment"})
"""Fields of a CRM record whose values are classes."""


def recent_words(entry: WorkingDraft) -> str:
    """One line for a ticket or draft of before: when, what was drafted and became of it, the first words."""
    text = shorten(first_words(str(entry.work["ticket"]["text"])), RECENT_CHARACTERS)
    parts = [moment(entry.at)]
    kept = entry.work.get("draft")
    if isinstance(kept, dict):
        level = Level(entry.work["level"])
        parts.append(draft_word(Decision(kept["draft"]["decision"]), level)[0])
        if kept["outcome"] is not None:
            parts.append(OUTCOMES[OutcomeKind(kept["outcome"])].lower())
        elif entry.work["final"] != kept["draft"]["text"]:
            parts.append("edited")
    return f"{', '.join(parts)}: {text}" if text else ", ".join(parts)


def masked_words(number: int) -> str:
    """How many values are masked; empty for none."""
    return f"{number} personal {'value' if number == 1 else 'values'} masked" if number else ""


def blocking_words(blocking: int) -> str:
    """Why a draft is not copied at once."""
    return f"This draft has {count(blocking, 'blocking finding')}. See below what is wrong before it leaves."


def confidential_words(found: int) -> str:
    """Why a draft that gives confidential text away is not copied."""
    return (
        f"Not copied: {count(found, 'passage')} of this text {'stands' if found == 1 else 'stand'} in "
        "confidential documents. See below which, and take it out."
    )


def copied_words(seconds: int, form: DraftForm, *, with_marks: bool) -> str:
    """That a draft was copied, and for how long it stays on the clipboard (0: until something else is copied)."""
    gone = f" It leaves the clipboard in {seconds} s." if seconds else ""
    if form is DraftForm.NOTE:
        return f"Copied as an internal note.{gone}"
    if form is DraftForm.HTML:
        return f"Copied as formatted text.{gone}"
    return f"{'Copied with citation marks.' if with_marks else 'Copied.'}{gone}"


def mend_words(mend: Mend) -> tuple[str, str]:
    """The button of a mend, and its tip."""
    if mend.kind is MendKind.CITE:
        return f"Cite {mend.n}", f"Cite passage {mend.n} here; the sentence is checked against it (Ctrl+Z undoes it)"
    return "Take out", "Take these words out of the draft (Ctrl+Z undoes it)"


def lost_words(lost: int) -> str:
    """How many sentences lost their support."""
    return f"{count(lost, 'sentence')} {'has' if lost == 1 else 'have'} no support: underlined."


def record_words(name: str, value: object) -> str:
    """A value of a CRM record as an agent reads it; empty where nothing is stated."""
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    text = str(value)
    if name == "language":
        language = QLocale(text).language() if text != "und" else QLocale.Language.C
        return "" if language == QLocale.Language.C else QLocale.languageToString(language)
    return _CLASS_WORDS.get(text, text.capitalize()) if name in CLASSES else text
