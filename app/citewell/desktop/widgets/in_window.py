"""Messages of the inner layers as the window says them: in its language, and where to go instead of what to type.

Errors are worded once for both faces. A sentence that tells to type a command is replaced by one that names the place
in the window which does the same, or says who can do it where no place does.
"""

import re
from collections.abc import Sequence

from citewell.desktop.language.inner import inner_words
from citewell.desktop.language.words import Msg, inside, tr

COMMAND = re.compile(
    r"\bcitewell [a-z]|\bpip install\b|\bmake [a-z]+\b(?=['\"])|(?<![\w-])--[a-z][a-z-]+|CITEWELL_[A-Z]+"
)
"""What only a terminal understands."""
_PARTS = re.compile(r"(?<=[.!?;])\s+(?=\S)")
_HELP = Msg("Whoever set Citewell up can")
PLACES: Sequence[tuple[str, Msg]] = (
    (r"learn --suggestions", Msg("Style lists them.")),
    (r"learn --resume", Msg("Style goes on with it: press Resume.")),
    (r"learn --dry-run.*retired", Msg("Style lists the retired phrases.")),
    (r"(?:pip install|'ocr' extra).*ocr", Msg("Whoever set Citewell up can add the reading of scanned pages.")),
    (r"pip install.*learn|make learn", Msg("Whoever set Citewell up can add what learning needs.")),
    (r"pip install", Msg("Whoever set Citewell up can add the model.")),
    (r"citewell learn|--minutes", Msg("Style starts a training.")),
    (r"styles activate", Msg("Style activates it when the golden tickets allow it.")),
    (r"citewell styles", Msg("Style lists them.")),
    (r"citewell index", Msg("Add the folder under Sources, or update it there.")),
    (r"citewell sources", Msg("Sources lists them.")),
    (r"citewell forget", Msg("Forget that one first, under Sources.")),
    (r"key set-passphrase", Msg("Lock (Ctrl+L) sets a passphrase that protects it.")),
    (r"CITEWELL_PASSPHRASE|--passphrase-file", Msg("Type the passphrase when asked.")),
    (r"privacy retain", Msg("Set the clock right, or apply the time limits under Privacy.")),
    (r"privacy release", Msg("Log ends a hold.")),
    (r"privacy erase|--receipt", Msg("Give the file that was saved after an erasure.")),
    (r"privacy report", Msg("Privacy lists them.")),
    (r"citewell review", Msg("Log shows what waits for a review.")),
    (r"citewell log|citewell explain|--customer", Msg("Log lists the drafts.")),
    (r"citewell topics", Msg("Topics groups the tickets.")),
    (r"citewell outcome", Msg("Accept drafts as you send them, and try again.")),
    (r"--modes", Msg("Figures runs them: tick all three ways, then save the run.")),
    (r"--save", Msg("Figures saves a run under a name.")),
    (
        r"citewell restore|citewell backup|--salvage|--key-from|--backup-passphrase",
        Msg("Whoever set Citewell up can put a backup in its place."),
    ),
    (r"compare stop", Msg("Figures ends it.")),
    (r"compare start", Msg("Whoever set Citewell up can begin one.")),
    (r"citewell calibrate", Msg("Whoever set Citewell up can fit them to your golden tickets.")),
    (r"figures --changes", Msg("Figures lists them.")),
    (r"make gpu", Msg("Whoever set Citewell up can build it with one.")),
    (r"llama-gguf-split", Msg("Whoever set Citewell up can join its parts.")),
    (r"citewell models|GGUF", Msg("Whoever set Citewell up can choose the model.")),
    (r"citewell rollup", Msg("Whoever set Citewell up can tell which laptops are counted.")),
    (r"release rollback", Msg("Team goes back to the release before.")),
    (r"citewell release", Msg("Team takes releases, and says how it went.")),
    (r"citewell bundle", Msg("Whoever set Citewell up can tell which signers are trusted.")),
    (r"citewell import", Msg("Drop it on the list of tickets, which takes every ticket in it.")),
    (r"--encoding", Msg("Save it as UTF-8, then add it again.")),
    (r"--as note", Msg("Copy it as an internal note instead.")),
    (r"--out|--agents", Msg("Whoever set Citewell up can import it.")),
    (r"--home", Msg("Whoever set Citewell up can choose another folder for it.")),
)
"""What a sentence tells to type, and what the window says in its place; the first that fits counts."""
ELSE = Msg("Whoever set Citewell up can help: this is not done in the window.")


def in_window(message: str) -> str:
    """``message`` in the window's language, without a command: each way to go instead is named once."""
    if not COMMAND.search(message):
        return inner_words(message)
    said: list[str] = []
    for part in _PARTS.split(message):
        told = _instead(part, goes_on=bool(said) and said[-1].endswith(";")) if COMMAND.search(part) else part
        told = inner_words(told)
        if told not in said:
            said.append(told)
    return " ".join(said)


def _instead(sentence: str, *, goes_on: bool) -> str:
    place = tr(next((words for pattern, words in PLACES if re.search(pattern, sentence)), ELSE))
    help_follows = goes_on and place.startswith(tr(_HELP))
    return inside(place).rstrip(".") if help_follows else place
