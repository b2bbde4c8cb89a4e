"""Plain questions as customers send them: with a greeting, a story, irritation, typos, a signature, an older mail.

The words around a question never ask for anything else and never state a rule, so that what is asked stays clear.
"""

import random
import re
from collections.abc import Callable, Sequence
from typing import Literal

from training.drafter import ticket_phrases as phrases

Pool = Literal["train", "held_out"]
"""Which phrases to use: those of one pool are never used for the other."""

HELD_OUT_SHARE = 5
"""Each fifth phrase belongs to the held-out pool."""

MASKED_NAME = "<PERSON_1>"

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_PLAIN = re.compile(r"[a-z]{4,}")
_SHORTHAND = {
    "you": "u", "please": "pls", "your": "ur", "because": "cuz", "and": "&", "are": "r", "thanks": "thx",
    "without": "w/o", "though": "tho", "tomorrow": "tmrw", "about": "abt", "really": "rly",
}  # fmt: skip
_LITERAL = re.compile(r"[@/_\d]|\w[.-]\w")
_YES_NO = re.compile(r"(?:Yes|No), ")
_ASKS_YES_NO = re.compile(
    r"(?:^|[.,!?:] |\band )(?:so )?(?:do|does|did|is|are|am|was|can|could|will|would|may|has|have|must|should)\s",
    re.IGNORECASE,
)
_NO_APOSTROPHE = re.compile(r"(?<=[a-z])['’](?=(?:t|s|m|re|ve|ll|d)\b)")


def make_ticket(question: str, rng: random.Random, pool: Pool = "train") -> str:
    """A ticket of 1 to 8 sentences that asks ``question``, which is given in plain words with its stop."""
    return several([question], rng, pool)


def several(questions: Sequence[str], rng: random.Random, pool: Pool = "train") -> str:
    """A ticket that asks all of ``questions``, in order."""
    asked = _joined(questions, rng, pool)
    form = rng.choices((_bare, _short, _mail, _story, _angry, _thread), weights=(28, 26, 22, 14, 6, 4))[0]
    return _spoiled(form(asked, rng, pool), rng)


def plain_case(question: str) -> str:
    """``question`` with a small first letter, to stand behind "I wanted to ask:"; names and codes stay."""
    first = question.split(" ", 1)[0]
    keep = not first or first == "I" or first[1:] != first[1:].lower() or any(c.isdigit() for c in first)
    return question if keep else question[:1].lower() + question[1:]


def direct(question: str, answer: str) -> str:
    """``answer`` without its yes or no where ``question`` cannot be answered by one."""
    found = _YES_NO.match(answer)
    if found is None or _ASKS_YES_NO.search(question):
        return answer
    rest = answer[found.end() :]
    return rest[:1].upper() + rest[1:]


def pick(options: Sequence[str], rng: random.Random, pool: Pool) -> str:
    """One of the options that belong to ``pool``."""
    held = [option for i, option in enumerate(options) if i % HELD_OUT_SHARE == HELD_OUT_SHARE - 1]
    kept = [option for i, option in enumerate(options) if i % HELD_OUT_SHARE != HELD_OUT_SHARE - 1]
    return rng.choice((held or kept) if pool == "held_out" else kept)


def _joined(questions: Sequence[str], rng: random.Random, pool: Pool) -> str:
    if len(questions) == 1:
        return questions[0]
    if rng.random() < 0.2:
        return pick(phrases.LISTED, rng, pool) + "\n" + "\n".join(f"{i}. {q}" for i, q in enumerate(questions, 1))
    text = questions[0]
    for question in questions[1:]:
        link = pick(phrases.LINKS, rng, pool)
        text += f" {link} {plain_case(question) if link[-1] in ',:' or link[-1].isalpha() else question}"
    return text


def _bare(asked: str, rng: random.Random, pool: Pool) -> str:
    if rng.random() < 0.25:
        return f"{asked} {pick(phrases.THANKS, rng, pool)}"
    return asked


def _short(asked: str, rng: random.Random, pool: Pool) -> str:
    parts = [_greeting(rng, pool) + ("," if rng.random() < 0.6 else "!" if rng.random() < 0.5 else "")]
    if rng.random() < 0.35:
        parts.append(pick(phrases.LEADS, rng, pool))
    parts.append(asked)
    if rng.random() < 0.4:
        parts.append(pick(phrases.THANKS, rng, pool))
    return " ".join(parts)


def _mail(asked: str, rng: random.Random, pool: Pool) -> str:
    head = f"{_greeting(rng, pool)},"
    body = [pick(phrases.CONTEXT, rng, pool)] if rng.random() < 0.5 else []
    if rng.random() < 0.4:
        body.append(pick(phrases.LEADS, rng, pool))
    body.append(asked)
    if rng.random() < 0.35:
        body.append(pick(phrases.AFTER, rng, pool))
    return f"{head}\n\n{' '.join(body)}\n\n{_signature(rng, pool)}"


def _story(asked: str, rng: random.Random, pool: Pool) -> str:
    before = dict.fromkeys(pick(phrases.STORY, rng, pool) for _ in range(rng.randint(1, 3)))
    parts = [pick(phrases.CONTEXT, rng, pool), *before, asked]
    if rng.random() < 0.5:
        parts.append(pick(phrases.AFTER, rng, pool))
    if rng.random() < 0.5:
        parts.insert(0, _greeting(rng, pool) + ",")
    text = " ".join(parts)
    return f"{text}\n{_name(rng)}" if rng.random() < 0.4 else text


def _angry(asked: str, rng: random.Random, pool: Pool) -> str:
    parts = [pick(phrases.ANGER, rng, pool), asked]
    if rng.random() < 0.6:
        parts.append(pick(phrases.ANGER_AFTER, rng, pool))
    text = " ".join(parts)
    if rng.random() < 0.3:
        text = text.replace("?", "???" if rng.random() < 0.5 else "?!")
    return text


def _thread(asked: str, rng: random.Random, pool: Pool) -> str:
    older = pick(phrases.OLDER, rng, pool)
    day = rng.choice(("Mon", "Tue", "Wed", "Thu", "Fri"))
    quoted = "\n".join(f"> {line}" for line in older.split("\n"))
    return f"{asked} {pick(phrases.THANKS, rng, pool)}\n{_name(rng)}\n\nOn {day}, Support wrote:\n{quoted}"


def _greeting(rng: random.Random, pool: Pool) -> str:
    return pick(phrases.GREETINGS, rng, pool)


def _signature(rng: random.Random, pool: Pool) -> str:
    name = _name(rng)
    if rng.random() < 0.4 and name != MASKED_NAME:
        name += f" {rng.choice(phrases.SURNAMES)}"
    elif rng.random() < 0.2:
        name += rng.choice(("\n<EMAIL_1>", "\n<PHONE_1>", "\n<EMAIL_1>, <PHONE_1>"))
    closing = pick(phrases.CLOSINGS, rng, pool)
    tail = f"\n{pick(phrases.FOOTERS, rng, pool)}" if rng.random() < 0.15 else ""
    return f"{closing}\n{name}{tail}"


def _name(rng: random.Random) -> str:
    """A first name, or what stands for one in a ticket whose personal data is masked."""
    return MASKED_NAME if rng.random() < 0.5 else rng.choice(phrases.NAMES)


def _spoiled(text: str, rng: random.Random) -> str:
    """``text`` as typed in a hurry, in about half of the cases."""
    if rng.random() < 0.5:
        return text
    changes: list[tuple[float, Callable[[str, random.Random], str]]] = [
        (0.45, _lower),
        (0.5, _typos),
        (0.25, _no_apostrophes),
        (0.15, _shorthand),
        (0.25, _no_stops),
    ]
    for chance, change in changes:
        if rng.random() < chance:
            text = change(text, rng)
    return text


def _lower(text: str, _rng: random.Random) -> str:
    """Small letters, but for words with digits, links and addresses."""
    kept = re.split(r"(\s+)", text)
    return "".join(w if any(c.isdigit() for c in w) or "@" in w or "/" in w else w.lower() for w in kept)


def _typos(text: str, rng: random.Random) -> str:
    """One or two words with letters swapped, left out or doubled."""
    spots = [m for m in _WORD.finditer(text) if _PLAIN.fullmatch(m[0]) and not _in_literal(text, m)]
    for match in sorted(rng.sample(spots, k=min(len(spots), rng.randint(1, 2))), key=lambda m: -m.start()):
        text = text[: match.start()] + _misspelt(match[0], rng) + text[match.end() :]
    return text


def _misspelt(word: str, rng: random.Random) -> str:
    i = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(3)
    if kind == 0:
        return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    return word[:i] + word[i + 1 :] if kind == 1 else word[:i] + word[i] + word[i:]


def _in_literal(text: str, match: re.Match[str]) -> bool:
    """Whether the word is part of a link, an address or a code."""
    start = max(text.rfind(" ", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
    token = text[start:].split(maxsplit=1)[0]
    return _LITERAL.search(token) is not None


def _no_apostrophes(text: str, _rng: random.Random) -> str:
    return _NO_APOSTROPHE.sub("", text)


def _shorthand(text: str, _rng: random.Random) -> str:
    return re.sub(r"\b[a-z]+\b", lambda m: _SHORTHAND.get(m[0], m[0]), text)


def _no_stops(text: str, rng: random.Random) -> str:
    """Without its last stop, or with dots in place of single stops."""
    if rng.random() < 0.6:
        return re.sub(r"[?.!]+$", "", text)
    return re.sub(r"(?<=[a-z])\.(?= [A-Za-z])", "...", text)
