"""Messages that were written for the command line, as the window says them: where to go instead of what to type.

Errors are worded once for both faces. A sentence that tells to type a command is replaced by one that names the place
in the window which does the same, or says who can do it where no place does.
"""

import re
from collections.abc import Sequence

COMMAND = re.compile(
    r"\bcitewell [a-z]|\bpip install\b|\bmake [a-z]+\b(?=['\"])|(?<![\w-])--[a-z][a-z-]+|CITEWELL_[A-Z]+"
)
"""What only a terminal understands."""
_PARTS = re.compile(r"(?<=[.!?;])\s+(?=\S)")
_HELP = "Whoever set Citewell up can"
PLACES: Sequence[tuple[str, str]] = (
    (r"learn --suggestions", "Style lists them."),
    (r"learn --resume", "Style goes on with it: press Resume."),
    (r"learn --dry-run.*retired", "Style lists the retired phrases."),
    (r"(?:pip install|'ocr' extra).*ocr", f"{_HELP} add the reading of scanned pages."),
    (r"pip install.*learn|make learn", f"{_HELP} add what learning needs."),
    (r"pip install", f"{_HELP} add the model."),
    (r"citewell learn|--minutes", "Style starts a training."),
    (r"styles activate", "Style activates it when the golden tickets allow it."),
    (r"citewell styles", "Style lists them."),
    (r"citewell index", "Add the folder under Sources, or update it there."),
    (r"citewell sources", "Sources lists them."),
    (r"citewell forget", "Forget that one first, under Sources."),
    (r"key set-passphrase", "Lock (Ctrl+L) sets a passphrase that protects it."),
    (r"CITEWELL_PASSPHRASE|--passphrase-file", "Type the passphrase when asked."),
    (r"privacy retain", "Set the clock right, or apply the time limits under Privacy."),
    (r"privacy release", "Log ends a hold."),
    (r"privacy erase|--receipt", "Give the file that was saved after an erasure."),
    (r"privacy report", "Privacy lists them."),
    (r"citewell review", "Log shows what waits for a review."),
    (r"citewell log|citewell explain|--customer", "Log lists the drafts."),
    (r"citewell topics", "Topics groups the tickets."),
    (r"citewell outcome", "Accept drafts as you send them, and try again."),
    (r"--modes", "Figures runs them: tick all three ways, then save the run."),
    (r"--save", "Figures saves a run under a name."),
    (
        r"citewell restore|citewell backup|--salvage|--key-from|--backup-passphrase",
        f"{_HELP} put a backup in its place.",
    ),
    (r"compare stop", "Figures ends it."),
    (r"compare start", f"{_HELP} begin one."),
    (r"citewell calibrate", f"{_HELP} fit them to your golden tickets."),
    (r"figures --changes", "Figures lists them."),
    (r"make gpu", f"{_HELP} build it with one."),
    (r"llama-gguf-split", f"{_HELP} join its parts."),
    (r"citewell models|GGUF", f"{_HELP} choose the model."),
    (r"citewell rollup", f"{_HELP} tell which laptops are counted."),
    (r"release rollback", "Team goes back to the release before."),
    (r"citewell release", "Team takes releases, and says how it went."),
    (r"citewell bundle", f"{_HELP} tell which signers are trusted."),
    (r"citewell import", "Drop it on the list of tickets, which takes every ticket in it."),
    (r"--encoding", "Save it as UTF-8, then add it again."),
    (r"--as note", "Copy it as an internal note instead."),
    (r"--out|--agents", f"{_HELP} import it."),
    (r"--home", f"{_HELP} choose another folder for it."),
)
"""What a sentence tells to type, and what the window says in its place; the first that fits counts."""
ELSE = f"{_HELP} help: this is not done in the window."


def in_window(message: str) -> str:
    """``message`` without a command: sentences that hold one are replaced, each way named once."""
    if not COMMAND.search(message):
        return message
    said: list[str] = []
    for part in _PARTS.split(message):
        told = _instead(part, goes_on=bool(said) and said[-1].endswith(";")) if COMMAND.search(part) else part
        if told not in said:
            said.append(told)
    return " ".join(said)


def _instead(sentence: str, *, goes_on: bool) -> str:
    place = next((words for pattern, words in PLACES if re.search(pattern, sentence)), ELSE)
    return place[0].lower() + place[1:].rstrip(".") if goes_on and place.startswith(_HELP) else place
