"""The whole advice on a home: a row for each line of the source texts, for each topic and for each phase."""

from dataclasses import dataclass
from typing import Any

from citewell.evaluation.advice.findings import Finding
from citewell.evaluation.advice.lines import LINES, Line
from citewell.evaluation.advice.measured import Measured
from citewell.evaluation.advice.phases import PhaseStanding, standings
from citewell.evaluation.advice.topics import TopicAdvice, advise_topic, together


@dataclass(frozen=True, slots=True)
class Advice:
    """What follows from what was measured."""

    measured: Measured
    overall: TopicAdvice
    lines: tuple[tuple[Line, Finding], ...]
    topics: tuple[TopicAdvice, ...]
    phases: tuple[PhaseStanding, ...]


def advise(seen: Measured) -> Advice:
    """Apply every rule."""
    golden = seen.golden
    everything = together(
        seen.topics, seen.edits, golden.right if golden else {}, golden.tickets if golden is not None else 0
    )
    return Advice(
        measured=seen,
        overall=advise_topic(everything),
        lines=tuple((line, line.rule(seen)) for line in LINES),
        topics=tuple(advise_topic(topic) for topic in seen.topics),
        phases=standings(seen.levels),
    )


def advice_record(advice: Advice) -> dict[str, Any]:
    """The advice as JSON."""
    golden = advice.measured.golden
    return {
        "at": advice.measured.at,
        "drafts": advice.measured.drafts,
        "golden_run": None if golden is None else {"name": golden.name, "at": golden.at, "tickets": golden.tickets},
        "overall": _topic(advice.overall),
        "topics": [_topic(topic) for topic in advice.topics],
        "phases": [_phase(one) for one in advice.phases],
        "lines": [_line(line, finding) for line, finding in advice.lines],
        "costs": [
            {
                "mode": speed.mode,
                "drafts": speed.drafts,
                "median_ms": round(speed.median_ms, 1),
                "tokens": round(speed.tokens, 1),
            }
            for speed in advice.measured.speeds
        ],
    }


def _topic(topic: TopicAdvice) -> dict[str, Any]:
    return {
        "name": topic.name,
        "drafts": topic.drafts,
        "says": topic.says.value,
        "evidence": list(topic.evidence),
        "flips": list(topic.flips),
        "collect": list(topic.collect),
    }


def _phase(one: PhaseStanding) -> dict[str, Any]:
    return {
        "name": one.phase.name,
        "level": one.phase.level,
        "held": one.held,
        "since": one.since or None,
        "drafts": one.drafts,
        "judged": one.judged,
        "used": one.used,
        "window": one.phase.window,
        "least": one.phase.least,
        "collect": one.collect or None,
    }


def _line(line: Line, finding: Finding) -> dict[str, Any]:
    return {
        "id": line.id,
        "section": line.section,
        "question": line.question,
        "source_says": line.speaks_for.value,
        "says": finding.says.value,
        "measured": finding.measured,
        "flips": finding.flips or None,
        "collect": finding.collect or None,
        "figures": dict(finding.figures),
    }
