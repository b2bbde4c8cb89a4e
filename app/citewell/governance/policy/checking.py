"""Run the rules of a policy over a reply."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from citewell.domain.drafts import Finding, Severity
from citewell.governance.policy.letter import letter_lines
from citewell.governance.policy.merging import Policy
from citewell.governance.policy.packs import Measure, Rule, RuleKind, text_for
from citewell.governance.policy.phrases import Match, PhraseSet, Span, Token, outside, tokens_of
from citewell.governance.text.courtesy import is_courtesy, is_greeting
from citewell.governance.text.languages import UNKNOWN, language_of
from citewell.governance.text.sentences import split_sentences

_CAPITALS = re.compile(r"[^\W\d_]{4,}")
_MARKS = {Measure.EXCLAMATION_MARKS: re.compile(r"[!！]"), Measure.QUESTION_MARKS: re.compile(r"[?？]")}
_CITATION = re.compile(r"[ \t]*\[\d{1,3}\]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Reply:
    """What is checked. ``sources`` are the passages that each span of the text cites; spans are characters."""

    text: str
    region: str = ""
    ticket: str = ""
    sources: tuple[tuple[Span, tuple[str, ...]], ...] = ()


class RuleChecker:
    """Checks replies by one policy. Phrases are read once."""

    def __init__(self, policy: Policy) -> None:
        """Check by ``policy``."""
        self.policy = policy
        self._words = {rule.id: PhraseSet(rule.words) for rule in policy.rules.values()}
        self._unless = {rule.id: PhraseSet(rule.unless) for rule in policy.rules.values()}
        self._accept = {rule.id: PhraseSet(rule.accept) for rule in policy.rules.values()}
        self._order = {rule.id: (PhraseSet(rule.first), PhraseSet(rule.then)) for rule in policy.rules.values()}
        self._topics = {topic.id: (PhraseSet(topic.words), PhraseSet(topic.unless)) for topic in policy.topics.values()}
        self._kinds: Mapping[RuleKind, Callable[[Rule, Reply, Sequence[Token]], list[Finding]]] = {
            RuleKind.FORBID: self._forbidden,
            RuleKind.DISCLAIMER: self._undisclaimed,
            RuleKind.LIMIT: _over_limit,
            RuleKind.STRUCTURE: self._out_of_order,
        }

    def check(self, reply: Reply) -> list[Finding]:
        """What breaks a rule: rule ``pack/id``, severity, how to mend it, and the span."""
        if not reply.text.strip():
            return []
        tokens = tokens_of(reply.text)
        rules = self.policy.rules_in(reply.region, reply_language(reply.text))
        return [finding for rule in rules for finding in self._kinds[rule.kind](rule, reply, tokens)]

    def touches(self, topic: str, tokens: Sequence[Token]) -> list[Match]:
        """Where a text touches a topic."""
        words, unless = self._topics[topic]
        found = words.find_in(tokens)
        return outside(found, [(one.start, one.end) for one in unless.find_in(tokens)]) if found else []

    def disclaimers(self, reply: Reply) -> list[str]:
        """The disclaimers that ``reply`` needs and does not have, in its language."""
        tokens = tokens_of(reply.text)
        language = reply_language(reply.text)
        return [
            text_for(rule.text, language)
            for rule in self.policy.rules_in(reply.region, language)
            if rule.kind is RuleKind.DISCLAIMER and self._undisclaimed(rule, reply, tokens)
        ]

    def is_fixed(self, sentence: str) -> bool:
        """Whether a sentence is a fixed wording of a pack, which states nothing of the company's facts."""
        return _plain(sentence) in self._fixed or any(line.fullmatch(sentence.strip()) for line in self._letter)

    @cached_property
    def _letter(self) -> tuple[re.Pattern[str], ...]:
        return tuple(letter_lines(self.policy.wording))

    @cached_property
    def _fixed(self) -> frozenset[str]:
        policy = self.policy
        texts = [text for rule in policy.rules.values() for text in rule.text.values()]
        texts += [text for risk in policy.risks.values() for text in risk.holding.values()]
        texts += [*policy.wording.refusal.values(), *policy.wording.clarify_opening.values()]
        return frozenset(_plain(text[start:end]) for text in texts for start, end in split_sentences(text))

    def _forbidden(self, rule: Rule, reply: Reply, tokens: Sequence[Token]) -> list[Finding]:
        if rule.topics and not any(self.touches(topic, tokens) for topic in rule.topics):
            return []
        found = self._words[rule.id].find_in(tokens)
        if not found:
            return []
        found = outside(found, [(one.start, one.end) for one in self._unless[rule.id].find_in(tokens)])
        found = [one for i, one in enumerate(found) if not any(one.start < before.end for before in found[:i])]
        if rule.quotable:
            found = [one for one in found if not self._is_quoted(one, reply)]
        instead = f" {rule.instead}" if rule.instead else ""
        return [
            _finding(rule, f"“{reply.text[one.start : one.end]}”: {rule.message}{instead}", one.start, one.end)
            for one in found
        ]

    @staticmethod
    def _is_quoted(match: Match, reply: Reply) -> bool:
        """Whether the passages cited by the sentence around ``match`` say it in these words."""
        said = [token.word for token in tokens_of(reply.text[match.start : match.end])]
        for (start, end), passages in reply.sources:
            if start <= match.start and match.end <= end:
                return any(_holds([token.word for token in tokens_of(passage)], said) for passage in passages)
        return False

    def _undisclaimed(self, rule: Rule, reply: Reply, tokens: Sequence[Token]) -> list[Finding]:
        touched = [one for topic in rule.topics for one in self.touches(topic, tokens)]
        if not touched:
            return []
        plain = _plain(reply.text)
        if any(_plain(text) in plain for text in rule.text.values()) or self._accept[rule.id].find_in(tokens):
            return []
        first = min(touched, key=lambda one: one.start)
        wanted = text_for(rule.text, reply_language(reply.text))
        return [_finding(rule, f"{rule.message} Add: “{wanted}”", first.start, first.end)]

    def _out_of_order(self, rule: Rule, reply: Reply, tokens: Sequence[Token]) -> list[Finding]:
        spans = split_sentences(_CITATION.sub(lambda mark: " " * len(mark[0]), reply.text))
        if len(spans) < 2:
            return []
        first, then = self._order[rule.id]
        assured = next((end for start, end in spans[:3] if self._assures(reply.text[start:end], first)), None)
        if assured is None:
            return [_finding(rule, rule.message, *spans[0])]
        if any(one.start >= assured for one in then.find_in(tokens)):
            return []
        return [_finding(rule, rule.message, *spans[-1])]

    @staticmethod
    def _assures(sentence: str, first: PhraseSet) -> bool:
        return is_greeting(sentence) or is_courtesy(sentence) or bool(first.find(sentence))


def reply_language(text: str) -> str:
    """The language of a reply; English where it cannot be told."""
    found = language_of(text)
    return "en" if found == UNKNOWN else found


def _over_limit(rule: Rule, reply: Reply, tokens: Sequence[Token]) -> list[Finding]:
    measure, text = rule.measure, reply.text
    spans: list[Span]
    if measure in _MARKS:
        spans = [match.span() for match in _MARKS[measure].finditer(text)]
    elif measure is Measure.CAPITAL_WORDS:
        spans = _shouted(text, reply.ticket, [passage for _, passages in reply.sources for passage in passages])
    elif measure is Measure.WORDS:
        spans = [(token.start, token.end) for token in tokens]
    else:
        return [
            _finding(rule, f"{rule.message} This sentence has {size} words; the most is {rule.most}.", start, end)
            for start, end in split_sentences(text)
            if (size := len(text[start:end].split())) > rule.most
        ]
    if len(spans) <= rule.most:
        return []
    start, end = spans[rule.most][0], spans[-1][1]
    return [_finding(rule, f"{rule.message} There are {len(spans)}; the most is {rule.most}.", start, end)]


def _shouted(text: str, *known: str | Sequence[str]) -> list[Span]:
    """Words in capitals that neither the ticket nor a source writes so: those are names and abbreviations."""
    given = "\n".join(one if isinstance(one, str) else "\n".join(one) for one in known)
    return [m.span() for m in _CAPITALS.finditer(text) if m[0].isupper() and m[0] not in given]


def _finding(rule: Rule, message: str, start: int, end: int) -> Finding:
    return Finding(rule.name, Severity(rule.severity), message, start, end)


def _plain(text: str) -> str:
    return _SPACE.sub(" ", _CITATION.sub("", text)).strip().casefold()


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    size = len(wanted)
    return any(list(words[i : i + size]) == list(wanted) for i in range(len(words) - size + 1))
