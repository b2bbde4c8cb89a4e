"""Read one pack. All mistakes are told at once, each with its line and how to mend it."""

import dataclasses
from collections.abc import Sequence

import yaml

from citewell.domain.digests import sha256_hex
from citewell.domain.drafts import Severity
from citewell.governance.policy.fields import Fields, kind_of
from citewell.governance.policy.merging import Policy
from citewell.governance.policy.packs import Measure, Pack, Risk, Rule, RuleKind, Topic, Wording
from citewell.governance.yaml_positions import Bounds, Problem, Problems, compose

BOUNDS = Bounds("pack", size=512 * 1024, values=30_000)
MAX_TOPICS, MAX_RULES, MAX_RISKS = 60, 200, 60
MAX_PHRASES = 8_000
"""Phrases of one pack."""
_RULE_FIELDS = frozenset(field.name for field in dataclasses.fields(Rule)) - {"pack"}
_MESSAGES = {
    RuleKind.FORBID: "We do not say this.",
    RuleKind.DISCLAIMER: "This topic needs its disclaimer.",
    RuleKind.LIMIT: "This is more than our tone allows.",
    RuleKind.STRUCTURE: "Acknowledge what the customer wrote first, then say what happens or what to do.",
}


def read_pack(
    text: str, file: str, base: Policy | None = None, *, shipped: bool = False
) -> tuple[Pack | None, tuple[Problem, ...]]:
    """The pack in ``text`` and its mistakes; ``None`` where it cannot be used.

    ``base`` is the policy of the packs before it: what it names of those need not be written again.
    """
    problems = Problems(file)
    node = compose(text, BOUNDS, problems)
    if node is None and not problems.found:
        problems.add(1, "the file is empty. Begin with 'pack:', 'version:' and 'name:'.")
    if node is not None and not isinstance(node, yaml.MappingNode):
        problems.add(node, f"a pack begins with 'pack:', 'version:' and 'name:'; this is {kind_of(node)}.")
        node = None
    pack = _Reader(file, problems, base or Policy(())).read(Fields(node, problems), text) if node else None
    found = tuple(sorted(problems.found, key=lambda problem: problem.line))
    return (None if found else dataclasses.replace(pack, shipped=shipped) if pack else None), found


class _Reader:
    """Reads the parts of one pack over those of ``base``."""

    def __init__(self, file: str, problems: Problems, base: Policy) -> None:
        self._file = file
        self._problems = problems
        self._base = base
        self._id = ""
        self._regions: tuple[str, ...] = ()
        self._languages: tuple[str, ...] = ()

    def read(self, top: Fields, text: str) -> Pack:
        self._id = top.id("pack")
        version = top.text("version", required=True)
        name = top.text("name", required=True)
        top.has("comment")
        self._languages, self._regions = top.languages(), top.regions()
        topics = tuple(map(self._topic, top.mappings("topics", MAX_TOPICS)))
        known = {topic.id for topic in (*self._base.topics.values(), *topics)}
        rules = tuple(self._rule(item, known) for item in top.mappings("rules", MAX_RULES))
        risks = tuple(map(self._risk, top.mappings("risks", MAX_RISKS)))
        wording = self._wording(top.mapping("wording"))
        off = top.texts("off")
        self._check_off(top, off)
        top.end()
        for kind, parts in (("topic", topics), ("rule", rules), ("risk", risks)):
            self._check_twice(top, kind, [part.id for part in parts])
        lists = [(*one.words, *one.unless) for one in topics]
        lists += [(*one.words, *one.unless) for one in rules]
        lists += [(*one.words, *one.unless) for one in risks]
        count = sum(map(len, lists))
        if count > MAX_PHRASES:
            top.wrong("pack", f"the pack holds {count:,} phrases; the most is {MAX_PHRASES:,}. Split it.")
        return Pack(
            id=self._id,
            version=version,
            name=name,
            file=self._file,
            sha256=sha256_hex(text),
            languages=self._languages,
            regions=self._regions,
            topics=topics,
            rules=rules,
            risks=risks,
            wording=wording,
            off=off,
        )

    def _topic(self, fields: Fields) -> Topic:
        own = fields.id()
        before = self._base.topics.get(own)
        words = fields.phrases("words", before.words if before else ())
        if not words:
            fields.wrong("words", f"the topic '{own}' has no 'words'. List what a text says that touches it.")
        unless = fields.phrases("unless", before.unless if before else ())
        fields.has("comment")
        fields.end()
        return Topic(own, words, unless)

    def _rule(self, fields: Fields, topics: set[str]) -> Rule:
        own = fields.id()
        before = self._base.rules.get(own)
        fields.has("comment")
        kind = fields.word("kind", RuleKind, before.kind if before else None) or RuleKind.FORBID
        if before is not None and before.kind is not kind:
            before = None
        base = before or Rule(own, self._id, kind, Severity.WARN, _MESSAGES[kind], self._regions, self._languages)
        rule = dataclasses.replace(
            base,
            pack=self._id,
            severity=fields.word("severity", Severity, base.severity) or base.severity,
            message=fields.text("message", default=base.message).strip(),
            regions=fields.regions(default=base.regions),
            languages=fields.languages(default=base.languages),
            topics=fields.texts("topics", base.topics),
        )
        for topic in rule.topics:
            if topic not in topics:
                fields.wrong(
                    "topics", f"there is no topic '{topic[:40]}'. Known are {', '.join(sorted(topics)) or 'none'}."
                )
        rule = {
            RuleKind.FORBID: _forbid,
            RuleKind.DISCLAIMER: _disclaimer,
            RuleKind.LIMIT: _limit,
            RuleKind.STRUCTURE: _structure,
        }[kind](fields, rule)
        fields.end(_RULE_FIELDS)
        return rule

    def _risk(self, fields: Fields) -> Risk:
        own = fields.id()
        before = self._base.risks.get(own)
        fields.has("comment")
        base = before or Risk(own, self._id, "", "", {}, regions=self._regions)
        risk = dataclasses.replace(
            base,
            pack=self._id,
            name=fields.text("name", required=not base.name, default=base.name),
            to=fields.text("to", required=not base.to, default=base.to),
            holding=fields.by_language("holding", base.holding, required=True),
            words=fields.phrases("words", base.words),
            examples=fields.texts("examples", base.examples),
            unless=fields.phrases("unless", base.unless),
            regions=fields.regions(default=base.regions),
            nearness=fields.number("nearness", 0.3, 1.0, base.nearness),
        )
        if not risk.words and not risk.examples:
            fields.wrong("words", f"the risk '{own}' has neither 'words' nor 'examples': nothing would escalate.")
        fields.end()
        return risk

    def _wording(self, fields: Fields | None) -> Wording:
        if fields is None:
            return Wording()
        found = Wording(fields.by_language("refusal"), fields.by_language("clarify_opening"))
        fields.end()
        return found

    def _check_twice(self, top: Fields, kind: str, ids: Sequence[str]) -> None:
        for own in sorted({own for own in ids if own and ids.count(own) > 1}):
            top.wrong(f"{kind}s", f"two {kind}s have the id '{own}'. Give each its own.")

    def _check_off(self, top: Fields, off: Sequence[str]) -> None:
        known = {*self._base.rules, *self._base.risks}
        for own in off:
            if own not in known:
                top.wrong(
                    "off", f"no earlier pack has a rule or risk '{own[:40]}'. Known are {', '.join(sorted(known))}."
                )


def _forbid(fields: Fields, rule: Rule) -> Rule:
    words = fields.phrases("words", rule.words)
    if not words:
        fields.wrong("words", f"the rule '{rule.id}' has no 'words'. List what may not be said.")
    return dataclasses.replace(
        rule,
        words=words,
        unless=fields.phrases("unless", rule.unless),
        instead=fields.text("instead", default=rule.instead).strip(),
        quotable=fields.flag("quotable", default=rule.quotable),
    )


def _disclaimer(fields: Fields, rule: Rule) -> Rule:
    if not rule.topics:
        fields.wrong("topics", f"the disclaimer '{rule.id}' names no 'topics'. Say what a reply touches that needs it.")
    return dataclasses.replace(
        rule,
        text=fields.by_language("text", rule.text, required=True),
        accept=fields.phrases("accept", rule.accept),
    )


def _limit(fields: Fields, rule: Rule) -> Rule:
    if rule.measure is None and not fields.has("most"):
        fields.wrong("most", f"the limit '{rule.id}' does not say 'most'. Add a whole number.")
    measure = fields.word("measure", Measure, rule.measure)
    return dataclasses.replace(rule, measure=measure, most=round(fields.number("most", 0, 5_000, rule.most)))


def _structure(fields: Fields, rule: Rule) -> Rule:
    first, then = fields.phrases("first", rule.first), fields.phrases("then", rule.then)
    if not first or not then:
        fields.wrong(
            "first", f"the structure '{rule.id}' needs 'first' and 'then': what a reply says first, and after."
        )
    return dataclasses.replace(rule, first=first, then=then)
