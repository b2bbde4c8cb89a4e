"""Which lines of a passage may support a draft, where several lines say the same of different things.

``Model S1: ...`` and ``Model S2: ...`` stand in one passage, as the tabs of a page do, and so do ``Crate QT-81 holds
...`` and ``Crate BM-17 holds ...``. A ticket about one of them is answered by its line alone.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from citewell.domain.documents import Hit
from citewell.governance.text.sentences import split_sentences
from citewell.governance.text.words import content_stems
from citewell.pipeline.routing.cases import told_cases

LEAST_ALIKE = 0.4
"""Share of the words of two lines that both have, beside names and numbers, where they are made alike."""
MOST_WORDS = 30
"""Words of a line that is one of several alike."""
LABEL_WORDS = 5
_LABEL = re.compile(r"\s*(?:[-*•]\s+)?\*{0,2}(?P<label>[^\W\d_][^:;\n|]{0,40}?)\*{0,2}:\*{0,2}\s+\S")
_ITEM = re.compile(r"\s*\d{1,3}[.)]\s")
_NAME = re.compile(r"[\"“„«'‘][^\"”“»'’\n]{1,30}[\"”“»'’]|\b(?=\w*\d)[\w/.-]*\w|(?<=\w )[A-HJ-Z]\b")
"""A quoted label, a number or code, or a single capital: what tells lines of one form apart."""
_ROW = re.compile(r"[^\n]*(?:;[^\n]*: |\|)")
"""Rows of tables, which are chosen where the answer is made."""
_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"\n{3,}")
_ASKS_WHICH = re.compile(
    r"\b(?:which|where|what|who|whose|welche[rsmn]?|wo|was|wer|quel(?:le)?s?|où|qu[ée]|cu[áa]l|d[óo]nde|quale|dove|welke|waar)\b",
    re.IGNORECASE,
)
_SYSTEMS = re.compile(
    r"(?:for |on |in |using )?(?:windows|mac(?:os| os)?|linux|ubuntu|ios|iphone|ipad|android|chrome|firefox|safari"
    r"|(?:microsoft )?edge|outlook|gmail|apple mail|thunderbird|desktop|mobile|web|cloud|self-hosted|npm|yarn|pnpm|pip"
    r"|conda|docker|bash|powershell|python|javascript|java|ruby|php|go)"
    r"(?: \d+)?(?: app)?",
    re.IGNORECASE,
)
"""Labels of tabs that need no word in common."""
_MAC = re.compile(r"\bmac(?: ?os(?: x)?|book)?\b")


def meant_parts(ticket: str, hits: Sequence[Hit]) -> list[Hit]:
    """``hits`` whose texts hold, of lines that are made alike, only those that ``ticket`` means.

    A passage of which the ticket means every such line, or none, stays as it is.
    """
    found = []
    for hit in hits:
        text = _without_others(ticket, hit.text)
        found.append(hit if text == hit.text else replace(hit, text=text))
    return found


def _without_others(ticket: str, text: str) -> str:
    lines = _pieces(text)
    dropped: set[int] = set()
    for label_lines in _labelled(lines):
        dropped |= _other_labels(ticket, lines, label_lines)
    if not dropped and _ASKS_WHICH.search(ticket):
        for alike in _alike(lines):
            dropped |= _other_lines(ticket, lines, alike)
    if not dropped:
        return text
    left = "".join(line for i, line in enumerate(lines) if i not in dropped)
    return _GAP.sub("\n\n", left).strip()


def _pieces(text: str) -> list[str]:
    """The lines of a text, with their ends; a line of several sentences is one piece for each: lines may be joined."""
    pieces: list[str] = []
    for line in text.splitlines(keepends=True):
        cuts = [start for start, _ in split_sentences(line)[1:]]
        pieces += [line[a:b] for a, b in zip([0, *cuts], [*cuts, len(line)], strict=True)]
    return pieces


def _label(line: str) -> str:
    match = None if _ITEM.match(line) or _ROW.match(line) else _LABEL.match(line)
    return match["label"].strip() if match and len(match["label"].split()) <= LABEL_WORDS else ""


def _labelled(lines: Sequence[str]) -> list[list[int]]:
    """Groups of lines whose labels name things of one kind: with a word in common, or systems and programs."""
    groups: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        label = _label(line)
        if _SYSTEMS.fullmatch(label):
            groups.setdefault("", []).append(i)
        elif _NAME.search(label):
            groups.setdefault(_kind(label), []).append(i)
    return [group for group in groups.values() if len({_label(lines[i]) for i in group}) > 1]


def _kind(label: str) -> str:
    """The word that says what a label names, such as ``model``."""
    return next((word.lower() for word in _WORD.findall(label) if len(word) > 1), " ")


def _other_labels(ticket: str, lines: Sequence[str], group: Sequence[int]) -> set[int]:
    """The lines under the labels of ``group`` that the ticket does not name; empty where it names all or none.

    What stands between two labels belongs to the first; what follows the last one may be about all of them.
    """
    labels = list(dict.fromkeys(_label(lines[i]) for i in group))
    plain = [_MAC.sub("macos", label.lower()) for label in labels]
    named = set(told_cases(plain, _MAC.sub("macos", ticket.lower())))
    told = {label for label, one in zip(labels, plain, strict=True) if one in named}
    if not told or len(told) == len(labels):
        return set()
    dropped: set[int] = set()
    for i, following in zip(group, [*group[1:], None], strict=True):
        if _label(lines[i]) not in told:
            dropped |= set(range(i, following if following is not None else _end_of_paragraph(lines, i)))
    return dropped


def _end_of_paragraph(lines: Sequence[str], start: int) -> int:
    return next((i for i in range(start + 1, len(lines)) if not lines[i].strip()), len(lines))


def _alike(lines: Sequence[str]) -> list[list[int]]:
    """Runs of lines of one form, each with a name or number of its own; blank lines may stand between them."""
    runs: list[list[int]] = []
    last: int | None = None
    for i, line in enumerate(lines):
        if not line.strip():
            continue
        if last is not None and _is_alike(lines[last], line):
            if runs and runs[-1][-1] == last:
                runs[-1].append(i)
            else:
                runs.append([last, i])
        last = i
    return runs


def _is_alike(one: str, other: str) -> bool:
    if any(len(line.split()) > MOST_WORDS or _ITEM.match(line) or _ROW.match(line) for line in (one, other)):
        return False
    labels = [_label(line) for line in (one, other)]
    if (
        all(labels)
        and labels[0] != labels[1]
        and all(map(_NAME.search, labels))
        and _kind(labels[0]) == _kind(labels[1])
    ):
        return True
    names = [_NAME.findall(line) for line in (one, other)]
    first, second = (set(_WORD.findall(_NAME.sub(" ", line).lower())) for line in (one, other))
    shared = first & second
    return bool(all(names) and names[0] != names[1]) and len(shared) >= LEAST_ALIKE * len(first | second) > 0


def _other_lines(ticket: str, lines: Sequence[str], alike: Sequence[int]) -> set[int]:
    """The lines of a run that share less with the ticket than the nearest one, beside what all of them say."""
    stems = [set(content_stems(lines[i])) for i in alike]
    own = set(content_stems(ticket)) - set[str].intersection(*stems)
    shared = [len(found & own) for found in stems]
    most = max(shared)
    return {i for i, n in zip(alike, shared, strict=True) if n < most} if most else set()
