"""The lines of both source texts, in their order: a question, what it speaks for, and the rule that measures it."""

from collections.abc import Callable
from dataclasses import dataclass

from citewell.evaluation.advice import checklist, fit, matrix
from citewell.evaluation.advice.findings import Finding, Says
from citewell.evaluation.advice.measured import Measured

CHECKLIST, MATRIX, FRAMEWORK = "Decision checklist", "Use-case matrix", "Decision framework"
"""Where a line is from: the first text's checklist, the second one's matrix and framework."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``speaks_for`` is what the source names for it, whatever is measured here."""

    id: str
    section: str
    question: str
    speaks_for: Says
    rule: Callable[[Measured], Finding]


LINES: tuple[Line, ...] = (
    Line(
        "policies-weekly",
        CHECKLIST,
        "Are policies updated weekly or even more often?",
        Says.RETRIEVAL,
        checklist.weekly,
    ),
    Line(
        "tone-first",
        CHECKLIST,
        "Are tone and a consistent structure the main challenge?",
        Says.FINE_TUNING,
        checklist.tone,
    ),
    Line("every-reply-cites", CHECKLIST, "Does every reply need citations?", Says.RETRIEVAL, checklist.citing),
    Line("rigid-formats", CHECKLIST, "Do workflows demand rigid formats?", Says.BOTH, checklist.formats),
    Line("data-privacy", CHECKLIST, "Is protecting personal data essential?", Says.RETRIEVAL, checklist.privacy),
    Line("team-labels", CHECKLIST, "Is the team ready to label training data?", Says.FINE_TUNING, checklist.labels),
    Line("experiments", CHECKLIST, "Is room for ongoing experiments needed?", Says.BOTH, checklist.experiments),
    Line("changing-content", MATRIX, "Constantly changing content", Says.RETRIEVAL, matrix.changing),
    Line("high-touch", MATRIX, "High-touch work, where a wrong tone does harm", Says.FINE_TUNING, matrix.high_touch),
    Line("languages", MATRIX, "Support in several languages", Says.RETRIEVAL, matrix.languages),
    Line("fresh-and-tone", MATRIX, "Both fresh facts and tone", Says.BOTH, matrix.fresh_and_tone),
    Line("specialised", MATRIX, "Highly specialised knowledge", Says.FINE_TUNING, matrix.specialised),
    Line("real-time", MATRIX, "Real-time figures (stock, orders)", Says.RETRIEVAL, matrix.real_time),
    Line("many-functions", MATRIX, "Several functions at once", Says.BOTH, matrix.functions),
    Line("long-term", MATRIX, "What is learned over time and kept", Says.FINE_TUNING, matrix.long_term),
    Line("rare-questions", MATRIX, "Complex questions that come seldom", Says.RETRIEVAL, matrix.rare),
    Line("speed", MATRIX, "Need for speed", Says.FINE_TUNING, matrix.speed),
    Line("solid-documents", FRAMEWORK, "Solid documents, updated often", Says.RETRIEVAL, fit.solid_documents),
    Line(
        "tone-compliance",
        FRAMEWORK,
        "Tone, compliance or specialisation matter",
        Says.FINE_TUNING,
        fit.tone_and_compliance,
    ),
    Line("ready-for-both", FRAMEWORK, "Ready for the work of running both", Says.BOTH, fit.gold_standard),
)
"""Every line of both texts."""
