"""The window's words for drafting: tickets, drafts, checks of an edited text, personal data, CRM records."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QLocale

from citewell.application.drafting.mends import Mend, MendKind
from citewell.application.drafting.working_drafts import WorkingDraft
from citewell.application.exchange.draft_forms import DraftForm
from citewell.desktop.language.figures import language_name, listed
from citewell.desktop.language.words import Msg, inside, tr, trn
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.wording import OUTCOMES, draft_word, first_words, moment, shorten
from citewell.domain.drafts import AttachedFile, Decision, Level, OutcomeKind

TICKET_NAME = Msg("Ticket: the customer's message")
TICKET_PLACEHOLDER = Msg("Paste the customer’s message or the whole thread, or drop a mail here.")
NO_MESSAGE = Msg("Paste the customer’s message first.")
NO_DATE = Msg("The date is not one. Write it as 2026-02-01, or leave it empty for today.")
CAME_WITH_IT = Msg("Came with it: {names}")
NOT_READ, NONE_READ = Msg("{name} (not read: {problem})"), Msg("Not read: {names} ({problem}).")
DRAFT_PLACEHOLDER = Msg("The cited draft appears here.")
READING = Msg("Reading your documents…")
SEARCHING = Msg("Searching your documents…")
WRITING = Msg("Writing…")
STREAMING = Msg("Drafting: not checked yet.")
NO_DOCUMENT = Msg("No document in the index seems to hold the answer.")
NO_EVIDENCE = Msg("No evidence: there is no draft.")
NOT_SEARCHED = Msg("Nothing was searched: the text is a holding reply without facts, and a person answers this ticket.")
MODEL_STOPPED = Msg(
    "The language model stopped while it wrote, so this draft is made of your documents’ own sentences. "
    "The next draft starts a new one."
)
UNPROVEN = Msg(
    "The model in use has no golden result of this home, so nothing shows yet that its drafts are better or worse than "
    "those of the model that ships. Models says how to find out."
)
STOPPED = Msg("Stopped. The ticket is as you left it; nothing was recorded.")
MINE, MINE_TIP = Msg("This is mine"), Msg("You vouch for this sentence; the audit log says that you did")
ANYWAY, ANYWAY_TIP = (
    Msg("Draft anyway"),
    Msg("Have a reply drafted all the same; the log and the audit log say that you did"),
)
REFUSED = Msg(
    "None of your documents answers this clearly enough. Write from a near miss, or have a reply drafted anyway."
)
MESSAGE_CHANGED = Msg("The message was changed after this draft.")
FIELDS_CHANGED = Msg("A field beside the message was changed after this draft.")
STOPPED_AGAIN = Msg("The draft before it is kept.")
CLEARED_PAGE = Msg("Put away. It stays under “Recent tickets and drafts” for two weeks.")
DRAFTED_AGAIN = Msg("Drafted again. The edits that you made before are kept.")
NO_RECENT = Msg("Nothing of before")
RECENT_CHARACTERS = 48
CHECKING = Msg("Edited: checking…")
CHECKED = Msg("Edited and checked.")
BLOCKED = Msg("Checked: something keeps this from being copied as it is.")
UNCHECKED = Msg("Not checked: what is underlined and listed is out of date.")
COPY_LATER = Msg("Not copied yet: the text is still being checked. Copy it again in a moment.")
CLEARED = Msg("The clipboard was cleared.")
COPY_FORMS: Mapping[DraftForm, tuple[Msg, str]] = MappingProxyType(
    {
        DraftForm.REPLY: (Msg("As the reply"), "draft.copy"),
        DraftForm.NOTE: (Msg("As an internal note, with its citations"), "draft.copy-note"),
        DraftForm.HTML: (Msg("As formatted text (HTML)"), "draft.copy-html"),
    }
)
"""The ways to copy, and their actions."""
COPIED, COPIED_MARKED = Msg("Copied."), Msg("Copied with citation marks.")
COPIED_AS: Mapping[DraftForm, Msg] = MappingProxyType(
    {DraftForm.NOTE: Msg("Copied as an internal note."), DraftForm.HTML: Msg("Copied as formatted text.")}
)
REASONS, REASONS_TIP = Msg("Changed:"), Msg("Why you changed the draft; recorded with Accept, and learned from")
REASON_WORDS: Mapping[str, Msg] = MappingProxyType(
    {
        "fact": Msg("Fact"),
        "policy": Msg("Policy"),
        "missing_step": Msg("Missing step"),
        "length": Msg("Length"),
        "tone": Msg("Tone"),
    }
)

PERSONAL_KINDS: Mapping[str, Msg] = MappingProxyType(
    {
        "PERSON": Msg("name"),
        "ADDRESS": Msg("address"),
        "ORGANISATION": Msg("employer"),
        "EMAIL": Msg("e-mail address"),
        "PHONE": Msg("phone number"),
        "CARD": Msg("card number"),
        "IBAN": Msg("bank account"),
        "NATIONAL_ID": Msg("number of the state"),
        "PASSPORT": Msg("passport"),
        "DRIVER_LICENCE": Msg("driving licence"),
        "IP": Msg("network address"),
        "MAC": Msg("network address"),
        "URL": Msg("personal page"),
        "CRYPTO": Msg("wallet"),
        "VAT_ID": Msg("tax number"),
        "BANK_CODE": Msg("bank code"),
        "DATE_OF_BIRTH": Msg("date of birth"),
        "PASSWORD": Msg("password"),
        "ACCOUNT": Msg("account number"),
        "POLICY": Msg("policy number"),
        "CLAIM": Msg("claim number"),
        "BOOKING": Msg("booking number"),
        "PLATE": Msg("number plate"),
        "USERNAME": Msg("user name"),
        "ZIP": Msg("postal code"),
    }
)
"""What each type of personal data is called."""
RECORD_FIELDS: Mapping[str, Msg] = MappingProxyType(
    {
        "goal": Msg("Goal"),
        "next_step": Msg("Next step"),
        "category": Msg("Category"),
        "urgency": Msg("Urgency"),
        "sentiment": Msg("Sentiment"),
        "product": Msg("Product"),
        "identifiers": Msg("Identifiers"),
        "sources": Msg("Documents"),
        "language": Msg("Language"),
    }
)
"""Fields of the record and their captions; one that is not named here comes last, under its own name."""
NOT_STATED = Msg("Not stated")
_CLASS_WORDS: Mapping[str, Msg] = MappingProxyType(
    {
        "return_refund": Msg("Return or refund"),
        "billing_payment": Msg("Billing or payment"),
        "account_access": Msg("Account access"),
        "product_question": Msg("Product question"),
        "complaint": Msg("Complaint"),
        "other": Msg("Other"),
        "low": Msg("Low"),
        "normal": Msg("Normal", "urgency"),
        "medium": Msg("Medium"),
        "high": Msg("High"),
        "positive": Msg("Positive"),
        "neutral": Msg("Neutral"),
        "negative": Msg("Negative"),
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
            parts.append(inside(tr(OUTCOMES[OutcomeKind(kept["outcome"])])))
        elif entry.work["final"] != kept["draft"]["text"]:
            parts.append(tr("edited"))
    return f"{', '.join(parts)}: {text}" if text else ", ".join(parts)


def masked_words(number: int) -> str:
    """How many values are masked; empty for none."""
    return trn("{n} personal value masked", "{n} personal values masked", number) if number else ""


def blocking_words(blocking: int) -> str:
    """Why a draft is not copied at once."""
    return trn(
        "This draft has {n} blocking finding. See below what is wrong before it leaves.",
        "This draft has {n} blocking findings. See below what is wrong before it leaves.",
        blocking,
    )


def confidential_words(found: int) -> str:
    """Why a draft that gives confidential text away is not copied."""
    return trn(
        "Not copied: {n} passage of this text stands in confidential documents. See below which, and take it out.",
        "Not copied: {n} passages of this text stand in confidential documents. See below which, and take it out.",
        found,
    )


def copied_words(seconds: int, form: DraftForm, *, with_marks: bool) -> str:
    """That a draft was copied, and for how long it stays on the clipboard (0: until something else is copied)."""
    said = tr(COPIED_AS[form]) if form in COPIED_AS else tr(COPIED_MARKED) if with_marks else tr(COPIED)
    return f"{said} {tr('It leaves the clipboard in {seconds} s.', seconds=seconds)}" if seconds else said


def mend_words(mend: Mend) -> tuple[str, str]:
    """The button of a mend, and its tip."""
    if mend.kind is MendKind.CITE:
        return tr("Cite {n}", n=mend.n), tr(
            "Cite passage {n} here; the sentence is checked against it (Ctrl+Z undoes it)", n=mend.n
        )
    return tr("Take out"), tr("Take these words out of the draft (Ctrl+Z undoes it)")


def lost_words(lost: int) -> str:
    """How many sentences lost their support."""
    return trn("{n} sentence has no support: underlined.", "{n} sentences have no support: underlined.", lost)


def record_words(name: str, value: object) -> str:
    """A value of a CRM record as an agent reads it; empty where nothing is stated."""
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    text = str(value)
    if name == "language":
        language = QLocale(text).language() if text != "und" else QLocale.Language.C
        return "" if language == QLocale.Language.C else language_name(language)
    return tr(_CLASS_WORDS.get(text, text.capitalize())) if name in CLASSES else text


def files_words(files: Sequence[AttachedFile]) -> str:
    """The files that came with a ticket, those that were read first; of others, why not."""
    told = [one.name for one in files if not one.problem]
    unread: dict[str, list[str]] = {}
    for one in files:
        if one.problem:
            unread.setdefault(one.problem, []).append(one.name)
    groups = []
    for problem, names in unread.items():
        if len(names) == 1:
            told.append(tr(NOT_READ, name=names[0], problem=in_window(problem)))
        else:
            groups.append(tr(NONE_READ, names=listed(names), problem=in_window(problem)))
    came = tr(CAME_WITH_IT, names=", ".join(told)) if told else ""
    return " ".join(filter(None, (f"{came}." if came and groups else came, *groups)))
