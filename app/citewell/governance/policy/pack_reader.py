"""The parts of one pack, read over those of the packs before it. Importing this imports pydantic."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from citewell.domain.digests import sha256_hex
from citewell.domain.drafts import Severity
from citewell.governance.policy import models
from citewell.governance.policy.merging import Policy
from citewell.governance.policy.packs import HouseVoice, Measure, Pack, Risk, Rule, RuleKind, Topic, Wording
from citewell.governance.written import W, read_written
from citewell.governance.yaml_positions import Located, Path, Problems

_PARTS: Mapping[str, int] = {"topics": 60, "rules": 200, "risks": 60}
"""The most of each kind."""
MAX_PHRASES = 8_000
"""Phrases of one pack."""
_MESSAGES = {
    RuleKind.FORBID: "We do not say this.",
    RuleKind.DISCLAIMER: "This topic needs its disclaimer.",
    RuleKind.LIMIT: "This is more than our tone allows.",
    RuleKind.STRUCTURE: "Acknowledge what the customer wrote first, then say what happens or what to do.",
}
_EACH_LANGUAGE = "Add a text for each language, such as 'en: ...'."


class PackReader:
    """Reads the parts of one pack over those of ``base``. A part with a mistake of its own is left out."""

    def __init__(self, where: Located, problems: Problems, base: Policy) -> None:
        """Read ``where``; note mistakes in ``problems``."""
        self._where = where
        self._problems = problems
        self._base = base
        self._id = ""
        self._regions: tuple[str, ...] = ()
        self._languages: tuple[str, ...] = ()

    def read(self, text: str, *, shipped: bool) -> Pack | None:
        """The pack; ``None`` where what holds for the whole of it is wrong. ``text`` is hashed."""
        top = self._fields(models.PackFields, ())
        if top is not None:
            self._id, self._regions, self._languages = top.pack, top.regions, top.languages
        named = {name: list(self._items(name, most)) for name, most in _PARTS.items()}
        topics = tuple(self._topic(path, item) for path, item in named["topics"])
        known = {*self._base.topics, *(str(item.get("id")) for _, item in named["topics"])}
        rules = tuple(self._rule(path, item, known) for path, item in named["rules"])
        risks = tuple(self._risk(path, item) for path, item in named["risks"])
        for name, items in named.items():
            self._check_twice(name, [item.get("id") for _, item in items])
        if top is None:
            return None
        self._check_off(top.off)
        parts = [part for part in (*topics, *rules, *risks) if part is not None]
        count = sum(len(part.words) + len(part.unless) for part in parts)
        if count > MAX_PHRASES:
            self._wrong((), "pack", f"the pack holds {count:,} phrases; the most is {MAX_PHRASES:,}. Split it.")
        return Pack(
            id=self._id,
            version=top.version,
            name=top.name,
            file=self._problems.file,
            sha256=sha256_hex(text),
            languages=self._languages,
            regions=self._regions,
            topics=tuple(topic for topic in topics if topic),
            rules=tuple(rule for rule in rules if rule),
            risks=tuple(risk for risk in risks if risk),
            wording=Wording(**dict(top.wording)),
            voice=_voice(top.voice),
            off=top.off,
            shipped=shipped,
        )

    def _topic(self, path: Path, item: Mapping[str, object]) -> Topic | None:
        fields = self._fields(models.TopicFields, path)
        if fields is None:
            return None
        topic = replace(self._base.topics.get(str(item.get("id"))) or Topic(fields.id, ()), **_given(fields))
        if not topic.words:
            self._wrong(path, "words", f"the topic '{topic.id}' has no 'words'. List what a text says that touches it.")
        return topic

    def _rule(self, path: Path, item: Mapping[str, object], topics: set[str]) -> Rule | None:
        before = self._base.rules.get(str(item.get("id")))
        written = item.get("kind")
        if written is None and before is None:
            self._wrong(path, "kind", f"'kind' is missing. Add one of {', '.join(RuleKind)}.")
        is_kind = isinstance(written, str) and written in set(RuleKind)
        kind = RuleKind(str(written)) if is_kind else before.kind if before else RuleKind.FORBID
        fields = self._fields(models.KINDS[kind], path)
        if fields is None:
            return None
        if before is None or before.kind is not kind:
            before = Rule(fields.id, self._id, kind, Severity.WARN, _MESSAGES[kind], self._regions, self._languages)
        given = _given(fields)
        rule = replace(before, pack=self._id, **given)
        for topic in rule.topics:
            if topic not in topics:
                listed = ", ".join(sorted(topics)) or "none"
                self._wrong(path, "topics", f"there is no topic '{topic[:40]}'. Known are {listed}.")
        for name, message in _LACKS[kind](rule, has_most="most" in given or before.measure is not None):
            self._wrong(path, name, message)
        return rule

    def _risk(self, path: Path, item: Mapping[str, object]) -> Risk | None:
        fields = self._fields(models.RiskFields, path)
        if fields is None:
            return None
        before = self._base.risks.get(str(item.get("id")))
        before = before or Risk(fields.id, self._id, "", "", {}, regions=self._regions)
        risk = replace(before, pack=self._id, **_given(fields))
        for name in ("name", "to"):
            if not getattr(risk, name):
                self._wrong(path, name, f"'{name}' is missing. Add it.")
        if not risk.holding:
            self._wrong(path, "holding", f"'holding' is missing. {_EACH_LANGUAGE}")
        if not risk.words and not risk.examples:
            said = f"the risk '{risk.id}' has neither 'words' nor 'examples': nothing would escalate."
            self._wrong(path, "words", said)
        return risk

    def _fields(self, model: type[W], path: Path) -> W | None:
        return read_written(model, self._where, path, self._problems)

    def _items(self, name: str, most: int) -> Iterator[tuple[Path, Mapping[str, object]]]:
        """The mappings in the list ``name`` of the pack, each with its path."""
        assert isinstance(self._where.value, dict)  # noqa: S101  asked for before
        items = self._where.value.get(name)
        if items is None:
            return
        if not isinstance(items, list):
            said = f"'{name}' must be a list, each item beginning with '- ', not {_kind_of(items)}."
            self._wrong((), name, said)
            return
        if len(items) > most:
            self._wrong((), name, f"'{name}' has {len(items)} items; the most is {most}. Split the pack.")
        for number, item in enumerate(items[:most]):
            if isinstance(item, dict):
                yield (name, number), item
            else:
                said = f"an item of '{name}' must hold fields such as 'id: ...', not {_kind_of(item)}."
                self._problems.add(self._where.place((name, number)), said)

    def _wrong(self, path: Path, name: str, message: str) -> None:
        self._problems.add(self._where.place((*path, name)), message)

    def _check_twice(self, name: str, ids: Sequence[object]) -> None:
        for own in sorted({str(own) for own in ids if own and ids.count(own) > 1}):
            self._wrong((), name, f"two {name} have the id '{own}'. Give each its own.")

    def _check_off(self, off: Sequence[str]) -> None:
        known = {*self._base.rules, *self._base.risks}
        for own in off:
            if own not in known:
                listed = ", ".join(sorted(known))
                self._wrong((), "off", f"no earlier pack has a rule or risk '{own[:40]}'. Known are {listed}.")


def _voice(written: models.VoiceFields) -> HouseVoice:
    examples = tuple((example.plain, example.house) for example in written.examples)
    return HouseVoice(written.notes, written.do, written.dont, examples)


def _given(fields: models.Part) -> dict[str, Any]:
    """The fields that were written."""
    return {name: getattr(fields, name) for name in fields.model_fields_set - {"id", "kind", "comment"}}


def _kind_of(value: object) -> str:
    return "fields" if isinstance(value, dict) else "a list" if isinstance(value, list) else "a text"


Lacks = Iterator[tuple[str, str]]
"""Fields of a rule that it cannot do without, each with what to say."""


def _forbid(rule: Rule, **_: bool) -> Lacks:
    if not rule.words:
        yield "words", f"the rule '{rule.id}' has no 'words'. List what may not be said."


def _disclaimer(rule: Rule, **_: bool) -> Lacks:
    if not rule.topics:
        said = f"the disclaimer '{rule.id}' names no 'topics'. Say what a reply touches that needs it."
        yield "topics", said
    if not rule.text:
        yield "text", f"'text' is missing. {_EACH_LANGUAGE}"


def _limit(rule: Rule, *, has_most: bool) -> Lacks:
    if not has_most:
        yield "most", f"the limit '{rule.id}' does not say 'most'. Add a whole number."
    if rule.measure is None:
        yield "measure", f"'measure' is missing. Add one of {', '.join(Measure)}."


def _structure(rule: Rule, **_: bool) -> Lacks:
    if not rule.first or not rule.then:
        said = f"the structure '{rule.id}' needs 'first' and 'then': what a reply says first, and after."
        yield "first", said


_LACKS: Mapping[RuleKind, Callable[..., Lacks]] = {
    RuleKind.FORBID: _forbid,
    RuleKind.DISCLAIMER: _disclaimer,
    RuleKind.LIMIT: _limit,
    RuleKind.STRUCTURE: _structure,
}
