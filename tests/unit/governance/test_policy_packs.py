"""Packs: the strict reader, merging, and each kind of rule with a text that breaks it and one that does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.governance.policy.checking import Reply, RuleChecker
from citewell.governance.policy.merging import Policy
from citewell.governance.policy.reading import read_pack
from citewell.governance.policy.regions import applies_in

HEAD = 'pack: own\nversion: "1"\nname: Ours\n'
RULE = HEAD + "rules:\n  - id: no-lamps\n    kind: forbid\n    severity: block\n    words: [purple lamp*]\n"
BASE = """pack: base
version: 2026.10
name: Base
topics:
  - id: wiring
    words: [live wire*]
    unless: [live wire festival]
rules:
  - id: promise
    kind: forbid
    severity: block
    quotable: true
    words: [we guarantee]
    unless: [we guarantee nothing]
    message: No promises.
    instead: Say what the source says.
  - id: eu-voucher
    kind: forbid
    regions: [EU]
    words: [voucher only]
  - id: electrician
    kind: disclaimer
    severity: block
    topics: [wiring]
    text: {en: Please ask an electrician., de: Bitte fragen Sie eine Elektrofachkraft.}
    accept: [by an electrician]
  - {id: shouting, kind: limit, measure: exclamation_marks, most: 1}
  - {id: capitals, kind: limit, measure: capital_words, most: 0}
  - {id: sentence, kind: limit, measure: sentence_words, most: 12}
  - id: order
    kind: structure
    first: [we see that]
    then: [please]
risks:
  - id: legal
    name: Legal threat
    to: Legal
    words: [my lawyer*]
    holding: {en: A colleague answers.}
wording:
  refusal: {en: We ask a colleague.}
"""


def policy(*texts: str) -> Policy:
    merged = Policy(())
    for number, text in enumerate(texts):
        pack, problems = read_pack(text, f"{number}.yaml", merged)
        assert problems == ()
        merged = Policy((*merged.packs, pack))
    return merged


def rules(text: str, region: str = "", sources=(), ticket: str = "") -> list[str]:
    return [one.rule for one in RuleChecker(policy(BASE)).check(Reply(text, region, ticket, sources))]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "empty"),
        ("- a\n", 1, "begins with"),
        ("pack: own\nversion: 1\n", 1, "'name' is missing"),
        (HEAD + "rulez: []\n", 4, "Did you mean 'rules'"),
        (HEAD + "name: Twice\n", 4, "twice"),
        (RULE.replace("block", "strong"), 7, "one of block, warn, info"),
        (RULE.replace("no-lamps", "No Lamps"), 5, "is no id"),
        (RULE.replace("purple lamp*", '"(a+)+$"'), 8, "cannot be looked for"),
        (RULE.replace("words: [purple lamp*]", "most: 3"), 8, "does not belong"),
        (RULE + "  - {id: no-lamps, words: [b], kind: forbid}\n", 5, "two rules"),
        (RULE + "    topics: [nowhere]\n", 9, "no topic 'nowhere'"),
        (HEAD + "rules:\n  - id: d\n    kind: disclaimer\n    text: x\n", 5, "names no 'topics'"),
        (HEAD + "rules:\n  - {id: l, kind: limit, measure: words}\n", 5, "'most'"),
        (HEAD + "risks:\n  - {id: r, name: R, to: T, holding: {en: x}}\n", 5, "nothing would escalate"),
        (HEAD + "risks:\n  - {id: r, name: R, to: T, words: [x]}\n", 5, "'holding' is missing"),
        (HEAD + "off: [unknown]\n", 4, "no earlier pack"),
        (HEAD + "languages: [english]\n", 4, "is no language"),
        (HEAD + "rules:\n  - id: 'x\n", 6, "not YAML"),
        (HEAD + "---\npack: b\n", 4, "second document"),
        (HEAD + "comment: " + "[" * 20 + "]" * 20 + "\n", 4, "nested"),
        ("a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
            f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(4)), 1, "alias"),
        ("a: &a [*a]\n", 1, "endless"),
        ("x" * 600_000, 1, "bytes"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_line_and_mend(text, line, says):
    pack, problems = read_pack(text, "own.yaml")
    assert pack is None
    messages = [f"{one.line} {one}" for one in problems]
    assert any(says in one.message and line in {one.line, 1} for one in problems), messages


@given(
    st.text(max_size=200)
    | st.text(alphabet="packrulesid:- \n{}[]&*#\"'|>!%@,?", max_size=300).map(lambda tail: HEAD + tail)
)
def test_any_text_is_read_or_refused_with_a_line(text):
    pack, problems = read_pack(text, "own.yaml")
    assert (pack is None) == bool(problems)
    assert all(one.line >= 1 and one.message for one in problems)


def test_every_mistake_is_told_at_once():
    _, problems = read_pack(RULE.replace("block", "x").replace("no-lamps", "A B") + "  - 3\n", "own.yaml")
    assert [problem.line for problem in problems] == [5, 7, 9]
    assert str(problems[0]).startswith("own.yaml:5: ")


def test_a_later_pack_replaces_by_id_and_field():
    own = HEAD + "rules:\n  - {id: promise, severity: warn}\nrisks:\n  - {id: legal, to: Queue 7}\noff: [order]\n"
    merged = policy(BASE, own)
    rule, risk = merged.rules["promise"], merged.risks["legal"]
    assert (rule.name, rule.severity, rule.words, rule.quotable) == ("own/promise", "warn", ("we guarantee",), True)
    assert (risk.full_name, risk.to, risk.words) == ("own/legal", "Queue 7", ("my lawyer*",))
    assert "order" not in merged.rules
    assert policy(BASE).packs[0].version == "2026.10"


@pytest.mark.parametrize(
    ("region", "holds"), [("DE", True), ("germany", True), ("EU", True), ("de-BY", True), ("US", False), ("", False)]
)
def test_regions(region, holds):
    assert applies_in(("EU",), region) is holds
    assert applies_in((), region)
    assert ("base/eu-voucher" in rules("Thanks. Please take it, voucher only.", region)) is holds


def test_a_forbidden_phrase_is_named_with_its_span_and_mend():
    text = "Thank you. Please know that We guarantee success."
    (finding,) = RuleChecker(policy(BASE)).check(Reply(text))
    assert text[finding.start : finding.end] == "We guarantee"
    assert finding.message == "“We guarantee”: No promises. Say what the source says."
    assert rules("Thank you. Please note: we guarantee nothing.") == []


def test_a_cited_sentence_may_say_what_its_passage_says():
    text = "Thank you. Please see: We guarantee an uptime of 99% [1]."
    span = (11, len(text))
    assert rules(text, sources=((span, ("We guarantee an uptime of 99%.",)),)) == []
    assert rules(text, sources=((span, ("The uptime is 99%.",)),)) == ["base/promise"]


def test_a_disclaimer_is_asked_for_where_its_topic_is_touched():
    touching = "Thank you. Please keep off the live wires."
    assert rules(touching) == ["base/electrician"]
    assert RuleChecker(policy(BASE)).disclaimers(Reply(touching)) == ["Please ask an electrician."]
    assert rules(f"{touching} Please ask an electrician.") == []
    assert rules(f"{touching} Have it done by an electrician.") == []
    assert rules("Thank you. Please come to the Live Wire festival.") == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Thank you! Please wait! Please!", "base/shouting"),
        ("Thank you. Please do NEVER wait.", "base/capitals"),
        ("Thank you. Please wait " + "very " * 12 + "long.", "base/sentence"),
        ("The lamp is on. Please wait.", "base/order"),
        ("Thank you. The lamp is on.", "base/order"),
    ],
)
def test_limits_and_structure(text, rule):
    assert rules(text) == [rule]
    assert rules("Thank you! We see that the lamp is on. Please wait.") == []


def test_capitals_of_the_ticket_are_names():
    assert rules("Thank you. Please open ACME.", ticket="my ACME lamp") == []


def test_fixed_wordings_are_no_facts():
    checker = RuleChecker(policy(BASE))
    assert checker.is_fixed("A  colleague answers.")
    assert checker.is_fixed("Please ask an electrician.")
    assert not checker.is_fixed("The lamp is on.")
