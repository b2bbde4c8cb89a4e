"""The draft in the house's own voice, with every fact and citation where it was.

The model rewrites the whole reply; then draft and styled text are compared sentence by sentence. A styled sentence
stays where it has the same literals, marks and polarity and near enough the same words as the draft's; else the draft's
own sentence takes its place. What the model left out is put back in order, what it added without a source is removed.
Greeting, closing, courtesy and layout are the style's. Steps and bullets are never rewritten.
"""

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from citewell.domain.drafts import Finding, Severity
from citewell.domain.generation import GenerationRequest, Generator, Message
from citewell.domain.learning import RetiredPhrase
from citewell.governance.literals.extraction import find_literals
from citewell.governance.text.courtesy import courtesy_lines, is_courtesy
from citewell.governance.text.words import coverage, is_negated, words
from citewell.pipeline.generation.citations import CitedSentence, read_sentences, strip_marks
from citewell.pipeline.levels.level_writer import TaskPrompt

ROOM_TOKENS = 60
"""For a greeting and a closing, beside one and a half times the draft."""
ALIKE = 0.45
"""Two sentences from this likeness on (share of their words in common) are the same sentence, reworded."""
KEPT = 0.75
"""Share of the content words of each that the other must hold."""
_LISTED = re.compile(r"\s*(?:\d{1,3}[.)]|[-*•])\s")

Generate = Callable[[GenerationRequest], str]
"""Asks the model. Raises ``ModelError``."""


@dataclass(frozen=True, slots=True)
class Styled:
    """A styled text, repaired, and what the repair did, in words; ``text`` is empty where there is nothing to show."""

    text: str
    note: str


@dataclass(slots=True)
class _Part:
    """A sentence of the text that is being built, and what stands before it."""

    gap: str
    text: str
    draft: int = -1
    """The draft's sentence that it stands for."""


class Styler:
    """Asks a model for the house's voice and repairs what it writes."""

    def __init__(self, prompt: TaskPrompt, retired: Callable[[], Sequence[RetiredPhrase]] = tuple) -> None:
        """Style by ``prompt``, whose ``user`` has a place for the reply; ``retired`` are phrases not to be said."""
        self._prompt = prompt
        self._retired = retired

    def style(self, draft: str, generator: Generator, generate: Generate) -> Styled:
        """``draft`` (checked, with its marks) in the style of ``generator``. Raises ``ModelError``."""
        prose = "\n".join(line for line in draft.split("\n") if not _LISTED.match(line)).strip()
        if not prose:
            return Styled("", "nothing but steps")
        size = generator.count([prose])[0]
        limit = size + size // 2 + ROOM_TOKENS
        request = GenerationRequest(
            (Message("system", self._prompt.system), Message("user", self._prompt.user.format(reply=prose))),
            tuple(dict.fromkeys(n for sentence in read_sentences(prose) for n in sentence.cites)),
            max_tokens=limit,
            max_sentences=0,
            facts=(strip_marks(prose),),
        )
        written = generate(request).strip()
        if not written:
            return Styled("", "the model wrote nothing")
        if generator.count([written])[0] >= limit:
            return Styled("", "the model did not come to an end")
        return repair(draft, written)

    def retired_findings(self, text: str) -> tuple[Finding, ...]:
        """A warning for each place where ``text`` says a retired phrase."""
        found = []
        for retired in self._retired():
            pattern = rf"(?<!\w){re.escape(retired.phrase)}(?!\w)"
            for match in re.finditer(pattern, text, re.IGNORECASE):
                instead = f" Say “{retired.replacement}”." if retired.replacement else ""
                message = f"The team does not say “{retired.phrase}” any more.{instead}"
                found.append(Finding("retired_phrase", Severity.WARN, message, match.start(), match.end()))
        return tuple(found)


def repair(draft: str, styled: str) -> Styled:
    """``styled`` with every statement of ``draft``, and no other."""
    facts = _statements(draft)
    own = {(sentence.start, sentence.end) for sentence in _statements(styled)}
    parts: list[_Part] = []
    position = returned = removed = 0
    claimed: set[int] = set()
    for sentence in read_sentences(styled):
        gap, position = styled[position : sentence.start], sentence.end
        text = styled[sentence.start : sentence.end]
        if (sentence.start, sentence.end) not in own:
            if not any(part.text == text for part in parts):  # a courtesy is said once
                parts.append(_Part(gap, text))
            continue
        i = _best(sentence, facts, claimed)
        if i is None:
            removed += 1
            continue
        claimed.add(i)
        if not _same(facts[i], sentence):
            text = draft[facts[i].start : facts[i].end]
            returned += 1
        parts.append(_Part(gap, text, i))
    missing = [i for i in range(len(facts)) if i not in claimed]
    for i in missing:
        _put_back(parts, i, draft, facts)
    note = f"{len(claimed) - returned} of {len(facts)} statements restyled"
    changes = ((returned, "as drafted"), (len(missing), "put back"), (removed, "removed"))
    note += "".join(f", {count} {what}" for count, what in changes if count)
    return Styled("".join(part.gap + part.text for part in parts).strip(), note)


def _statements(text: str) -> list[CitedSentence]:
    """The sentences that state something: cited, or no courtesy."""
    polite = courtesy_lines(text)
    return [
        sentence
        for sentence in read_sentences(text)
        if sentence.cites
        or not (
            is_courtesy(sentence.text) or any(start <= sentence.start and sentence.end <= end for start, end in polite)
        )
    ]


def _best(sentence: CitedSentence, facts: Sequence[CitedSentence], claimed: set[int]) -> int | None:
    likeness = {i: _likeness(sentence.text, fact.text) for i, fact in enumerate(facts) if i not in claimed}
    best = max(likeness, key=lambda i: likeness[i], default=None)
    return best if best is not None and likeness[best] >= ALIKE else None


def _likeness(first: str, second: str) -> float:
    return difflib.SequenceMatcher(None, words(first), words(second), autojunk=False).ratio()


def _same(fact: CitedSentence, styled: CitedSentence) -> bool:
    """Whether the styled sentence says what the draft's does."""
    return (
        set(fact.cites) == set(styled.cites)
        and {one.normal for one in find_literals(fact.text)} == {one.normal for one in find_literals(styled.text)}
        and is_negated(fact.text) == is_negated(styled.text)
        and coverage(fact.text, styled.text) >= KEPT
        and coverage(styled.text, fact.text) >= KEPT
    )


def _put_back(parts: list[_Part], i: int, draft: str, facts: Sequence[CitedSentence]) -> None:
    """The draft's sentence ``i`` behind the one before it; the first one behind the greeting."""
    text = draft[facts[i].start : facts[i].end]
    after = max((k for k, part in enumerate(parts) if 0 <= part.draft < i), default=None)
    if after is not None:
        gap = "\n" if "\n" in draft[facts[i - 1].end : facts[i].start] else " "
        parts.insert(after + 1, _Part(gap, text, i))
        return
    first = next((k for k, part in enumerate(parts) if part.draft >= 0), None)
    if first is not None:  # before the sentence that follows it in the draft
        gap = parts[first].gap
        parts[first].gap = "\n" if "\n" in draft[facts[i].end : facts[i + 1].start] else " "
        parts.insert(first, _Part(gap, text, i))
        return
    closing = next((k for k, part in enumerate(parts) if k and "\n" in part.gap), len(parts))
    parts.insert(closing, _Part("\n\n" if parts else "", text, i))
    if closing + 1 < len(parts) and "\n\n" not in parts[closing + 1].gap:
        parts[closing + 1].gap = "\n\n"
